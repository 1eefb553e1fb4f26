"""Creates, changes and deletes records one at a time: checked as an import is, guarded by rights and versions.

What is done in one `editing` is one change set, and with a record goes what would make no sense alone: who takes
part in a deleted forum, say.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.rights import Rights, rights_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import writing
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_table
from api.queries.surroundings import Found, count_mentions, find_stored, links_of, listing, load_surroundings
from api.record_values import mark_of, validated
from api.storing import remove, store
from graph.packages import Change, check_records, key_of
from graph.packages.references import references_of
from models.errors import (
    ChangedMeanwhileError,
    InvalidRecordError,
    NotFoundError,
    StillNamedError,
    TakenIdError,
)
from models.package_files import FILES, PackageFile
from models.records import Record
from models.vocabulary import ChangeKind

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Stored:
    """A record as it is in the register, and its version."""

    record: Record
    version: int

    def values(self) -> dict[str, Any]:
        """Return the record and its version, ready to be written as JSON."""
        return {**self.record.model_dump(mode="json"), "version": self.version}


class Editing:
    """One change to the register under way, inside its transaction."""

    def __init__(self, connection: Connection, viewer: Viewer, kind: ChangeKind = ChangeKind.EDIT) -> None:
        self._connection = connection
        self._deed = Deed(kind, viewer.account_id)
        self._rights: Rights = rights_of(connection, viewer)
        self._seen = Seen(connection, access_of(connection, viewer))
        self._made: set[tuple[str, tuple[object, ...]]] = set()
        self._unchecked: list[tuple[PackageFile, Sequence[Record]]] | None = None
        self.change_set: int | None = None
        """What is stored belongs to this change set; None as long as nothing is."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """Check what is stored in the block when it ends: a partnership can change with its parties, but not before.

        Raises:
            InvalidRecordError: what was stored cannot stay as it is.
        """
        waiting: list[tuple[PackageFile, Sequence[Record]]] = []
        self._unchecked = waiting
        yield
        self._unchecked = None
        wrong = [fault for file, records in waiting for fault in self._faults(file, records)]
        if wrong:
            raise InvalidRecordError(wrong)

    def create(self, file: PackageFile, values: Values) -> Stored:
        """Store a new record.

        Raises:
            InvalidRecordError: it cannot be stored as it is.
            TakenIdError: there is one with that key.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        record = validated(file, values)
        self._refuse_unknown(file, [record])
        self._rights.require(file, None, record, None)
        if find_stored(self._connection, file, file.key_of(record)):
            raise TakenIdError
        self._store(file, new=[record])
        self._made.add((file.name, file.key_of(record)))
        return Stored(record, 1)

    def change(self, file: PackageFile, key: Sequence[object], version: int, values: Values, *, whole: bool) -> Stored:
        """Store a changed record.

        Args:
            key: the values of its key.
            version: the version that the change was made from.
            values: the new values of its fields.
            whole: whether fields that `values` lacks are cleared, or stay as they are.

        Raises:
            NotFoundError: the viewer sees no such record.
            ChangedMeanwhileError: it is of another version by now.
            InvalidRecordError: it cannot be stored as it would be.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        stored, current, author = self._found(file, key)
        before = self._shown(file, key)
        fixed = dict(zip(file.key, key, strict=True))
        kept = {} if whole else before.model_dump(mode="json")
        if version != current:
            raise ChangedMeanwhileError(Stored(before, current).values(), {**kept, **values, **fixed})
        after = validated(file, {**kept, **values, **fixed})
        self._refuse_unknown(file, [after])
        after = self._with_unseen(file, stored, after)
        self._rights.require(file, stored, after, author)
        if after == stored:
            return Stored(before, current)
        self._store(file, changes=[Change(file.name, key_of(file, stored), stored, after)])
        return Stored(self._shown(file, key), current + 1)

    def delete(self, file: PackageFile, key: Sequence[object], version: int) -> None:
        """Delete a record, with what says who takes part in it; the history keeps all of it.

        Raises:
            NotFoundError: the viewer sees no such record.
            ChangedMeanwhileError: it is of another version by now.
            StillNamedError: other records name it.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        before, current, author = self._found(file, key)
        self._rights.require(file, before, None, author)
        if version != current:
            raise ChangedMeanwhileError(Stored(self._shown(file, key), current).values(), {})
        gone: dict[str, Sequence[Record]] = {file.name: [before]}
        unlisted: list[Change] = []
        if file.key == ("id",):
            record_id = vars(before)["id"]
            if mentions := count_mentions(self._connection, file, record_id):
                raise StillNamedError(mentions)
            gone |= links_of(self._connection, file, record_id)
            for name, records in listing(self._connection, file, record_id).items():
                unlisted += [_without(FILES[name], record, record_id) for record in records]
        change_set = self._begin()
        store(self._connection, {}, unlisted, change_set)
        remove(self._connection, gone, change_set)

    def replace_links(self, links: PackageFile, owner: str, known: str, rows: Sequence[Values]) -> tuple[Record, ...]:
        """Store anew who takes part in something, as a whole.

        Args:
            links: the file of the rows; the first column of its key names what they are about.
            owner: the id of the record that they are about.
            known: the mark of the rows that the change was made from, as `mark_of` gives it.
            rows: the new rows; their owner is filled in.

        Raises:
            NotFoundError, ChangedMeanwhileError, InvalidRecordError, ForbiddenError: as for `change`.
        """
        self._rights.require_somebody()
        column = links.key[0]
        owning = FILES[links.references[column]]
        self._found(owning, [owner])
        # Rows that the viewer may not see stay as they are, whatever is sent.
        shown = {links.name: self._seen[links.name].c[column] == owner}
        before = {key_of(links, row): row for row in load_table(self._seen, links.name, shown)}
        wanted = [validated(links, {**row, column: owner}) for row in rows]
        self._refuse_unknown(links, wanted)
        if known != mark_of(before.values()):
            current = [row.model_dump(mode="json") for row in before.values()]
            raise ChangedMeanwhileError({"items": current}, {"items": [row.model_dump(mode="json") for row in wanted]})
        after = {key_of(links, row): row for row in wanted}
        if len(after) < len(wanted):
            raise InvalidRecordError([("items", "samma aktör står två gånger i samma roll; ta bort den ena raden")])
        self._replace(links, before, after)
        return tuple(after[key] for key in sorted(after))

    def _replace(
        self, links: PackageFile, before: Mapping[tuple[str, ...], Record], after: Mapping[tuple[str, ...], Record]
    ) -> None:
        gone = [row for key, row in before.items() if key not in after]
        new = [row for key, row in after.items() if key not in before]
        changes = [
            Change(links.name, key, before[key], row)
            for key, row in after.items()
            if key in before and before[key] != row
        ]
        for row in gone:
            self._rights.require(links, row, None, None)
        for row in new:
            self._rights.require(links, None, row, None)
        for change in changes:
            self._rights.require(links, change.before, change.after, None)
        if gone or new or changes:
            change_set = self._begin()
            remove(self._connection, {links.name: gone}, change_set)
            # Where rows only go, one of those that stay makes sure that what they are about is judged without them.
            self._check(links, [*new, *(change.after for change in changes)] or list(after.values())[:1])
            store(self._connection, {links.name: new}, changes, change_set)

    def _store(self, file: PackageFile, new: Sequence[Record] = (), changes: Sequence[Change] = ()) -> None:
        self._check(file, [*new, *(change.after for change in changes)])
        store(self._connection, {file.name: new}, changes, self._begin())

    def _begin(self) -> int:
        """Return the change set of this editing; it begins with what is first stored."""
        if self.change_set is None:
            self.change_set = begin_change_set(self._connection, self._deed)
        return self.change_set

    def _refuse_unknown(self, file: PackageFile, records: Sequence[Record]) -> None:
        """Refuse records that name what the viewer does not see, whether or not it exists."""
        unknown = [
            (column, f"”{reference}” finns inte i {target}; välj en som finns")
            for record in records
            for column, target, reference in references_of(file, record)
            if not self._is_visible(FILES[target], [reference])
        ]
        if unknown:
            raise InvalidRecordError(unknown)

    def _check(self, file: PackageFile, records: Sequence[Record]) -> None:
        if self._unchecked is not None:
            self._unchecked.append((file, records))
        elif wrong := self._faults(file, records):
            raise InvalidRecordError(wrong)

    def _faults(self, file: PackageFile, records: Sequence[Record]) -> list[tuple[str, str]]:
        checked = check_records({file.name: records}, load_surroundings(self._connection, file, records))
        return [(error.column, error.reason) for error in checked.errors]

    def _found(self, file: PackageFile, key: Sequence[object]) -> Found:
        """Return a record that the viewer may see, its version and the account that made it."""
        found = find_stored(self._connection, file, key) if self._is_visible(file, key) else None
        if found is None:
            raise NotFoundError(file.name, ", ".join(map(str, key)))
        return found

    def _shown(self, file: PackageFile, key: Sequence[object]) -> Record:
        """Return a record as the viewer sees it: without the mention of what they do not see."""
        row = self._seen[file.name]
        same = sa.and_(*(row.c[column] == value for column, value in zip(file.key, key, strict=True)))
        (record,) = load_table(self._seen, file.name, {file.name: same})
        return record

    def _with_unseen(self, file: PackageFile, stored: Record, after: Record) -> Record:
        """Keep the mentions that the viewer could not see, and so could not have meant to take away."""
        unseen = [
            (column, reference)
            for column, target, reference in references_of(file, stored)
            if not self._is_visible(FILES[target], [reference])
        ]
        values = after.model_dump()
        for column, reference in unseen:
            if isinstance(values[column], tuple):
                values[column] = (*values[column], reference)
            elif values[column] is None:
                values[column] = reference
        return file.record.model_validate(values) if unseen else after

    def _is_visible(self, file: PackageFile, key: Sequence[object]) -> bool:
        """Tell whether the viewer may see a record; what they have just made they may, whoever takes part in it."""
        if (file.name, tuple(key)) in self._made:
            return True
        row = self._seen[file.name]
        same = (row.c[column] == value for column, value in zip(file.key, key, strict=True))
        return self._seen.execute(sa.select(sa.literal(1)).select_from(row).where(*same)).first() is not None


def _without(file: PackageFile, record: Record, record_id: str) -> Change:
    """Return a record without the mention of another in its list of ids."""
    field, _ = LIST_COLUMNS[file.name]
    kept = tuple(item for item in getattr(record, field) if item != record_id)
    after = file.record.model_validate({**record.model_dump(), field: kept})
    return Change(file.name, key_of(file, record), record, after)


@contextmanager
def editing(engine: Engine, viewer: Viewer, kind: ChangeKind = ChangeKind.EDIT) -> Iterator[Editing]:
    """Give one change to the register: stored as a whole when the block ends, or not at all."""
    with writing(engine) as connection:
        hold_revision(connection)
        yield Editing(connection, viewer, kind)
