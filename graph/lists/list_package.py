"""A list as a package, for `check_package` to judge: the rows keep their numbers, the columns find their way back."""

from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from graph.lists.actor_rows import ActorRows, PackageRow
from graph.lists.agreement_rows import AgreementRows
from graph.lists.context import ListContext
from graph.lists.grid import Grid
from graph.lists.lines import Line
from graph.lists.mapping import Mapping
from graph.lists.meanings import COLUMNS, ListKind, Meaning
from graph.lists.membership_rows import MembershipRows
from graph.lists.tie_rows import TieRows
from graph.message import Message
from graph.packages.reasons import reason_of
from graph.packages.remarks import RowError, RowRemark
from graph.packages.sheets import NumberedRow, RawPackage, Sheet
from models.package_files import FILE_NAMES, FILES

NO_COLUMN = "ingen kolumn är vald som ”{meaning}”; välj vilken kolumn det är"


class RowNotes(NamedTuple):
    """What is told of a row: what was guessed, each with why, what was not read, and what the row says itself."""

    guessed: abc.Mapping[Meaning, Message]
    left_out: tuple[Message, ...]
    said: abc.Mapping[str, str]


class CellPlace(NamedTuple):
    """A place in a list: the number of the row, the place of the column, and what the column is called.

    The row is None for the whole list, the column None for the whole row.
    """

    row: int | None
    column: int | None
    title: str


class RowReader(Protocol):
    """Reads the rows of one kind of list."""

    def read(self, line: Line) -> list[PackageRow]:
        """Return the rows of the package that a row of the list makes; what is wrong stands in the line."""


@dataclass(frozen=True)
class ListPackage:
    """A list as a package.

    Attributes:
        raw: the rows without errors of their own, for `check_package`; ids are made, codes and names found.
        errors: why the other rows cannot be read in. What `check_package` says of the rest comes in addition.
        notes: for the number of each row, what was guessed and left out.
    """

    raw: RawPackage = field(repr=False)
    errors: tuple[RowError, ...]
    notes: abc.Mapping[int, RowNotes] = field(repr=False)
    _grid: Grid = field(repr=False)
    _mapping: Mapping = field(repr=False)
    _columns: abc.Mapping[RowError, int] = field(repr=False)

    def cell_of(self, error: RowRemark) -> CellPlace:
        """Return where in the list an error or a warning belongs, be it one of these or of `check_package`."""
        column = self._columns.get(error) if isinstance(error, RowError) else None
        if column is None:
            column = self._column_of(error)
        return CellPlace(error.row or None, column, "" if column is None else self._grid.title(column))

    def _column_of(self, error: RowRemark) -> int | None:
        """Return the column that a column of the package was made of; of several, the one that says something."""
        meanings = [each for each, column in COLUMNS[self._mapping.kind].items() if column == error.column]
        meanings += [_ALSO[self._mapping.kind, error.column]] if (self._mapping.kind, error.column) in _ALSO else []
        columns = [column for meaning in meanings for column in self._mapping.columns(meaning)]
        filled = (column for column in columns if len(columns) == 1 or self._grid.cell(error.row or 0, column))
        return next(filled, columns[0] if columns else None)


_ALSO = {
    (ListKind.MEMBERSHIPS, "name"): Meaning.FORUM,
    (ListKind.AGREEMENTS, "agreement_id"): Meaning.TITLE,
}
"""Columns of the package that are made of a column of the list besides the one that it becomes."""

_READERS: abc.Mapping[ListKind, abc.Callable[[Grid, Mapping, ListContext], RowReader]] = {
    ListKind.ACTORS: ActorRows,
    ListKind.TIES: TieRows,
    ListKind.MEMBERSHIPS: MembershipRows,
    ListKind.AGREEMENTS: AgreementRows,
}


def as_package(grid: Grid, mapping: Mapping, context: ListContext) -> ListPackage:
    """Return a list as a package.

    Args:
        grid: the list.
        mapping: what its columns mean.
        context: the place, those whom the list may name, and what makes ids.
    """
    if mapping.lacking:
        columns = COLUMNS[mapping.kind]
        errors = tuple(
            RowError(grid.name, None, columns[meaning], NO_COLUMN.format(meaning=meaning.label))
            for meaning in mapping.lacking
        )
        return ListPackage(RawPackage(grid.name, {}), errors, {}, grid, mapping, {})
    draft = _Draft(grid, mapping)
    reader = _READERS[mapping.kind](grid, mapping, context)
    for row in grid.rows:
        line = Line(row, grid, mapping)
        draft.take(line, reader.read(line))
    return draft.package()


class _Draft:
    """Gathers the rows of the package and what is said of those of the list."""

    def __init__(self, grid: Grid, mapping: Mapping) -> None:
        self.grid = grid
        self.mapping = mapping
        self.rows: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self.errors: list[RowError] = []
        self.notes: dict[int, RowNotes] = {}
        self.columns: dict[RowError, int] = {}

    def take(self, line: Line, rows: list[PackageRow]) -> None:
        """Take what a row of the list makes; a row at fault makes nothing, but all that is wrong in it is told."""
        self.notes[line.number] = RowNotes(line.guessed, tuple(line.left_out), line.said)
        if not line.faults:
            for file, cells in rows:
                self.rows.setdefault(file, []).append((line.number, cells))
            return
        for meaning, column, reason in dict.fromkeys(line.faults):
            error = RowError(self.grid.name, line.number, COLUMNS[self.mapping.kind][meaning], reason)
            self.errors.append(error)
            if column is not None:
                self.columns[error] = column
        wrong = {error.column for error in self.errors if error.row == line.number}
        beside = (self._beside(line.number, file, cells, wrong) for file, cells in rows)
        self.errors += dict.fromkeys(error for errors in beside for error in errors)

    def package(self) -> ListPackage:
        sheets = {file: self._sheet(file) for file in FILE_NAMES if file in self.rows}
        raw = RawPackage(self.grid.name, sheets)
        return ListPackage(raw, tuple(self.errors), self.notes, self.grid, self.mapping, self.columns)

    def _beside(self, number: int, file: str, cells: dict[str, str], wrong: set[str]) -> Iterator[RowError]:
        """Yield what is wrong in the other cells of a row at fault."""
        try:
            FILES[file].record.model_validate({column: text for column, text in cells.items() if text})
        except ValidationError as invalid:
            for error in invalid.errors(include_url=False):
                column = str(error["loc"][0])
                if column not in wrong and error["type"] != "missing":
                    yield RowError(self.grid.name, number, column, reason_of(FILES[file], error))

    def _sheet(self, file: str) -> Sheet:
        rows = self.rows[file]
        given = {column for _number, cells in rows for column in cells}
        columns = [column for column in FILES[file].columns if column in given]
        heading = self.grid.reading.heading_row or 0
        return Sheet(file, self.grid.name, len(rows), partial(_numbered, heading, columns, rows))


def _numbered(heading: int, columns: list[str], rows: list[tuple[int, dict[str, str]]]) -> Iterator[NumberedRow]:
    yield heading, columns
    for number, cells in rows:
        yield number, [cells.get(column, "") for column in columns]
