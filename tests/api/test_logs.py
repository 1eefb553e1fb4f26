"""The log says what happened and where, and nothing of what anybody sent."""

import json
import logging
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from api.access.secret_key import SecretKey
from api.application import create_app
from api.database import writing
from api.logs import JsonLines, TextLines, chosen_request_id
from api.self_service.link_addresses import LinkKind, address_of
from api.settings import Settings
from models.tables import TABLES


def line_of(record: logging.LogRecord) -> dict[str, Any]:
    text = JsonLines().format(record)
    assert "\n" not in text
    line: dict[str, Any] = json.loads(text)
    return line


@pytest.fixture
def asked(sqlite_demo: str, caplog: pytest.LogCaptureFixture) -> Any:
    """What is logged of one request."""
    app = create_app(Settings(database_url=sqlite_demo, secret_key="x" * 32))

    def ask(address: str, **headers: str) -> tuple[Any, dict[str, Any]]:
        with TestClient(app) as asking, caplog.at_level(logging.INFO, logger="api"):
            answer = asking.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return answer, line_of([record for record in caplog.records if record.message == "request"][-1])

    return ask


def test_a_request_is_told_by_its_route_and_never_by_what_was_asked(asked: Any) -> None:
    answer, line = asked("/api/v1/actors/k1?q=hemlig", Cookie="samverkan=nyckel")
    assert {name: line[name] for name in ("level", "event", "method", "route", "status", "bytes")} == {
        "level": "info",
        "event": "request",
        "method": "GET",
        "route": "/api/v1/actors/{record_id}",
        "status": answer.status_code,
        "bytes": len(answer.content),
    }
    assert line["request_id"] == answer.headers["x-request-id"]
    assert [secret for secret in ("hemlig", "nyckel", "k1") if secret in json.dumps(line)] == []


def test_the_id_that_a_proxy_gave_is_kept_when_it_is_sane(asked: Any) -> None:
    assert asked("/healthz", X_Request_Id="abc-123.DEF_4")[1]["request_id"] == "abc-123.DEF_4"
    assert asked("/healthz", X_Request_Id="a b\tc")[1]["request_id"] != "a b\tc"


@pytest.mark.parametrize("given", [None, "", "short", "x" * 65, 'quote"quote', "line\nbreak-line"])
def test_any_other_id_is_replaced(given: str | None) -> None:
    assert len(chosen_request_id(given)) == 16


def test_an_address_that_leads_nowhere_has_no_route(asked: Any) -> None:
    assert asked("/inbjudan-som-inte-finns/hemlig")[1]["route"] == "(ingen)"


def test_an_error_of_the_database_names_the_constraint_and_no_row(engine: Engine) -> None:
    place = {"id": "hemlig-plats", "name": "Hemlig", "level": "area", "parent_id": "saknad-plats", "search_key": "h"}
    with writing(engine) as connection:
        deed = sa.insert(TABLES["change_sets"]).values(id=1, at=sa.func.now(), kind="import")
        connection.execute(deed)
    try:
        with writing(engine) as connection:
            stamps = {"version": 1, "created_in": 1, "changed_in": 1}
            connection.execute(sa.insert(TABLES["places"]).values(**place, **stamps))
    except IntegrityError as error:
        record = logging.LogRecord("api", logging.ERROR, __file__, 1, "failed", (), (type(error), error, None))
    line = line_of(record)
    assert line["errors"][0]["class"] == "sqlalchemy.exc.IntegrityError"
    assert "hemlig" not in json.dumps(line).lower()
    if engine.dialect.name == "postgresql":
        assert line["errors"][0] | {"at": []} == {
            "class": "sqlalchemy.exc.IntegrityError",
            "at": [],
            "code": psycopg.errors.ForeignKeyViolation.sqlstate,
            "constraint": "fk_places_parent_id_places",
            "table": "places",
        }
    else:
        assert line["errors"][0]["code"] == "SQLITE_CONSTRAINT_FOREIGNKEY"


def test_an_error_is_told_by_its_class_and_place_and_not_in_its_own_words() -> None:
    try:
        chosen_request_id(5)  # type: ignore[arg-type]
    except TypeError as error:
        record = logging.LogRecord("api", logging.ERROR, "", 1, "oops", (), (type(error), error, error.__traceback__))
    (told,) = line_of(record)["errors"]
    assert told["class"] == "builtins.TypeError"
    assert told["at"][-1].startswith("api/logs.py:")
    assert "expected string" not in json.dumps(told)


def test_addresses_of_mail_and_long_keys_are_left_out_whoever_says_them() -> None:
    said = ("mail to %s with %s", ("anna@forening.example", "k" * 43))
    record = logging.LogRecord("library", logging.WARNING, "", 1, *said, None)
    assert line_of(record)["event"] == "mail to [@] with […]"


def test_the_addresses_that_let_somebody_in_are_left_out_too() -> None:
    key = SecretKey(Settings(secret_key="x" * 32))
    said = ("GET %s", (address_of(key, LinkKind.ANSWER, "0123456789abcdef" * 2),))
    assert line_of(logging.LogRecord("library", logging.WARNING, "", 1, *said, None))["event"] == "GET /svar/[…]"


def test_a_person_at_a_terminal_reads_words() -> None:
    record = logging.LogRecord("api", logging.WARNING, "", 1, "slow", (), None)
    assert TextLines().format(record).endswith('warning slow logger="api"')
