"""Who does what over HTTP, on both databases."""

import pytest
from fastapi.testclient import TestClient

ADDRESS = "/api/v1/places/kn/who-does-what"
DAY = {"date": "2026-11-01"}


def titles(client: TestClient, **asked: str) -> list[str]:
    told = client.get(ADDRESS, params=DAY | asked).json()["who-does-what"]
    return [f"{row['actor']['id']} {row['activity']['title']}" for row in told]


def test_every_actor_stands_with_what_it_does(client: TestClient) -> None:
    told = client.get(ADDRESS, params=DAY).json()

    assert (told["place"]["id"], told["date"], told["kappa"]) == ("kn", "2026-11-01", 0.863636)
    assert titles(client) == [
        "c1 Läsverkstad",
        "c2 Gårdsdagar",
        "c4 Systrarnas verkstad",
        "k2 Läsverkstad",
        "k2 Blandade skolor",
        "k3 Kvällsvandring",
        "n1 Gårdsdagar",
        "n1 Ombyggnad",
        "s1 Jobbspår",
        "s2 Kvällsvandring",
    ]


def test_filters_narrow_it_and_empty_ones_do_not(client: TestClient) -> None:
    empty = dict.fromkeys(("theme", "place", "actor", "sector", "funder", "direction", "text"), "")

    assert len(titles(client, **empty)) == 10
    assert titles(client, **empty | {"theme": "education", "direction": "cause"}) == ["k2 Blandade skolor"]
    assert titles(client, sector="state", text="kväll") == ["s2 Kvällsvandring"]


def test_money_is_named_with_who_gives_it(client: TestClient) -> None:
    asked = {"date": "2019-06-01", "funder": "delmos"}
    told = client.get("/api/v1/places/goteborg/who-does-what", params=asked).json()["who-does-what"]

    assert {row["actor"]["id"] for row in told} == {"goteborgs-stad"}
    assert {funder["grant"] for row in told for funder in row["funders"]} == {"g02"}


@pytest.mark.parametrize(
    "asked", [{"theme": "weather"}, {"sector": "x"}, {"direction": "up"}, {"text": "x" * 201}], ids=str
)
def test_a_filter_that_cannot_be_read_is_a_problem_document(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get(ADDRESS, params=asked)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("asked", [{"actor": "nobody"}, {"place": "atlantis"}, {"funder": "nobody"}], ids=str)
def test_what_is_not_registered_is_not_found(client: TestClient, asked: dict[str, str]) -> None:
    answer = client.get(ADDRESS, params=DAY | asked)

    (named,) = asked.values()
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert f"”{named}”" in answer.json()["detail"]
