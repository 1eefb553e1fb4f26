"""Packages as .xlsx: one sheet for each file.

The reader holds the rectangle that a sheet spans, so one cell far away takes all memory. The parts of the
workbook are therefore looked through for far cells before it sees them. Merged cells and formulas that failed
would be read as blank cells, which clear what is stored: they are refused.
"""

import datetime
import io
from collections.abc import Iterator, Mapping
from functools import partial
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from graph.packages.csv_text import TOO_LONG
from graph.packages.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHEET_CELLS
from graph.packages.remarks import RowError
from graph.packages.sheets import NumberedRow, Sheet
from models.errors import PackageError

WORKBOOK_PART = "xl/workbook.xml"

_LARGEST_EXACT = 10**15

TOO_WIDE = (
    "Ett blad i arbetsboken har celler långt utanför tabellen. Ta bort tomma rader och kolumner utanför den "
    "(Ctrl+End visar var bladet slutar) och försök igen."
)
FAILED_FORMULA = "En formel i arbetsboken ger fel (till exempel #SAKNAS!). Ersätt den med ett värde och försök igen."
MERGED = "bladet har sammanslagna celler; dela dem så att varje rad har sina egna värden"
DAMAGED = "Arbetsboken kan inte läsas. Öppna den i ett kalkylprogram, spara den som .xlsx och försök igen."


class Workbook:
    """A workbook whose sheets are known to be small enough to be held.

    Args:
        data: the workbook.
        parts: the files of which it consists.

    Raises:
        PackageError: the workbook is damaged, spans too much, or has a failed formula.
    """

    def __init__(self, data: bytes, parts: Mapping[str, bytes]) -> None:
        spanned = 0
        for part in parts.values():
            # Every sheet has this element, under whatever name the part itself goes.
            if b"sheetData" in part:
                spanned += SheetSpan().check(part)
            if spanned > MOST_SHEET_CELLS:
                raise PackageError(TOO_WIDE)
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


class SheetSpan:
    """Follows the rows and cells of one sheet, and refuses it when they span more than may be held."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0

    def check(self, part: bytes) -> int:
        """Look through a part of a workbook, and return how many cells its rectangle has.

        Raises:
            PackageError: the sheet spans too much, has a failed formula, or is no proper XML.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, ValueError) as error:
            raise PackageError(DAMAGED) from error
        return self.last_row * self.last_column

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif element == "c":
            self._place(attributes.get("r"))
            if attributes.get("t") == "e":
                raise PackageError(FAILED_FORMULA)

    def _place(self, reference: str | None) -> None:
        """Note a cell; one without a reference stands beside the one before."""
        if reference:
            letters = reference.rstrip("0123456789")
            self.row, self.column = int(reference[len(letters) :]), _column_number(letters)
        else:
            self.column += 1
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        spanned = self.last_row * self.last_column
        if self.last_row > MOST_ROWS + 1 or self.last_column > MOST_COLUMNS or spanned > MOST_SHEET_CELLS:
            raise PackageError(TOO_WIDE)


def _refuse(*_declaration: object) -> None:
    raise PackageError(DAMAGED)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


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
