"""A server gets ready what the first visitor will ask for, and tells its log what went wrong."""

import logging
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.analyses import Question
from api.application import create_app
from api.settings import Settings
from api.warming import get_ready
from graph.once import is_computed


def test_the_topmost_places_are_analysed_as_they_open(sqlite_demo: str) -> None:
    app = create_app(Settings(database_url=sqlite_demo))
    get_ready(app)
    for place, day in (("sverige", date(2020, 9, 1)), ("lan", date(2026, 11, 1)), ("bn", date(2026, 11, 1))):
        found = app.state.analyses.find(Question(place, day))
        assert found is not None
        assert is_computed(found, "gaps")
    app.state.engine.dispose()


def test_a_server_that_cannot_get_ready_says_so_in_its_log_and_goes_on(
    empty_sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=empty_sqlite_engine.url.render_as_string()))
    with caplog.at_level(logging.ERROR):
        get_ready(app)  # no tables yet
    assert "the server could not get everything ready" in caplog.text
    app.state.engine.dispose()


def test_a_fault_of_the_database_is_logged_and_not_explained_to_strangers(
    empty_sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(database_url=empty_sqlite_engine.url.render_as_string()))
    with TestClient(app) as asking, caplog.at_level(logging.ERROR):
        answer = asking.get("/api/v1/actors")  # there are no tables
    assert answer.status_code == 503
    assert "no such table" not in answer.text
    assert "no such table" in caplog.text
