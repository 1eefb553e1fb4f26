"""PARTNER CPRM: the file of an ecosystem's members, and what they answered about each other.

The members are documented: `Primary Organization` and `Node Label`, then address, contact person and attributes.
Answers have no published form of their own; a table with two ends is read as an edge list, its ends by
organisation or node label, and its scale is told to be only near to the ladder. Source: the tool's user guide,
"Upload Multiple New Members" and "How to Assess Relationship Intensity".
"""

from dataclasses import replace

from graph.exchange.edge_lists import is_edges, read_edges, spelled
from graph.exchange.harvest import Harvest
from graph.exchange.opening import Opened
from graph.exchange.roster import Entry, Roster
from graph.exchange.tables import Row, Table, plain

_ORGANISATION, _LABEL = "primary organization", "node label"
_OTHER_NAMES = {
    "organization name": _ORGANISATION,
    "map label name": _LABEL,
    "label for network maps": _LABEL,
    "primary organization function": "primary org function",
    "organization website": "website",
}
_COLUMNS = (_ORGANISATION, _LABEL, "sector", "primary org function", "website")

ONLY_A_PERSON = "raden har ingen organisation, bara en person, och är inte inläst"
MORE_CONTACTS = "raden har en kontaktperson till på samma organisation och är inte inläst"
NO_MEMBERS = "tabellen har varken medlemmar eller kopplingar i rubrikraden och är inte inläst"


def recognises(opened: Opened) -> bool:
    """Tell whether a file lists the members of an ecosystem."""
    return any(_is_members(_spelled(table)) for table in opened.tables)


def read(opened: Opened, harvest: Harvest) -> None:
    """Read members as actors, and answers as ties."""
    roster = Roster(harvest)
    answers = []
    for table in opened.tables:
        members, edges = _spelled(table), spelled(table)
        if _is_members(members):
            _read_members(members, roster)
        elif is_edges(edges):
            answers.append(edges)
        else:
            harvest.leave_table(table, NO_MEMBERS)
    for edges in answers:
        read_edges(edges, roster)


def _is_members(table: Table) -> bool:
    return table.has(_ORGANISATION, _LABEL)


def _spelled(table: Table) -> Table:
    return replace(table, spelling=_heading)


def _heading(column: str) -> str:
    # The template marks columns that must be filled with an asterisk.
    text = plain(column.replace("*", " "))
    return _OTHER_NAMES.get(text, text)


def _read_members(table: Table, roster: Roster) -> None:
    seen: set[str] = set()
    for row in table.rows():
        name = row.first(_ORGANISATION)
        if not name:
            roster.harvest.lose(row, ONLY_A_PERSON)
        elif plain(name) in seen:
            roster.harvest.lose(row, MORE_CONTACTS)
        else:
            seen.add(plain(name))
            roster.enter(_entry(row, name), also=row.first(_LABEL))
    roster.harvest.leave_columns(table, *_COLUMNS)


def _entry(row: Row, name: str) -> Entry:
    label = row.first(_LABEL)
    return Entry(
        row=row,
        name=name,
        words=tuple(row.values("sector")),
        tags=tuple(row.values("primary org function")),
        cells={"website": row.first("website"), "aliases": label if label != name else ""},
    )
