"""Kumu: elements and connections, as sheets of a workbook, as CSV files or as JSON.

Elements stand under `Label`, connections under `From` and `To`; `ID` may come first. Several values of a cell are
divided by `|`, and several ends in `To` are several connections. After two blank rows a new heading may follow in
the same sheet. Source: Kumu's guide "Structure your data for Kumu" and its guide to JSON blueprints.
"""

from collections.abc import Iterator
from dataclasses import replace

from graph.exchange.connections import DIRECTED, Connection, Connections
from graph.exchange.documents import Document, table_of
from graph.exchange.harvest import Harvest
from graph.exchange.opening import Opened
from graph.exchange.own_networks import OWN_COLUMNS, is_ours
from graph.exchange.roster import Entry, Roster
from graph.exchange.step_words import STEP_HEADINGS
from graph.exchange.tables import Row, Table, plain

BLANK_ROWS = 2
"""Rows that end a section of a sheet."""

_ELEMENT_COLUMNS = (
    "id",
    "label",
    "type",
    "description",
    "tags",
    "url",
    "email",
    "sector",
    "actor kind",
    "aliases",
    "org number",
)
_CONNECTION_COLUMNS = ("id", "from", "to", "type", "label", "description", "tags", "direction", *OWN_COLUMNS)
_WITHOUT_ARROW = ("", "undirected", "mutual")
_OTHER_NAMES = {
    "element type": "type",
    "connection type": "type",
    "sektor": "sector",
    "organisationsnummer": "org number",
    "organisation number": "org number",
    "orgnr": "org number",
    "org.nr": "org number",
    "organization number": "org number",
    "website": "url",
    "webbplats": "url",
}

UNLABELLED = "tabellen har varken Label eller From och To i rubrikraden och är inte inläst"


def recognises(opened: Opened) -> bool:
    """Tell whether a file has elements or connections of Kumu."""
    listed = [item for document in opened.documents for item in document.listed("elements", "connections")[:1]]
    if any("label" in item or "attributes" in item or item.keys() >= {"from", "to"} for item in listed):
        return True
    tables = [_spelled(table) for table in opened.tables]
    if any(map(_is_connections, tables)):
        return True
    # Gephi's nodes begin as elements do, but its edges do not begin as connections.
    return any(map(_is_elements, tables)) and not any(table.has("source", "target") for table in tables)


def read(opened: Opened, harvest: Harvest) -> None:
    """Read elements as actors and connections as ties."""
    tables = [section for table in opened.tables for section in _sections(_spelled(table))]
    tables += [_spelled(table) for document in opened.documents for table in _tables_of(document)]
    roster = Roster(harvest, ours=any(map(is_ours, tables)))
    for table in filter(_is_elements, tables):
        for row in table.rows():
            roster.enter(_entry(row), row.first("id"))
        harvest.leave_columns(table, *_ELEMENT_COLUMNS)
    for table in filter(_is_connections, tables):
        connections = Connections(roster, table, STEP_HEADINGS)
        for row in table.rows():
            for connection in _connections(row, connections.heading, harvest):
                connections.add(connection)
        harvest.leave_columns(table, *_CONNECTION_COLUMNS, connections.heading)
    for table in tables:
        if not _is_elements(table) and not _is_connections(table):
            harvest.leave_table(table, UNLABELLED)


def _is_elements(table: Table) -> bool:
    """Tell whether a table begins with Label, or with ID and Label; Gephi's nodes do so too."""
    first = [table.spelling(column) for column in table.columns[:2]]
    return first[:1] == ["label"] or first == ["id", "label"]


def _is_connections(table: Table) -> bool:
    first = [table.spelling(column) for column in table.columns[:3]]
    return first[:2] == ["from", "to"] or first == ["id", "from", "to"]


def _heading(column: str) -> str:
    """Return a heading as Kumu's own, also where a project's backup keeps it among the attributes."""
    text = plain(column.removeprefix("attributes/"))
    return _OTHER_NAMES.get(text, text)


def _spelled(table: Table) -> Table:
    return replace(table, spelling=_heading)


def _tables_of(document: Document) -> Iterator[Table]:
    """Yield the elements and connections of a JSON file, their first columns as in a sheet."""
    for key, first in (("elements", ("label",)), ("connections", ("from", "to"))):
        table = _spelled(table_of(f"{document.label} ({key})", key, document.listed(key)))
        order = [table.places[column] for column in first if column in table.places]
        order += [place for place in range(len(table.columns)) if place not in order]
        columns = tuple(table.columns[place] for place in order)
        yield replace(table, columns=columns, body=[(number, _ordered(cells, order)) for number, cells in table.body])


def _ordered(cells: list[str], order: list[int]) -> list[str]:
    return [cells[place] if place < len(cells) else "" for place in order]


def _sections(table: Table) -> Iterator[Table]:
    """Yield the parts of a sheet that have headings of their own."""
    part, last = replace(table, body=[]), table.number
    for number, cells in table.body:
        begun = replace(table, number=number, columns=tuple(cells), body=[])
        if number - last > BLANK_ROWS and (_is_elements(begun) or _is_connections(begun)):
            yield part
            part = begun
        else:
            part.body.append((number, cells))
        last = number
    yield part


def _entry(row: Row) -> Entry:
    return Entry(
        row=row,
        name=row.first("label"),
        number=row.first("org number"),
        words=(*row.values("sector"), *row.values("type")),
        tags=tuple(row.values("tags")),
        cells={
            "kind": row.first("actor kind"),
            "aliases": ";".join(row.values("aliases")),
            "note": row.first("description"),
            "website": row.first("url"),
            "email": row.first("email"),
        },
    )


def _connections(row: Row, closeness: str, harvest: Harvest) -> Iterator[Connection]:
    """Yield a connection for each element in `To`."""
    if row.first("direction").casefold() not in _WITHOUT_ARROW:
        harvest.lose(row, DIRECTED)
    for end in row.values("to") or [""]:
        yield Connection(
            row=row,
            ends=(row.first("from"), end),
            closeness=row.first(closeness) if closeness else "",
            types=tuple(row.values("type")),
            tags=tuple(row.values("tags")),
            cells={"what": row.first("label"), "note": row.first("description")},
        )
