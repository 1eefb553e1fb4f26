"""Which new actors of a list may be registered already, or stand in the list twice: asked, and never decided here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from api.lists.contents import NEW
from graph.doubles import Candidate, Match, find_doubles, find_doubles_within
from graph.message import Message
from models.records import Actor, Place

NEARLY_CERTAIN = 0.85
"""The score from which a person has to say whether two are the same before the row can be stored."""

AS_GOOD_AS_CERTAIN = 0.93
"""The score, that of the same name, from which many rows can be answered at once."""

MOST_SHOWN = 3
ROW = "row:"
"""What stands before the number of a row in a choice."""

Cells: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class NewActor:
    """An actor of a list: its key, the number of its row, and what the row says, by the columns of the package."""

    key: str
    row: int
    cells: Cells = field(repr=False)

    @property
    def name(self) -> str:
        """What the list calls it."""
        return self.cells.get("name", "")


@dataclass(frozen=True)
class Likeness:
    """Somebody whom a new actor may be.

    Attributes:
        value: the choice that says so.
        score: how much speaks for it; 0 for somebody who was chosen and does not resemble it any more.
        certain: whether the organisation number says so.
        reasons: why.
        actor: who it is; None for another row of the list.
        row: the number of that row.
    """

    value: str
    score: float
    certain: bool
    reasons: tuple[Message, ...]
    actor: Actor | None = None
    row: int | None = None


@dataclass(frozen=True)
class Doubt:
    """A new actor that may be somebody else.

    Attributes:
        new: the actor.
        others: who it may be, the most like first.
        chosen: what was answered; empty as long as nothing was.
    """

    new: NewActor
    others: tuple[Likeness, ...]
    chosen: str

    @property
    def needed(self) -> bool:
        """Whether the row cannot be stored without an answer."""
        return any(other.certain or other.score >= NEARLY_CERTAIN for other in self.others)

    @property
    def is_open(self) -> bool:
        """Whether an answer is needed and missing."""
        return self.needed and not self.chosen

    @property
    def obvious(self) -> str:
        """The answer that can be given together with others: the only one who has the same number or name."""
        if not self.others or self.others[0].actor is None or self.others[0].score < AS_GOOD_AS_CERTAIN:
            return ""
        alone = len(self.others) == 1 or self.others[1].score < self.others[0].score
        return self.others[0].value if alone else ""


def find_doubts(
    new: Sequence[NewActor], known: Mapping[str, Actor], places: Iterable[Place], choices: Mapping[str, str]
) -> tuple[Doubt, ...]:
    """Return the new actors that may be registered already, or that stand in the list twice.

    Args:
        new: the actors of the list, in its order.
        known: the registered actors that the reader sees, by id.
        places: the places that the reader sees.
        choices: what was answered, by key.
    """
    places = tuple(places)
    order = {actor.key: place for place, actor in enumerate(new)}
    by_id = {actor.cells.get("id", ""): actor.key for actor in new}
    candidates = [_candidate(actor, by_id) for actor in new]
    found: dict[str, list[Likeness]] = {}
    for match in find_doubles(candidates, [Candidate.of(actor) for actor in known.values()], places=places):
        found.setdefault(match.one.id, []).append(_registered(match, known))
    for match in find_doubles_within(candidates, places=places):
        first, later = sorted((match.one.id, match.other.id), key=order.__getitem__)
        if not choices.get(first, "").startswith(ROW) and not _told_apart(first, later, choices):
            found.setdefault(later, []).append(_in_the_list(match, new[order[first]]))
    return tuple(
        doubt for actor in new if (doubt := _doubt(actor, found.get(actor.key, []), known, choices.get(actor.key, "")))
    )


def _told_apart(first: str, later: str, choices: Mapping[str, str]) -> bool:
    """Tell whether both are known to be registered actors, and not the same."""
    answers = {choices.get(key, NEW) for key in (first, later)}
    return len(answers) == 2 and NEW not in answers


def _candidate(actor: NewActor, by_id: Mapping[str, str]) -> Candidate:
    """Return a row as it is compared; `Candidate.id` is the row's key, and other rows are called by theirs."""
    cells = actor.cells
    parent = cells.get("parent_id") or None
    return Candidate(
        id=actor.key,
        name=actor.name,
        aliases=_words(cells.get("aliases", "")),
        org_number=cells.get("org_number") or None,
        place_id=cells.get("place_id") or None,
        parent_id=by_id.get(parent, parent) if parent else None,
        federation_ids=tuple(by_id.get(each, each) for each in _words(cells.get("federation_ids", ""))),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(";"))))


def _registered(match: Match, known: Mapping[str, Actor]) -> Likeness:
    reasons = tuple(reason.said for reason in match.reasons)
    return Likeness(match.other.id, match.score, match.is_certain, reasons, known[match.other.id])


def _in_the_list(match: Match, first: NewActor) -> Likeness:
    reasons = tuple(reason.said for reason in match.reasons)
    return Likeness(f"{ROW}{first.key}", match.score, match.is_certain, reasons, row=first.row)


def _doubt(actor: NewActor, others: list[Likeness], known: Mapping[str, Actor], chosen: str) -> Doubt | None:
    # The registered come before the list's own rows: to be one of them answers more.
    shown = sorted(others, key=lambda other: (-other.score, other.actor is None))[:MOST_SHOWN]
    if chosen not in ("", NEW) and chosen not in {other.value for other in shown}:
        again = next((other for other in others if other.value == chosen), None)
        again = again or (Likeness(chosen, 0.0, False, (), known[chosen]) if chosen in known else None)
        shown += [again] if again else []
        chosen = chosen if again else ""
    return Doubt(actor, tuple(shown), chosen) if shown else None
