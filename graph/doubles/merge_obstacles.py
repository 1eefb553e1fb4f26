"""Why a merge cannot be done as chosen: what the register would refuse afterwards, and what has to be decided first."""

from collections.abc import Iterator, Mapping

from graph.doubles.merged_actor import Choice
from graph.packages import Key, RowError
from graph.packages.draft import Draft, FileDraft, stored_by_key
from graph.packages.facts import contradictions
from graph.packages.hierarchy import circles
from graph.packages.parties import one_sided_partnerships
from graph.register import Register
from models.records import Actor

ACTORS = "actors"

TWO_NUMBERS = (
    "aktörerna har olika organisationsnummer och är alltså två juridiska personer; "
    "slå inte ihop dem, om inte det ena numret är fel: välj då det som är rätt"
)


def obstacles(
    after: Register, keep: Actor, drop: Actor, merged: Actor, chosen: Mapping[str, Choice]
) -> Iterator[RowError]:
    """Yield what stands in the way of a merge.

    Args:
        after: the register as it would be.
        keep, drop: the actors as they are.
        merged: the one that they become.
        chosen: what a person has chosen.
    """
    if keep.org_number and drop.org_number and keep.org_number != drop.org_number and "org_number" not in chosen:
        yield RowError(ACTORS, None, "org_number", TWO_NUMBERS)
    for wrong in contradictions(merged):
        yield RowError(ACTORS, None, wrong.column, wrong.reason)
    draft = _draft(after, merged)
    faults = (*circles(draft), *one_sided_partnerships(draft, strict=False))
    # Several partnerships with the same fault are one thing to say.
    yield from dict.fromkeys(RowError(ACTORS, None, fault.column, fault.reason) for fault in faults)


def _draft(after: Register, merged: Actor) -> Draft:
    """Return the register after the merge as if the merged actor had been read in last."""
    key: Key = (merged.id,)
    return Draft(stored_by_key(after), {ACTORS: FileDraft(ACTORS, records={key: merged}, rows={key: 0})})
