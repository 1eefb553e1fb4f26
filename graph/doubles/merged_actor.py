"""The one actor that two become: field by field as chosen, and known by both names."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from graph.doubles.folding import joined_text
from graph.doubles.side_by_side import Agreeing, FieldPair, compare_records, takes_both
from graph.message import Message
from models.errors import InvalidRequestError
from models.package_files import FILES
from models.records import Actor
from models.text import search_key
from models.vocabulary import ActorVisibility, Entity


class Choice(StrEnum):
    """Whose answer a field of the merged actor has: that of the actor kept, of the one dropped, or both lists."""

    KEEP = "keep"
    DROP = "drop"
    BOTH = "both"


class ImpossibleMergeError(InvalidRequestError):
    """The two cannot be made one, or not in the way that was chosen; `said` tells what to do instead."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.render(str))
        self.said = said


FROM_OPEN_TO_HIDDEN = (ActorVisibility.PUBLIC, ActorVisibility.PARTNERS, ActorVisibility.HIDDEN)


def usual_choices(keep: Actor, drop: Actor) -> dict[str, Choice]:
    """Return for each field that one of two actors knows the answer that loses least, to begin with.

    Whoever knows something is believed, and of two who do the actor that is kept. Lists, sources and remarks are
    joined. An organisation with a name goes before a set or one without. Of two beginnings the first counts and of
    two ends the last, so that what either of them did stays inside the actor's time. An actor stays hidden when one
    of the two was.
    """
    return {pair.name: _usual(pair) for pair in compare_records(keep, drop)}


def merged_actor(keep: Actor, drop: Actor, chosen: Mapping[str, Choice]) -> Actor:
    """Return the actor that two become.

    It has the id of the one kept, and as aliases whatever else either of them was called. Where it would be a part
    or a member of itself, it takes the place of the other: a part of what that was a part of.

    Args:
        keep, drop: the actors.
        chosen: whose answer each field has; for those not named `usual_choices` decides.

    Raises:
        ImpossibleMergeError: a choice names no field of actors, or both where there can be only one.
    """
    choices = usual_choices(keep, drop) | _readable(chosen, keep)
    values = {name: _value(getattr(keep, name), getattr(drop, name), choice) for name, choice in choices.items()}
    pair = (keep.id, drop.id)
    values["parent_id"] = _outside(pair, values.get("parent_id"), drop.parent_id, keep.parent_id)
    values["federation_ids"] = tuple(one for one in values.get("federation_ids", ()) if one not in pair)
    values["aliases"] = _aliases(values["name"], (*values.get("aliases", ()), keep.name, drop.name))
    return Actor.model_validate({"id": keep.id, **values})


def _usual(pair: FieldPair) -> Choice:
    if pair.agreeing is Agreeing.ONLY_OTHER:
        return Choice.DROP
    if pair.agreeing is not Agreeing.DIFFERENT:
        return Choice.KEEP
    if pair.takes_both:
        return Choice.BOTH
    return Choice.DROP if _prefers_other(pair) else Choice.KEEP


def _prefers_other(pair: FieldPair) -> bool:
    """Tell whether of two answers the dropped actor's loses less."""
    match pair.name:
        case "visibility":
            return FROM_OPEN_TO_HIDDEN.index(pair.other) > FROM_OPEN_TO_HIDDEN.index(pair.one)
        case "entity":
            return pair.other is Entity.ORGANISATION
        case "valid_from":
            return bool(pair.other < pair.one)
        case "valid_to":
            return bool(pair.other > pair.one)
    return False


def _readable(chosen: Mapping[str, Choice], keep: Actor) -> dict[str, Choice]:
    for name, choice in chosen.items():
        if name not in FILES["actors"].columns or name == "id" or choice not in tuple(Choice):
            raise ImpossibleMergeError(Message("Valet går inte att läsa. Gå tillbaka till jämförelsen och välj igen."))
        if choice == Choice.BOTH and not takes_both(name, getattr(keep, name)):
            raise ImpossibleMergeError(
                Message("Här går det inte att behålla bådas svar. Gå tillbaka till jämförelsen och välj ett av dem.")
            )
    return {name: Choice(choice) for name, choice in chosen.items()}


def _value(keep: Any, drop: Any, choice: Choice) -> Any:
    if choice is Choice.BOTH:
        return tuple(dict.fromkeys((*keep, *drop))) if isinstance(keep, tuple) else joined_text(keep, drop)
    return keep if choice is Choice.KEEP else drop


def _outside(pair: tuple[str, str], *parents: str | None) -> str | None:
    """Return the first of the parents if it is neither of the pair, else the first of the others that is not."""
    if parents[0] not in pair:
        return parents[0]
    return next((parent for parent in parents if parent is not None and parent not in pair), None)


def _aliases(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """Return what else an actor is called, each once whatever its case; in a list a semicolon parts two names."""
    found = {search_key(name): name}
    for other in others:
        found.setdefault(search_key(other), other.replace(";", ","))
    return tuple(found.values())[1:]
