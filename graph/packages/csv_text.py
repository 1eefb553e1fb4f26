"""The files of a package as CSV: bytes to rows and rows to bytes.

A spreadsheet runs a cell that begins with = + - or @ as a formula, also out of a CSV file. Such a text is
written with an apostrophe before it, and exactly that apostrophe is taken away when it is read, so that every
text comes back as it was. A spreadsheet of another language divides the lines at other signs, and then no quotation
mark holds a text together: what follows a comma, a semicolon, a tab or a line break inside a text is guarded too.
"""

import codecs
import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from graph.packages.limits import LONGEST_CELL, LONGEST_LINE, MEGABYTE, MOST_COLUMNS, MOST_ROWS
from graph.packages.remarks import RowError
from graph.packages.sheets import Cells, NumberedRow

_FORMULA = re.compile(r"(?:^|(?<=[,;\t\r\n]))(?='*[=+\-@\t])")
_GUARDED_FORMULA = re.compile(r"(?:^|(?<=[,;\t\r\n]))'(?='*[=+\-@\t])")

NOT_UTF_8 = "filen är inte UTF-8; spara den som ”CSV UTF-8” i kalkylprogrammet och försök igen"
BAD_QUOTES = (
    "raden kan inte delas upp i celler, och resten av filen är inte läst: "
    "ett citattecken saknas eller står fel; en cell med citattecken "
    "skrivs inom citattecken, med dubbla citattecken inuti"
)
TOO_LONG = f"en cell har fler än {LONGEST_CELL} tecken; korta texten, eller se efter om ett citattecken saknas"
TOO_MANY_ROWS = f"filen har fler än {MOST_ROWS} rader; dela paketet i flera"
TOO_MANY_COLUMNS = f"raden har fler än {MOST_COLUMNS} celler; kontrollera filen mot mallen"


def read_csv(data: bytes, label: str) -> Iterator[NumberedRow | RowError]:
    """Yield the numbered rows of a file, blank ones left out; an error ends it.

    Cells are divided by commas; semicolons and tabs, as a Swedish spreadsheet may write, show in the heading.
    """
    if row := _undecodable(data):
        yield RowError(label, row, "", NOT_UTF_8)
        return
    delimiter = _delimiter(data)
    lines = _Lines(data, delimiter)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            reason = _too_large(number, cells)
            if reason:
                yield RowError(label, number, "", reason)
                return
            if any(cells):
                yield number, [_unguarded(cell) for cell in cells]
    except csv.Error:
        yield RowError(label, number + 1, "", lines.too_long or BAD_QUOTES)


class _Lines:
    """The lines of a file, decoded one at a time: a file of one endless line takes no more memory than its bytes."""

    def __init__(self, data: bytes, delimiter: str) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
        self._delimiter = delimiter
        self.too_long = ""

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                self.too_long = TOO_MANY_COLUMNS if line.count(self._delimiter) > MOST_COLUMNS else TOO_LONG
                raise csv.Error
            yield line


def _undecodable(data: bytes) -> int:
    """Return the first line that is not UTF-8; 0 when all are. Decoded piece by piece, to hold none of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), MEGABYTE):
        try:
            decoder.decode(data[start : start + MEGABYTE], final=start + MEGABYTE >= len(data))
        except UnicodeDecodeError as error:
            return data.count(b"\n", 0, start) + error.object.count(b"\n", 0, error.start) + 1
    return 0


def write_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a file in UTF-8 that holds the rows below the heading."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([_guarded(cell) for cell in cells] for cells in rows)
    return out.getvalue().encode()


def write_spreadsheet(
    heading: Sequence[str], rows: Iterable[Sequence[str | float | None]], decimal_sign: str = ","
) -> bytes:
    """Return a file that a spreadsheet opens with a double click, numbers as numbers and None as a blank cell.

    A spreadsheet takes UTF-8 for the code page of the machine unless a byte order mark comes first, and where the
    decimal sign is a comma it divides cells at semicolons. Every text is quoted, so that none is taken for a number.

    Args:
        heading: the first row.
        rows: the others.
        decimal_sign: of the language that the spreadsheet is likely to speak, by default Swedish.
    """
    signs = str.maketrans(".", decimal_sign)
    divider = ";" if decimal_sign == "," else ","
    lines = (divider.join(_quoted(cell, signs) for cell in cells) + "\n" for cells in chain([heading], rows))
    return BOM_UTF8 + "".join(lines).encode()


def _quoted(cell: str | float | None, signs: Mapping[int, int | str | None]) -> str:
    """Return a cell as it stands in the file; a spreadsheet can run no number, not even a negative one."""
    if isinstance(cell, str):
        return '"' + _guarded(cell).replace('"', '""') + '"'
    return "" if cell is None else str(cell).translate(signs)


def _delimiter(data: bytes) -> str:
    heading = data[: data.find(b"\n")] if b"\n" in data else data
    return max(",;\t", key=lambda sign: heading.count(sign.encode()))


def _too_large(number: int, cells: Cells) -> str:
    if number > MOST_ROWS + 1:
        return TOO_MANY_ROWS
    if len(cells) > MOST_COLUMNS:
        return TOO_MANY_COLUMNS
    if cells and max(map(len, cells)) > LONGEST_CELL:
        return TOO_LONG
    return ""


def _guarded(cell: str) -> str:
    return _FORMULA.sub("'", cell)


def _unguarded(cell: str) -> str:
    return _GUARDED_FORMULA.sub("", cell)
