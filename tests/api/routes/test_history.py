"""The history over HTTP, by tokens of real accounts, on both databases."""

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import Role, TokenScope
from tests.api.accounts import bearer

NEW = {"id": "ny", "name": "Ny förening", "sector": "civil_society", "place_id": "kn"}


@pytest.fixture
def client(writable: TestClient) -> TestClient:
    return writable


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))


@pytest.fixture
def edited(client: TestClient, editor: dict[str, str]) -> dict[str, str]:
    """An editor who has created an actor, renamed it and given it a theme."""
    client.post("/api/v1/actors", json=NEW, headers=editor)
    client.patch("/api/v1/actors/ny", json={"version": 1, "name": "Nyare", "offers": "Lokal"}, headers=editor)
    client.patch("/api/v1/actors/ny", json={"version": 2, "themes": ["health"]}, headers=editor)
    return editor


def history(client: TestClient, header: dict[str, str], address: str = "/api/v1/actors/ny/history") -> list[dict]:  # type: ignore[type-arg]
    answer = client.get(address, headers=header)
    assert answer.status_code == 200
    items: list[dict] = answer.json()["items"]  # type: ignore[type-arg]
    assert answer.json()["total"] >= len(items)
    return items


def test_a_record_tells_who_changed_it_when_and_how(client: TestClient, edited: dict[str, str]) -> None:
    themed, renamed, created = history(client, edited)
    assert [item["kind"] for item in (created, renamed, themed)] == ["edit"] * 3
    assert [item["who"] for item in (created, renamed, themed)] == ["samordnare"] * 3
    assert created["records"] == {"actors": {"created": 1, "changed": 0, "deleted": 0}}
    assert renamed["records"] == {"actors": {"created": 0, "changed": 1, "deleted": 0}}

    found = client.get(f"/api/v1/changes/{renamed['id']}", headers=edited).json()["changes"]
    assert found["total"] == 1
    assert found["items"] == [
        {
            "table": "actors",
            "key": ["ny"],
            "name": "Nyare",
            "change": "changed",
            "withheld": False,
            "fields": {
                "name": {"old": "Ny förening", "new": "Nyare"},
                "offers": {"old": None, "new": "Lokal"},
            },
        }
    ]
    (first,) = client.get(f"/api/v1/changes/{created['id']}", headers=edited).json()["changes"]["items"]
    assert (first["name"], first["fields"]["name"]) == ("Ny förening", {"old": None, "new": "Ny förening"})
    assert "themes" not in first["fields"]


def test_a_change_is_undone_and_the_undo_too(client: TestClient, edited: dict[str, str]) -> None:
    themed, *_ = history(client, edited)
    undone = client.post(f"/api/v1/changes/{themed['id']}/undo", headers=edited)
    assert undone.status_code == 201
    assert (undone.json()["kind"], undone.json()["undoes"]) == ("undo", themed["id"])
    assert undone.headers["location"] == f"/api/v1/changes/{undone.json()['id']}"
    assert client.get("/api/v1/actors/ny", headers=edited).json()["themes"] == []
    assert history(client, edited)[1]["undone_by"] == undone.json()["id"]

    again = client.post(f"/api/v1/changes/{undone.json()['id']}/undo", headers=edited)
    assert again.status_code == 201
    assert client.get("/api/v1/actors/ny", headers=edited).json()["themes"] == ["health"]


def test_what_stands_in_the_way_is_named(client: TestClient, edited: dict[str, str]) -> None:
    themed, renamed, _ = history(client, edited)
    answer = client.post(f"/api/v1/changes/{renamed['id']}/undo", headers=edited)
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    assert answer.json()["in_the_way"] == [
        {
            "obstacle": "changed_later",
            "table": "actors",
            "key": ["ny"],
            "change_set": themed["id"],
            "other": None,
            "reason": None,
        }
    ]


def test_what_was_deleted_is_listed_for_editors_and_comes_back(client: TestClient, edited: dict[str, str]) -> None:
    client.delete("/api/v1/actors/ny?version=3", headers=edited)
    reader = bearer(client, "läsare", HeldRole(Role.READER, "kn"))

    deleted = client.get("/api/v1/places/kn/deleted", headers=edited).json()
    assert (deleted["total"], deleted["items"][0]["key"]) == (1, ["ny"])
    assert deleted["items"][0]["record"]["name"] == "Nyare"
    assert client.get("/api/v1/places/kn/deleted", headers=reader).status_code == 404
    assert len(history(client, edited)) == 4
    assert client.get("/api/v1/actors/ny/history", headers=reader).status_code == 404

    change_set = deleted["items"][0]["change_set"]
    assert client.post(f"/api/v1/changes/{change_set}/undo", headers=reader).status_code == 404
    assert client.post(f"/api/v1/changes/{change_set}/undo", headers=edited).status_code == 201
    assert client.get("/api/v1/actors/ny", headers=edited).json()["version"] == 4
    assert client.get("/api/v1/places/kn/deleted", headers=edited).json() == {"items": [], "total": 0}


def test_the_history_of_a_place_is_of_what_lies_there(client: TestClient, edited: dict[str, str]) -> None:
    counts = [item["records"] for item in history(client, edited, "/api/v1/places/kn/history?limit=3")]
    assert [list(count) for count in counts] == [["actors"]] * 3
    below = history(client, edited, "/api/v1/places/ng/history")
    assert {item["kind"] for item in below} == {"import"}


def test_outsiders_are_not_told_who_did_it(client: TestClient, edited: dict[str, str]) -> None:
    places = TABLES["places"]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        connection.execute(sa.update(places).where(places.c.id == "kn").values(visibility="public"))
    outsider = bearer(client, "annan", HeldRole(Role.READER, "bn"))
    assert [item["who"] for item in history(client, outsider)] == [None] * 3
    assert [item["who"] for item in history(client, {})] == [None] * 3
    reader = bearer(client, "läsare", HeldRole(Role.READER, "kn"))
    assert [item["who"] for item in history(client, reader)] == ["samordnare"] * 3


def test_what_is_hidden_now_was_never_changed_to_others(client: TestClient, edited: dict[str, str]) -> None:
    client.patch("/api/v1/actors/ny", json={"version": 3, "visibility": "hidden"}, headers=edited)
    hid = history(client, edited)[0]["id"]
    analyst = bearer(client, "analytiker", HeldRole(Role.ANALYST))
    assert client.get("/api/v1/actors/ny/history", headers=analyst).status_code == 404
    assert client.get(f"/api/v1/changes/{hid}", headers=analyst).status_code == 404
    assert client.get(f"/api/v1/changes/{hid}", headers=edited).status_code == 200


def test_what_was_hidden_then_is_withheld_now(client: TestClient, edited: dict[str, str]) -> None:
    places = TABLES["places"]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        connection.execute(sa.update(places).where(places.c.id == "kn").values(visibility="shared"))
    client.patch("/api/v1/actors/ny", json={"version": 3, "visibility": "hidden", "note": "hemligt"}, headers=edited)
    client.patch("/api/v1/actors/ny", json={"version": 4, "visibility": "public", "note": ""}, headers=edited)
    shown = history(client, edited)[0]["id"]
    analyst = bearer(client, "analytiker", HeldRole(Role.ANALYST))

    (item,) = client.get(f"/api/v1/changes/{shown}", headers=analyst).json()["changes"]["items"]

    assert (item["withheld"], item["fields"]) == (True, {})
    (item,) = client.get(f"/api/v1/changes/{shown}", headers=edited).json()["changes"]["items"]
    assert item["fields"]["note"] == {"old": "hemligt", "new": None}


def test_only_administrators_see_all_change_sets(client: TestClient, edited: dict[str, str]) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    everything = client.get("/api/v1/changes?limit=200", headers=admin).json()
    assert everything["total"] == len(everything["items"])
    assert everything["items"][0]["who"] == "samordnare"
    assert everything["items"][-1]["by_command"]
    page = client.get("/api/v1/changes?limit=2&offset=1", headers=admin).json()
    assert page["items"] == everything["items"][1:3]
    assert (
        client.get("/api/v1/changes", headers=edited).status_code,
        client.get("/api/v1/changes").status_code,
    ) == (404, 401)


def test_a_long_change_set_is_read_page_by_page(client: TestClient) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    imported = client.get("/api/v1/changes?limit=200", headers=admin).json()["items"][-1]
    total = sum(count for counts in imported["records"].values() for count in counts.values())
    address = f"/api/v1/changes/{imported['id']}?limit=100&offset="
    read = [
        item
        for offset in range(0, total + 100, 100)
        for item in client.get(f"{address}{offset}", headers=admin).json()["changes"]["items"]
    ]
    assert len({(item["table"], *item["key"]) for item in read}) == total


def test_a_place_is_analysed_as_it_was_known(client: TestClient, edited: dict[str, str]) -> None:
    address = "/api/v1/places/kn/as-known"
    _, renamed, created = history(client, edited)

    def nodes(moment: str) -> dict[str, str]:
        answer = client.get(address, params={"at": moment, "date": "2026-11-01"}, headers=edited)
        assert answer.status_code == 200
        return {node["id"]: node["name"] for node in answer.json()["network"]["nodes"]}

    assert nodes(created["at"])["ny"] == "Ny förening"
    assert nodes(renamed["at"])["ny"] == "Nyare"
    assert client.get(address, params={"at": "2020-01-01"}, headers=edited).status_code == 404
    assert client.get(address, params={"at": "snart"}, headers=edited).status_code == 422


def test_an_unknown_or_impossible_change_set_is_not_found(client: TestClient, editor: dict[str, str]) -> None:
    for method, address in (("GET", "/api/v1/changes/9999"), ("POST", "/api/v1/changes/9999/undo")):
        assert client.request(method, address, headers=editor).status_code == 404
    assert client.get(f"/api/v1/changes/{2**31}", headers=editor).status_code == 422
    assert client.post("/api/v1/changes/1/undo").status_code == 401


def test_a_token_for_reading_undoes_nothing(client: TestClient, edited: dict[str, str]) -> None:
    themed = history(client, edited)[0]["id"]
    header = bearer(client, "program", HeldRole(Role.EDITOR, "kn"), scopes=(TokenScope.READ,))
    assert client.post(f"/api/v1/changes/{themed}/undo", headers=header).status_code == 403
