"""Columns that say what stands in them, and the file that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graph.analysis_object import plain
from graph.message import Message, Translate
from graph.packages.csv_text import write_spreadsheet

Cell: TypeAlias = str | float | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, and unless that is plain, what stands in it. Both go with the file wherever it goes."""

    heading: Message
    meaning: Message | None = None

    def render(self, translate: Translate) -> str:
        """Return the heading with its meaning, as they stand in the first row."""
        said = self.heading.render(translate)
        return f"{said}: {self.meaning.render(translate)}" if self.meaning else said


DAY = Column(Message("Läget den dag"))
ACTOR_ID = Column(Message("Aktörens id"))
ACTOR = Column(Message("Aktör"))
SECTOR = Column(Message("Sektor"))


def sheet(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], translate: Translate = str, decimal_sign: str = ","
) -> bytes:
    """Return a file with these columns; numbers with six decimals, blank where there is none.

    Args:
        columns: what the first row says.
        rows: the others, a cell for each column.
        translate: the language of the headings.
        decimal_sign: the one that the language writes, which decides what divides the cells.
    """
    heading = [column.render(translate) for column in columns]
    return write_spreadsheet(heading, ([plain(cell) for cell in row] for row in rows), decimal_sign)
