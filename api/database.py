"""One register in SQLite or PostgreSQL: engines, transactions, and which revision the tables are at.

SQLite loses updates and answers "database is locked" when transactions begin to write half-way. Therefore
every transaction says at once whether it reads or writes: `reading` sees one unchanging state and may not
write, `writing` holds the only write lock from its first statement. Nothing else opens a connection.
"""

import functools
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from api.settings import ROOT, default_threads
from api.turns import BUSY, PATIENCE_S, TurnLock
from models.errors import DatabaseBusyError, DatabaseUnreachableError, OutdatedDatabaseError

logger = logging.getLogger(__name__)

KEPT_STATEMENTS = 500
"""Statements that a connection to SQLite keeps prepared. To prepare one that reads a place as somebody sees it takes
thirty times as long as to run it; Python keeps 128 unless told."""

CONNECT_S = 5
"""How long a connection to PostgreSQL may take to be made."""

SERVER_LIMITS = {
    "statement_timeout": f"{PATIENCE_S}s",
    "lock_timeout": f"{PATIENCE_S}s",
    "idle_in_transaction_session_timeout": "10min",
}
"""What PostgreSQL ends by itself, so that neither a lost client nor a slow question keeps a lock for ever."""

APPLICATION = "samverkanskartan"
"""What PostgreSQL shows these connections as."""

WRITERS, READS_ONLY, PATIENCE = "samverkan_writers", "samverkan_reads_only", "samverkan_patience"
"""Execution options: the lock of an SQLite engine's writers, that a connection will only read, and for how many
seconds it waits for writers of other processes."""

RUN_MIGRATE = (
    "Databasen är inte uppdaterad till den här versionen av programmet. "
    "Kör kommandot ”migrate” (python3 samverkan.py migrate) och försök sedan igen."
)
UNREACHABLE = (
    "Databasen går inte att nå. Kontrollera SAMVERKAN_DATABASE_URL, att databasen är igång och att filen går att öppna."
)
IN_USE = "Registret används av ett program som är igång. Stäng tjänsten och försök sedan igen."
TOO_NEW = "Databasen hör till en nyare version av programmet. Uppdatera programmet eller byt databas."


def make_engine(url: str, threads: int | None = None) -> Engine:
    """Return an engine whose pool is larger than the number of threads that may ask it for a connection.

    Args:
        url: `sqlite:///` and a file, whose folder is made when missing, or `postgresql+psycopg://…`.
        threads: how many threads will use the engine; by default as many as the service runs.
    """
    threads = threads or default_threads()
    address = make_url(url)
    # The connection that was used last is used next: it has most of its statements prepared.
    pool: dict[str, Any] = {
        "pool_size": threads,
        "max_overflow": threads,
        "pool_timeout": PATIENCE_S,
        "pool_use_lifo": True,
    }
    # What a statement was given may be somebody's data; errors and logs show the statement alone.
    pool["hide_parameters"] = True
    if address.get_backend_name() != "sqlite":
        limits = " ".join(f"-c {name}={value}" for name, value in SERVER_LIMITS.items())
        told = {"connect_timeout": CONNECT_S, "application_name": APPLICATION, "options": limits}
        # An address may say otherwise; what it says of them goes first.
        told = {name: value for name, value in told.items() if name not in address.query}
        return create_engine(address, pool_pre_ping=True, connect_args=told, **pool)
    if address.database:
        _make_file(address.database)
    engine = create_engine(
        address,
        connect_args={"timeout": PATIENCE_S, "cached_statements": KEPT_STATEMENTS},
        execution_options={WRITERS: TurnLock()},
        **pool,
    )
    event.listen(engine, "connect", _tame)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the register, whatever others write, and cannot write."""
    snapshot: dict[str, object] = {READS_ONLY: True}
    if engine.dialect.name != "sqlite":
        snapshot |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as connection:
        yield connection.execution_options(**snapshot)


@contextmanager
def writing(engine: Engine, patience: float = PATIENCE_S) -> Iterator[Connection]:
    """Give a connection inside one transaction, committed at the end and rolled back on an error.

    Args:
        engine: the register.
        patience: for how many seconds to wait for SQLite's only write lock.

    Raises:
        DatabaseBusyError: another writer kept SQLite's only write lock for longer.
    """
    with _turn_to_write(engine, patience), engine.connect() as connection:
        try:
            transaction = connection.execution_options(**{PATIENCE: patience}).begin()
        except OperationalError as error:
            raise DatabaseBusyError(BUSY) from error
        with transaction:
            yield connection


@contextmanager
def alone(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Give SQLite's own connection to a file that nobody else has open, and keep others out until the end.

    To leave the write-ahead log takes the only connection there is, and leaves one file that holds everything.

    Raises:
        DatabaseBusyError: somebody has the register open.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        try:
            _keep_others_out(driver)
            yield driver
        finally:
            connection.invalidate()  # The pool shall not keep a connection that keeps others out.


def compact(engine: Engine) -> bool:
    """Rewrite an SQLite file, so that nothing that was deleted or overwritten remains in it or beside it.

    Returns:
        Whether it could be done: another process may write, a reader that stays for long keep the write-ahead log,
        or the disk have no room for the copy.
    """
    try:
        with _turn_to_write(engine), engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA query_only = OFF")
            driver.execute("VACUUM")
            (kept, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not kept
    except (sqlite3.Error, SQLAlchemyError, DatabaseBusyError):
        logger.warning("the file could not be rewritten; unused parts of it keep what was erased", exc_info=True)
        return False


def unhurried(connection: Connection) -> None:
    """Let the rest of a transaction take the time that it needs: to copy or rebuild a table may take long."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


def writers_waiting(engine: Engine) -> int:
    """Return how many wait for the write lock of SQLite; PostgreSQL has none."""
    writers: TurnLock | None = engine.get_execution_options().get(WRITERS)
    return writers.waiting if writers else 0


def upgrade_to_head(engine: Engine) -> None:
    """Bring an empty or older database to the newest revision.

    Raises:
        OutdatedDatabaseError: the database is of a revision that this version of the program does not know.
    """
    with _turn_to_write(engine), engine.connect() as connection:
        config = _migrations()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise OutdatedDatabaseError(TOO_NEW) from error


def revision_of(connection: Connection) -> str:
    """Return the revision that the tables are at, empty for a database without them."""
    return ",".join(MigrationContext.configure(connection).get_current_heads())


def is_at_head(engine: Engine) -> bool:
    """Tell whether the tables are those that this version of the program expects."""
    with reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_heads() == _heads()


def ready_database(url: str, threads: int | None = None) -> Engine:
    """Return an engine for a database at the newest revision.

    A file of SQLite belongs to this program and is brought there on the way. A PostgreSQL database may serve
    other processes too, so somebody has to decide on it.

    Raises:
        OutdatedDatabaseError: a PostgreSQL database is not at the newest revision.
        DatabaseUnreachableError: no connection can be had, or the file cannot be opened.
    """
    try:
        engine = make_engine(url, threads)
        if is_at_head(engine):
            return engine
    except (OperationalError, OSError) as error:
        raise DatabaseUnreachableError(UNREACHABLE) from error
    if engine.dialect.name != "sqlite":
        engine.dispose()
        raise OutdatedDatabaseError(RUN_MIGRATE)
    upgrade_to_head(engine)
    return engine


def _turn_to_write(engine: Engine, patience: float = PATIENCE_S) -> AbstractContextManager[None]:
    """PostgreSQL lets many write at a time; for SQLite the wait happens here, in the order of arrival."""
    writers: TurnLock | None = engine.get_execution_options().get(WRITERS)
    return writers.hold(patience) if writers else nullcontext()


def _make_file(database: str) -> None:
    """Make the folder, and an empty file that its owner alone may read: SQLite gives its side files the same."""
    file = Path(database).absolute()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _tame(connection: sqlite3.Connection, _record: object) -> None:
    """Settings that SQLite forgets with every connection."""
    connection.isolation_level = None  # The driver shall begin nothing by itself: _begin does.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_others_out(connection: sqlite3.Connection) -> None:
    pragmas = ("busy_timeout = 0", "query_only = 0", "locking_mode = EXCLUSIVE", "journal_mode = DELETE")
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise DatabaseBusyError(IN_USE) from error


def _begin(connection: Connection) -> None:
    """Take the write lock at once unless the transaction only reads: to ask for it later may fail."""
    options = connection.get_execution_options()
    reads_only, patience = bool(options.get(READS_ONLY)), float(options.get(PATIENCE, PATIENCE_S))
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    # To set it makes SQLite prepare every statement anew that this connection knows, even when nothing changes.
    if driver.execute("PRAGMA query_only").fetchone() != (reads_only,):
        driver.execute(f"PRAGMA query_only = {reads_only:d}")
    driver.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    connection.exec_driver_sql("BEGIN DEFERRED" if reads_only else "BEGIN IMMEDIATE")


def _migrations() -> Config:
    return Config(ROOT / "alembic.ini")


@functools.cache
def _heads() -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(_migrations()).get_heads())
