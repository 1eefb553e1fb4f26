"""Networks that we wrote ourselves, when they come back: who is registered, and what an edge rests on.

An edge of ours is derived from records, and only ties become ties again. One that rests on a forum or an agreement
would otherwise come back as a collaboration that nobody has told of.
"""

from graph.exchange.foreign import KnownActors
from graph.exchange.tables import Row, Table

EVIDENCE, CHANNELS = "evidence", "channels"
OWN_COLUMNS = (EVIDENCE, CHANNELS)
"""The columns that say what an edge rests on."""

DERIVED = (
    "kopplingen är uträknad ur forum, avtal eller verksamhet, som filen inte har med, och är inte inläst som ett eget "
    "samarbete"
)
REGISTERED = "kopplingen finns redan i registret och är inte inläst en gång till"

_NODES = ("entity", "at home")
_TIES, _DIRECT = "ties:", "direct"


def is_ours(table: Table) -> bool:
    """Tell whether a table of nodes or edges was written by us, so that its ids are those of a register."""
    return table.has(*_NODES) or table.has(EVIDENCE)


def why_left(row: Row, known: KnownActors) -> str:
    """Return why an edge is not to be read as a tie, by what it says that it rests on; empty when it is one."""
    records = row.values(EVIDENCE)
    ties = [record.removeprefix(_TIES) for record in records if record.startswith(_TIES)]
    channels = row.values(CHANNELS)
    if (records and not ties) or (not records and channels and _DIRECT not in channels):
        return DERIVED
    return REGISTERED if any(tie in known.tie_ids for tie in ties) else ""
