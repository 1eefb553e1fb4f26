"""Two actors beside each other, question by question, and whose answer counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.comparing import in_words
from api.pages.editing.directory import Directory
from api.pages.editing.draft import Draft, Kept, stored_draft
from api.pages.editing.sent import Sent
from api.pages.facts import Word
from graph.doubles import Agreeing, Choice, FieldPair, compare_records, usual_choices
from models.records import Actor

CHOSEN = "chosen."
"""What stands before the name of a field in the choice of an answer. Its value is the id of an actor, or both."""

BOTH = "both"

NO_USUAL_ANSWER = frozenset({"org_number"})
"""Where two answers differ here, a person has to say which one is right."""


@dataclass(frozen=True)
class ComparedField:
    """A question that the two answer differently, or only one of them.

    Attributes:
        name: what the choice is sent as.
        label: the question, a Swedish message.
        keep, drop: the answers in words, of the actor that is kept and of the other.
        takes_both: whether both answers can be kept.
        chosen: what is ticked: the id of an actor, or both; blank where nothing is.
    """

    name: str
    label: str
    keep: tuple[Word, ...]
    drop: tuple[Word, ...]
    takes_both: bool
    chosen: str


@dataclass(frozen=True)
class SharedField:
    """A question that both answer alike."""

    label: str
    answer: tuple[Word, ...]


def choices_of(sent: Sent, keep_id: str, drop_id: str) -> dict[str, Choice]:
    """Return what was chosen by field; what is neither of the actors nor both was chosen for somebody else."""
    meant = {keep_id: Choice.KEEP, drop_id: Choice.DROP, BOTH: Choice.BOTH}
    names = {name.removeprefix(CHOSEN): sent.one(name) for name in sent.answers if name.startswith(CHOSEN)}
    return {name: meant[value] for name, value in names.items() if value in meant and ACTOR_FORM.field(name)}


def compared_fields(
    keep: Actor, drop: Actor, directory: Directory, chosen: Mapping[str, Choice]
) -> tuple[ComparedField, ...]:
    """Return the questions to choose an answer for, in the order of the form.

    Args:
        keep, drop: the two, as the viewer sees them.
        chosen: what was chosen so far; for the others the answer is proposed that loses least.
    """
    return tuple(_compared(keep, drop, directory, chosen))


def _compared(keep: Actor, drop: Actor, directory: Directory, chosen: Mapping[str, Choice]) -> Iterator[ComparedField]:
    usual = usual_choices(keep, drop)
    sides = [_words(directory, actor) for actor in (keep, drop)]
    for pair, label in _in_order(keep, drop):
        if pair.agreeing is Agreeing.SAME:
            continue
        choice = chosen.get(pair.name, None if _is_open(pair) else usual[pair.name])
        ticked = {Choice.KEEP: keep.id, Choice.DROP: drop.id, Choice.BOTH: BOTH, None: ""}[choice]
        both = pair.takes_both and pair.agreeing is Agreeing.DIFFERENT
        yield ComparedField(f"{CHOSEN}{pair.name}", label, sides[0][pair.name], sides[1][pair.name], both, ticked)


def shared_fields(keep: Actor, drop: Actor, directory: Directory) -> tuple[SharedField, ...]:
    """Return the questions that both answer alike, in the order of the form."""
    words = _words(directory, keep)
    return tuple(
        SharedField(label, words[pair.name])
        for pair, label in _in_order(keep, drop)
        if pair.agreeing is Agreeing.SAME and words[pair.name]
    )


def _is_open(pair: FieldPair) -> bool:
    return pair.name in NO_USUAL_ANSWER and pair.agreeing is Agreeing.DIFFERENT


def _in_order(keep: Actor, drop: Actor) -> Iterator[tuple[FieldPair, str]]:
    pairs = {pair.name: pair for pair in compare_records(keep, drop)}
    return ((pairs[field.name], field.label) for field in ACTOR_FORM.fields if field.name in pairs)


def _words(directory: Directory, actor: Actor) -> dict[str, tuple[Word, ...]]:
    """Return an actor's answers in words."""
    draft: Draft = stored_draft(ACTOR_FORM, directory, Kept(actor, 0))
    return {field.name: in_words(field, draft.answers[field.name], draft) for field in ACTOR_FORM.fields}
