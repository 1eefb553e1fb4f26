"""Takes a change set back: what it created goes, what it changed is as before, what it deleted returns.

All of it in one transaction and as a change set of its own, which can be undone too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.rights import Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import unhurried, writing
from api.queries.history import get_change_set
from api.queries.keys import CHANGE_SETS, HISTORY, record_key
from api.queries.past import Past, past_of, touched_files
from api.queries.register import load_register, load_table
from api.storing import key_text, record_from, remove, store
from api.undo_obstacles import MOST_TOLD, InTheWay, came_in, deleting_change_set, later_changes, still_named
from graph.packages import Change, check_records, key_of
from graph.packages.draft import stored_by_key
from graph.packages.references import references_of
from graph.register import Register
from models.errors import CannotUndoError, ForbiddenError, SignInRequiredError
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind, Obstacle


class Kept(NamedTuple):
    """What a change set replaced or deleted: the record as it was, its version, and the change set it had come in."""

    record: Record
    version: int
    created_in: int


@dataclass
class Undo:
    """What is to be done so that a change set is taken back, by the name of the file.

    Attributes:
        change_set: its number.
        created: the records that it created, and that go unless they have gone already.
        changed: the records that it changed, as they are and as they were.
        deleted: the records that it deleted, and that return.
    """

    change_set: int
    created: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    deleted: dict[str, list[Kept]] = field(default_factory=dict)

    @property
    def restored(self) -> dict[str, list[Record]]:
        """The records that will be as they were."""
        names = {*self.changed, *self.deleted}
        return {
            name: [
                *(kept.record for kept in self.deleted.get(name, ())),
                *(change.after for change in self.changed.get(name, ())),
            ]
            for name in names
        }


def undo(engine: Engine, viewer: Viewer, change_set: int) -> int:
    """Take a change set back and return the number of the change set that does so.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: there is no such change set, or the viewer sees nothing of it.
        ForbiddenError: the viewer may not write all that it touched.
        CannotUndoError: something stands in the way.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    with writing(engine) as connection:
        unhurried(connection)
        hold_revision(connection)
        planned, in_the_way = plan_undo(connection, viewer, change_set)
        if in_the_way:
            raise CannotUndoError([found.told() for found in in_the_way])
        return _carry_out(connection, planned, viewer)


def plan_undo(connection: Connection, viewer: Viewer, change_set: int) -> tuple[Undo, list[InTheWay]]:
    """Return what taking a change set back would do, and what stands in the way; nothing is written.

    Raises:
        NotFoundError: there is no such change set, or the viewer sees nothing of it.
        ForbiddenError: the viewer may not write all that it touched.
    """
    past = past_of(connection, viewer)
    described = get_change_set(past, change_set)
    if described.kind is ChangeKind.ERASURE:
        return Undo(change_set), [InTheWay(Obstacle.ERASED, "change_sets", (str(change_set),), change_set)]
    in_the_way = later_changes(connection, change_set)
    planned = _load(connection, change_set)
    _require_rights(connection, viewer, planned)
    if not in_the_way:
        in_the_way = still_named(connection, change_set) or list(_contradictions(connection, planned))
    return planned, [_as_told(past, found) for found in in_the_way[:MOST_TOLD]]


def _as_told(past: Past, found: InTheWay) -> InTheWay:
    """Leave out the other record where the viewer may not know of it, and the rule that names it."""
    if past.is_whole or found.other is None:
        return found if past.is_whole else replace(found, reason=None)
    table, key = found.other
    rows = past.seen[table]
    same = sa.select(sa.literal(1)).select_from(rows).where(record_key(FILES[table], rows) == key_text(key))
    return found if past.seen.execute(same).first() else replace(found, other=None, change_set=None)


def _load(connection: Connection, change_set: int) -> Undo:
    """Return what a change set created, changed and deleted."""
    seen, planned = Seen(connection), Undo(change_set)
    for file in touched_files(connection, [change_set]):
        planned.created[file.name] = load_table(seen, file.name, {file.name: came_in(file, change_set)})
        kept = sa.select(HISTORY.c.before, HISTORY.c.version, HISTORY.c.created_in, HISTORY.c.deleted).where(
            HISTORY.c.change_set_id == change_set, HISTORY.c.table_name == file.name
        )
        rows = connection.execute(kept.order_by(HISTORY.c.id)).all()
        planned.deleted[file.name] = [
            Kept(record_from(file, row.before), row.version, row.created_in) for row in rows if row.deleted
        ]
        before = [record_from(file, row.before) for row in rows if not row.deleted]
        planned.changed[file.name] = list(_changes_back(connection, file, change_set, before)) if before else []
    return planned


def _changes_back(
    connection: Connection, file: PackageFile, change_set: int, before: Iterable[Record]
) -> Iterator[Change]:
    """Yield each record that a change set changed as it is, and as it was."""
    was = {key_of(file, record): record for record in before}
    own = sa.select(HISTORY.c.record_key).where(
        HISTORY.c.change_set_id == change_set, HISTORY.c.table_name == file.name, ~HISTORY.c.deleted
    )
    same = record_key(file, TABLES[file.name]).in_(own)
    for record in load_table(Seen(connection), file.name, {file.name: same}):
        key = key_of(file, record)
        yield Change(file.name, key, record, was[key])


def _require_rights(connection: Connection, viewer: Viewer, planned: Undo) -> None:
    """Do nothing when the viewer may write every record concerned.

    Raises:
        ForbiddenError: when not.
    """
    if viewer.is_admin:
        viewer_rights = Rights(viewer, frozenset(), lambda _table, _ids: ())
    else:
        viewer_rights = Rights(viewer, edited_places(connection, viewer), _Homes(connection, planned).of)
    if not all(viewer_rights.allow(*deed) for deed in _deeds(connection, planned)):
        raise ForbiddenError


def _deeds(
    connection: Connection, planned: Undo
) -> Iterator[tuple[PackageFile, Record | None, Record | None, str | None]]:
    """Yield each record before and after, with the account that made it."""
    authors: dict[int, str | None] = dict(
        connection.execute(sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.account_id)).all()
    )
    for file in PACKAGE_FILES:
        for record in planned.created.get(file.name, ()):
            yield file, record, None, authors.get(planned.change_set)
        for kept in planned.deleted.get(file.name, ()):
            yield file, None, kept.record, authors.get(kept.created_in)
        for change in planned.changed.get(file.name, ()):
            yield file, change.before, change.after, None


class _Homes:
    """Knows where records lie, read once however many are asked for."""

    def __init__(self, connection: Connection, planned: Undo) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, str | None]] = {}
        self._planned = planned

    def of(self, table: str, ids: Collection[str]) -> Iterable[str | None]:
        """Return where the records of a table with these ids lie."""
        if table not in self._known:
            rows = TABLES[table]
            place = rows.c.place_id if "place_id" in rows.c else rows.c.id
            known = dict(self._connection.execute(sa.select(rows.c.id, place)).all())
            for kept in self._planned.deleted.get(table, ()):
                values = vars(kept.record)
                known.setdefault(values["id"], values.get("place_id", values["id"]))
            self._known[table] = known
        return [self._known[table][record_id] for record_id in ids if record_id in self._known[table]]


def _contradictions(connection: Connection, planned: Undo) -> Iterator[InTheWay]:
    """Yield why records could not be as they were: what they name is gone, or rules say no."""
    restored = {name: records for name, records in planned.restored.items() if records}
    if not restored:
        return
    staying = _without(load_register(Seen(connection)), planned.created)
    known = {
        name: {vars(record)["id"] for record in (*records, *restored.get(name, ()))}
        for name, records in staying.tables().items()
        if FILES[name].key == ("id",)
    }
    missing = False
    for name, records in restored.items():
        for record in records:
            for _, target, reference in references_of(FILES[name], record):
                if reference not in known[target]:
                    missing = True
                    by = deleting_change_set(connection, target, reference)
                    key = key_of(FILES[name], record)
                    yield InTheWay(Obstacle.NAMES_MISSING, name, key, by, (target, (reference,)))
    if not missing:
        for error in check_records(restored, staying).errors:
            yield InTheWay(Obstacle.CONTRADICTS, error.file, (), reason=error.reason)


def _without(register: Register, gone: Mapping[str, Collection[Record]]) -> Register:
    """Return a register without some of its records."""
    stored = stored_by_key(register)
    for name, records in gone.items():
        for record in records:
            stored[name].pop(key_of(FILES[name], record), None)
    return Register.of({name: tuple(records.values()) for name, records in stored.items()})


def _carry_out(connection: Connection, planned: Undo, viewer: Viewer) -> int:
    deed = Deed(ChangeKind.UNDO, viewer.account_id, undoes=planned.change_set)
    change_set = begin_change_set(connection, deed)
    returning = {name: [kept.record for kept in kepts] for name, kepts in planned.deleted.items()}
    changes = [change for changes in planned.changed.values() for change in changes]
    store(connection, returning, changes, change_set)
    for name, kepts in planned.deleted.items():
        if kepts:
            _continue_versions(connection, FILES[name], kepts)
    remove(connection, planned.created, change_set)
    return change_set


def _continue_versions(connection: Connection, file: PackageFile, returned: Iterable[Kept]) -> None:
    """Let what returned be of a later version than it ever was, so that nobody overwrites it from what they read."""
    table = TABLES[file.name]
    own = [table.c[column] == sa.bindparam(f"key_{column}", type_=table.c[column].type) for column in file.key]
    later = sa.update(table).where(*own).values(version=sa.bindparam("later"))
    connection.execute(
        later,
        [
            {f"key_{column}": getattr(kept.record, column) for column in file.key} | {"later": kept.version + 1}
            for kept in returned
        ],
    )
