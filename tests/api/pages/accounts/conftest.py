"""A small register with accounts, and browsers that ask it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.access.gate import Gate
from tests.api.access.people import ADMIN, EDITOR, Clock, browser, enrol, make_gate, settle, sign_in


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


@pytest.fixture
def as_admin(settled, gate, visitor):
    enrol(settled, gate, "admin@a.example", ADMIN)
    sign_in(visitor, "admin@a.example")
    return visitor


@pytest.fixture
def as_editor(settled, gate, visitor):
    enrol(settled, gate, "samordning@a.example", EDITOR)
    sign_in(visitor, "samordning@a.example")
    return visitor


@pytest.fixture
def account(settled, gate, visitor):
    made = enrol(settled, gate, "kansli@a.example", EDITOR)
    sign_in(visitor, "kansli@a.example")
    return made
