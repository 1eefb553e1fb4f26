"""Gathers what is read out of a foreign file into a package, and counts what is left behind and guessed."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count

from graph.exchange.foreign import Context, Foreign, Told
from graph.exchange.opening import Opened
from graph.exchange.personal_columns import PERSONS, is_personal
from graph.exchange.tables import MORE_VALUES, Row, Table
from graph.packages.remarks import masked, quoted
from graph.packages.sheets import NumberedRow, RawPackage, Sheet
from models.errors import PackageError
from models.package_files import FILE_NAMES, FILES
from models.personal_data import MAY_BE_A_PERSON

MOST_TOLD = 100
"""Different things that are told of each sort; a person reads no more."""

NOTHING = "Filen har inga rader att läsa in. Kontrollera att det är rätt fil."
UNREAD_COLUMN = "kolumnen {column} har ingen motsvarighet i registret och är inte inläst"
FIRST_READ = "{column} har fler värden än ett; bara det första är läst"
BEYOND = "celler utanför rubrikraden är inte inlästa"
MORE = "det finns mer som inte har lästs in; bara de första sorterna är uppräknade"
MANY_SHEETS = "{count} blad"


class Tally:
    """Counts in how many rows the same thing is to be told."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], tuple[int, int | None]] = {}

    def count(self, where: str, what: str, first: int | None = None, rows: int = 1) -> None:
        """Count one thing."""
        if (where, what) not in self._rows and len(self._rows) >= MOST_TOLD:
            what = MORE
        counted, begun = self._rows.get((where, what), (0, first))
        self._rows[where, what] = (counted + rows, begun)

    def told(self) -> tuple[Told, ...]:
        """Return what was counted, in the order in which it was met."""
        return tuple(Told(where, what, rows, first) for (where, what), (rows, first) in self._rows.items())


class Harvest:
    """What is read out of a foreign file so far.

    Args:
        opened: the file.
        context: into what it is read.
    """

    def __init__(self, opened: Opened, context: Context) -> None:
        self.opened = opened
        self.context = context
        self.losses = Tally()
        self.guesses = Tally()
        self._rows: dict[str, list[tuple[str, int, dict[str, str]]]] = {}
        self._ids: set[str] = set()
        self._numbers = count(2)
        for label, reason in opened.left:
            self.losses.count(label, reason)

    def lose(self, row: Row, what: str) -> None:
        """Tell that something in a row is not read in."""
        self.losses.count(row.label, what, row.number)

    def guess(self, row: Row, what: str) -> None:
        """Tell that something in a row is taken for granted."""
        self.guesses.count(row.label, what, row.number)

    def leave_columns(self, table: Table, *read: str) -> None:
        """Tell which columns are not among those that are read."""
        for column, rows, first in table.unread(read):
            sentence = PERSONS if is_personal(column) else UNREAD_COLUMN if column else BEYOND
            sentence = FIRST_READ if column.endswith(MORE_VALUES) else sentence
            self.losses.count(table.label, sentence.format(column=quoted(column)), first, rows)

    def leave_table(self, table: Table, what: str) -> None:
        """Tell that a table is not read in at all."""
        if table.body:
            self.losses.count(table.label, what, table.body[0][0], len(table.body))

    def new_id(self, file: str, name: str = "") -> str:
        """Return an id for a record of a package's file. What may be a personal number is no part of it."""
        made = first = self.context.new_id(file, MAY_BE_A_PERSON.sub("", name))
        while made in self._ids:
            made = f"{first}-{next(self._numbers)}"
        self._ids.add(made)
        return made

    def add(self, file: str, row: Row, cells: Mapping[str, str]) -> None:
        """Add a row to one of the package's files; blank cells are left out."""
        filled = {column: text for column, text in cells.items() if text}
        if self.context.source:
            filled["source"] = self.context.source
        self._rows.setdefault(file, []).append((row.label, row.number, filled))

    def foreign(self) -> Foreign:
        """Return the package and what is to be told.

        Raises:
            PackageError: nothing was found to read in, and nothing was left behind either.
        """
        losses = self.losses.told()
        if not self._rows and not losses:
            raise PackageError(NOTHING)
        origins: dict[tuple[str, int], tuple[str, int]] = {}
        sheets = {name: self._sheet(name, origins) for name in FILE_NAMES if name in self._rows}
        raw = RawPackage(masked(self.opened.name), sheets)
        return Foreign(raw, losses, self.guesses.told(), origins)

    def _sheet(self, name: str, origins: dict[tuple[str, int], tuple[str, int]]) -> Sheet:
        rows = self._rows[name]
        labels = list(dict.fromkeys(label for label, _number, _cells in rows))
        numbers = [number for _label, number, _cells in rows]
        label = " + ".join(labels) if len(labels) < 4 else MANY_SHEETS.format(count=len(labels))
        if len(labels) > 1:
            numbers = list(range(1, len(rows) + 1))
            origins |= {
                (label, number): (origin, row) for number, (origin, row, _cells) in zip(numbers, rows, strict=True)
            }
        numbered = list(zip(numbers, [cells for _label, _number, cells in rows], strict=True))
        return Sheet(name, label, len(rows), partial(_numbered_cells, name, numbered))


def _numbered_cells(name: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[NumberedRow]:
    """Yield a heading of the columns that are filled or must be, and the rows below it."""
    filled = {column for _number, cells in rows for column in cells}
    fields = FILES[name].record.model_fields
    columns = [column for column in FILES[name].columns if column in filled or fields[column].is_required()]
    yield 1, columns
    for number, cells in rows:
        yield number, [cells.get(column, "") for column in columns]
