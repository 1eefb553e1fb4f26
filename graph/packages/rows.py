"""From the cells of a sheet to validated records, and errors that name the cell."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.packages.cells import Key, described, key_in
from graph.packages.draft import FileDraft, Progress
from graph.packages.facts import contradictions
from graph.packages.personal_texts import personal_texts
from graph.packages.reasons import nearest, reason_of
from graph.packages.remarks import RowError, RowWarning, masked, quoted
from graph.packages.sheets import Cells, Sheet
from models.package_files import FILES, PackageFile
from models.records import Record

TELL_EVERY = 5_000
"""Rows between two reports of progress."""

TOO_MANY_CELLS = "raden har fler celler än rubrikraden; en cell med kommatecken måste stå inom citattecken"
NO_KEY_COLUMN = "kolumnen saknas; utan den går det inte att veta vilka poster raderna gäller"
NO_COLUMN = "kolumnen saknas men behövs för poster som inte redan finns, första gången på rad {row}"
TWICE = "kolumnen finns två gånger; ta bort den ena"
UNKNOWN_COLUMN = "kolumnen hör inte till filen och är inte läst"
EMPTY_FILE = "filen är tom"


def read_rows(sheet: Sheet, stored: Mapping[Key, Record], progress: Progress) -> FileDraft:
    """Read a sheet.

    Args:
        sheet: the sheet.
        stored: the records of that file which the register already holds.
        progress: is told about the rows.
    """
    reader = SheetReader(sheet, stored)
    for done, item in enumerate(sheet.rows()):
        if isinstance(item, RowError):
            reader.break_off([item])
            break
        if not reader.take(*item):
            break
        if done % TELL_EVERY == 0:
            progress(f"Läser {sheet.name}", done, max(done, sheet.height))
    return reader.finish()


class SheetReader:
    """Reads one sheet row by row into a draft."""

    def __init__(self, sheet: Sheet, stored: Mapping[Key, Record]) -> None:
        self.file = FILES[sheet.name]
        self.draft = FileDraft(sheet.label)
        self.stored = stored
        self.heading: Heading | None = None
        self.lacking: dict[str, int] = {}

    def take(self, number: int, cells: Cells) -> bool:
        """Read the next row, and tell whether it makes sense to go on."""
        if self.heading is None:
            self.heading = Heading(self.file, number, cells)
            self.draft.warnings += self.heading.warnings(self.draft.label)
            self.break_off(self.heading.errors(self.draft.label))
            return not self.draft.broken_off
        if len(cells) > len(self.heading.columns):
            self._set_aside(number, self.heading.named(cells))
        else:
            self._read(number, self.heading.named(cells))
        return True

    def break_off(self, errors: Iterable[RowError]) -> None:
        """Note errors, if any, after which the rest of the file is not read."""
        found = list(errors)
        self.draft.errors += found
        self.draft.broken_off = self.draft.broken_off or bool(found)

    def finish(self) -> FileDraft:
        """Return the draft, with one error for each lacking column instead of one for every row."""
        row = self.heading.row if self.heading else 1
        for column, first in self.lacking.items():
            self.draft.errors.append(RowError(self.draft.label, row, column, NO_COLUMN.format(row=first)))
        if self.heading is None and not self.draft.errors:
            self.draft.warnings.append(RowWarning(self.draft.label, None, "", EMPTY_FILE))
        return self.draft

    def _read(self, number: int, cells: dict[str, str]) -> None:
        key = key_in(self.file, cells)
        if key is not None and key in self.draft.rows:
            self._tell(number, [self._repeated(key)])
            return
        if key is not None:
            self.draft.rows[key] = number
        record, wrong = self._validated(number, key, cells)
        if key is not None and record is not None:
            self.draft.records[key] = record
            self._warn(number, record)
        elif key is not None:
            self.draft.refused[key] = cells
        self._tell(number, wrong)

    def _warn(self, number: int, record: Record) -> None:
        label = self.draft.label
        self.draft.warnings += [RowWarning(label, number, *said) for said in personal_texts(self.file, record)]

    def _set_aside(self, number: int, cells: dict[str, str]) -> None:
        """Refuse a row whose cells may be shifted; its key stands first and is probably right."""
        key = key_in(self.file, cells)
        if key is not None and key not in self.draft.rows:
            self.draft.rows[key] = number
            self.draft.refused[key] = {}
        self._tell(number, [("", TOO_MANY_CELLS)])

    def _repeated(self, key: Key) -> tuple[str, str]:
        name = quoted(described(self.file.name, key))
        reason = f"{name} finns redan på rad {self.draft.rows[key]}; ta bort den ena raden"
        return "+".join(self.file.key), reason

    def _validated(
        self, number: int, key: Key | None, cells: dict[str, str]
    ) -> tuple[Record | None, list[tuple[str, str]]]:
        values = self._values(key, cells)
        try:
            record = self.file.record.model_validate(values)
        except ValidationError as error:
            found = error.errors(include_url=False)
            return None, [*self._reasons(number, found), *self._beside(values, found)]
        wrong: list[tuple[str, str]] = [*contradictions(record)]
        return (None if wrong else record), wrong

    def _beside(self, values: dict[str, object], errors: list[ErrorDetails]) -> list[tuple[str, str]]:
        """Return the contradictions among the cells that can be read, so that all is told at once."""
        unreadable = {error["loc"][0] for error in errors}
        try:
            rest = {column: value for column, value in values.items() if column not in unreadable}
            return [*contradictions(self.file.record.model_validate(rest))]
        except ValidationError:
            return []

    def _values(self, key: Key | None, cells: dict[str, str]) -> dict[str, object]:
        """Lay the row over the stored record: a blank cell clears, a column that is not there leaves."""
        values: dict[str, object] = {column: text for column, text in cells.items() if text}
        record = self.stored.get(key) if key is not None else None
        if record is not None:
            absent = (column for column in self.file.columns if column not in cells)
            values |= {column: getattr(record, column) for column in absent}
        return values

    def _reasons(self, number: int, errors: list[ErrorDetails]) -> Iterator[tuple[str, str]]:
        assert self.heading is not None
        for error in errors:
            column = str(error["loc"][0])
            if error["type"] == "missing" and column not in self.heading.known:
                self.lacking.setdefault(column, number)
            else:
                yield column, reason_of(self.file, error)

    def _tell(self, number: int, wrong: Iterable[tuple[str, str]]) -> None:
        self.draft.errors += [RowError(self.draft.label, number, column, reason) for column, reason in wrong]


class Heading:
    """The heading of a file: which column stands where."""

    def __init__(self, file: PackageFile, row: int, cells: Cells) -> None:
        self.file = file
        self.row = row
        self.columns = [cell.strip().lower() for cell in cells]
        self.known = frozenset(self.columns) & frozenset(file.columns)
        self._places = [(place, column) for place, column in enumerate(self.columns) if column in self.known]

    def named(self, cells: Cells) -> dict[str, str]:
        """Return a row's cells by their column, those of unknown columns left out; a short row ends blank."""
        width = len(cells)
        return {column: cells[place].strip() if place < width else "" for place, column in self._places}

    def errors(self, label: str) -> Iterator[RowError]:
        """Yield what makes the whole file unreadable."""
        for column in self.file.columns:
            if self.columns.count(column) > 1:
                yield RowError(label, self.row, column, TWICE)
        for column in self.file.key:
            if column not in self.known and self.file.record.model_fields[column].is_required():
                yield RowError(label, self.row, column, NO_KEY_COLUMN)

    def warnings(self, label: str) -> Iterator[RowWarning]:
        """Yield the columns that are not read."""
        for column in dict.fromkeys(self.columns):
            if column and column not in self.known:
                reason = UNKNOWN_COLUMN + nearest(column, self.file.columns)
                yield RowWarning(label, self.row, masked(column)[:40], reason)
