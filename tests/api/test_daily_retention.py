"""The service erases what is due by itself, and does not give up when it once could not."""

import threading
from threading import Event

import pytest
from sqlalchemy import Engine

from api import daily_retention
from api.access.gate import Gate, gate_of
from api.daily_retention import DailyRetention
from api.retention import Kept
from api.settings import Settings
from models.errors import DatabaseBusyError


def test_it_goes_on_day_after_day_until_it_is_closed(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[Engine] = []
    third = Event()

    def carry_out(engine: Engine, _gate: Gate) -> Kept:
        times.append(engine)
        if len(times) == 1:
            raise DatabaseBusyError("upptaget")
        if len(times) == 3:
            third.set()
        return Kept(0, 0, 0, 0)

    monkeypatch.setattr(daily_retention, "carry_out", carry_out)
    retention = DailyRetention(sqlite_engine, gate_of(Settings(secret_key="x" * 32)), first_s=0.0, every_s=0.0)
    before = set(threading.enumerate())
    retention.start()
    assert third.wait(30)
    retention.close()
    assert set(times) == {sqlite_engine}
    assert "retention" not in {thread.name for thread in set(threading.enumerate()) - before}


def test_it_ends_while_it_waits_for_its_first_time(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[Engine] = []
    monkeypatch.setattr(daily_retention, "carry_out", lambda engine, _gate: times.append(engine))
    retention = DailyRetention(sqlite_engine, gate_of(Settings(secret_key="x" * 32)))
    retention.start()
    retention.close()
    assert times == []
