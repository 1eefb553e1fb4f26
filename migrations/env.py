"""How alembic reaches the database, and what it compares the tables with."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Enum, TypeDecorator
from sqlmodel import SQLModel

import models.tables  # noqa: F401 - fills SQLModel.metadata
from api.database import make_engine, unhurried
from api.settings import Settings

UPGRADE_LOCK = 7_260_411_118
"""A number of our own: PostgreSQL lets one process at a time hold it, so two upgrades never meet."""


def plain_type(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types into migrations as what the database stores.

    A migration must mean the same in ten years, whatever the classes in models/ are called by then.
    """
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    """Run what alembic was asked for in one transaction, on SQLite too."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            unhurried(connection)
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            render_item=plain_type,
            compare_type=True,
        )
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            refuse_broken_references(connection)


def refuse_broken_references(connection: Connection) -> None:
    """Undo a migration that left a row referring to nothing, which SQLite was told not to watch."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise RuntimeError(f"{len(broken)} rows would refer to nothing, in: {tables}")


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Let SQLite's batch mode drop the old copy of a table without deleting the rows that refer to it.

    The switch does nothing inside a transaction, so it is set on the driver's connection before one begins.
    """
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def run(connection: Connection) -> None:
    """Migrate over a connection that has not begun a transaction."""
    if connection.in_transaction():
        raise RuntimeError("Give alembic a connection that has not begun a transaction.")
    with foreign_keys_off(connection) if connection.dialect.name == "sqlite" else nullcontext():
        migrate(connection)


def open_connection() -> None:
    """Use the caller's engine or connection, or the database of the settings."""
    given = context.config.attributes.get("connection")
    if isinstance(given, Connection):
        run(given)
        return
    engine = given if isinstance(given, Engine) else make_engine(Settings().database_url)
    with engine.connect() as connection:
        run(connection)


if context.is_offline_mode():
    raise CommandError("Migrations need a database: some of them read what is stored.")
open_connection()
