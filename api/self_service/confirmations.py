"""When actors last said that what is registered is right, and so how fresh each record is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.access.seen import Seen
from api.queries.keys import HISTORY
from api.queries.keys import record_key as key_column
from api.queries.past import touched_files
from api.storing import key_text
from graph.packages import key_of
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES

CONFIRMATIONS = TABLES["confirmations"]

ASKED_AT_ONCE = 500


def confirm(
    connection: Connection, actor_id: str, confirmed: Iterable[tuple[PackageFile, Record]], at: datetime
) -> None:
    """Keep that an actor says of records that they are right.

    Args:
        connection: inside a transaction that writes.
        actor_id: who says so.
        confirmed: the records, each with its file.
        at: when.
    """
    rows = [
        {"table_name": file.name, "record_key": record_key(file, record), "actor_id": actor_id, "at": at}
        for file, record in confirmed
    ]
    if not rows:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    said = insert(CONFIRMATIONS)
    again = said.on_conflict_do_update(index_elements=list(CONFIRMATIONS.primary_key), set_={"at": said.excluded.at})
    connection.execute(again, rows)


def unconfirm(connection: Connection, actor_id: str, touched: Iterable[tuple[str, str]], since: datetime) -> None:
    """Forget that an actor said of records that they are right, where it said so since a moment.

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
    """Return when an actor last said that records are right, by `record_key`; without those never confirmed."""
    keys = sorted({record_key(file, record) for record in records})
    said = CONFIRMATIONS.c
    found: dict[str, datetime] = {}
    for first in range(0, len(keys), ASKED_AT_ONCE):
        some = said.record_key.in_(keys[first : first + ASKED_AT_ONCE])
        latest = sa.select(said.record_key, sa.func.max(said.at, type_=said.at.type).label("at"))
        asked = latest.where(said.table_name == file.name, some).group_by(said.record_key)
        found |= {row.record_key: row.at for row in seen.execute(asked)}
    return found


def record_key(file: PackageFile, record: Record) -> str:
    """Return the key of a record as a JSON list of cells, as the history writes it."""
    return key_text(key_of(file, record))
