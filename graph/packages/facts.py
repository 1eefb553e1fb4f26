"""What a single record may not say: facts that contradict themselves."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.packages.remarks import quoted
from models.records import Activity, Actor, Dated, Grant, Record, Tie
from models.vocabulary import Entity


class Contradiction(NamedTuple):
    """What is wrong in a record: the column in which to put it right, and why."""

    column: str
    reason: str


def contradictions(record: Record) -> Iterator[Contradiction]:
    """Yield what a valid record says against itself; whatever comes into the register passes here."""
    if isinstance(record, Dated):
        yield from _backwards_dates(record)
    if isinstance(record, Tie):
        yield from _impossible_tie(record)
    elif isinstance(record, Actor):
        yield from _numbered_collective(record)
    elif isinstance(record, Grant) and record.grantor_id == record.recipient_id:
        yield Contradiction("recipient_id", "bidraget går från en aktör till den själv; rätta givare eller mottagare")
    elif isinstance(record, Activity) and record.id in record.counteracts:
        yield Contradiction("counteracts", "insatsen motverkar sig själv; ta bort dess eget id ur listan")


def _backwards_dates(record: Dated) -> Iterator[Contradiction]:
    start, end = record.valid_from, record.valid_to
    if start and end and start >= end:
        yield Contradiction(
            "valid_to",
            f"perioden är tom eller baklänges: den slutar före {end}, som inte ligger efter {start}; "
            "valid_to är första dagen som inte längre räknas",
        )


def _impossible_tie(tie: Tie) -> Iterator[Contradiction]:
    if tie.actor_a == tie.actor_b:
        yield Contradiction(
            "actor_b", f"båda ändarna är {quoted(tie.actor_a)}; en aktör kan inte samverka med sig själv"
        )
    if tie.desired_by and tie.desired_by not in (tie.actor_a, tie.actor_b):
        yield Contradiction(
            "desired_by",
            f"{quoted(tie.desired_by)} är ingen av parterna; skriv {tie.actor_a} eller {tie.actor_b}",
        )


def _numbered_collective(actor: Actor) -> Iterator[Contradiction]:
    if actor.org_number and actor.entity != Entity.ORGANISATION:
        yield Contradiction(
            "org_number",
            "bara en enskild organisation har organisationsnummer; töm cellen eller ändra entity",
        )
