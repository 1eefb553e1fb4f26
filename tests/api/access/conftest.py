"""A register on each database in turn, and the clock and the gate of the tests."""

import pytest
from sqlalchemy import Engine

from api.access.gate import Gate
from tests.api.access.people import Clock, make_gate, settle


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return make_gate(clock)


@pytest.fixture
def settled(engine: Engine) -> Engine:
    settle(engine)
    return engine
