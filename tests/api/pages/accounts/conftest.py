"""A small register with accounts, and browsers that ask it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.access.gate import Gate
from tests.api.access.people import Clock, browser, make_gate, settle


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return make_gate(clock)


@pytest.fixture
def settled(sqlite_engine: Engine) -> Engine:
    settle(sqlite_engine)
    return sqlite_engine


@pytest.fixture
def visitor(settled: Engine, gate: Gate) -> Iterator[TestClient]:
    """A browser in which nobody has signed in."""
    with browser(settled, gate) as client:
        yield client
