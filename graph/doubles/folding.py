"""Two records that say the same thing become one: what each of them knows, and what then is said no longer."""

from typing import Any

from graph.doubles.side_by_side import JOINED_TEXTS, Agreeing, FieldPair, compare_records, is_blank
from models.records import Record
from models.text import LONGEST_TEXT, search_key
from models.vocabulary import Attendance, Confirmation

BETWEEN_TEXTS = "; "


def folded_records(kept: Record, other: Record) -> Record:
    """Return what two records of the same key say together.

    What only one of them knows is kept, and where both know something the first is believed, but for these:

    - confirmation: the better one, since each stands on its own ground. A dispute stays, whoever else stands behind
      the statement: somebody has said that it is not so, and a merge does not bring back what was disputed.
    - attendance: the one that is known.
    - valid_to: the later end, and no end is the latest: a fact does not end because it was registered twice.
    - source and note: both.

    Records that begin on different days have different keys, are not folded and both stay.
    """
    pairs = compare_records(kept, other)
    return kept.model_copy(update={pair.name: _together(pair) for pair in pairs})


def unkept(before: Record, after: Record) -> tuple[str, ...]:
    """Return the fields, without the key, in which a record says something that the other does not say.

    A list that is longer now, a text that stands inside another now, and a name that is an alias now are kept.
    """
    names = {search_key(name) for name in (getattr(after, "name", ""), *getattr(after, "aliases", ()))}
    return tuple(
        pair.name for pair in compare_records(before, after) if not is_blank(pair.one) and not _is_kept(pair, names)
    )


def joined_text(one: str | None, other: str | None) -> str | None:
    """Return two texts one after the other, each once; only the first where together they are too long.

    >>> joined_text("Årsmötet", "Webben"), joined_text("Årsmötet", "Årsmötet"), joined_text(None, "Webben")
    ('Årsmötet; Webben', 'Årsmötet', 'Webben')
    """
    if not one or not other:
        return one or other
    if other in one:
        return one
    together = f"{one}{BETWEEN_TEXTS}{other}"
    return together if len(together) <= LONGEST_TEXT else one


def _together(pair: FieldPair) -> Any:
    if pair.name == "valid_to":
        return None if pair.one is None or pair.other is None else max(pair.one, pair.other)
    if pair.name == "confirmation":
        return _confirmed(pair.one, pair.other)
    if pair.name == "attendance":
        return pair.other if pair.one is Attendance.UNKNOWN else pair.one
    if pair.name in JOINED_TEXTS:
        return joined_text(pair.one, pair.other)
    return pair.other if pair.agreeing is Agreeing.ONLY_OTHER else pair.one


def _confirmed(one: Confirmation, other: Confirmation) -> Confirmation:
    if Confirmation.DISPUTED in (one, other):
        return Confirmation.DISPUTED
    return min(one, other, key=lambda confirmation: confirmation.rank)


def _is_kept(pair: FieldPair, names: set[str]) -> bool:
    if pair.name in ("name", "aliases"):
        said = (pair.one,) if isinstance(pair.one, str) else pair.one
        return {search_key(name.replace(";", ",")) for name in said} <= {name.replace(";", ",") for name in names}
    if isinstance(pair.one, tuple):
        return set(pair.one) <= set(pair.other)
    if pair.name in JOINED_TEXTS:
        return pair.one in (pair.other or "")
    return pair.agreeing is Agreeing.SAME
