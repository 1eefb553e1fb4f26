"""What somebody who changes the register sees of it: what they do not see is as unknown as what does not exist."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.hidden_mentions import with_hidden, without_hidden
from api.queries.surroundings import Found, find_stored
from api.table_words import SEVERAL
from graph.packages.references import references_of
from graph.packages.remarks import quoted
from models.errors import InvalidRecordError, NotFoundError
from models.package_files import FILES, PackageFile
from models.records import Record

Key = Sequence[object]


class Sight:
    """The register as a viewer sees it while they change it.

    Args:
        connection: inside the transaction that writes.
        viewer: who does.
    """

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        self._connection = connection
        self.seen = Seen(connection, access_of(connection, viewer))
        self._made: set[tuple[str, tuple[object, ...]]] = set()

    def note_made(self, file: PackageFile, record: Record) -> None:
        """Remember what the viewer has just made: they may see it, whoever takes part in it."""
        self._made.add((file.name, file.key_of(record)))

    def sees(self, file: PackageFile, key: Key) -> bool:
        """Tell whether the viewer may see a record."""
        if (file.name, tuple(key)) in self._made:
            return True
        row = self.seen[file.name]
        found = sa.select(sa.literal(1)).select_from(row).where(_has_key(row, file, key))
        return self.seen.execute(found).first() is not None

    def find(self, file: PackageFile, key: Key) -> Found:
        """Return a record that the viewer may see, as it is stored, with its version and who made it.

        Raises:
            NotFoundError: there is none.
        """
        found = find_stored(self._connection, file, key) if self.sees(file, key) else None
        if found is None:
            raise NotFoundError(file.name, ", ".join(map(str, key)))
        return found

    def shown(self, file: PackageFile, record: Record) -> Record:
        """Return a record as the viewer sees it: without the mention of what they do not see."""
        return without_hidden(self.seen.unseen, file, record)

    def require_known(self, file: PackageFile, records: Sequence[Record], known: Record | None = None) -> None:
        """Do nothing when the viewer sees all that records name.

        Args:
            known: a record as the viewer sees it; what it names they see.

        Raises:
            InvalidRecordError: they do not; whether it exists is not told.
        """
        named = {(target, reference) for _, target, reference in references_of(file, known)} if known else set()
        unknown = [
            (column, f"{quoted(reference)} finns inte bland {SEVERAL[target]} i registret; välj något som finns")
            for record in records
            for column, target, reference in references_of(file, record)
            if (target, reference) not in named and not self.sees(FILES[target], [reference])
        ]
        if unknown:
            raise InvalidRecordError(unknown)

    def completed(self, file: PackageFile, stored: Record, after: Record) -> Record:
        """Return a changed record with the mentions that the viewer does not see."""
        return with_hidden(self.seen.unseen, file, stored, after)


def _has_key(row: Any, file: PackageFile, key: Key) -> sa.ColumnElement[bool]:
    return sa.and_(*(row.c[column] == value for column, value in zip(file.key, key, strict=True)))
