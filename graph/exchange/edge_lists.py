"""Plain edge lists: who with whom and how close, in one table, with or without a table of who they are.

So Gephi writes its edges (`Source`, `Target`, `Weight`) and nodes (`Id`, `Label`), Onodo its relations, and most
people their own lists. A row without a second end is an organisation that nobody is tied to.
"""

from dataclasses import replace

from graph.exchange.connections import DIRECTED, Connection, Connections
from graph.exchange.harvest import Harvest
from graph.exchange.opening import Opened
from graph.exchange.own_networks import OWN_COLUMNS, is_ours
from graph.exchange.roster import Entry, Roster
from graph.exchange.step_words import STEP_HEADINGS
from graph.exchange.tables import Row, Table, plain

_OTHER_NAMES = {
    "källa": "source",
    "från": "source",
    "from": "source",
    "aktör a": "source",
    "part a": "source",
    "respondent": "source",
    "mål": "target",
    "till": "target",
    "to": "target",
    "aktör b": "target",
    "part b": "target",
    "namn": "name",
    "beskrivning": "description",
    "etiketter": "tags",
    "sektor": "sector",
    "organisationsnummer": "org number",
    "organisation number": "org number",
    "orgnr": "org number",
    "org.nr": "org number",
    "typ": "type",
}
_EDGE_COLUMNS = ("source", "target", "id", "type", "relation", "label", "description", "tags", "directed", *OWN_COLUMNS)
_NODE_COLUMNS = ("id", "label", "name", "type", "sector", "actor kind", "org number", "aliases", "description", "tags")
_DIRECTIONS = ("directed", "undirected", "mutual", "riktad", "oriktad")
_DIRECTED = ("directed", "riktad", "true", "yes", "1", "ja")

UNKNOWN_TABLE = "tabellen har varken två ändar eller namn i rubrikraden och är inte inläst"


def recognises(opened: Opened) -> bool:
    """Tell whether a file has a table with two ends."""
    return any(map(is_edges, map(spelled, opened.tables)))


def read(opened: Opened, harvest: Harvest) -> None:
    """Read nodes as actors and edges as ties."""
    tables = [spelled(table) for table in opened.tables]
    roster = Roster(harvest, ours=any(map(is_ours, tables)))
    for table in tables:
        if not is_edges(table):
            _read_nodes(table, roster)
    for table in tables:
        if is_edges(table):
            read_edges(table, roster)


def spelled(table: Table) -> Table:
    """Return a table with the headings of edge lists."""
    return replace(table, spelling=_heading)


def is_edges(table: Table) -> bool:
    """Tell whether a table has two ends."""
    return table.has("source", "target")


def read_edges(table: Table, roster: Roster) -> None:
    """Read the ties of a table."""
    connections = Connections(roster, table, STEP_HEADINGS)
    for row in table.rows():
        if _is_directed(row):
            roster.harvest.lose(row, DIRECTED)
        connections.add(_connection(row, connections.heading))
    roster.harvest.leave_columns(table, *_EDGE_COLUMNS, connections.heading)


def _heading(column: str) -> str:
    text = plain(column)
    return _OTHER_NAMES.get(text, text)


def _read_nodes(table: Table, roster: Roster) -> None:
    if not table.has_any(("id", "label", "name")):
        roster.harvest.leave_table(table, UNKNOWN_TABLE)
        return
    for row in table.rows():
        roster.enter(_entry(row), row.first("id"))
    roster.harvest.leave_columns(table, *_NODE_COLUMNS)


def _entry(row: Row) -> Entry:
    return Entry(
        row=row,
        name=row.first("label", "name", "id"),
        number=row.first("org number"),
        words=(*row.values("sector"), *row.values("type")),
        tags=tuple(row.values("tags")),
        cells={
            "kind": row.first("actor kind"),
            "aliases": ";".join(row.values("aliases")),
            "note": row.first("description"),
        },
    )


def _connection(row: Row, closeness: str) -> Connection:
    types = (*row.values("relation"), *row.values("type"))
    return Connection(
        row=row,
        ends=(row.first("source"), row.first("target")),
        closeness=row.first(closeness) if closeness else "",
        # Gephi keeps in Type whether an edge has a direction.
        types=tuple(word for word in types if plain(word) not in _DIRECTIONS),
        tags=tuple(row.values("tags")),
        cells={"what": row.first("label"), "note": row.first("description")},
    )


def _is_directed(row: Row) -> bool:
    return any(plain(row.first(column)) in _DIRECTED for column in ("type", "directed"))
