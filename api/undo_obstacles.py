"""What stands in the way of undoing a change set: whatever happened to its records since, or rests on them now."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.queries.keys import HISTORY, record_key
from api.queries.past import touched_files
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_table
from api.storing import key_text, record_from
from graph.packages import Key, key_of
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.tables import TABLES
from models.vocabulary import Obstacle

MOST_TOLD = 50
"""So many are named; whoever has dealt with them is told the next."""

COMPARED_AT_ONCE = 500

_REFERRING = ("account_roles", "collection_places")


@dataclass(frozen=True)
class InTheWay:
    """One record that cannot be put back as it was.

    Attributes:
        obstacle: why.
        table, key: which record.
        change_set: the change set that did it, where there is one.
        other: the table and the key of the record that it has to do with, where there is one.
        reason: what is wrong, where a rule of the register says so.
    """

    obstacle: Obstacle
    table: str
    key: Key
    change_set: int | None = None
    other: tuple[str, Key] | None = None
    reason: str | None = None

    def told(self) -> dict[str, Any]:
        """Return it ready to be written as JSON."""
        return {
            "obstacle": self.obstacle,
            "table": self.table,
            "key": list(self.key),
            "change_set": self.change_set,
            "other": {"table": self.other[0], "key": list(self.other[1])} if self.other else None,
            "reason": self.reason,
        }


def later_changes(connection: Connection, change_set: int) -> list[InTheWay]:
    """Return the records of a change set that are no longer as it left them.

    What was changed back since, or is gone anyway, is as it was left.
    """
    found: list[InTheWay] = []
    for file in touched_files(connection, [change_set]):
        found += _changed_since(connection, file, change_set)
        found += _gone_since(connection, file, change_set)
        found += _back_since(connection, file, change_set)
    return found[:MOST_TOLD]


def came_in(file: PackageFile, change_set: int) -> sa.ColumnElement[bool]:
    """Return that a row is of a record that a change set created, be it that the record went and returned since."""
    kept = HISTORY.c
    ended = sa.select(kept.record_key).where(kept.table_name == file.name, kept.deleted, kept.created_in == change_set)
    table = TABLES[file.name]
    return sa.or_(table.c.created_in == change_set, record_key(file, table).in_(ended))


def _changed_since(connection: Connection, file: PackageFile, change_set: int) -> Iterator[InTheWay]:
    """Yield the records that it created or changed, which now say something else."""
    table, kept = TABLES[file.name], HISTORY.c
    key = record_key(file, table)
    own = sa.select(kept.record_key).where(*_own(file, change_set), ~kept.deleted)
    touched = sa.select(key).where(table.c.changed_in != change_set, sa.or_(came_in(file, change_set), key.in_(own)))
    for keys in connection.execute(touched).scalars().partitions(COMPARED_AT_ONCE):
        later = sa.select(kept.record_key, kept.change_set_id, kept.before).where(
            kept.table_name == file.name, kept.record_key.in_(keys), kept.change_set_id > change_set
        )
        left: dict[str, Any] = {}
        for row in connection.execute(later.order_by(kept.id)):
            left.setdefault(row.record_key, row)
        for record in load_table(Seen(connection), file.name, {file.name: key.in_(keys)}):
            cells = key_of(file, record)
            first = left[key_text(cells)]
            if record_from(file, first.before) != record:
                yield InTheWay(Obstacle.CHANGED_LATER, file.name, cells, first.change_set_id)


def _gone_since(connection: Connection, file: PackageFile, change_set: int) -> Iterator[InTheWay]:
    """Yield the records that it changed, which are no more."""
    kept, since = HISTORY.c, HISTORY.alias("since")
    gone = sa.select(kept.record_key, sa.func.min(since.c.change_set_id)).join(
        since, sa.and_(since.c.table_name == kept.table_name, since.c.record_key == kept.record_key)
    )
    gone = gone.where(
        *_own(file, change_set),
        ~kept.deleted,
        since.c.deleted,
        since.c.change_set_id > change_set,
        kept.record_key.not_in(sa.select(record_key(file, TABLES[file.name]))),
    )
    for text, by in connection.execute(gone.group_by(kept.record_key).limit(MOST_TOLD)):
        yield InTheWay(Obstacle.DELETED_LATER, file.name, tuple(orjson.loads(text)), by)


def _back_since(connection: Connection, file: PackageFile, change_set: int) -> Iterator[InTheWay]:
    """Yield the records that it deleted, and that are there again."""
    table, kept = TABLES[file.name], HISTORY.c
    key = record_key(file, table)
    deleted = sa.select(kept.record_key).where(*_own(file, change_set), kept.deleted)
    for text, by in connection.execute(sa.select(key, table.c.created_in).where(key.in_(deleted)).limit(MOST_TOLD)):
        yield InTheWay(Obstacle.CAME_BACK, file.name, tuple(orjson.loads(text)), by)


def _own(file: PackageFile, change_set: int) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Return that a row of the history was written by a change set, about a record of one file."""
    return HISTORY.c.table_name == file.name, HISTORY.c.change_set_id == change_set


def still_named(connection: Connection, change_set: int) -> list[InTheWay]:
    """Return what refers to records that came in a change set, and was not written by it."""
    return list(islice(_still_named(connection, change_set), MOST_TOLD))


def _still_named(connection: Connection, change_set: int) -> Iterator[InTheWay]:
    touched = {file.name for file in touched_files(connection, [change_set])}
    for file in PACKAGE_FILES:
        for column, target in file.references.items():
            if target not in touched:
                continue
            named = TABLES[target]
            came = sa.select(named.c.id).where(came_in(FILES[target], change_set)).correlate(None)
            table = TABLES[file.name]
            if LIST_COLUMNS.get(file.name, ("",))[0] == column:
                place = LIST_COLUMNS[file.name][1]
                links = TABLES[place.table]
                query = sa.select(links.c[place.item], record_key(file, table), table.c.changed_in).join_from(
                    links, table, table.c.id == links.c[place.owner]
                )
                reference: sa.ColumnElement[Any] = links.c[place.item]
            else:
                reference = table.c[column]
                query = sa.select(reference, record_key(file, table), table.c.changed_in)
            others = sa.and_(~came_in(file, change_set), table.c.changed_in != change_set)
            naming = query.where(reference.in_(came), others).limit(MOST_TOLD)
            for record_id, key, changed_in in connection.execute(naming):
                other = (file.name, tuple(orjson.loads(key)))
                yield InTheWay(Obstacle.STILL_NAMED, target, (record_id,), changed_in, other)
    yield from _held_outside(connection, change_set)


def _held_outside(connection: Connection, change_set: int) -> Iterator[InTheWay]:
    """Yield the places and actors for which accounts hold roles, and the places that collections describe."""
    roles, described = (TABLES[name] for name in _REFERRING)
    for links, column, target, obstacle in (
        (roles, "place_id", "places", Obstacle.ROLE_HELD),
        (roles, "actor_id", "actors", Obstacle.ROLE_HELD),
        (described, "place_id", "places", Obstacle.IN_COLLECTION),
    ):
        came = sa.select(TABLES[target].c.id).where(came_in(FILES[target], change_set))
        held = sa.select(links.c[column]).where(links.c[column].in_(came)).distinct().limit(MOST_TOLD)
        for record_id in connection.execute(held).scalars():
            yield InTheWay(obstacle, target, (record_id,))


def deleting_change_set(connection: Connection, table: str, record_id: str) -> int | None:
    """Return the change set that deleted a record last; None when the history knows of none."""
    query = sa.select(sa.func.max(HISTORY.c.change_set_id)).where(
        HISTORY.c.table_name == table, HISTORY.c.record_key == key_text((record_id,)), HISTORY.c.deleted
    )
    return connection.execute(query).scalar()
