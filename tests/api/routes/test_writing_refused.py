"""What cannot be written over HTTP, and what is said of it: by field, in Swedish, and of nothing unseen."""

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer

NEW = {"id": "ny", "name": "Ny förening", "sector": "civil_society", "place_id": "kn"}


@pytest.fixture
def client(writable: TestClient) -> TestClient:
    return writable


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    return bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sector": "state"}, "name"),
        ({"name": "X", "sector": "churches"}, "sector"),
        ({"name": "X", "sector": "state", "colour": "red"}, "colour"),
        ({"name": "X\x00", "sector": "state"}, "name"),
        ({"name": "X", "sector": "state", "place_id": "atlantis"}, "place_id"),
        ({"name": "X", "sector": "state", "valid_from": "2026-02-30"}, "valid_from"),
        ({"name": "X", "sector": "state", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to"),
        ({"name": "X", "sector": "state", "org_number": "8803200016"}, "org_number"),
        ({"name": ["X"], "sector": "state"}, "name"),
        ({"id": "eva-850101-1234", "name": "X", "sector": "state"}, "id"),
        ({"name": "X", "sector": "state", "website": "javascript:alert(1)"}, "website"),
        ({"name": "X", "sector": "state", "website": "https://"}, "website"),
        ({"name": "X", "sector": "state", "valid_from": {"day": 1}}, "valid_from"),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(
    client: TestClient, editor: dict[str, str], values: dict[str, object], field: str
) -> None:
    answer = client.post("/api/v1/actors", json={"place_id": "kn"} | values, headers=editor)
    assert answer.status_code == 422
    assert [wrong["field"] for wrong in answer.json()["errors"]] == [field]
    assert "8803200016" not in answer.text
    assert "Input should" not in answer.text


def test_true_is_no_amount(client: TestClient, editor: dict[str, str]) -> None:
    values = {"title": "Avtal", "kind": "contract", "stage": "in_force", "place_id": "kn", "amount_sek": True}
    answer = client.post("/api/v1/agreements", json=values, headers=editor)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "amount_sek")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
def test_a_change_is_an_object(client: TestClient, editor: dict[str, str], body: bytes) -> None:
    assert client.patch("/api/v1/actors/k1", content=body, headers=editor).status_code == 400


def test_a_change_and_a_deletion_say_from_which_version(client: TestClient, editor: dict[str, str]) -> None:
    answers = [
        client.patch("/api/v1/actors/k1", json={"name": "X"}, headers=editor),
        client.patch("/api/v1/actors/k1", json={"name": "X", "version": "1"}, headers=editor),
        client.delete("/api/v1/actors/k1", headers=editor),
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert {wrong["field"] for answer in answers for wrong in answer.json()["errors"]} == {"version"}


def test_what_says_that_it_is_no_json_is_not_read(client: TestClient, editor: dict[str, str]) -> None:
    body = b'{"name": "X", "sector": "state", "place_id": "kn"}'
    kinds = {"application/x-www-form-urlencoded": 415, "text/plain": 415, "application/json; charset=utf-8": 201}
    for kind, status in kinds.items():
        headers = {**editor, "content-type": kind}
        assert client.post("/api/v1/actors", content=body, headers=headers).status_code == status


def test_the_id_of_a_record_stays(client: TestClient, editor: dict[str, str]) -> None:
    client.post("/api/v1/actors", json=NEW, headers=editor)
    for send in (client.patch, client.put):
        other = send("/api/v1/actors/ny", json={**NEW, "id": "annat", "version": 1}, headers=editor)
        assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "id")
    mark = client.get("/api/v1/forums/f1/members", headers=editor).json()["mark"]
    rows = {"items": [{"forum_id": "f2", "actor_id": "c1"}], "mark": mark}
    assert client.put("/api/v1/forums/f1/members", json=rows, headers=editor).status_code == 422


def test_a_body_beyond_every_record_is_refused(client: TestClient, editor: dict[str, str]) -> None:
    answer = client.post("/api/v1/actors", content=b"x" * 1_000_001, headers=editor)
    assert answer.status_code == 413


def test_an_id_that_is_taken_is_a_conflict(client: TestClient, editor: dict[str, str]) -> None:
    assert client.post("/api/v1/actors", json=NEW | {"id": "k1"}, headers=editor).status_code == 409


def test_what_others_name_cannot_go(client: TestClient, editor: dict[str, str]) -> None:
    version = client.get("/api/v1/actors/k1", headers=editor).json()["version"]
    answer = client.delete(f"/api/v1/actors/k1?version={version}", headers=editor)
    assert answer.status_code == 409
    assert answer.json()["mentions"] == {"actors": 2, "ties": 2, "mandates": 2}
    assert "(aktörer: 2, samarbeten: 2, mandat: 2)" in answer.json()["detail"]


def test_what_is_unseen_keeps_a_record_without_being_counted(client: TestClient, editor: dict[str, str]) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    hidden = {"id": "gomd", "name": "Gömd", "sector": "state", "place_id": "bn", "visibility": "hidden"}
    client.post("/api/v1/actors", json=hidden, headers=admin)
    client.post("/api/v1/actors", json=NEW, headers=editor)
    client.post("/api/v1/ties", json={"id": "gomt", "actor_a": "ny", "actor_b": "gomd"}, headers=admin)

    only = client.delete("/api/v1/actors/ny?version=1", headers=editor)
    client.post("/api/v1/ties", json={"id": "synligt", "actor_a": "ny", "actor_b": "k1"}, headers=editor)
    both = client.delete("/api/v1/actors/ny?version=1", headers=editor)

    assert (only.status_code, only.json()["mentions"], both.json()["mentions"]) == (409, {}, {"ties": 1})
    assert "uppgifter som du inte får se" in only.json()["detail"]
    assert "(samarbeten: 1)" in both.json()["detail"]
    assert client.delete("/api/v1/actors/ny?version=1", headers=admin).json()["mentions"] == {"ties": 2}


def test_a_place_that_is_described_or_where_somebody_has_a_role_cannot_go(client: TestClient) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    for place in ("ort", "by"):
        client.post("/api/v1/places", json={"id": place, "name": place, "level": "municipality"}, headers=admin)
    bearer(client, "byns", HeldRole(Role.EDITOR, "by"))
    engine = client.app.state.engine  # type: ignore[attr-defined]
    with writing(engine) as connection:
        collection = connection.execute(sa.select(TABLES["collections"].c.id)).scalars().first()
        connection.execute(sa.insert(TABLES["collection_places"]).values(collection_id=collection, place_id="ort"))

    described, held = (client.delete(f"/api/v1/places/{place}?version=1", headers=admin) for place in ("ort", "by"))

    assert (described.status_code, described.json()["mentions"]) == (409, {"collections": 1})
    assert (held.status_code, held.json()["mentions"]) == (409, {"account_roles": 1})
