"""The comparison of betweenness with chance over HTTP: begun, followed, read."""

from collections.abc import Iterator
from threading import Event
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.settings import Settings

PATIENCE_S = 60
ADDRESS = "/api/v1/places/kn/betweenness-test"
DAY = {"date": "2026-11-01"}


@pytest.fixture
def client(sqlite_demo: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(database_url=sqlite_demo, threads=2))) as asking:
        yield asking


def finish(client: TestClient, location: str) -> None:
    (mark,) = parse_qs(urlsplit(location).query)["asked"]
    client.app.state.betweenness_tests.find(mark).answer(PATIENCE_S)  # type: ignore[attr-defined]


def test_nobody_asked_yet(client: TestClient) -> None:
    answer = client.get(ADDRESS, params=DAY).json()
    assert (answer["state"], answer["progress"], answer["result"]) == ("not_started", None, None)
    assert (answer["place"]["id"], answer["date"], answer["readings"]) == ("kn", "2026-11-01", "plus")


def test_it_is_begun_and_answers_where_to_follow_it(client: TestClient) -> None:
    begun = client.post(ADDRESS, params=DAY)
    assert begun.status_code == 202
    location = begun.headers["location"]
    assert location.startswith(f"{ADDRESS}?date=2026-11-01&view=unit&readings=plus&asked=")
    finish(client, location)

    answer = client.get(location).json()

    assert answer["state"] == "finished"
    assert answer["progress"] == {"done": 2000, "total": 2000}
    assert (answer["result"]["drawn"], answer["result"]["obstacle"]) == (1000, None)
    first = answer["result"]["actors"][0]
    # c1 of the demo, worked out by hand with the rest of its brokers.
    assert (first["id"], first["observed"], first["verdict"]) == ("c1", 0.087879, "as_expected")
    assert 0 <= first["lower"] <= first["expected"] <= first["upper"] <= 1
    assert client.get(ADDRESS, params=DAY).json()["result"] == answer["result"]


def test_the_other_reading_is_another_comparison(client: TestClient) -> None:
    client.post(ADDRESS, params=DAY)
    assert client.get(ADDRESS, params=DAY | {"readings": "minus"}).json()["state"] == "not_started"


def test_data_that_have_changed_since_are_told_apart(client: TestClient) -> None:
    assert client.get(ADDRESS, params=DAY | {"asked": "0" * 32}).json()["state"] == "changed"


def test_when_too_many_wait_it_is_a_problem_document(client: TestClient) -> None:
    let_go = Event()
    tests = client.app.state.betweenness_tests  # type: ignore[attr-defined]
    for number in range(8):
        tests.ask(number, lambda _: let_go.wait(PATIENCE_S))
    answer = client.post(ADDRESS, params=DAY)
    let_go.set()
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Mycket arbete väntar redan på sin tur. Försök igen om en stund."


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/places/atlantis/betweenness-test", 404),
        (f"{ADDRESS}?date=i-går", 422),
        (f"{ADDRESS}?readings=both", 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(
    client: TestClient, method: str, address: str, status: int
) -> None:
    answer = client.request(method, address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_mark_of_another_shape_is_refused(client: TestClient) -> None:
    assert client.get(ADDRESS, params={"asked": "'; drop"}).status_code == 422


def test_the_interface_describes_it(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    path = described["paths"]["/api/v1/places/{place_id}/betweenness-test"]
    assert set(path) == {"get", "post"}
    assert "202" in path["post"]["responses"]
    assert "p_upper" in described["components"]["schemas"]["TestedActor"]["properties"]


def test_another_process_that_is_asked_for_the_same_begins_it_too(sqlite_demo: str) -> None:
    address = "/api/v1/places/kn/betweenness-test?date=2026-11-01"
    with TestClient(create_app(Settings(database_url=sqlite_demo))) as one:
        location = one.post(address).headers["location"]
    with TestClient(create_app(Settings(database_url=sqlite_demo))) as other:
        assert other.get(address).json()["state"] == "not_started"
        assert other.get(location).json()["state"] in ("waiting", "running", "finished")
