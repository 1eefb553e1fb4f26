"""Reads a network of any kind from two CSV files: its nodes and its edges.

The nodes have a column `id` and any others; the edges have `source` and `target` and may have `weight`. Ids are
texts: 01 is not 1. Nothing is stored, and no register is needed.
"""

import csv
import io
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from graph.measures.dyads import Dyads, Numbers, Values
from graph.packages.csv_text import BAD_QUOTES, NOT_UTF_8
from graph.packages.limits import MEGABYTE
from graph.packages.remarks import RowError, quoted

LARGEST_FILE = 200 * MEGABYTE
"""Bytes of one file."""

MOST_NODES = 1_000_000
MOST_EDGES = 5_000_000
"""Rows of the two files. Memory and time grow with them, and an edge takes about 200 bytes on the way."""

MOST_GROUPS = 1_000
"""Different values of the column of groups: the mixing matrix has a cell for every two of them."""

MOST_ERRORS = 100
"""Errors that are told; somebody who chose the wrong file need not read a million."""

STRONGEST = 1e12
"""The largest weight: what is summed and squared from it stays far from what a number can hold."""

MISSING = "saknas men måste fyllas i"
NO_WEIGHT = "{value} är ingen vikt; skriv ett tal större än noll, till exempel 2 eller 0.5"
TOO_STRONG = f"{{value}} är en för stor vikt; den kan vara högst {STRONGEST:.0f}; dela alla vikter med samma tal"
NUL_INSIDE = "raden har ett tecken som inte hör hemma i text (NUL); spara filen på nytt som ”CSV UTF-8”"
NO_NODE = "{node} är ingen nod i {file}; ett id måste stå likadant i båda filerna"
NO_COLUMN = "kolumnen saknas; filens kolumner är {columns}"
EMPTY_FILE = "kolumnen saknas: filen är tom; den första raden ska vara kolumnernas namn"
TOO_MANY_ROWS = "filen har fler än {most} rader; större nätverk kan inte mätas"
TOO_MANY_GROUPS = f"kolumnen har {{count}} olika värden; välj en med högst {MOST_GROUPS}"
MORE_ERRORS = "fler fel är inte visade; rätta de här först"
MOST_COLUMNS_LISTED = 20


@dataclass(frozen=True)
class NetworkFile:
    """The bytes of a file, and what the user calls it."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Groups:
    """The groups of the nodes: their names, sorted, and the number of each node's group; -1 for none."""

    names: list[str]
    of_node: Numbers


@dataclass(frozen=True)
class FiledNetwork:
    """A network as two files tell it.

    Attributes:
        ids: of the nodes, in the order of the file.
        dyads: the ties; several between the same nodes are one, as strong as the strongest.
        weighted: whether the edges have weights; otherwise each counts as 1.
        self_loops: edges from a node to itself, which are left out.
        duplicates: edges that repeat another; without direction also the other way round.
        groups: the groups that were asked for.
    """

    ids: list[str]
    dyads: Dyads
    weighted: bool
    self_loops: int
    duplicates: int
    groups: Groups | None


def read_network(
    nodes: NetworkFile, edges: NetworkFile, *, group: str | None = None, directed: bool = False
) -> FiledNetwork | list[RowError]:
    """Return the network in two files, or why they cannot be read.

    Args:
        nodes: a CSV file with the column `id`.
        edges: a CSV file with the columns `source` and `target`, and perhaps `weight`, larger than 0.
        group: the column of the nodes that says which group each belongs to; an empty cell says none.
        directed: whether a tie runs from source to target only.
    """
    errors = _Errors()
    index, groups = _read_nodes(_Sheet(nodes, errors), group)
    if errors.told:
        return errors.told
    sheet = _Sheet(edges, errors)
    starts, ends, strengths = _read_edges(sheet, index, nodes.name)
    if errors.told:
        return errors.told
    dyads = Dyads.merge(len(index), starts, ends, strengths, directed=directed)
    loops = int(np.count_nonzero(starts == ends))
    repeated = len(starts) - loops - dyads.edges
    return FiledNetwork(list(index), dyads, sheet.find("weight") is not None, loops, repeated, groups)


class _Errors:
    """The errors found so far, up to a number that a person can read."""

    def __init__(self) -> None:
        self.told: list[RowError] = []

    @property
    def enough(self) -> bool:
        return len(self.told) > MOST_ERRORS

    def add(self, error: RowError) -> None:
        if len(self.told) < MOST_ERRORS:
            self.told.append(error)
        elif not self.enough:
            self.told.append(RowError(error.file, None, "", MORE_ERRORS))


class _Sheet:
    """A CSV file, of which the heading is read first and the rows once."""

    def __init__(self, file: NetworkFile, errors: _Errors) -> None:
        self.name = file.name
        self.errors = errors
        text = self._text(file.data)
        self.delimiter = max(",;\t", key=text.partition("\n")[0].count)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        self.heading = [cell.strip() for cell in next(self._lines(), [])]

    @property
    def point(self) -> str:
        """What stands before decimals: a comma where commas do not divide the cells."""
        return "." if self.delimiter == "," else ","

    def find(self, name: str) -> int | None:
        """Return where a column stands, spelled so or with other capitals; None if nowhere."""
        exact = [number for number, column in enumerate(self.heading) if column == name]
        close = [number for number, column in enumerate(self.heading) if column.casefold() == name.casefold()]
        return next(iter(exact + close), None)

    def need(self, name: str) -> int:
        """Return where a column stands; an error is told if nowhere."""
        found = self.find(name)
        if found is None and not self.errors.told:
            columns = ", ".join(map(quoted, self.heading[:MOST_COLUMNS_LISTED]))
            self.error(1, name, NO_COLUMN.format(columns=columns) if columns else EMPTY_FILE)
        return found or 0

    def rows(self, most: int) -> Iterator[tuple[int, list[str]]]:
        """Yield the numbered rows below the heading, blank ones left out, until there are enough errors."""
        for number, cells in enumerate(self._lines(), 2):
            if number > most + 1:
                self.error(number, "", TOO_MANY_ROWS.format(most=most))
                return
            if any(cells):
                yield number, cells
            if self.errors.enough:
                return

    def error(self, row: int, column: str, reason: str) -> None:
        """Tell what is wrong in a row."""
        self.errors.add(RowError(self.name, row, column, reason))

    def _text(self, data: bytes) -> str:
        nul = data.find(b"\0")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.error(data.count(b"\n", 0, error.start) + 1, "", NOT_UTF_8)
            return ""
        if nul >= 0:
            self.error(data.count(b"\n", 0, nul) + 1, "", NUL_INSIDE)
            return ""
        return text

    def _lines(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error:
            self.error(self._reader.line_num, "", BAD_QUOTES)


def _read_nodes(sheet: _Sheet, group: str | None) -> tuple[dict[str, int], Groups | None]:
    """Return the number of each node by its id, and the groups."""
    at, at_group = sheet.need("id"), None if group is None else sheet.need(group)
    index: dict[str, int] = {}
    labels: list[str] = []
    for number, cells in sheet.rows(MOST_NODES):
        node = _cell(cells, at)
        if not node:
            sheet.error(number, "id", MISSING)
        elif node in index:
            sheet.error(number, "id", f"{quoted(node)} står redan på en tidigare rad; varje nod har en rad")
        else:
            index[node] = len(index)
            labels.append(_cell(cells, at_group))
    if group is None:
        return index, None
    names = sorted(set(labels) - {""})
    if len(names) > MOST_GROUPS:
        sheet.error(1, group, TOO_MANY_GROUPS.format(count=len(names)))
    numbers = {name: number for number, name in enumerate(names)}
    return index, Groups(names, np.array([numbers.get(label, -1) for label in labels], dtype=np.int64))


def _read_edges(sheet: _Sheet, index: Mapping[str, int], nodes_name: str) -> tuple[Numbers, Numbers, Values]:
    """Return where the edges start and end, and their strengths, as they stand."""
    source, target, weight = sheet.need("source"), sheet.need("target"), sheet.find("weight")
    starts, ends, strengths = array("q"), array("q"), array("d")
    for number, cells in sheet.rows(MOST_EDGES):
        try:
            start, end = index[cells[source].strip()], index[cells[target].strip()]
            strength = 1.0 if weight is None else float(cells[weight].replace(sheet.point, "."))
        except (IndexError, KeyError, ValueError):
            start = end = -1
            strength = 0.0
        if 0 < strength <= STRONGEST:
            starts.append(start)
            ends.append(end)
            strengths.append(strength)
        else:
            _explain(sheet, number, cells, index, nodes_name)
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64), np.array(strengths)


def _explain(sheet: _Sheet, number: int, cells: list[str], index: Mapping[str, int], nodes_name: str) -> None:
    """Tell why an edge cannot be read: an end that is unknown, or else its weight."""
    unknown = {name: _cell(cells, sheet.find(name)) for name in ("source", "target")}
    unknown = {name: node for name, node in unknown.items() if node not in index}
    for name, node in unknown.items():
        sheet.error(number, name, NO_NODE.format(node=quoted(node), file=nodes_name) if node else MISSING)
    if not unknown:
        weight = _cell(cells, sheet.find("weight"))
        reason = TOO_STRONG if _is_too_strong(weight, sheet.point) else NO_WEIGHT
        sheet.error(number, "weight", reason.format(value=quoted(weight)))


def _is_too_strong(weight: str, point: str) -> bool:
    try:
        return weight[-1:].isdigit() and float(weight.replace(point, ".")) > STRONGEST
    except ValueError:
        return False


def _cell(cells: list[str], at: int | None) -> str:
    """Return a cell without the spaces around it; nothing where the row ends before it."""
    return cells[at].strip() if at is not None and at < len(cells) else ""
