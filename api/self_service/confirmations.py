"""When actors last said that what is registered is right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.access.seen import Seen
from api.change_sets import hold_revision
from api.queries.keys import HISTORY, key_text
from api.queries.keys import record_key as key_column
from api.queries.past import touched_files
from graph.packages import key_of
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES

CONFIRMATIONS = TABLES["confirmations"]

FIRST = datetime(1, 1, 1, tzinfo=UTC)

ASKED_AT_ONCE = 500

_TICK = timedelta(microseconds=1)


class Said(NamedTuple):
    """That an actor says that a record is right: when, and who."""

    at: datetime
    actor_id: str
    actor: str


def confirm(
    connection: Connection, actor_id: str, confirmed: Iterable[tuple[PackageFile, Record]], at: datetime
) -> None:
    """Keep that an actor says of records that they are right.

    Args:
        connection: inside a transaction that writes.
        actor_id: who says so.
        confirmed: the records, each with its file.
        at: when. Whatever was confirmed before was confirmed earlier, so that the latest moment tells whether
            something was confirmed since a list of records was remembered.
    """
    keys = sorted({(file.name, record_key(file, record)) for file, record in confirmed})
    if not keys:
        return
    hold_revision(connection)
    latest = connection.execute(sa.select(sa.func.max(CONFIRMATIONS.c.at, type_=CONFIRMATIONS.c.at.type))).scalar()
    moment = max(at, latest + _TICK) if latest else at
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    said = insert(CONFIRMATIONS)
    again = said.on_conflict_do_update(index_elements=list(CONFIRMATIONS.primary_key), set_={"at": said.excluded.at})
    rows = [{"table_name": name, "record_key": key, "actor_id": actor_id, "at": moment} for name, key in keys]
    connection.execute(again, rows)


def unconfirm(
    connection: Connection, actor_id: str, touched: Iterable[tuple[str, str]], since: datetime = FIRST
) -> None:
    """Forget that an actor said of records that they are right, where it said so since a moment; by default ever.

    Args:
        connection: inside a transaction that writes.
        touched: the records, each by its table and key.
    """
    said = CONFIRMATIONS.c
    for table, key in touched:
        same = (said.table_name == table, said.record_key == key, said.actor_id == actor_id, said.at >= since)
        connection.execute(sa.delete(CONFIRMATIONS).where(*same))


def touched_keys(connection: Connection, change_set: int) -> Iterator[tuple[str, str]]:
    """Yield the table and key of each record that a change set created, changed or deleted."""
    kept = sa.select(HISTORY.c.table_name, HISTORY.c.record_key).where(HISTORY.c.change_set_id == change_set)
    yield from ((row.table_name, row.record_key) for row in connection.execute(kept))
    for file in touched_files(connection, [change_set]):
        rows = TABLES[file.name]
        came = sa.select(key_column(file, rows)).where(rows.c.created_in == change_set)
        yield from ((file.name, key) for key in connection.execute(came).scalars())


def last_confirmed(seen: Seen, file: PackageFile, records: Sequence[Record]) -> Mapping[str, datetime]:
    """Return when an actor last said that records are right, by `record_key`; without those never confirmed.

    What an actor said that the viewer does not see was never said.
    """
    return when_confirmed(seen, file, {record_key(file, record) for record in records})


def when_confirmed(seen: Seen, file: PackageFile, keys: Iterable[str]) -> Mapping[str, datetime]:
    """Return the same as `last_confirmed` of the records with these keys."""
    wanted = sorted(set(keys))
    found: dict[str, datetime] = {}
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        said = last_said(seen, file, wanted[first : first + ASKED_AT_ONCE]).subquery()
        asked = sa.select(said.c.record_key, said.c.at).where(said.c.place == 1)
        found |= {row.record_key: row.at for row in seen.execute(asked)}
    return found


def last_said(seen: Seen, file: PackageFile, keys: Sequence[str]) -> sa.Select[Any]:
    """Return what visible actors said of records: of each record the last first, which has `place` 1."""
    said, actors = CONFIRMATIONS.c, seen["actors"]
    latest_first = sa.func.row_number().over(partition_by=said.record_key, order_by=(said.at.desc(), said.actor_id))
    columns = (said.record_key, said.at, said.actor_id, actors.c.name.label("actor"), latest_first.label("place"))
    by_seen = sa.select(*columns).join_from(CONFIRMATIONS, actors, actors.c.id == said.actor_id)
    return by_seen.where(said.table_name == file.name, said.record_key.in_(keys))


def latest_confirmation(seen: Seen) -> datetime | None:
    """Return when anything was last confirmed: what is remembered of an earlier state is old."""
    return seen.execute(sa.select(sa.func.max(CONFIRMATIONS.c.at, type_=CONFIRMATIONS.c.at.type))).scalar()


def is_confirmed(
    seen: Seen, file: PackageFile, key: sa.ColumnElement[str], since: datetime | None = None
) -> sa.ColumnElement[bool]:
    """Return that a record with a key was confirmed, ever or since a moment."""
    said, actors = CONFIRMATIONS.c, seen["actors"]
    by_somebody = sa.select(sa.literal(1)).join_from(CONFIRMATIONS, actors, actors.c.id == said.actor_id)
    recently = said.at >= since if since else sa.true()
    return sa.exists(by_somebody.where(said.table_name == file.name, said.record_key == key, recently))


def forget_confirmations(connection: Connection, file: PackageFile, record: Record) -> None:
    """Erase that anybody confirmed a record, with the record itself."""
    said = CONFIRMATIONS.c
    about = (said.table_name == file.name, said.record_key == record_key(file, record))
    connection.execute(sa.delete(CONFIRMATIONS).where(*about))


def record_key(file: PackageFile, record: Record) -> str:
    """Return the key of a record as a JSON list of cells, as the history writes it."""
    return key_text(key_of(file, record))
