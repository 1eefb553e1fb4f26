"""Errors as they are answered: one table, problem documents for programs, pages for people."""

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import BaseModel

from api.access.viewer import HeldRole
from api.database import writing
from api.pages import PAGES
from api.problem_words import LABELS, REASONS
from api.problems import STATUS_OF, answer_with_problems, status_of
from api.security import CONTENT_SECURITY_POLICY
from models import errors
from models.errors import DatabaseBusyError, SamverkanError
from models.tables import TABLES
from models.vocabulary import PlaceVisibility, Role
from tests.api.accounts import bearer
from tests.api.pages.visible import links, words

READ_AS_TEXT = {"utan", "med", "steg", "choose", "lang", "next", "klart", "gjort", "sparat", "vad", "redan"}
"""Parts of addresses that pages read themselves, or that no form has."""


def all_below(kind: type[SamverkanError]) -> Iterator[type[SamverkanError]]:
    for below in kind.__subclasses__():
        yield below
        yield from all_below(below)


class Registration(BaseModel):
    name: str
    secret: int


@pytest.fixture
def failing() -> Iterator[TestClient]:
    """An application whose every address fails in its own way."""
    app = FastAPI()

    @app.get("/api/busy")
    def busy() -> None:
        raise DatabaseBusyError("Försök igen om en liten stund.")

    @app.get("/upptaget")
    def busy_page() -> None:
        raise DatabaseBusyError("Försök igen om en liten stund.")

    @app.post("/api/registrations")
    def register(registration: Registration) -> None:
        pass

    @app.get("/trasig")
    @app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("hemlig detalj")

    answer_with_problems(app)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_every_error_of_the_tree_has_a_status() -> None:
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SamverkanError)}
    assert defined - {SamverkanError} == set(STATUS_OF)


def test_an_error_below_another_has_its_status() -> None:
    class QueueFullError(DatabaseBusyError):
        pass

    assert status_of(QueueFullError()) is HTTPStatus.SERVICE_UNAVAILABLE


def test_a_program_gets_a_problem_document(failing: TestClient) -> None:
    answer = failing.get("/api/busy")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "Försök igen om en liten stund.",
    }


def test_a_person_gets_a_page(failing: TestClient) -> None:
    answer = failing.get("/upptaget")
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert "Försök igen om en liten stund." in answer.text


def test_what_cannot_be_read_is_named_and_never_repeated(failing: TestClient) -> None:
    answer = failing.post("/api/registrations", json={"name": "x", "secret": "hemligt lösenord"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "secret", "reason": "är inget heltal"}]
    assert "hemligt" not in answer.text


def test_a_field_that_is_missing_is_named(failing: TestClient) -> None:
    answer = failing.post("/api/registrations", json={"secret": 1})
    assert answer.json()["errors"] == [{"field": "name", "reason": REASONS["missing"]}]


def test_an_unexpected_error_says_nothing_of_its_cause(failing: TestClient) -> None:
    for path in ("/trasig", "/api/broken"):
        answer = failing.get(path)
        assert answer.status_code == 500
        assert "hemlig" not in answer.text
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    assert "Sidan finns inte" in client.get("/finns-inte").text
    assert client.get("/api/v1/finns-inte").json()["status"] == 404


def test_a_place_that_is_not_registered_is_not_found(client: TestClient) -> None:
    for path in ("/platser/finns-inte", "/platser/finns-inte/luckor", "/aktorer/finns-inte"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "finns-inte" not in answer.text.replace(f"next={path.replace('/', '%2F')}", "")


@pytest.mark.parametrize("path", ["/finns-inte", "/platser/finns-inte/luckor?date=2026-11-01", "/aktorer/finns-inte"])
def test_whoever_has_not_signed_in_may_do_so_and_come_back_to_what_was_not_found(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert "Har du ett konto? Logga in , så visas sidan om den finns och du får se den." in words(page)
    assert links(page).count("/logga-in?" + urlencode({"next": path})) == 2  # In the masthead as well.


def test_other_faults_are_not_mended_by_signing_in(client: TestClient) -> None:
    assert "Har du ett konto?" not in client.get("/platser/kn?date=x").text


def test_what_is_closed_looks_like_what_does_not_exist(writable: TestClient) -> None:
    reader = bearer(writable, "lasare", HeldRole(Role.READER, "umea"))
    places = TABLES["places"]
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        connection.execute(sa.update(places).where(places.c.id == "kn").values(visibility=PlaceVisibility.PRIVATE))
    closed, absent = writable.get("/platser/kn"), writable.get("/platser/xx")
    assert closed.status_code == absent.status_code == 404
    assert closed.text.replace("%2Fkn", "%2Fxx") == absent.text.replace("kn", "xx")
    told = writable.get("/platser/kn", headers=reader)
    assert told.status_code == 404
    assert "Har du ett konto?" not in told.text


def test_a_date_that_cannot_be_read_is_a_page_with_the_reason(client: TestClient) -> None:
    answer = client.get("/platser/kn?date=<script>")
    assert answer.status_code == 400
    assert "är inget datum; skriv till exempel 2026-11-01" in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")


def test_a_person_reads_the_words_of_the_form_and_can_go_back_to_the_page(client: TestClient) -> None:
    page = client.get("/platser/kn/forandring?from=x&view=x&readings=x").text
    told = words(page)
    assert "Något som adressen frågar efter går inte att visa." in told
    assert "Det som står för Från den dag är inget datum; skriv till exempel 2026-11-01." in told
    assert "Det som står för Förvaltningar är inget av de värden som går att välja." in told
    assert "Det som står för Uppgifter är inget av de värden som går att välja." in told
    assert "/platser/kn/forandring" in links(page)
    assert "errors" not in told
    assert "Felkod" not in told


def test_a_file_that_cannot_be_asked_for_leads_back_to_its_page(client: TestClient) -> None:
    page = client.get("/platser/kn/vem-gor-vad.csv?theme=x").text
    assert "Det som står för Sakfråga är inget av de värden som går att välja." in words(page)
    assert "/platser/kn/vem-gor-vad" in links(page)


def test_every_choice_of_a_page_has_the_words_of_its_form(client: TestClient) -> None:
    app = FastAPI()
    for router in PAGES:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            app.add_api_route(route.path, route.endpoint)
    asked = {
        parameter["name"]
        for path in app.openapi()["paths"].values()
        for parameter in path["get"].get("parameters", ())
        if parameter["in"] == "query"
    }
    assert {"date", "theme", "from"} < asked
    assert asked - set(LABELS) == READ_AS_TEXT


def test_a_method_that_is_not_served_says_which_are(client: TestClient) -> None:
    answer = client.post("/api/v1/comparison")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
