"""Records as JSON: what a list holds, how it is narrowed, and what is said of a question that makes no sense."""

import pytest
from fastapi.testclient import TestClient

from api.queries.records import RESOURCES


def test_a_list_says_how_many_records_there_are_in_all(client: TestClient) -> None:
    answer = client.get("/api/v1/actors", params={"limit": 2, "offset": 1, "place_id": "bn"}).json()
    # Exempelkommunens granne has d1, d2, h1, kb, n3 and s3.
    assert [actor["id"] for actor in answer["items"]] == ["d2", "h1"]
    assert (answer["total"], answer["limit"], answer["offset"]) == (6, 2, 1)


def test_a_record_is_given_with_the_columns_of_the_package_and_its_version(client: TestClient) -> None:
    assert client.get("/api/v1/ties/t4").json() == {
        "id": "t4",
        "actor_a": "k1",
        "actor_b": "s1",
        "type": "collaboration",
        "level": "information",
        "desired_level": "dialogue",
        "desired_by": "k1",
        "what": "arbetsmarknadsläge",
        "themes": [],
        "tags": [],
        "place_id": None,
        "status": "ongoing",
        "confirmation": "both",
        "valid_from": "2026-03-01",
        "valid_to": None,
        "source": "påhittat exempel",
        "note": None,
        "version": 1,
        "confirmed_at": None,
    }


def test_lists_that_have_tables_of_their_own_are_given_with_the_record(client: TestClient) -> None:
    assert client.get("/api/v1/activities/x7").json()["counteracts"] == ["x6"]
    assert client.get("/api/v1/needs/n03").json()["addressed_to"] == ["kommuner", "regeringen", "regioner"]
    counteracting = client.get("/api/v1/activities", params={"place_id": "kn"}).json()["items"]
    assert [(activity["id"], activity["counteracts"]) for activity in counteracting] == [("x6", []), ("x7", ["x6"])]


@pytest.mark.parametrize(
    ("table", "question", "found"),
    [
        ("actors", {"place_id": "kn", "sector": "state"}, ["s1", "s2"]),
        ("actors", {"parent_id": "k1"}, ["k2", "k3"]),
        ("actors", {"q": "SYSTRAR"}, ["c4"]),
        ("places", {"q": "österbotten"}, []),
        ("places", {"q": "Västerbotten"}, ["vasterbottens-lan"]),
        ("ties", {"actor_id": "c2"}, ["t5"]),
        ("forums", {"place_id": "ng", "theme": "safety"}, ["f1"]),
        ("agreements", {"place_id": "kn", "date": "2026-12-30"}, ["v1"]),
        ("agreements", {"place_id": "kn", "date": "2026-12-31"}, []),
        ("mandates", {"actor_id": "k1", "kind": "decides"}, ["m2", "m4"]),
        ("needs", {"place_id": "ng", "priority": "high"}, ["b1", "b2", "b3"]),
        ("grants", {"recipient_id": "filipstads-kommun", "limit": 1}, ["g03"]),
    ],
)
def test_a_list_is_narrowed_by_its_filters(
    client: TestClient, table: str, question: dict[str, str], found: list[str]
) -> None:
    answer = client.get(f"/api/v1/{table}", params=question)
    assert [record["id"] for record in answer.json()["items"]] == found


def test_a_percent_sign_in_a_search_is_no_wildcard(client: TestClient) -> None:
    assert client.get("/api/v1/actors", params={"q": "%"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"offset": "99999999999999999999"}, "offset"),
        ({"sector": "church"}, "sector"),
        ({"sektor": "state"}, "sektor"),
        ({"q": "x" * 501}, "q"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_without_being_repeated(
    client: TestClient, question: dict[str, str], field: str
) -> None:
    answer = client.get("/api/v1/actors", params=question)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert "church" not in answer.text


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_table_of_records_can_be_listed_and_an_unknown_id_is_not_found(
    client: TestClient, resource: object
) -> None:
    name = resource.name  # type: ignore[attr-defined]
    assert client.get(f"/api/v1/{name}").status_code == 200
    missing = client.get(f"/api/v1/{name}/no-such-record")
    assert missing.status_code == 404
    assert missing.json()["detail"] == "Det finns ingen post med id ”no-such-record”."


def test_the_filters_of_a_list_are_documented_with_their_values(client: TestClient) -> None:
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/actors"]["get"]
    parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
    assert list(parameters) == [
        "limit",
        "offset",
        "place_id",
        "sector",
        "kind",
        "level",
        "parent_id",
        "q",
        "theme",
        "date",
    ]
    assert parameters["limit"]["schema"]["maximum"] == 1000
    assert parameters["level"]["schema"]["anyOf"][0]["enum"] == ["area", "municipality", "region", "nation"]
