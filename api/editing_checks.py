"""The rules of the register, asked about what is being stored: at once, or together when it belongs together."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from api.queries.surroundings import load_surroundings
from api.sight import Sight
from graph.packages import check_records
from graph.packages.facts import contradictions
from models.errors import InvalidRecordError
from models.package_files import PackageFile
from models.records import Record

_JUDGED_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "places": ("level",),
    "actors": ("sector",),
    "agreements": ("kind",),
}
"""The columns beside references by which other records are judged."""


class Checks:
    """Asks whether records may be in the register beside what is stored.

    Args:
        connection: to all that is stored.
        sight: what whoever stores the records sees; reasons name nothing else.
    """

    def __init__(self, connection: Connection, sight: Sight) -> None:
        self._connection = connection
        self._sight = sight
        self._waiting: list[tuple[PackageFile, Sequence[Record]]] | None = None

    @contextmanager
    def postponed(self) -> Iterator[None]:
        """Ask when the block ends, about all that was stored in it.

        Raises:
            InvalidRecordError: something of it cannot stay as it is.
        """
        waiting: list[tuple[PackageFile, Sequence[Record]]] = []
        self._waiting = waiting
        yield
        self._waiting = None
        _refuse([fault for file, records in waiting for fault in self._faults(file, records)])

    def require(self, file: PackageFile, records: Sequence[Record], before: Record | None = None) -> None:
        """Do nothing when records may be stored, or will be asked about later.

        Args:
            before: what the only one of them was until now. Most changes touch nothing that other records are judged
                by, and what surrounds the record is then not asked for.

        Raises:
            InvalidRecordError: they may not.
        """
        if before is not None and not _matters_to_others(file, before, records[0]):
            _refuse([(wrong.column, wrong.reason) for wrong in contradictions(records[0])])
        elif self._waiting is not None:
            self._waiting.append((file, records))
        else:
            _refuse(self._faults(file, records))

    def _faults(self, file: PackageFile, records: Sequence[Record]) -> list[tuple[str, str]]:
        stored = load_surroundings(self._connection, file, records)
        checked = check_records({file.name: records}, stored, self._sight.seen.unseen)
        return [(error.column, error.reason) for error in checked.errors]


def _matters_to_others(file: PackageFile, before: Record, after: Record) -> bool:
    """Tell whether a change may make circles, misplace a place, or leave a partnership one-sided."""
    columns = (*file.references, *_JUDGED_TOGETHER.get(file.name, ()))
    return any(getattr(before, column) != getattr(after, column) for column in columns)


def _refuse(faults: list[tuple[str, str]]) -> None:
    if faults:
        raise InvalidRecordError(faults)
