"""Copies of the demo that tests may change: a file, or a database made from a template."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.postgres import Databases


@contextmanager
def copied_demo(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[str]:
    """Give the address of a copy of the demo.

    Args:
        request: knows the demo that is read by all.
        kind: the database, `sqlite` or `postgres`.
        folder: where a file may lie.
    """
    if kind == "sqlite":
        copy = folder / "demo.db"
        source = request.getfixturevalue("sqlite_demo").removeprefix("sqlite:///")
        with closing(sqlite3.connect(source)) as demo, closing(sqlite3.connect(copy)) as mine:
            demo.backup(mine)
        yield f"sqlite:///{copy}"
        return
    databases: Databases = request.getfixturevalue("postgres")
    with databases.new(request.getfixturevalue("postgres_demo_template")) as address:
        yield address.render_as_string(hide_password=False)
