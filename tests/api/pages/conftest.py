"""What the tests of pages share: the demo on a day that is always the same, and a register without records."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.database import make_engine
from api.settings import Settings
from tests.api.peers import read_in_peers

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def demo_client(sqlite_demo: str) -> Iterator[TestClient]:
    """The application over the demo, which no test may change."""
    app = create_app(Settings(database_url=sqlite_demo, threads=2))
    app.state.today = lambda: TODAY
    with TestClient(app) as client:
        yield client


@pytest.fixture
def empty_client(migrated_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The application over a register without records."""
    file = shutil.copy(migrated_file, tmp_path / "empty.db")
    with TestClient(create_app(Settings(database_url=f"sqlite:///{file}", threads=2))) as client:
        yield client


@pytest.fixture(scope="session")
def peers_client(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application over municipalities that have peers."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("peers") / "peers.db")
    engine = make_engine(f"sqlite:///{file}")
    read_in_peers(engine)
    engine.dispose()
    with TestClient(create_app(Settings(database_url=f"sqlite:///{file}", threads=2))) as client:
        yield client
