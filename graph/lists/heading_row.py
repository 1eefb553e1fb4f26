"""Finds the row with the headings below titles and remarks, or that there is none."""

import re
from collections.abc import Sequence
from statistics import median_high
from typing import NamedTuple

from graph.lists.headings import SAME, likeness
from graph.lists.screening import is_about_persons
from graph.lists.word_lists import OTHER_WORDS
from graph.lists.words import understood
from graph.packages.sheets import Cells, NumberedRow

_ROWS_LOOKED_AT = 30
_ROWS_BELOW = 200
_VALUE = re.compile(r"\d{5}|\d{4}[-./ ]\d|\b(?!(?:19|20)\d\d\b)\d{4}|@|://|\bwww\.", re.IGNORECASE)
"""What stands in a cell of a list and seldom in a heading: numbers, days and addresses. A bare year does in both."""

_WORDS_FOR_A_VALUE = 3
"""So many words for columns outvote each cell that looks like a value."""


class HeadingRow(NamedTuple):
    """Where the heading stands among the rows, None for nowhere, where the list begins, and how sure that is."""

    place: int | None
    first: int
    recognised: int


def find_heading(rows: Sequence[NumberedRow]) -> HeadingRow:
    """Find the heading among the first rows.

    It is the row in which most cells are words for columns. One of them at least is exactly such a word, and none of
    its cells stands in the same column again below, as the words for a sector or a role do.
    """
    typical = median_high(len(_filled(cells)) for _number, cells in rows[:_ROWS_BELOW]) if rows else 0
    counts = [_recognised(rows, place, typical) for place in range(min(_ROWS_LOOKED_AT, len(rows)))]
    most = max(counts, default=0)
    if most:
        place = counts.index(most)
        return HeadingRow(place, place + 1, most)
    return HeadingRow(None, _titles(rows, typical), 0)


def _recognised(rows: Sequence[NumberedRow], place: int, typical: int) -> int:
    """Count the cells of a row that are words for columns; none where the row cannot be a heading."""
    cells = rows[place][1]
    filled = _filled(cells)
    if 2 * len(filled) < typical:
        return 0
    if any(_recurs(rows, place, column) for column in filled):
        return 0
    same = [column for column in filled if likeness(cells[column]) == SAME]
    named = [column for column in filled if likeness(cells[column]) or is_about_persons(cells[column])]
    values = [column for column in filled if _VALUE.search(cells[column])]
    if len(named) < _WORDS_FOR_A_VALUE * len(values):
        return 0
    if len(named) == 1 and not _stands_alone(rows, place, named[0]):
        return 0
    return len(named) if same else 0


def _recurs(rows: Sequence[NumberedRow], place: int, column: int) -> bool:
    """Tell whether a cell stands in its column again; a heading printed on every page recurs with all its cells."""
    cells = rows[place][1]
    below = (row for _number, row in rows[place + 1 : place + 1 + _ROWS_BELOW] if row != cells)
    return any(column < len(row) and row[column] == cells[column] for row in below)


def _stands_alone(rows: Sequence[NumberedRow], place: int, column: int) -> bool:
    """Tell whether one word for a column makes a heading: it names the first column, or is no word for a value."""
    if any(len(cells) >= len(rows[place][1]) for _number, cells in rows[:place]):
        return False
    word = rows[place][1][column]
    return column == 0 or not any(understood(word, vocabulary) for vocabulary in OTHER_WORDS)


def _titles(rows: Sequence[NumberedRow], typical: int) -> int:
    """Count the rows above a list without headings that are a title: one cell where the others have three or more."""
    count = 0
    while typical >= 3 and count < len(rows) - 1 and len(_filled(rows[count][1])) == 1:
        count += 1
    return count


def _filled(cells: Cells) -> list[int]:
    return [column for column, cell in enumerate(cells) if cell]
