"""What a foreign file holds before it is understood: tables of text cells under the file's own headings."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.packages.sheets import NumberedRow

MORE_VALUES = "/…"
"""Ends the heading of a column that counts the objects of a JSON list beyond the first."""

_GAPS = re.compile(r"[\s_]+")


def plain(heading: str) -> str:
    """Return a heading as headings are compared.

    >>> plain(" Parent_Organization  ID ")
    'parent organization id'
    """
    return _GAPS.sub(" ", heading).strip().casefold()


@dataclass(frozen=True)
class Row:
    """One row of a table.

    Attributes:
        label: what the user calls the sheet or the file.
        number: the row as a spreadsheet counts; in JSON the place in the list, where the first is 1.
        places: where each column stands, by its compared heading.
        cells: the text of the cells.
    """

    label: str
    number: int
    places: Mapping[str, int] = field(repr=False)
    cells: list[str] = field(repr=False)

    def first(self, *columns: str) -> str:
        """Return the first of these columns that is filled, or an empty text."""
        for column in columns:
            place = self.places.get(column)
            if place is not None and place < len(self.cells) and (text := self.cells[place].strip()):
                return text
        return ""

    def values(self, *columns: str, divider: str = "|") -> list[str]:
        """Return the values of a cell that holds several."""
        return [value.strip() for value in self.first(*columns).split(divider) if value.strip()]


@dataclass(frozen=True)
class Table:
    """A sheet, a file of an archive or a list of JSON objects.

    Attributes:
        label: what the user calls it.
        stem: its own name without ending, in small letters, `organizations`.
        number: the row of the heading.
        columns: the headings as they are written.
        body: the numbered rows below, blank ones left out.
        spelling: makes headings comparable.
    """

    label: str
    stem: str
    number: int
    columns: tuple[str, ...]
    body: list[NumberedRow] = field(repr=False)
    spelling: Callable[[str], str] = field(default=plain, repr=False)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each column stands, by its compared heading; the first of those that are written alike."""
        found: dict[str, int] = {}
        for place, column in enumerate(self.columns):
            found.setdefault(self.spelling(column), place)
        return found

    def has(self, *columns: str) -> bool:
        """Tell whether all these columns are there."""
        return all(column in self.places for column in columns)

    def has_any(self, columns: Iterable[str]) -> bool:
        """Tell whether one of these columns is there."""
        return any(column in self.places for column in columns)

    def rows(self) -> Iterator[Row]:
        """Yield the rows."""
        for number, cells in self.body:
            yield Row(self.label, number, self.places, cells)

    def unread(self, read: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Yield each column that is filled but not among those read.

        Yields:
            Its heading (empty beyond the headings), in how many rows it is filled, and the first of these.
        """
        width = len(self.columns)
        known = {self.places[column] for column in read if column and column in self.places}
        found: dict[int, tuple[int, int]] = {}
        for number, cells in self.body:
            filled = {min(place, width) for place, cell in enumerate(cells) if cell and not cell.isspace()}
            for place in filled - known:
                rows, first = found.get(place, (0, number))
                found[place] = (rows + 1, first)
        for place, (rows, first) in sorted(found.items()):
            yield self.columns[place].strip() if place < width else "", rows, first
