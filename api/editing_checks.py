"""The rules of the register, asked about what is being stored: at once, or together when it belongs together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from api.queries.surroundings import load_surroundings
from api.sight import Sight
from graph.packages import check_records
from models.errors import InvalidRecordError
from models.package_files import PackageFile
from models.records import Record


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

    def require(self, file: PackageFile, records: Sequence[Record]) -> None:
        """Do nothing when records may be stored, or will be asked about later.

        Raises:
            InvalidRecordError: they may not.
        """
        if self._waiting is not None:
            self._waiting.append((file, records))
        else:
            _refuse(self._faults(file, records))

    def _faults(self, file: PackageFile, records: Sequence[Record]) -> list[tuple[str, str]]:
        stored = load_surroundings(self._connection, file, records)
        checked = check_records({file.name: records}, stored, self._sight.seen.unseen)
        return [(error.column, error.reason) for error in checked.errors]


def _refuse(faults: list[tuple[str, str]]) -> None:
    if faults:
        raise InvalidRecordError(faults)
