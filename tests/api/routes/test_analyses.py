"""The analyses over HTTP: the object of the command line, in parts, on both databases."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

EXPECTED = Path(__file__).resolve().parents[2] / "data" / "acceptance"


def expected(name: str) -> dict[str, object]:
    read: dict[str, object] = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(("place", "name"), [("kn", "place-a"), ("bn", "place-b")])
def test_the_edges_of_a_place_are_those_worked_out_by_hand(client: TestClient, place: str, name: str) -> None:
    answer = client.get(f"/api/v1/places/{place}/network", params={"date": "2026-11-01"}).json()
    worked_out = expected(name)
    assert answer["network"] == worked_out["network"]
    assert answer["kappa"] == worked_out["kappa"]
    assert answer["confirmation"] == worked_out["confirmation"]


def test_every_part_says_its_place_date_view_and_reading(client: TestClient) -> None:
    for part in ("network", "brokers", "sectors", "gaps"):
        answer = client.get(
            f"/api/v1/places/kn/{part}", params={"date": "2026-11", "view": "organisation", "readings": "minus"}
        ).json()
        frame = {name: answer[name] for name in ("place", "date", "view", "readings")}
        assert frame == {
            "place": {"id": "kn", "name": "Exempelkommunen"},
            "date": "2026-11-01",
            "view": "organisation",
            "readings": "minus",
        }
        assert part in answer


def test_findings_speak_english_to_those_who_chose_it(client: TestClient) -> None:
    client.cookies.set("lang", "en")
    try:
        gaps = client.get("/api/v1/places/kn/gaps", params={"date": "2026-11-01"}).json()["gaps"]
    finally:
        client.cookies.clear()
    assert gaps[0]["title"] == "Sectors without a connection"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/places/atlantis/gaps", 404),
        ("/api/v1/places/kn/gaps?date=i-går", 422),
        ("/api/v1/places/kn/gaps?view=street", 422),
        ("/api/v1/places/kn/weather", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
