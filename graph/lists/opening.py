"""Opens anything that looks like a list: pasted text, a text file or a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.lists.bounds import TOO_LARGE
from graph.lists.decoding import EMPTY, HAS_NUL, NUL, decode
from graph.lists.dividing import divide
from graph.lists.grid import Grid, GridRow, Reading, letter
from graph.lists.heading_row import HeadingRow, find_heading
from graph.lists.limits import LARGEST_LIST, MOST_COLUMNS
from graph.lists.list_workbooks import ListSheet, Merge, read_sheets
from graph.lists.screening import person_columns, screened
from graph.packages.opening import OLD_OR_LOCKED
from graph.packages.remarks import masked
from graph.packages.sheets import NumberedRow
from models.errors import PackageError
from models.vocabulary import PersonalData

_ARCHIVE = b"PK"
_OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0"
_LONGEST_NAME = 100
_UNNAMED = "listan"

ONLY_HEADINGS = "Listan har en rubrikrad men inga rader under den."
MERGED = (
    "Cellerna {cells} är sammanslagna. Dela dem i kalkylprogrammet, så att varje rad har sina egna värden, "
    "och försök igen."
)


class _Table(NamedTuple):
    """What a source holds: its rows, how they were read, merged cells, and where the heading stands."""

    rows: Sequence[NumberedRow]
    reading: Reading
    merges: tuple[Merge, ...]
    heading: HeadingRow


def read_grid(source: str | bytes, name: str) -> Grid:
    """Read a list.

    Args:
        source: what was pasted, or the bytes of a file.
        name: what the user calls it.

    Raises:
        PackageError: it is no list, or empty, too large, locked or damaged; the sentence says what to do.
    """
    if len(source) > LARGEST_LIST:
        raise PackageError(TOO_LARGE)
    table = _pasted(source) if isinstance(source, str) else _uploaded(source)
    return _grid(_shown(name)[:_LONGEST_NAME] or _UNNAMED, table)


def _shown(name: str) -> str:
    """Return a name fit to be told, whatever somebody called a file or a sheet."""
    return masked(screened(name.strip())[0])


def _pasted(text: str) -> _Table:
    if not text.strip():
        raise PackageError(EMPTY)
    if NUL in text:
        raise PackageError(HAS_NUL)
    return _text_table(text, "")


def _uploaded(data: bytes) -> _Table:
    if data.startswith(_OLD_OFFICE_FILE):
        raise PackageError(OLD_OR_LOCKED)
    if data.startswith(_ARCHIVE):
        return _workbook_table(read_sheets(data))
    return _text_table(*decode(data))


def _text_table(text: str, encoding: str) -> _Table:
    divided = divide(text)
    reading = Reading(encoding, divided.delimiter, quotes_as_written=divided.quotes_as_written)
    return _Table(divided.rows, reading, (), find_heading(divided.rows))


def _workbook_table(sheets: list[ListSheet]) -> _Table:
    """Choose the sheet that looks most like a list: by its headings, then by how much it holds."""
    if not sheets:
        raise PackageError(EMPTY)
    headings = {sheet.name: find_heading(sheet.rows) for sheet in sheets}
    best = max(sheets, key=lambda sheet: (headings[sheet.name].recognised, sum(len(row) for _, row in sheet.rows)))
    others = tuple(_shown(sheet.name) for sheet in sheets if sheet is not best)
    reading = Reading(sheet=_shown(best.name), other_sheets=others)
    return _Table(best.rows, reading, best.merges, headings[best.name])


def _grid(name: str, table: _Table) -> Grid:
    place, first, _recognised = table.heading
    below = table.rows[first:]
    titled = table.rows[place] if place is not None else None
    rows = [row for row in below if titled is None or row[1] != titled[1]]
    if not rows:
        raise PackageError(ONLY_HEADINGS if titled else EMPTY)
    _refuse_merged(table.merges, rows[0][0], rows[-1][0])
    heading = _heading(titled, table.merges)
    reading = replace(
        table.reading,
        heading_row=titled[0] if titled else None,
        passed_over=_passed_over(table.rows, rows, titled),
    )
    left_out = person_columns(heading, (cells for _number, cells in rows))
    withheld: dict[tuple[int, int], PersonalData] = {}
    kept = tuple(_row(number, cells, frozenset(left_out), withheld) for number, cells in rows)
    shown = tuple(screened(cell)[0] for cell in heading)
    return Grid(name, shown, kept, reading, left_out, withheld)


def _row(
    number: int, cells: Sequence[str], empty: frozenset[int], withheld: dict[tuple[int, int], PersonalData]
) -> GridRow:
    """Return a row without what is about persons, and note where something was hidden."""
    shown = list(cells)
    for column, cell in enumerate(cells):
        if column in empty:
            shown[column] = ""
            continue
        shown[column], hidden = screened(cell)
        if hidden is not None:
            withheld[number, column] = hidden
    return GridRow(number, tuple(shown))


def _heading(titled: NumberedRow | None, merges: Iterable[Merge]) -> tuple[str, ...]:
    """Return the cells of the heading; one that is merged over several columns is the heading of each."""
    if titled is None:
        return ()
    number, cells = titled[0], list(titled[1])
    for merge in merges:
        if merge.first_row <= number <= merge.last_row and merge.first_column < len(cells):
            end = min(merge.last_column + 1, MOST_COLUMNS)
            cells += [""] * (end - len(cells))
            for column in range(merge.first_column + 1, end):
                cells[column] = cells[merge.first_column]
    return tuple(cells)


def _passed_over(
    rows: Sequence[NumberedRow], kept: Sequence[NumberedRow], titled: NumberedRow | None
) -> tuple[int, ...]:
    numbers = {number for number, _cells in kept} | ({titled[0]} if titled else set())
    return tuple(number for number, _cells in rows if number not in numbers)


def _refuse_merged(merges: Iterable[Merge], first: int, last: int) -> None:
    for merge in merges:
        if merge.last_row >= first and merge.first_row <= last:
            start = f"{letter(merge.first_column)}{merge.first_row}"
            end = f"{letter(merge.last_column)}{merge.last_row}"
            raise PackageError(MERGED.format(cells=f"{start}:{end}"))
