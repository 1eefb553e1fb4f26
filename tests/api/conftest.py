"""The demo in each kind of database, read by all tests of the interfaces and written by none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.database import make_engine, ready_database, upgrade_to_head
from api.demo import load_demo
from api.settings import Settings
from tests.postgres import Databases


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{(tmp_path_factory.mktemp('demo') / 'register.db').as_posix()}"
    load_demo(ready_database(url))
    return url


@pytest.fixture(scope="session")
def postgres_demo(postgres: Databases) -> Iterator[str]:
    with postgres.new() as address:
        url = address.render_as_string(hide_password=False)
        engine = make_engine(url)
        upgrade_to_head(engine)
        load_demo(engine)
        engine.dispose()
        yield url


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
