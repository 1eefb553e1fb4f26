"""How far the sheets of a workbook span.

The reader holds the rectangle that a sheet spans, so one cell far away takes all memory. The parts of the workbook are
therefore looked through for far cells before it sees them.
"""

from xml.parsers import expat

from graph.packages.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEET_CELLS
from models.errors import PackageError

TOO_WIDE = (
    "Ett blad i arbetsboken har celler långt utanför tabellen. Ta bort tomma rader och kolumner utanför den "
    "(Ctrl+End visar var bladet slutar) och försök igen."
)
FAILED_FORMULA = "En formel i arbetsboken ger fel (till exempel #SAKNAS!). Ersätt den med ett värde och försök igen."
DAMAGED = "Arbetsboken kan inte läsas. Öppna den i ett kalkylprogram, spara den som .xlsx och försök igen."


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
