"""Checks a whole package against what is stored, and says what it would change."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from graph.packages.cells import Key, cell, described, key_of
from graph.packages.draft import Draft, Fault, FileDraft, Progress, silent, stored_by_key
from graph.packages.facts import contradictions
from graph.packages.hierarchy import circles, misplaced
from graph.packages.parties import one_sided_partnerships, without_participants
from graph.packages.references import UnknownReferences, dependants
from graph.packages.remarks import RowError, RowWarning
from graph.packages.rows import read_rows
from graph.packages.sheets import RawPackage
from graph.register import Register
from models.package_files import FILES
from models.records import Record, Tie


@dataclass(frozen=True)
class ColumnChange:
    """What a cell of the register holds and would hold."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """A stored record and what the package makes of it.

    Attributes:
        file: the name of its file.
        key: its key, as cells.
        before: the record as it is stored.
        after: the record as it would be stored.
    """

    file: str
    key: Key
    before: Record
    after: Record

    @property
    def columns(self) -> tuple[ColumnChange, ...]:
        """The columns that would change, in the order of the file."""
        return tuple(
            ColumnChange(column, cell(old), cell(new))
            for column in FILES[self.file].columns
            if (old := getattr(self.before, column)) != (new := getattr(self.after, column)) and cell(old) != cell(new)
        )

    def __str__(self) -> str:
        return f"{self.file} {described(self.file, self.key)}"


@dataclass(frozen=True)
class Counts:
    """How many records of a file are new, would change, and are as they were."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class CheckedPackage:
    """What a package says, once it is checked.

    Attributes:
        records: the rows that can be read in, by the name of their file.
        new: those among them that the register does not hold.
        changes: those that would change a stored record.
        told: the same changes, as whoever sent the package may be told of them.
        errors: why the other rows cannot be read in.
        warnings: what was left aside or looks incomplete.
    """

    records: Mapping[str, tuple[Record, ...]] = field(repr=False)
    new: Mapping[str, tuple[Record, ...]] = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)
    told: tuple[Change, ...] = field(repr=False)
    errors: tuple[RowError, ...]
    warnings: tuple[RowWarning, ...]

    @property
    def changes_register(self) -> bool:
        """Whether reading the package in would change anything."""
        return bool(self.changes) or any(self.new.values())

    @cached_property
    def counts(self) -> dict[str, Counts]:
        """The counts of every file that the package has."""
        changed = dict.fromkeys(self.records, 0)
        for change in self.told:
            changed[change.file] += 1
        return {
            name: Counts(len(self.new[name]), changed[name], len(records) - len(self.new[name]) - changed[name])
            for name, records in self.records.items()
        }


Refused = Callable[[Draft], Iterable[Fault]]


Whole = Callable[[Draft], Draft]
"""From a package over what its sender sees to the same package over all that is stored."""


def nothing_refused(_draft: Draft) -> Iterable[Fault]:
    """Refuse no row."""
    return ()


def nothing_hidden(draft: Draft) -> Draft:
    """Return the draft: its sender sees all that is stored."""
    return draft


def check_package(
    raw: RawPackage,
    stored: Register,
    *,
    accept_valid: bool = False,
    progress: Progress = silent,
    refused: Refused = nothing_refused,
    whole: Whole = nothing_hidden,
) -> CheckedPackage:
    """Read every row of a package and check it against the others and against what is stored.

    Args:
        raw: the package as opened.
        stored: the register into which it would be read, as far as whoever sent it sees it: what is unseen is as
            unknown as what does not exist.
        accept_valid: whether rows without errors may be read in although others have some. Rows that depend
            on those left out are then left out too, each with its own error.
        progress: is told about long work.
        refused: yields the rows that may not be read in by whoever sent them.
        whole: lays the package over all that is stored, seen or not: there it may not make circles either.
    """
    draft = Draft(stored_by_key(stored))
    for name, sheet in raw.sheets.items():
        draft.files[name] = read_rows(sheet, draft.stored[name], progress)
    progress("Kontrollerar", 0, 1)
    errors = [error for file in draft.files.values() for error in file.errors]
    errors += draft.drop(list(UnknownReferences(draft, strict=False).find()))
    errors += draft.drop(list(refused(draft)))
    errors += draft.drop(list(_contradicting(whole(draft), strict=False)))
    # Without errors there is nothing left out that others could depend on.
    while accept_valid and errors and (faults := list(_left_alone(draft, whole))):
        errors += draft.drop(faults)
    progress("Kontrollerar", 1, 1)
    return _checked(draft, whole(draft), raw.warnings, errors)


def check_records(
    records: Mapping[str, Sequence[Record]], stored: Register, untold: Mapping[str, Collection[str]] | None = None
) -> CheckedPackage:
    """Check single records against each other and against what is stored, as a package of them would be.

    Args:
        records: valid records by the name of their file.
        stored: at least the records that these have the key of, name, or are named by.
        untold: the ids that no error may name, by file.
    """
    draft = Draft(stored_by_key(stored), untold=untold or {})
    errors: list[RowError] = []
    for name, given in records.items():
        file = FILES[name]
        keyed = {key_of(file, record): record for record in given}
        draft.files[name] = FileDraft(name, records=keyed, rows=dict.fromkeys(keyed, 0))
        for record in given:
            errors += (RowError(name, None, wrong.column, wrong.reason) for wrong in contradictions(record))
    errors += draft.drop([*UnknownReferences(draft, strict=False).find(), *_contradicting(draft, strict=False)])
    return _checked(draft, draft, (), errors)


def _left_alone(draft: Draft, whole: Whole) -> Iterator[Fault]:
    """Yield the rows that make no sense without those that cannot be read."""
    yield from UnknownReferences(draft, strict=True).find()
    yield from dependants(draft)
    yield from _contradicting(whole(draft), strict=True)


def _contradicting(draft: Draft, *, strict: bool) -> Iterator[Fault]:
    """Yield the rows that contradict others; if strict, as if the rows that cannot be read did not exist."""
    yield from circles(draft)
    yield from misplaced(draft)
    yield from one_sided_partnerships(draft, strict=strict)


def _checked(draft: Draft, whole: Draft, remarked: Iterable[RowWarning], errors: Iterable[RowError]) -> CheckedPackage:
    new = {
        name: tuple(record for key, record in file.records.items() if key not in draft.stored[name])
        for name, file in draft.files.items()
    }
    return CheckedPackage(
        records={name: tuple(file.records.values()) for name, file in draft.files.items()},
        new=new,
        changes=tuple(_changes(whole)),
        told=tuple(_changes(draft)),
        errors=tuple(_in_order(draft, errors)),
        warnings=(*remarked, *_warnings(draft)),
    )


def _changes(draft: Draft) -> Iterator[Change]:
    """Yield the stored records that a draft changes."""
    for name in draft.files:
        stored = draft.stored[name]
        for key, record in draft.read(name).items():
            if key in stored and stored[key] != record:
                change = Change(name, key, stored[key], record)
                if change.columns:
                    yield change


def _in_order(draft: Draft, errors: Iterable[RowError]) -> list[RowError]:
    """Sort the errors as the files lie: by file, then by row."""
    order = {file.label: number for number, file in enumerate(draft.files.values())}
    return sorted(errors, key=lambda error: (order[error.file], error.row or 0))


def _warnings(draft: Draft) -> Iterator[RowWarning]:
    for file in draft.files.values():
        yield from file.warnings
    yield from without_participants(draft)
    if "ties" in draft.files:
        file = draft.files["ties"]
        for key, record in file.records.items():
            tie = cast(Tie, record)
            if tie.desired_by and not tie.desired_level:
                reason = "desired_by är ifyllt men inte desired_level; önskan räknas inte"
                yield RowWarning(file.label, file.rows[key], "desired_level", reason)
