"""The register as a package would make it: the rows that can be read, laid over what is stored."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.packages.cells import Key, key_of
from graph.packages.remarks import RowError, RowWarning
from graph.register import Register
from models.package_files import PACKAGE_FILES
from models.records import Record

Progress = Callable[[str, int, int], None]
"""Is told the stage of the work, how much of it is done, and how much there is."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class Fault(NamedTuple):
    """A row that contradicts another record: its file and key, the column, and why."""

    file: str
    key: Key
    column: str
    reason: str


@dataclass
class FileDraft:
    """What one file of the package gives.

    Attributes:
        label: what the user calls the file.
        records: the rows that can be read, by key.
        rows: the row of every key that the file names, whether it can be read or not.
        refused: the cells of rows that cannot be read, by key where they have one.
        broken_off: whether the file as a whole could not be read to its end.
    """

    label: str
    records: dict[Key, Record] = field(default_factory=dict, repr=False)
    rows: dict[Key, int] = field(default_factory=dict, repr=False)
    refused: dict[Key, Mapping[str, str]] = field(default_factory=dict, repr=False)
    broken_off: bool = False
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowWarning] = field(default_factory=list)


@dataclass
class Draft:
    """The stored records and the package's, by the name of their file and by key.

    Attributes:
        stored, files: the records.
        untold: the stored ids, by file, that no error may name, because its reader does not see the records.
    """

    stored: dict[str, dict[Key, Record]]
    files: dict[str, FileDraft] = field(default_factory=dict)
    untold: Mapping[str, Collection[str]] = field(default_factory=dict)

    def after(self, name: str) -> Mapping[Key, Record]:
        """Return the records of a file as they would be once the package is read in."""
        changed = self.read(name)
        return {**self.stored[name], **changed} if changed else self.stored[name]

    def read(self, name: str) -> Mapping[Key, Record]:
        """Return the records that the package gives for a file."""
        return self.files[name].records if name in self.files else {}

    def refused(self, name: str) -> Mapping[Key, Mapping[str, str]]:
        """Return the rows that the package has for a file but that cannot be read."""
        return self.files[name].refused if name in self.files else {}

    def tells_of(self, name: str, ids: Iterable[str]) -> bool:
        """Tell whether all of these ids may be named to whoever sent the package."""
        untold = self.untold.get(name, ())
        return not any(record_id in untold for record_id in ids)

    def drop(self, faults: Iterable[Fault]) -> list[RowError]:
        """Refuse the rows with faults, and return the errors to be told."""
        errors = []
        for fault in faults:
            file = self.files[fault.file]
            file.records.pop(fault.key, None)
            file.refused.setdefault(fault.key, {})
            errors.append(RowError(file.label, file.rows[fault.key], fault.column, fault.reason))
        return errors


def stored_by_key(register: Register) -> dict[str, dict[Key, Record]]:
    """Return the records of a register by the name of their file and by key."""
    tables = register.tables()
    return {file.name: {key_of(file, record): record for record in tables[file.name]} for file in PACKAGE_FILES}
