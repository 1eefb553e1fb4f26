"""Keeps the rows of a list within its limits while they are read, and tidies their cells."""

from collections.abc import Iterable

from graph.lists.limits import LARGEST_LIST, LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from graph.packages.limits import MEGABYTE
from graph.packages.sheets import Cells, NumberedRow
from models.errors import PackageError

TOO_LARGE = f"Listan är större än {LARGEST_LIST // MEGABYTE} MB. Dela den i flera."
TOO_MANY_ROWS = f"Listan har fler än {MOST_ROWS} rader. Dela den i flera."
TOO_MANY_COLUMNS = (
    f"Listan har fler än {MOST_COLUMNS} kolumner. Ta bort kolumner som inte behövs, eller se efter om rätt fil är vald."
)
TOO_MANY_CELLS = f"Listan har fler än {MOST_CELLS} celler. Ta bort kolumner som inte behövs, eller dela den i flera."
TOO_LONG = (
    f"En cell på rad {{row}} har fler än {LONGEST_CELL} tecken. "
    "Korta texten, eller se efter om ett citattecken saknas, och försök igen."
)

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_ODD = {**_SPACES, **_INVISIBLE}


def bounded(rows: Iterable[NumberedRow]) -> list[NumberedRow]:
    """Return the rows that are not blank, each ending with its last filled cell.

    Spaces that do not break and signs that cannot be seen, as web pages leave them, are taken away.

    Raises:
        PackageError: there are too many rows, columns or cells, or one cell is too long.
    """
    kept: list[NumberedRow] = []
    count = characters = 0
    for number, given in rows:
        cells = [_tidied(cell) for cell in given]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += len(cells)
        characters += sum(map(len, cells))
        if characters > LARGEST_LIST:
            raise PackageError(TOO_LARGE)
        kept.append((number, cells))
        _check(number, cells, len(kept), count)
    return kept


def _check(number: int, cells: Cells, rows: int, count: int) -> None:
    if len(cells) > MOST_COLUMNS:
        raise PackageError(TOO_MANY_COLUMNS)
    if count > MOST_CELLS:
        raise PackageError(TOO_MANY_CELLS)
    if rows > MOST_ROWS + 1:
        raise PackageError(TOO_MANY_ROWS)
    if max(map(len, cells)) > LONGEST_CELL:
        raise PackageError(TOO_LONG.format(row=number))


def _tidied(cell: str) -> str:
    """Return a cell without what cannot be seen at its ends or in it.

    >>> _tidied(" Röda\u00a0Korset ")
    'Röda Korset'
    """
    return (cell if cell.isprintable() else cell.translate(_ODD)).strip()
