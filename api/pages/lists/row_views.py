"""The rows of a list as a page shows them: cells to read or to correct, with what is wrong in place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from api.lists.contents import CellList
from api.lists.outcome import Judgement, Located
from api.lists.sheets import rows_of
from api.pages.facts import Word
from api.pages.lists.applying import CELL, MISSING, VOCABULARIES
from api.pages.lists.doubt_views import DoubtView
from api.pages.lists.field_words import FieldWords
from graph.lists import COLUMNS, GridRow, Meaning
from graph.message import Message, Value
from graph.packages import Change
from models.vocabulary.codes import Code

MOST_CELLS, MOST_CHARACTERS = 2_000, 100_000
"""What can be corrected at once, so that the form is no larger than what is taken."""

GUESSED_AS, GUESSED = Message("{meaning}: {value}. {why}"), Message("{meaning}: {why}")
SAID = Message("{what}")

LONGEST_EDITED = 10_000
"""A longer cell is not corrected here; no field of the register holds so much."""


@dataclass(frozen=True)
class CellView:
    """A cell.

    Attributes:
        name: of the field in which it is corrected.
        column: its place; -1 for what no column says.
        title: what its column is called.
        text: what stands in it.
        faults: what is wrong with it.
        editable: whether it is shown in a field.
        options: the codes to choose from, where no column says it.
        is_read: whether its column means something.
    """

    name: str
    column: int
    title: str
    text: str
    faults: tuple[str, ...] = ()
    editable: bool = False
    options: tuple[Code, ...] = ()
    is_read: bool = True

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return self.text.count("\n") + 1


@dataclass(frozen=True)
class ChangedView:
    """A field of a registered record that a row changes, from what to what in words."""

    label: str
    old: tuple[Word, ...]
    new: tuple[Word, ...]


@dataclass(frozen=True)
class RowView:
    """A row of a list.

    Attributes:
        number: as the spreadsheet counts.
        name: what its first cell says.
        cells: its cells.
        missing: what no column says and the row needs.
        faults: what is wrong with the row as a whole.
        notes: what was guessed or left out.
        doubt: the question whether it is registered already.
        changes: what it changes in what is registered.
        repeats: whether it is about the same as another row, and not read.
        opened: whether all its cells can be corrected.
    """

    number: int
    name: str
    cells: tuple[CellView, ...]
    missing: tuple[CellView, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    doubt: DoubtView | None = None
    changes: tuple[ChangedView, ...] = ()
    repeats: bool = False
    opened: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong with it."""
        return bool(self.faults or self.missing or any(cell.faults for cell in self.cells))

    @property
    def first_field(self) -> str:
        """The name of the first field in which something is to be put right or answered; empty for none."""
        wrong = [cell.name for cell in (*self.cells, *self.missing) if cell.faults and cell.editable]
        return wrong[0] if wrong else self.doubt.field if self.doubt and self.waits else ""

    @property
    def waits(self) -> bool:
        """Whether an answer is missing."""
        return bool(self.doubt and self.doubt.needed and not self.doubt.chosen)


@dataclass
class RowViews:
    """Shows the rows of a list.

    Args:
        held: the list.
        judgement: of it.
        doubts: the questions, by the number of the row.
        words: tells what is changed in words.
        opened: the rows whose cells can all be corrected.
        typed: what was typed and could not be taken, by the name of the field.
        refused: why it could not, by the name of the field.
    """

    held: CellList
    judgement: Judgement
    doubts: Mapping[int, DoubtView]
    words: FieldWords
    opened: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._errors: dict[int, list[Located]] = {}
        for error in self.judgement.errors:
            self._errors.setdefault(error.row or 0, []).append(error)
        assert self.judgement.listed is not None
        raw = self.judgement.listed.raw
        self._cells_read = {number: cells for file in raw.sheets for number, cells in rows_of(raw, file)}
        self._room = [MOST_CELLS, MOST_CHARACTERS]

    def show(self, rows: Iterable[GridRow]) -> tuple[RowView, ...]:
        """Return rows as a page shows them; as many can be corrected at once as a form can hold."""
        return tuple(map(self._row, rows))

    def _row(self, row: GridRow) -> RowView:
        errors = self._errors.get(row.number, [])
        opened = row.number in self.opened or bool(errors)
        size = sum(map(len, row.cells))
        opened = opened and self._room[0] >= len(row.cells) and self._room[1] >= min(size, MOST_CHARACTERS)
        if opened:
            self._room = [self._room[0] - len(row.cells), self._room[1] - size]
        cells = tuple(self._cells(row, errors, opened=opened))
        change = self.judgement.changes.get(row.number)
        return RowView(
            number=row.number,
            name=self._name(row),
            cells=cells,
            missing=tuple(self._missing(row, errors)),
            faults=tuple(error.reason for error in errors if error.column is None and not _can_be_added(error)),
            notes=tuple(self._notes(row.number)),
            doubt=self.doubts.get(row.number),
            changes=tuple(self._changes(change)) if change else (),
            repeats=row.number in self.judgement.repeated,
            opened=opened,
        )

    def _name(self, row: GridRow) -> str:
        first = next(iter(COLUMNS[self.held.mapping.kind]))
        places = (*self.held.mapping.columns(first), *range(len(row.cells)))
        return next((row.cells[place] for place in places if place < len(row.cells) and row.cells[place]), "")

    def _cells(self, row: GridRow, errors: list[Located], *, opened: bool) -> Iterator[CellView]:
        for column, meaning in enumerate(self.held.mapping.meanings):
            if column in self.held.grid.left_out:
                continue
            name = f"{CELL}.{row.number}.{column}"
            text = row.cells[column] if column < len(row.cells) else ""
            faults = [error.reason for error in errors if error.column == column]
            faults += [self.refused[name]] if name in self.refused else []
            yield CellView(
                name,
                column,
                self.held.grid.title(column),
                self.typed.get(name, text),
                tuple(faults),
                editable=opened and len(text) <= LONGEST_EDITED,
                is_read=meaning is not None,
            )

    def _missing(self, row: GridRow, errors: list[Located]) -> Iterator[CellView]:
        """Yield what the row needs and no column says."""
        for error in errors:
            if _can_be_added(error):
                assert error.meaning is not None
                name = f"{MISSING}.{row.number}.{error.meaning}"
                codes: tuple[Code, ...] = tuple(VOCABULARIES[error.meaning]) if error.meaning in VOCABULARIES else ()
                text = self.typed.get(name, "")
                yield CellView(name, -1, error.title, text, (error.reason,), editable=True, options=codes)

    def _notes(self, number: int) -> Iterator[Message]:
        assert self.judgement.listed is not None
        if notes := self.judgement.listed.notes.get(number):
            for meaning, why in notes.guessed.items():
                told: dict[str, Value] = {"meaning": meaning, "why": why, "value": self._read(number, meaning)}
                yield replace(GUESSED_AS if told["value"] else GUESSED, values=told)
            yield from notes.left_out
        for warning in self.judgement.warnings:
            if warning.row == number:
                yield replace(SAID, values={"what": f"{warning.title}: {warning.reason}".removeprefix(": ")})

    def _read(self, number: int, meaning: Meaning) -> Code | str:
        """Return what a row was read as saying; empty for what is no code."""
        text = self._cells_read.get(number, {}).get(COLUMNS[self.held.mapping.kind][meaning], "")
        return next((code for code in VOCABULARIES.get(meaning, ()) if code == text), "")

    def _changes(self, change: Change) -> Iterator[ChangedView]:
        labels = {name: meaning.label for meaning, name in COLUMNS[self.held.mapping.kind].items()}
        for column in change.columns:
            old, new = (self.words.words(change.file, column.column, text) for text in (column.old, column.new))
            yield ChangedView(labels.get(column.column, column.column), old, new)


def _can_be_added(error: Located) -> bool:
    """Tell whether an error is about something that no column says, so that it can be filled in beside the row."""
    return error.row is not None and error.column is None and isinstance(error.meaning, Meaning)
