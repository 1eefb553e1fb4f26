"""Judges a list: what of it can be stored, and what has to be put right or decided first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from api.language import message
from api.lists.contents import PACKAGE, CellList, FileRows, ListContent
from api.lists.doubles import ROW, NewActor, find_doubts
from api.lists.outcome import WAITS, Judgement, Located
from api.lists.sheets import (
    rows_of,
    with_actors_replaced,
    with_registered_names,
    with_sector,
    with_source,
    without_actors,
    without_rows,
)
from api.lists.surroundings import Surroundings
from graph.exchange.foreign import Foreign
from graph.lists import COLUMNS, CellPlace, Grid, GridRow, ListKind, Meaning, as_package
from graph.packages import Change, CheckedPackage, RawPackage, RowError, RowRemark, check_package
from graph.packages.references import LEFT_OUT
from graph.packages.remarks import quoted

_MEANINGS = {(name, meaning) for kind in ListKind for meaning, name in COLUMNS[kind].items()}
_TIMES = Counter(name for name, _ in _MEANINGS)
_LABELS = {name: meaning.label for name, meaning in _MEANINGS if _TIMES[name] == 1}
"""What the columns of the package are called in words, those that mean the same wherever they stand."""

CONFIRM_NAMES = message(
    "Listan har ingen rubrik som säger vilken kolumn som är namnen. Se efter att det står organisationer i den, "
    "och inte personer, och bekräfta det eller välj en annan kolumn."
)


def judge(content: ListContent, around: Surroundings) -> Judgement:
    """Return what can be stored of a list, and what has to be put right or decided first."""
    if isinstance(content.held, CellList):
        return _ListJudge(content, content.held, around).judge()
    return _FileJudge(content, content.held, around).judge()


class _ListJudge:
    """Judges a list whose cells can be corrected."""

    def __init__(self, content: ListContent, held: CellList, around: Surroundings) -> None:
        self.content, self.around = content, around
        self.is_about_actors = held.mapping.kind is ListKind.ACTORS
        self.repeated = frozenset(self._repeated(held.grid)) if self.is_about_actors else frozenset()
        self.rows = held.grid.rows
        rows = tuple(row for row in self.rows if row.number not in self.repeated)
        self.grid, self.mapping = replace(held.grid, rows=rows), held.mapping
        numbers = {row.number for row in rows}
        self.same = {
            int(key): around.actors[choice]
            for key, choice in content.choices.items()
            if self.is_about_actors and choice in around.actors and int(key) in numbers
        }
        taken = {int(key): columns for key, columns in content.taken.items()}
        context = replace(around.context(content, self.same), taken=taken)
        self.listed = as_package(self.grid, self.mapping, context)
        raw = with_registered_names(self.listed.raw, self.same)
        self.raw = with_source(raw, content.source, around.ids())

    def judge(self) -> Judgement:
        new = self._new() if self.is_about_actors else ()
        doubts = find_doubts(new, self.around.actors, self.around.places, self.content.choices)
        checked, errors = self._check(self.raw)
        if waiting := {doubt.new.row for doubt in doubts if doubt.is_open}:
            checked, more = self._check(without_rows(self.raw, waiting))
            errors = (*errors, *_waiting_on_others(errors, more))
        found = dict.fromkeys((*self.listed.errors, *errors))
        located = sorted(map(self._located, found), key=lambda error: error.row or 0)
        return Judgement(
            self.content,
            checked,
            (*self._names_to_confirm(), *located),
            tuple(map(self._located, checked.warnings)),
            doubts,
            self.listed,
            dict(self._changes(checked)),
            self.repeated,
            new,
        )

    def _names_to_confirm(self) -> Iterator[Located]:
        """Yield the question whether a column holds names of organisations, when only its place says so.

        What is taken for a name becomes public, and lists have columns of persons too.
        """
        held = self.content.held
        assert isinstance(held, CellList)
        if not self.content.names_confirmed and held.mapping.rests_on_position(held.grid):
            (column,) = held.mapping.columns(Meaning.NAME)
            yield Located("", None, column, held.grid.title(column), CONFIRM_NAMES, Meaning.NAME)

    def _check(self, raw: RawPackage) -> tuple[CheckedPackage, tuple[RowError, ...]]:
        checked = _checked(raw, self.around)
        return checked, checked.errors

    def _repeated(self, grid: Grid) -> Iterator[int]:
        """Yield the rows that are about the same as a row that is still in the list, and is read itself."""
        numbers = {row.number for row in grid.rows}
        choices = {key: choice for key, choice in self.content.choices.items() if choice.startswith(ROW)}
        for number in numbers:
            first = choices.get(str(number), "").removeprefix(ROW)
            if first and first not in choices and first.isdigit() and int(first) in numbers:
                yield number

    def _new(self) -> tuple[NewActor, ...]:
        read = dict(rows_of(self.listed.raw, "actors"))
        new = (NewActor(str(row.number), row.number, read.get(row.number) or self._cells(row)) for row in self.rows)
        return tuple(actor for actor in new if actor.name)

    def _cells(self, row: GridRow) -> dict[str, str]:
        """Return what tells who a row is about that cannot be read yet, or is not read again."""
        found = {"place_id": self.around.place_id}
        for meaning, column in ((Meaning.NAME, "name"), (Meaning.ORG_NUMBER, "org_number")):
            cells = (row.cells[place] for place in self.mapping.columns(meaning) if place < len(row.cells))
            found[column] = next(filter(None, cells), "")
        return found

    def _located(self, remark: RowRemark) -> Located:
        place: CellPlace = self.listed.cell_of(remark)
        if place.column is not None:
            return Located("", place.row, place.column, place.title, remark.reason)
        meanings = (meaning for meaning, name in COLUMNS[self.mapping.kind].items() if name == remark.column)
        meaning = next(meanings, None)
        return Located("", place.row, None, meaning.label if meaning else "", remark.reason, meaning)

    def _changes(self, checked: CheckedPackage) -> Iterator[tuple[int, Change]]:
        """Yield what rows change that become one record with an id."""
        changes = {(change.file, change.key[0]): change for change in checked.changes}
        for file in self.raw.sheets:
            for number, cells in rows_of(self.raw, file):
                if change := changes.get((file, cells.get("id", ""))):
                    yield number, change


class _FileJudge:
    """Judges a package, or a file of another tool."""

    def __init__(self, content: ListContent, held: FileRows, around: Surroundings) -> None:
        self.content, self.held, self.around = content, held, around
        same = {key: choice for key, choice in content.choices.items() if choice in around.actors}
        repeated = {key: choice.removeprefix(ROW) for key, choice in content.choices.items() if choice.startswith(ROW)}
        raw = with_sector(held.raw, str(content.sector or ""))
        self.whole = raw
        self.raw = with_actors_replaced(raw, {**repeated, **same})

    def judge(self) -> Judgement:
        new = self._new()
        doubts = find_doubts(new, self.around.actors, self.around.places, self.content.choices)
        checked = _checked(self.raw, self.around)
        errors = checked.errors
        if waiting := {doubt.new.key for doubt in doubts if doubt.is_open}:
            # What is wrong with an actor that may be a registered one is told when it is said to be new.
            asked = {number for number, cells in rows_of(self.raw, "actors") if cells.get("id") in waiting}
            label = self.raw.sheets["actors"].label
            errors = tuple(error for error in errors if (error.file, error.row) not in {(label, row) for row in asked})
            names = {LEFT_OUT.format(reference=quoted(key), file="actors") for key in waiting}
            errors = tuple(error for error in errors if error.reason not in names)
            checked = _checked(without_actors(self.raw, waiting), self.around)
            errors = (*errors, *_waiting_on_others(errors, checked.errors))
        located = [self._located(error) for error in errors]
        warnings = tuple(map(self._located, checked.warnings))
        return Judgement(self.content, checked, tuple(located), warnings, doubts, new=new)

    def _new(self) -> tuple[NewActor, ...]:
        stored = {actor.id for actor in self.around.stored.actors}
        return tuple(
            NewActor(cells["id"], number, cells)
            for number, cells in rows_of(self.whole, "actors")
            if cells.get("id") and cells["id"] not in stored and cells.get("name")
        )

    def _located(self, remark: RowRemark) -> Located:
        there = located(self.held, remark)
        # A file of another tool has columns of its own: what is said of ours is said in words.
        title = there.column if self.held.form == PACKAGE else _LABELS.get(there.column, there.column)
        lacks_sector = there.column == "sector" and self.held.form != PACKAGE
        return Located(there.file, there.row, None, title, there.reason, Meaning.SECTOR if lacks_sector else None)


def _waiting_on_others(errors: Iterable[RowError], more: Iterable[RowError]) -> Iterator[RowError]:
    """Yield the errors of rows that are only wrong because an answer about an actor that they name is waited for."""
    rows = {(error.file, error.row) for error in errors}
    for error in more:
        if (error.file, error.row) not in rows:
            rows.add((error.file, error.row))
            yield replace(error, reason=WAITS)


def located(held: FileRows, remark: RowRemark) -> RowRemark:
    """Return a remark as it stands in the file."""
    return Foreign(RawPackage(held.name, {}), (), (), held.origins).located(remark)


def _checked(raw: RawPackage, around: Surroundings) -> CheckedPackage:
    return check_package(raw, around.stored, accept_valid=True, refused=around.refused)
