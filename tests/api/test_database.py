"""Transactions on both databases: nothing is lost, nobody is overtaken, and readers see one state."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from api.database import (
    WRITERS,
    is_at_head,
    make_engine,
    reading,
    ready_database,
    upgrade_to_head,
    writing,
)
from api.turns import TurnLock
from models.errors import DatabaseBusyError, OutdatedDatabaseError

START = text("INSERT INTO register_revision (id, revision) VALUES (1, 0)")
COUNT = text("SELECT revision FROM register_revision")
SET = text("UPDATE register_revision SET revision = :revision")
LOCK = {"sqlite": "", "postgresql": " FOR UPDATE"}


def revision(connection: Connection) -> int | None:
    return connection.execute(COUNT).scalar()


def test_what_was_written_is_read(engine):
    with writing(engine) as connection:
        connection.execute(START)

    with reading(engine) as connection:
        assert revision(connection) == 0


def test_an_error_undoes_the_whole_transaction(engine):
    def write_and_fail() -> None:
        with writing(engine) as connection:
            connection.execute(START)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    with reading(engine) as connection:
        assert revision(connection) is None


def test_a_reader_cannot_write(engine):
    with reading(engine) as connection, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        connection.execute(START)


def test_a_connection_that_has_read_can_write_afterwards(engine):
    with reading(engine) as connection:
        revision(connection)

    with writing(engine) as connection:
        connection.execute(START)
        assert revision(connection) == 0


def test_a_statement_is_prepared_once_however_often_it_is_read(sqlite_engine):
    prepared = []

    def note(action: int, *about: str | None) -> int:
        prepared.extend(["read"] if action == sqlite3.SQLITE_READ else [])
        return sqlite3.SQLITE_OK

    with reading(sqlite_engine) as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_authorizer(note)
        revision(connection)
    assert prepared == ["read"]

    with reading(sqlite_engine) as connection:
        assert connection.connection.driver_connection is driver
        revision(connection)
    assert prepared == ["read"]


def test_a_reader_sees_one_state_whatever_is_written(engine):
    with reading(engine) as reader:
        assert revision(reader) is None
        with writing(engine) as writer:
            writer.execute(START)
        assert revision(reader) is None


def test_concurrent_writers_lose_no_update(engine):
    """Four threads add one 25 times each: 4 * 25 = 100."""
    with writing(engine) as connection:
        connection.execute(START)
    together = Barrier(4)

    def add_often() -> None:
        together.wait()
        for _ in range(25):
            with writing(engine) as connection:
                held = connection.execute(text(COUNT.text + LOCK[engine.dialect.name])).scalar_one()
                connection.execute(SET, {"revision": held + 1})

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add_often) for _ in range(4)]:
            done.result()

    with reading(engine) as connection:
        assert revision(connection) == 100


def test_a_row_cannot_refer_to_what_is_not_there(engine):
    lost = text("INSERT INTO collection_places (collection_id, place_id) VALUES ('no', 'no')")

    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(lost)


def test_sqlite_is_tamed_on_every_connection(sqlite_engine):
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with reading(sqlite_engine) as first, reading(sqlite_engine) as second:
        for connection in (first, second):
            held = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
            assert held == ["wal", 1, 1, 30_000]


def test_a_second_writer_of_the_process_waits_for_its_turn_on_sqlite(sqlite_engine):
    lock = sqlite_engine.get_execution_options()[WRITERS]

    def add() -> None:
        with writing(sqlite_engine) as connection:
            connection.execute(SET, {"revision": 7})

    with ThreadPoolExecutor(1) as pool, writing(sqlite_engine) as connection:
        second = pool.submit(add)
        await_queue(lock, 1)
        connection.execute(START)

    second.result()
    with reading(sqlite_engine) as connection:
        assert revision(connection) == 7


def test_another_process_that_writes_for_too_long_is_called_busy(sqlite_engine):
    """A second engine on the same file stands for the other process: it shares no lock with the first."""
    impatient = make_engine(sqlite_engine.url.render_as_string())
    with writing(sqlite_engine):
        with reading(impatient) as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        with pytest.raises(DatabaseBusyError), writing(impatient):
            pass
    impatient.dispose()


class TestTurnLock:
    def test_it_is_handed_over_in_the_order_of_arrival(self):
        lock, order = TurnLock(), []

        def take(number: int) -> None:
            with lock.hold():
                order.append(number)

        with ThreadPoolExecutor(5) as pool, lock.hold():
            for number in range(5):
                pool.submit(take, number)
                await_queue(lock, number + 1)

        assert order == [0, 1, 2, 3, 4]

    def test_who_waits_too_long_is_told_and_leaves_the_queue(self):
        lock = TurnLock()

        with (
            lock.hold(),
            pytest.raises(DatabaseBusyError, match="skriver i registret"),
            lock.hold(patience=0.01),
        ):
            pass

        with lock.hold(patience=0):
            assert len(lock._queue) == 0


def await_queue(lock: TurnLock, length: int) -> None:
    """Let the other threads run until `length` of them stand in the queue."""
    for _ in range(5000):
        if len(lock._queue) >= length:
            return
        Event().wait(0.001)
    raise AssertionError(f"{len(lock._queue)} of {length} stand in the queue")


class TestRevisions:
    def test_an_empty_database_is_not_at_head_until_it_is_upgraded(self, empty_engine):
        assert not is_at_head(empty_engine)

        upgrade_to_head(empty_engine)

        assert is_at_head(empty_engine)

    def test_an_upgrade_of_what_is_at_head_changes_nothing(self, engine):
        with writing(engine) as connection:
            connection.execute(START)

        upgrade_to_head(engine)

        with reading(engine) as connection:
            assert revision(connection) == 0

    def test_a_file_is_made_with_its_folder_and_brought_to_head(self, tmp_path):
        with disposed(ready_database(f"sqlite:///{tmp_path / 'ny mapp' / 'åäö' / 'register.db'}")) as engine:
            assert is_at_head(engine)

    def test_an_empty_postgresql_database_is_refused_with_what_to_do(self, empty_postgres_engine):
        url = empty_postgres_engine.url.render_as_string(hide_password=False)

        with pytest.raises(OutdatedDatabaseError, match="Kör kommandot ”migrate”"):
            ready_database(url)

    def test_a_postgresql_database_at_head_is_taken(self, postgres_engine):
        with disposed(ready_database(postgres_engine.url.render_as_string(hide_password=False))) as engine:
            assert is_at_head(engine)

    def test_a_database_of_a_newer_version_is_left_alone(self, engine):
        with writing(engine) as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))

        with pytest.raises(OutdatedDatabaseError, match="nyare version"):
            upgrade_to_head(engine)


@contextmanager
def disposed(engine: Engine) -> Iterator[Engine]:
    yield engine
    engine.dispose()
