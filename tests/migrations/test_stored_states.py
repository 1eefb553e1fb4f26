"""What the history kept under the oldest revision can be read by the records of today."""

from pathlib import Path

import orjson
from alembic import command
from sqlalchemy import JSON, Connection, Engine, MetaData, insert, select, type_coerce

from api.database import reading, writing
from api.queries.keys import HISTORY
from api.storing import record_from, record_json
from models.package_files import FILE_NAMES, FILES
from tests.migrations.test_migrations import alembic_for

STATES = orjson.loads((Path(__file__).resolve().parents[1] / "data" / "states_of_revision_0002.json").read_bytes())


def keep(connection: Connection) -> None:
    """Write the states into the history as it was, each replaced by a change set of its own."""
    old = MetaData()
    old.reflect(connection, only=["change_sets", "history"])
    change_sets, history = old.tables["change_sets"], old.tables["history"]
    at = "2026-01-01 00:00:00.000000"
    connection.exec_driver_sql(f"INSERT INTO {change_sets.name} (id, at, kind) VALUES (1, '{at}', 'edit')")
    for table, before in STATES.items():
        key = orjson.dumps([before.get(column) or "" for column in FILES[table].key]).decode()
        row = {"change_set_id": 1, "table_name": table, "record_key": key, "created_in": 1, "version": 1}
        kept = type_coerce(before, JSON)
        connection.execute(insert(history).values(**row, deleted=True, before=kept))


def test_what_was_kept_under_the_oldest_revision_can_still_be_read(empty_engine: Engine) -> None:
    assert list(STATES) == list(FILE_NAMES)
    config = alembic_for(empty_engine)
    command.upgrade(config, "0002")
    with writing(empty_engine) as connection:
        keep(connection)

    command.upgrade(config, "head")

    with reading(empty_engine) as connection:
        kept = connection.execute(select(HISTORY.c.table_name, HISTORY.c.before)).all()
    assert len(kept) == len(STATES)
    for table, before in kept:
        read = record_json(record_from(FILES[table], before))
        assert {name: read[name] for name in STATES[table]} == STATES[table]
