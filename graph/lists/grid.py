"""A list as a grid of text cells, whatever it came from; corrections make a new grid."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from graph.lists.limits import LONGEST_CELL
from graph.lists.screening import PersonColumn, screened
from graph.message import Message
from models.errors import InvalidRequestError
from models.vocabulary import PersonalData

_LETTERS = 26
_MOST_TOLD = 10
"""Rows and sheets that are told one by one."""

NO_SUCH_ROW = "Raden finns inte i listan. Läs in listan på nytt och försök igen."
NO_SUCH_COLUMN = "Kolumnen finns inte i listan. Läs in listan på nytt och försök igen."
ABOUT_PERSONS = "Kolumnen gäller personer och läses inte in. Lägg in uppgiften i en annan kolumn."
CELL_TOO_LONG = f"Texten är längre än {LONGEST_CELL} tecken. Korta den och försök igen."


class GridRow(NamedTuple):
    """A row: its number as a spreadsheet counts, and its cells; a short row ends blank."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        """Name the row without its cells: what a list holds is not for a log."""
        return f"GridRow({self.number}, {len(self.cells)} cells)"


@dataclass(frozen=True)
class Reading:
    """How a list was read, so that it can be told.

    Attributes:
        encoding: of a text file, `UTF-8`; empty for what was pasted and for workbooks.
        delimiter: what stood between the cells of a text; empty when there was one cell in each row.
        sheet, other_sheets: of a workbook, the sheet that was read and those that were not.
        heading_row: the number of the heading row; None when the list has none.
        passed_over: the numbers of rows above the heading or equal to it, which are no part of the list.
        quotes_as_written: whether the quotation marks made no sense as marks around cells, and were kept.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    heading_row: int | None = None
    passed_over: tuple[int, ...] = ()
    quotes_as_written: bool = False

    @property
    def told(self) -> tuple[Message, ...]:
        """What a person should know of how the list was read."""
        found = [Message("Läst som {encoding}.", {"encoding": self.encoding})] if self.encoding else []
        if self.delimiter:
            found.append(Message("Mellan cellerna står {sign}.", {"sign": _SIGNS[self.delimiter]}))
        if self.sheet:
            found.append(Message("Läst från bladet ”{sheet}”.", {"sheet": self.sheet}))
        if self.other_sheets:
            found.append(
                Message("Andra blad är inte lästa: {sheets}.", {"sheets": ", ".join(self.other_sheets[:_MOST_TOLD])})
            )
        if self.heading_row is None:
            found.append(Message("Listan har ingen rubrikrad; vad kolumnerna är har gissats av innehållet."))
        else:
            found.append(Message("Rubrikerna står på rad {row}.", {"row": self.heading_row}))
        if self.passed_over:
            more = " …" if len(self.passed_over) > _MOST_TOLD else ""
            rows = ", ".join(map(str, self.passed_over[:_MOST_TOLD])) + more
            found.append(Message("Rader som inte hör till listan är inte lästa: {rows}.", {"rows": rows}))
        if self.quotes_as_written:
            found.append(Message("Citattecknen omger inte hela celler, så de är lästa som de står."))
        return tuple(found)


_WHY_BY_CODE = {str(why): why for why in PersonColumn}
_KIND_BY_CODE = {str(kind): kind for kind in PersonalData}
_SIGNS = {
    "\t": Message("tabbar"),
    ";": Message("semikolon"),
    ",": Message("komman"),
    "–": Message("tankstreck eller pilar"),
}


@dataclass(frozen=True)
class Grid:
    """A list: rows of text cells, none of which is about persons.

    Attributes:
        name: what the user calls the list.
        heading: the cells of the heading row; empty when there is none.
        rows: the rows of the list in their order, blank ones left out.
        reading: how it was read.
        left_out: the columns about persons, which are empty here, by their place, each with why.
        withheld: for a row's number and a column's place, what was hidden in that cell.
    """

    name: str
    heading: tuple[str, ...] = field(repr=False)
    rows: tuple[GridRow, ...] = field(repr=False)
    reading: Reading = Reading()
    left_out: Mapping[int, PersonColumn] = field(default_factory=dict)
    withheld: Mapping[tuple[int, int], PersonalData] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns the list has."""
        return max([len(self.heading), *(len(row.cells) for row in self.rows)], default=0)

    def title(self, column: int) -> str:
        """Return what a column is called: by its heading, or by its letter in a spreadsheet."""
        named = self.heading[column] if column < len(self.heading) else ""
        return named or letter(column)

    def cell(self, row: int, column: int) -> str:
        """Return the cell in the row of that number; blank when there is none."""
        cells = next((each.cells for each in self.rows if each.number == row), ())
        return cells[column] if column < len(cells) else ""

    def edited(self, row: int, column: int, text: str) -> "Grid":
        """Return the list with another text in one cell; what in it is about persons is hidden.

        Args:
            row: the number of the row.
            column: the place of the column, from 0.
            text: what stands there instead.

        Raises:
            InvalidRequestError: there is no such cell, its column is about persons, or the text is too long.
        """
        if not 0 <= column < self.width:
            raise InvalidRequestError(NO_SUCH_COLUMN)
        if column in self.left_out:
            raise InvalidRequestError(ABOUT_PERSONS)
        if len(text) > LONGEST_CELL:
            raise InvalidRequestError(CELL_TOO_LONG)
        place = self._place(row)
        cells = [*self.rows[place].cells, *[""] * (column + 1 - len(self.rows[place].cells))]
        cells[column], hidden = screened(text.strip())
        withheld = {where: kind for where, kind in self.withheld.items() if where != (row, column)}
        if hidden is not None:
            withheld[row, column] = hidden
        changed = GridRow(row, tuple(cells))
        return replace(self, rows=(*self.rows[:place], changed, *self.rows[place + 1 :]), withheld=withheld)

    def without(self, row: int) -> "Grid":
        """Return the list without the row of that number.

        Raises:
            InvalidRequestError: there is no such row.
        """
        place = self._place(row)
        withheld = {where: kind for where, kind in self.withheld.items() if where[0] != row}
        return replace(self, rows=(*self.rows[:place], *self.rows[place + 1 :]), withheld=withheld)

    def values(self) -> dict[str, Any]:
        """Return the list as plain values that can be written as JSON; `Grid.of` reads them."""
        return {
            "name": self.name,
            "heading": list(self.heading),
            "rows": [[row.number, *row.cells] for row in self.rows],
            "reading": vars(self.reading),
            "left_out": [[column, str(why)] for column, why in self.left_out.items()],
            "withheld": [[row, column, str(kind)] for (row, column), kind in self.withheld.items()],
        }

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Grid":
        """Return the list that `values` was made of."""
        reading: dict[str, Any] = {
            name: tuple(said) if isinstance(said, list) else said for name, said in values["reading"].items()
        }
        return cls(
            values["name"],
            tuple(values["heading"]),
            tuple(GridRow(number, tuple(cells)) for number, *cells in values["rows"]),
            Reading(**reading),
            {column: _WHY_BY_CODE[why] for column, why in values["left_out"]},
            {(row, column): _KIND_BY_CODE[kind] for row, column, kind in values["withheld"]},
        )

    def _place(self, row: int) -> int:
        for place, each in enumerate(self.rows):
            if each.number == row:
                return place
        raise InvalidRequestError(NO_SUCH_ROW)


def letter(column: int) -> str:
    """Return what a spreadsheet calls a column.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name
