"""What tests share: a register in each kind of database, a browser, and the service with its demo.

A test that asks for `engine` runs on SQLite and on PostgreSQL. Where a machine has no PostgreSQL or no
Chromium, the tests that need it are skipped with the reason; when `CI` is true they fail.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine

from api.database import make_engine, upgrade_to_head
from tests.chromium import FLAGS, find_chromium
from tests.postgres import Databases, find_databases, stop_server
from tests.server import served

RUN_FOLDER = "SAMVERKAN_TEST_RUN"
"""The variable that tells the workers of one run the folder they share."""


def pytest_configure() -> None:
    if RUN_FOLDER not in os.environ:
        os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="samverkan-test-")
        atexit.register(end_of_run, Path(os.environ[RUN_FOLDER]))


def end_of_run(folder: Path) -> None:
    stop_server(folder)
    shutil.rmtree(folder, ignore_errors=True)


def lacking(reason: str) -> NoReturn:
    """Skip with the reason, or fail where everything is supposed to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    try:
        databases = find_databases(Path(os.environ[RUN_FOLDER]))
    except Exception as error:  # noqa: BLE001 - whatever stops the server, the reason is shown
        lacking(f"PostgreSQL could not be started: {error!r}")
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = make_engine(f"sqlite:///{file}")
    upgrade_to_head(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def migrated_template(postgres: Databases) -> Iterator[str]:
    """The name of a migrated database that nobody is connected to, as PostgreSQL wants what it copies."""
    with postgres.new() as url:
        engine = make_engine(url.render_as_string(hide_password=False))
        upgrade_to_head(engine)
        engine.dispose()
        assert url.database is not None
        yield url.database


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a register at the newest revision, without records."""
    return f"sqlite:///{Path(shutil.copy(migrated_file, tmp_path / 'register.db')).as_posix()}"


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    engine = make_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(postgres: Databases, migrated_template: str) -> Iterator[Engine]:
    with postgres.new(migrated_template) as url:
        engine = make_engine(url.render_as_string(hide_password=False))
        yield engine
        engine.dispose()


@pytest.fixture
def empty_sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def empty_postgres_engine(postgres: Databases) -> Iterator[Engine]:
    with postgres.new() as url:
        engine = make_engine(url.render_as_string(hide_password=False))
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A register at the newest revision, without records, on each database in turn."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def empty_engine(request: pytest.FixtureRequest) -> Engine:
    """A database without tables, of each kind in turn."""
    found: Engine = request.getfixturevalue(f"empty_{request.param}_engine")
    return found


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the service that `start` runs, with the demo in a register of its own."""
    with served(tmp_path_factory.mktemp("demo"), "start") as address:
        yield address


# Not for the whole session: as long as the browser lives, its event loop counts as running in this thread,
# and a test elsewhere that runs a loop of its own would fail or not depending on the order.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        lacking("No Chromium was found; install one or name it in SAMVERKAN_TEST_CHROMIUM.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, served_demo: str) -> Iterator[Page]:
    """A fresh page on the demo. The test fails if it asks another host for anything or reports an error."""
    complaints: list[str] = []
    context = browser.new_context(base_url=served_demo, locale="sv-SE", reduced_motion="reduce")
    context.on("request", lambda r: complaints.append(r.url) if not is_local(r.url, served_demo) else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield context.new_page()
    context.close()
    assert complaints == []


def is_local(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:", "blob:", "about:"))
