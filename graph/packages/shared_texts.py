"""The texts that the sheets of a workbook share: a long one, named by many cells, takes its length in each of them."""

from collections.abc import Iterable, Sequence
from xml.parsers import expat

from graph.packages.sheet_spans import DAMAGED
from models.errors import PackageError

_TABLE_OF_TEXTS = b"sst"
_MOST_UNUSED = 100_000

UNUSED_TEXTS = (
    "Arbetsboken har många fler texter än celler. Öppna den i ett kalkylprogram, spara den som .xlsx och försök igen."
)


def texts_take_more(parts: Iterable[bytes], sheets: Iterable[bytes], cells: int, most: int) -> bool:
    """Tell whether the cells of a workbook hold more text together than they may.

    Args:
        parts: all parts of the workbook.
        sheets: those among them that are sheets.
        cells: how many cells the sheets span.
        most: so many bytes of text they may hold.

    Raises:
        PackageError: a sheet is no proper XML, or there are far more texts than cells.
    """
    # A spreadsheet keeps few texts that no cell names, and the reader holds every one of them.
    lengths = _Lengths(cells + _MOST_UNUSED)
    for part in parts:
        if _TABLE_OF_TEXTS in part and b"sheetData" not in part:
            lengths.read(part)
    # Most workbooks need no counting: were every cell the longest text, it would still be little.
    if max(lengths.found, default=0) * cells <= most:
        return False
    count = _Named(lengths.found, most)
    return any(count.exceeds_with(sheet) for sheet in sheets)


class _TooMuchError(Exception):
    """Ends the reading of a sheet."""


class _Lengths:
    """Measures each text of the table of texts."""

    def __init__(self, most: int) -> None:
        self.found: list[int] = []
        self._most = most

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._add
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            return  # Not the table of texts; the reader of workbooks says what else is wrong.

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.found.append(0)
            if len(self.found) > self._most:
                raise PackageError(UNUSED_TEXTS)

    def _add(self, text: str) -> None:
        if self.found:
            self.found[-1] += len(text.encode())


class _Named:
    """Adds up the lengths of the texts that cells name."""

    def __init__(self, lengths: Sequence[int], most: int) -> None:
        self._lengths, self._most = lengths, most
        self._shares = self._in_value = False
        self._number = ""
        self._total = 0

    def exceeds_with(self, part: bytes) -> bool:
        """Add a sheet, and tell whether it is too much now."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        try:
            parser.Parse(part, True)
        except expat.ExpatError as error:
            raise PackageError(DAMAGED) from error
        except _TooMuchError:
            return True
        return False

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        if element == "c":
            self._shares = attributes.get("t") == "s"
        self._in_value = element == "v" and self._shares
        self._number = ""

    def _add(self, text: str) -> None:
        if self._in_value:
            self._number = (self._number + text)[:10]

    def _end(self, _name: str) -> None:
        if not self._in_value:
            return
        self._in_value = False
        number = self._number.strip()
        if number.isdecimal() and int(number) < len(self._lengths):
            self._total += self._lengths[int(number)]
        if self._total > self._most:
            raise _TooMuchError


def _refuse(*_declaration: object) -> None:
    raise PackageError(DAMAGED)
