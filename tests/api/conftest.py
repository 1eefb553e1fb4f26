"""The demo in each kind of database, read by all tests of the interfaces and written by none."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.database import make_engine
from api.demo import load_demo
from api.settings import Settings
from tests.api.copies import copied_demo
from tests.postgres import Databases


@pytest.fixture(scope="session")
def sqlite_demo(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    copy = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("demo") / "register.db"))
    url = f"sqlite:///{copy.as_posix()}"
    load_demo(make_engine(url))
    return url


@pytest.fixture(scope="session")
def postgres_demo(postgres: Databases, postgres_demo_template: str) -> Iterator[str]:
    with postgres.new(postgres_demo_template) as address:
        yield address.render_as_string(hide_password=False)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def demo_url(request: pytest.FixtureRequest) -> str:
    """The address of a register that holds the demo, on each database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_demo")
    return url


@pytest.fixture(scope="session")
def client(demo_url: str) -> Iterator[TestClient]:
    """Asks the application over the demo, as a browser or a script does."""
    with TestClient(create_app(Settings(database_url=demo_url))) as asking:
        yield asking


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    return Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(scope="session")
def postgres_demo_template(postgres: Databases, migrated_template: str) -> Iterator[str]:
    """The name of a database with the demo that nobody is connected to, as PostgreSQL wants what it copies."""
    with postgres.new(migrated_template) as address:
        engine = make_engine(address.render_as_string(hide_password=False))
        load_demo(engine)
        engine.dispose()
        assert address.database is not None
        yield address.database


@pytest.fixture(params=["sqlite", "postgres"])
def own_demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the demo that a test may change, on each database in turn."""
    with copied_demo(request, request.param, tmp_path) as url:
        yield url


@pytest.fixture
def writable(own_demo: str) -> Iterator[TestClient]:
    """Asks the application over a demo of its own, to be written by accounts that the test makes."""
    with TestClient(create_app(Settings(database_url=own_demo, secret_key="x" * 32))) as asking:
        yield asking
