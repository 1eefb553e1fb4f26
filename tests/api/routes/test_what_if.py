"""What-if over HTTP: the consequences of a thought, on both databases, and nothing stored."""

import pytest
from fastapi.testclient import TestClient

ADDRESS = "/api/v1/places/kn/what-if"
ON = "2026-11-01"
ELEVEN = ("k1", "k2", "k3", "r1", "s1", "s2", "c1", "c2", "c3", "c4", "n1")


def test_without_an_actor_pairs_lose_contact(client: TestClient) -> None:
    said = client.get(ADDRESS, params={"date": ON, "without": "actors:k1"}).json()

    assert said["suppositions"] == [{"without": "actors:k1"}]
    assert said["contacts"]["reaching_before"] == 45
    assert said["contacts"]["lost"]["count"] == 9
    assert said["contacts"]["lost"]["parts"][0][1] == ["s1"]
    assert [finding["code"] for finding in said["findings"]["gone"]].count("G13") == 1


def test_with_a_tie_a_lone_actor_gains_contact(client: TestClient) -> None:
    said = client.get(ADDRESS, params={"date": ON, "with": "c4~s1~dialogue"}).json()

    assert [(edge["source"], edge["target"], edge["step"]) for edge in said["edges"]["come"]] == [
        ("c4", "s1", "dialogue")
    ]
    # c4 stood alone beside the eleven others.
    assert said["contacts"]["gained"]["count"] == 11
    assert "G04" in [finding["code"] for finding in said["findings"]["gone"]]


def test_several_suppositions_hold_at_once(client: TestClient) -> None:
    asked = {"date": ON, "without": ["forums:f1", "agreements:v1"], "with": ["c1~k1~dialogue", "k2~s2~dialogue"]}
    said = client.get(ADDRESS, params=asked).json()

    assert said["suppositions"] == [
        {"without": "forums:f1"},
        {"without": "agreements:v1"},
        {"with": "c1~k1~dialogue"},
        {"with": "k2~s2~dialogue"},
    ]


def test_the_frame_says_date_view_and_reading(client: TestClient) -> None:
    asked = {"date": ON, "view": "organisation", "readings": "minus", "without": "actors:k1"}
    said = client.get(ADDRESS, params=asked).json()

    assert (said["date"], said["view"], said["readings"]) == (ON, "organisation", "minus")
    assert said["leaving"] == ["r1"]


def test_nothing_is_stored(client: TestClient) -> None:
    before = client.get("/api/v1/places/kn/network", params={"date": ON}).json()
    client.get(ADDRESS, params={"date": ON, "without": "actors:k1", "with": "c4~s1~dialogue"})

    assert client.get("/api/v1/places/kn/network", params={"date": ON}).json() == before
    assert client.get("/api/v1/ties/tankt-1").status_code == 404


def test_findings_speak_english_to_those_who_chose_it(client: TestClient) -> None:
    client.cookies.set("lang", "en")
    try:
        said = client.get(ADDRESS, params={"date": ON, "with": "c4~s1~dialogue"}).json()
    finally:
        client.cookies.clear()
    assert "Actor on its own" in [finding["title"] for finding in said["findings"]["gone"]]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("without=actors:nobody", 404),
        ("without=forums:nothing", 404),
        ("without=actors:%00", 400),
        ("without=everything", 400),
        ("without=actors:" + "k" * 5000, 400),
        ("with=k1~k1~dialogue", 400),
        ("with=k1~c1~friendship", 400),
        ("with=k1~c1", 400),
        ("without=actors:k1&with=k1~c4~dialogue", 400),
        ("&".join(f"without=actors:{actor}" for actor in ELEVEN), 400),
    ],
)
def test_what_cannot_be_supposed_is_a_problem_document(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"{ADDRESS}?date={ON}&{query}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_day_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get(f"{ADDRESS}?date=i-går").status_code == 422


def test_a_place_that_is_not_registered_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/places/atlantis/what-if").status_code == 404


def test_the_parameters_are_documented(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/places/{place_id}/what-if"]["get"]

    assert {"without", "with", "date", "view", "readings"} <= {said["name"] for said in described["parameters"]}
