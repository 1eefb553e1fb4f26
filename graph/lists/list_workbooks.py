"""Lists as .xlsx: the sheets that hold something, each as numbered rows.

Nothing is unpacked or spread out before it is known to be small enough. Cells that are merged above the list are
titles and do no harm; in the list itself they hide which row a value belongs to.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from graph.lists.bounds import TOO_LARGE as LIST_TOO_LARGE
from graph.lists.bounds import TOO_MANY_CELLS, bounded
from graph.lists.limits import LARGEST_LIST, LARGEST_UNPACKED, MOST_CELLS
from graph.packages import archives, workbooks
from graph.packages.limits import MEGABYTE, MOST_ENTRIES
from graph.packages.remarks import RowError
from graph.packages.sheet_spans import DAMAGED
from graph.packages.sheets import NumberedRow
from graph.packages.workbooks import Workbook, WorkbookBounds
from models.errors import PackageError

_ENTRY = b"PK\x01\x02"
_MERGES = re.compile(rb"<(?:\w+:)?mergeCells\b")
_END_OF_MERGES = b"mergeCells>"

NO_WORKBOOK = (
    "Filen är ett arkiv eller ett dokument, inte en arbetsbok. "
    "Packa upp den, spara listan som .xlsx eller .csv och försök igen."
)
TOO_LARGE = (
    f"Arbetsboken blir större än {LARGEST_UNPACKED // MEGABYTE} MB uppackad. Ta bort bilder och blad, eller dela den."
)

_BOUNDS = WorkbookBounds(MOST_CELLS, TOO_MANY_CELLS, LARGEST_LIST, LIST_TOO_LARGE)


class Merge(NamedTuple):
    """Merged cells: the numbers of the first and last row, the places of the first and last column."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class ListSheet(NamedTuple):
    """A sheet: its name, its filled rows and its merged cells."""

    name: str
    rows: list[NumberedRow]
    merges: tuple[Merge, ...]


def read_sheets(data: bytes) -> list[ListSheet]:
    """Return the sheets of a workbook that hold something, in their order.

    Raises:
        PackageError: it is no workbook, damaged, locked or too large.
    """
    parts = _parts(data)
    merges: Mapping[str, tuple[Merge, ...]] = {}
    if any(b"sheetData" in part and _MERGES.search(part) for part in parts.values()):
        workbooks.refuse_too_much(parts, _BOUNDS)
        merges = _merges_in(data)
        data, parts = _without_merges(parts)
    book = Workbook(data, parts, _BOUNDS)
    found = [ListSheet(name, _rows(book, name), merges.get(name, ())) for name in book.sheet_names]
    return [sheet for sheet in found if sheet.rows]


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, after what it says of their number and size was looked at."""
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise PackageError(archives.TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            declared = sum(entry.file_size for entry in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise PackageError(DAMAGED) from error
    if declared > LARGEST_UNPACKED:
        raise PackageError(TOO_LARGE)
    parts = archives.unpack(data)
    if workbooks.WORKBOOK_PART not in parts:
        raise PackageError(NO_WORKBOOK)
    return parts


def _merges_in(data: bytes) -> dict[str, tuple[Merge, ...]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        ranges = {name: book.get_sheet_by_name(name).merged_cell_ranges or [] for name in book.sheet_names}
    except CalamineError as error:
        raise PackageError(DAMAGED) from error
    return {
        name: tuple(Merge(start[0] + 1, end[0] + 1, start[1], end[1]) for start, end in found)
        for name, found in ranges.items()
    }


def _without_merges(parts: Mapping[str, bytes]) -> tuple[bytes, dict[str, bytes]]:
    """Return the workbook as if no cells were merged: each range's value stands in its first cell."""
    bare = {path: _unmerged(part) if b"sheetData" in part else part for path, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, part in bare.items():
            archive.writestr(path, part)
    return out.getvalue(), bare


def _unmerged(part: bytes) -> bytes:
    """Return a sheet without its one element of merges."""
    begin, end = _MERGES.search(part), part.rfind(_END_OF_MERGES)
    return part[: begin.start()] + part[end + len(_END_OF_MERGES) :] if begin and begin.start() < end else part


def _rows(book: Workbook, name: str) -> list[NumberedRow]:
    rows: list[NumberedRow] = []
    for item in book.sheet(name).rows():
        if isinstance(item, RowError):
            raise PackageError(f"Bladet {name[:40]}, rad {item.row}: {item.reason}.")
        rows.append(item)
    return bounded(rows)
