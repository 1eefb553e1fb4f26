"""Packages as .xlsx: one sheet for each file.

The reader takes all that a workbook says of itself, so that the parts are looked through before it sees them. Merged
cells and formulas that failed would be read as blank cells, which clear what is stored: they are refused.
"""

import datetime
import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from graph.packages.csv_text import TOO_LONG
from graph.packages.limits import LONGEST_CELL, MEGABYTE, MOST_SHEET_CELLS, MOST_SHEET_TEXT
from graph.packages.remarks import RowError
from graph.packages.shared_texts import texts_take_more
from graph.packages.sheet_spans import DAMAGED, TOO_WIDE, SheetSpan
from graph.packages.sheets import NumberedRow, Sheet
from models.errors import PackageError

WORKBOOK_PART = "xl/workbook.xml"

_LARGEST_EXACT = 10**15

TOO_MUCH_TEXT = (
    f"Cellerna i arbetsboken har tillsammans mer än {MOST_SHEET_TEXT // MEGABYTE} MB text. "
    "Korta de längsta texterna, eller dela paketet i flera."
)
MERGED = "bladet har sammanslagna celler; dela dem så att varje rad har sina egna värden"


class WorkbookBounds(NamedTuple):
    """How much the sheets of a workbook may hold together.

    Attributes:
        cells: so many cells their rectangles may span, filled or not.
        too_many_cells: what is said when they span more.
        text: so many bytes the texts may have that cells share, counted in each of them.
        too_much_text: what is said when they have more.
    """

    cells: int
    too_many_cells: str
    text: int
    too_much_text: str


OF_A_PACKAGE = WorkbookBounds(MOST_SHEET_CELLS, TOO_WIDE, MOST_SHEET_TEXT, TOO_MUCH_TEXT)


def refuse_too_much(parts: Mapping[str, bytes], bounds: WorkbookBounds) -> None:
    """Do nothing when a workbook holds no more than it may.

    Raises:
        PackageError: it does, or is damaged, or has a failed formula.
    """
    # Every sheet has this element, under whatever name the part itself goes.
    sheets = [part for part in parts.values() if b"sheetData" in part]
    spanned = 0
    for part in sheets:
        spanned += SheetSpan().check(part)
        if spanned > bounds.cells:
            raise PackageError(bounds.too_many_cells)
    if texts_take_more(parts.values(), sheets, spanned, bounds.text):
        raise PackageError(bounds.too_much_text)


class Workbook:
    """A workbook whose sheets are known to be small enough to be held.

    Args:
        data: the workbook.
        parts: the files of which it consists.
        bounds: how much they may hold; by default as much as a package.

    Raises:
        PackageError: the workbook is damaged, spans or holds too much, or has a failed formula.
    """

    def __init__(self, data: bytes, parts: Mapping[str, bytes], bounds: WorkbookBounds = OF_A_PACKAGE) -> None:
        refuse_too_much(parts, bounds)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except CalamineError as error:
            raise PackageError(DAMAGED) from error

    @property
    def sheet_names(self) -> list[str]:
        """The names of the sheets, in their order."""
        return self._book.sheet_names

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name."""
        try:
            sheet = self._book.get_sheet_by_name(name)
        except CalamineError as error:
            raise PackageError(DAMAGED) from error
        return Sheet(name.strip().lower(), name, sheet.height, partial(_rows, sheet))


def _rows(sheet: CalamineSheet) -> Iterator[NumberedRow | RowError]:
    """Yield the numbered rows that are not blank. A row ends with its last filled cell."""
    if sheet.merged_cell_ranges:
        (row, _column), _end = sheet.merged_cell_ranges[0]
        yield RowError(sheet.name, row + 1, "", MERGED)
        return
    # The reader counts blank rows above the table, but not blank columns before it.
    blank_columns = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [""] * blank_columns + [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if any(len(cell) > LONGEST_CELL for cell in cells):
            yield RowError(sheet.name, number, "", TOO_LONG)
            return
        if cells:
            yield number, cells


def _text(value: object) -> str:
    """Return what a person reads in the cell, without the decimals and the time that a spreadsheet adds.

    >>> _text(5561234567.0), _text(datetime.datetime(2026, 11, 1)), _text(True)
    ('5561234567', '2026-11-01', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_EXACT:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    return str(value)
