"""What taking a change set back would do, and what stands in the way; nothing is written here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.rights import Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer, author_named
from api.queries.history import get_change_set
from api.queries.keys import CHANGE_SETS, HISTORY, key_text, with_keys
from api.queries.past import Past, past_of, touched_files
from api.queries.register import load_register, load_table
from api.queries.surroundings import load_surroundings
from api.storing import record_from
from api.undo_obstacles import (
    MOST_TOLD,
    InTheWay,
    came_in,
    changed_by,
    deleting_change_set,
    later_changes,
    still_named,
)
from graph.packages import Change, Key, check_records, key_of
from graph.packages.draft import stored_by_key
from graph.packages.references import references_of
from graph.register import Register
from models.errors import ForbiddenError
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind, Obstacle

ASKED_AT_ONCE = 500
"""So many records are asked for in one question; more are judged together with the whole register."""


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
        came_in: in which change set each record that it changed had come, by file and key.
    """

    change_set: int
    created: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    deleted: dict[str, list[Kept]] = field(default_factory=dict)
    came_in: dict[tuple[str, Key], int] = field(default_factory=dict)

    @property
    def records(self) -> Iterator[tuple[PackageFile, Record]]:
        """All records concerned, as they are or as they will be."""
        for file in PACKAGE_FILES:
            for record in (*self.created.get(file.name, ()), *self.restored.get(file.name, ())):
                yield file, record

    @property
    def replaced(self) -> Iterator[tuple[PackageFile, Record]]:
        """The records that it changed, as they are."""
        return ((FILES[name], change.before) for name, changes in self.changed.items() for change in changes)

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


def plan_undo(connection: Connection, viewer: Viewer, change_set: int) -> tuple[Undo, list[InTheWay]]:
    """Return what taking a change set back would do, and what stands in the way.

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
    same = sa.select(sa.literal(1)).select_from(rows).where(with_keys(FILES[table], rows, [key_text(key)]))
    return found if past.seen.execute(same).first() else replace(found, other=None, change_set=None)


def _load(connection: Connection, change_set: int) -> Undo:
    """Return what a change set created, changed and deleted."""
    seen, planned = Seen(connection), Undo(change_set)
    for file in touched_files(connection, [change_set]):
        planned.created[file.name] = load_table(seen, file.name, {file.name: came_in(file, change_set)})
        kept = sa.select(HISTORY.c.before, HISTORY.c.version, HISTORY.c.created_in, HISTORY.c.deleted).where(
            HISTORY.c.change_set_id == change_set, HISTORY.c.table_name == file.name
        )
        states = [
            (Kept(record_from(file, row.before), row.version, row.created_in), row.deleted)
            for row in connection.execute(kept.order_by(HISTORY.c.id))
        ]
        planned.deleted[file.name] = [state for state, deleted in states if deleted]
        was = {key_of(file, state.record): state for state, deleted in states if not deleted}
        same = changed_by(file, change_set) if was else sa.false()
        now = {key_of(file, record): record for record in load_table(seen, file.name, {file.name: same})}
        planned.changed[file.name] = [Change(file.name, key, now[key], was[key].record) for key in now]
        planned.came_in |= {(file.name, key): was[key].created_in for key in now}
    return planned


def _require_rights(connection: Connection, viewer: Viewer, planned: Undo) -> None:
    """Do nothing when the viewer may write every record concerned.

    Raises:
        ForbiddenError: when not.
    """
    rights = Rights(viewer, edited_places(connection, viewer), _Homes(connection, planned).of)
    authors = _authors(connection, planned)
    own = viewer.author is not None and authors.get(planned.change_set) == viewer.author
    for file, before, after, author in _deeds(planned, authors):
        again = own and before is not None and after is not None and rights.allow_again(file, before, after)
        if not (again or rights.allow(file, before, after, author)):
            raise ForbiddenError


def _authors(connection: Connection, planned: Undo) -> Mapping[int, str | None]:
    """Return who made the change set that is taken back, and those in which came what it changed and deleted."""
    came_in = {kept.created_in for kepts in planned.deleted.values() for kept in kepts}
    wanted = sorted({planned.change_set, *came_in, *planned.came_in.values()})
    known = sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.account_id, CHANGE_SETS.c.actor_id)
    found: dict[int, str | None] = {}
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        some = known.where(CHANGE_SETS.c.id.in_(wanted[start : start + ASKED_AT_ONCE]))
        found |= {row.id: author_named(row.account_id, row.actor_id) for row in connection.execute(some)}
    return found


def _deeds(
    planned: Undo, authors: Mapping[int, str | None]
) -> Iterator[tuple[PackageFile, Record | None, Record | None, str | None]]:
    """Yield each record before and after, with who made it."""
    for file in PACKAGE_FILES:
        for record in planned.created.get(file.name, ()):
            yield file, record, None, authors.get(planned.change_set)
        for kept in planned.deleted.get(file.name, ()):
            yield file, None, kept.record, authors.get(kept.created_in)
        for change in planned.changed.get(file.name, ()):
            author = authors.get(planned.came_in[file.name, change.key])
            yield file, change.before, change.after, author


class _Homes:
    """Knows where the records lie that those concerned name, read once however often they are asked for."""

    def __init__(self, connection: Connection, planned: Undo) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, str | None]] = {}
        self._planned = planned

    def of(self, table: str, ids: Collection[str]) -> Iterable[str | None]:
        """Return where the records of a table with these ids lie."""
        if table not in self._known:
            self._known[table] = self._read(table)
        return [self._known[table][record_id] for record_id in ids if record_id in self._known[table]]

    def _read(self, table: str) -> dict[str, str | None]:
        states = [*self._planned.records, *self._planned.replaced]
        named = {
            reference
            for file, record in states
            for _, target, reference in references_of(file, record)
            if target == table
        }
        rows, wanted = TABLES[table], sorted(named)
        place = rows.c.place_id if "place_id" in rows.c else rows.c.id
        known: dict[str, str | None] = {}
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = rows.c.id.in_(wanted[start : start + ASKED_AT_ONCE])
            known |= dict(self._connection.execute(sa.select(rows.c.id, place).where(some)).all())
        for kept in self._planned.deleted.get(table, ()):
            values = vars(kept.record)
            known.setdefault(values["id"], values.get("place_id", values["id"]))
        return known


def _contradictions(connection: Connection, planned: Undo) -> Iterator[InTheWay]:
    """Yield why records could not be as they were: what they name is gone, or rules say no."""
    restored = {name: records for name, records in planned.restored.items() if records}
    if not restored:
        return
    staying = _without(_surroundings(connection, restored), planned.created)
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


def _surroundings(connection: Connection, restored: Mapping[str, list[Record]]) -> Register:
    """Return what must be known to judge whether records can be as they were."""
    if sum(map(len, restored.values())) > ASKED_AT_ONCE:
        return load_register(Seen(connection))
    around: dict[str, dict[Key, Record]] = {file.name: {} for file in PACKAGE_FILES}
    for name, records in restored.items():
        for other, found in stored_by_key(load_surroundings(connection, FILES[name], records)).items():
            around[other] |= found
    return Register.of({name: tuple(records.values()) for name, records in around.items()})


def _without(register: Register, gone: Mapping[str, Collection[Record]]) -> Register:
    """Return a register without some of its records."""
    stored = stored_by_key(register)
    for name, records in gone.items():
        for record in records:
            stored[name].pop(key_of(FILES[name], record), None)
    return Register.of({name: tuple(records.values()) for name, records in stored.items()})
