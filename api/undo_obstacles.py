"""What stands in the way of undoing a change set: whatever happened to its records since, or rests on them now."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.queries.keys import CHANGE_SETS, HISTORY, Condition, keeps, kept_field, key_text, record_key, with_keys
from api.queries.past import touched_files
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_table
from api.storing import record_from
from graph.packages import Key, key_of
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.tables import TABLES
from models.vocabulary import Obstacle

MOST_TOLD = 50
"""So many are named; whoever has dealt with them is told the next."""

COMPARED_AT_ONCE = 500


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


def came_in(file: PackageFile, change_set: int) -> Condition:
    """Return that a row is of a record that a change set created, be it that the record was deleted and brought back.

    A record that somebody made anew with the same key is another one.
    """
    created = TABLES[file.name].c.created_in == change_set
    return sa.or_(created, _continues(file, HISTORY.c.created_in == change_set, HISTORY.c.deleted))


def changed_by(file: PackageFile, change_set: int) -> Condition:
    """Return that a row is of a record that a change set changed, be it that it was deleted and brought back since."""
    return _continues(file, HISTORY.c.change_set_id == change_set, ~HISTORY.c.deleted)


def _continues(file: PackageFile, *begun: Condition) -> Condition:
    """Return that a row is of a record of which the history keeps such a state.

    A record is known by its key and the change set in which it came. Undoing its deletion brings it back in another.
    """
    table, ended, back = TABLES[file.name], HISTORY.alias(), CHANGE_SETS.alias()
    first = sa.select(kept_field(file.key[0]).label("first"), HISTORY.c.record_key.label("key"), HISTORY.c.created_in)
    line = first.where(HISTORY.c.table_name == file.name, *begun).cte(recursive=True)
    same = (ended.c.table_name == file.name, ended.c.record_key == line.c.key, ended.c.created_in == line.c.created_in)
    returned = (
        sa.select(line.c.first, line.c.key, back.c.id)
        .join(ended, sa.and_(*same, ended.c.deleted))
        .join(back, back.c.undoes == ended.c.change_set_id)
    )
    line = line.union(returned)
    return sa.and_(
        sa.type_coerce(table.c[file.key[0]], sa.Text).in_(sa.select(line.c.first)),
        sa.tuple_(record_key(file, table), table.c.created_in).in_(sa.select(line.c.key, line.c.created_in)),
    )


def _changed_since(connection: Connection, file: PackageFile, change_set: int) -> Iterator[InTheWay]:
    """Yield the records that it created or changed, which now say something else."""
    table, kept = TABLES[file.name], HISTORY.c
    ours = sa.or_(came_in(file, change_set), changed_by(file, change_set))
    touched = sa.select(record_key(file, table)).where(table.c.changed_in != change_set, ours)
    for keys in connection.execute(touched).scalars().partitions(COMPARED_AT_ONCE):
        later = sa.select(kept.record_key, kept.change_set_id, kept.before).where(
            kept.table_name == file.name, kept.record_key.in_(keys), kept.change_set_id > change_set
        )
        left: dict[str, Any] = {}
        for row in connection.execute(later.order_by(kept.id)):
            left.setdefault(row.record_key, row)
        for record in load_table(Seen(connection), file.name, {file.name: with_keys(file, table, keys)}):
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
        kept.record_key.not_in(sa.select(record_key(file, TABLES[file.name])).where(changed_by(file, change_set))),
    )
    for text, by in connection.execute(gone.group_by(kept.record_key).limit(MOST_TOLD)):
        yield InTheWay(Obstacle.DELETED_LATER, file.name, tuple(orjson.loads(text)), by)


def _back_since(connection: Connection, file: PackageFile, change_set: int) -> Iterator[InTheWay]:
    """Yield the records that it deleted, and that are there again."""
    table = TABLES[file.name]
    there = sa.select(HISTORY.c.record_key, table.c.created_in).join(table, keeps(file, table))
    deleted = (*_own(file, change_set), HISTORY.c.deleted)
    for text, by in connection.execute(there.where(*deleted).limit(MOST_TOLD)):
        yield InTheWay(Obstacle.CAME_BACK, file.name, tuple(orjson.loads(text)), by)


def _own(file: PackageFile, change_set: int) -> tuple[Condition, Condition]:
    """Return that a row of the history was written by a change set, about a record of one file."""
    return HISTORY.c.table_name == file.name, HISTORY.c.change_set_id == change_set


def still_named(connection: Connection, change_set: int) -> list[InTheWay]:
    """Return what refers to records that came in a change set, and was not written by it."""
    return list(islice(_still_named(connection, change_set), MOST_TOLD))


def _still_named(connection: Connection, change_set: int) -> Iterator[InTheWay]:
    touched = touched_files(connection, [change_set])
    created = {file.name for file in touched if _created_any(connection, file, change_set)}
    for file in PACKAGE_FILES:
        for column, target in file.references.items():
            if target not in created:
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
    yield from held_outside(connection, change_set)


def _created_any(connection: Connection, file: PackageFile, change_set: int) -> bool:
    """Tell whether a change set created records of a file that are still there."""
    came = sa.select(sa.literal(1)).select_from(TABLES[file.name]).where(came_in(file, change_set))
    return connection.execute(came.limit(1)).first() is not None


def held_outside(connection: Connection, change_set: int) -> Iterator[InTheWay]:
    """Yield the places and actors for which accounts hold roles, and the places that collections describe."""
    roles, described = TABLES["account_roles"], TABLES["collection_places"]
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
