"""Suggestions over HTTP: what a place is suggested, and who can introduce any two, on both databases."""

import pytest
from fastapi.testclient import TestClient

ADDRESS = "/api/v1/places/kn/suggestions"
DAY = {"date": "2026-11-01"}


def test_a_place_is_told_its_introductions_and_its_mentors(client: TestClient) -> None:
    told = client.get(ADDRESS, params=DAY).json()
    first = told["introductions"][0]

    assert (told["place"]["id"], told["date"], told["view"], told["readings"]) == ("kn", "2026-11-01", "unit", "plus")
    assert (first["code"], first["subjects"]) == ("G02", ["state", "civil_society"])
    assert (first["broker"], first["rule"]) == ({"id": "k1", "name": "Kommunledningskontoret"}, "common_contact")
    assert told["mentors"] == [{"small": {"id": "c4", "name": "Systrarna"}, "mentors": []}]


def test_nobody_is_asked_to_carry_more_than_three(client: TestClient) -> None:
    told = client.get(ADDRESS, params=DAY).json()["introductions"]
    ways = {frozenset(one["path"]): one["path"][1:-1] for one in told if one["rule"] != "invitation"}
    carried = [broker for asked in ways.values() for broker in asked]

    assert max(map(carried.count, carried)) == 3


def test_two_are_told_who_can_introduce_them_the_one_proposed_first(client: TestClient) -> None:
    told = client.get(ADDRESS, params={**DAY, "a": "s2", "b": "c1"}).json()

    assert told["collaboration"] is None
    assert [(way["rule"], way["path"]) for way in told["suggestions"]] == [
        ("common_contact", ["s2", "k1", "c1"]),
        ("chain", ["s2", "k3", "k2", "c1"]),
        ("chain", ["s2", "n1", "c2", "c1"]),
        ("invitation", []),
    ]
    assert told["suggestions"][0]["forum"] == {"id": "f1", "name": "Trygghetsgruppen"}
    assert told["suggestions"][0]["strength"] == 0.76


def test_two_that_collaborate_already_are_told_how_strongly(client: TestClient) -> None:
    told = client.get(ADDRESS, params={**DAY, "a": "k1", "b": "civil_society"}).json()

    assert told["suggestions"] == []
    assert told["collaboration"]["a"] == {"id": "k1", "name": "Kommunledningskontoret"}
    assert told["collaboration"]["strength"] > 0


def test_a_form_s_empty_fields_ask_nothing(client: TestClient) -> None:
    assert "introductions" in client.get(ADDRESS, params={**DAY, "a": "", "b": ""}).json()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"a": "s2"}, 400),
        ({"b": "s2", "a": ""}, 400),
        ({"a": "s2", "b": "s2"}, 400),
        ({"a": "s2", "b": "nobody"}, 404),
        ({"a": "s2", "b": "kb"}, 404),
        ({"a": "s2", "b": "\0"}, 404),
        ({"a": "s2", "b": "c1", "small": "perhaps"}, 422),
    ],
    ids=str,
)
def test_what_cannot_be_answered_is_a_problem_document(client: TestClient, asked: dict[str, str], status: int) -> None:
    answer = client.get(ADDRESS, params={**DAY, **asked})

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
