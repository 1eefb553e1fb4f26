"""Records created, changed and deleted over HTTP by tokens of real accounts, on both databases."""

import re

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import reading
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


def history(client: TestClient) -> list[tuple[str, int, bool]]:
    engine = client.app.state.engine  # type: ignore[attr-defined]
    kept = TABLES["history"].c
    with reading(engine) as connection:
        rows = connection.execute(sa.select(kept.table_name, kept.version, kept.deleted).order_by(kept.id))
        return [(row.table_name, row.version, row.deleted) for row in rows]


def test_a_record_is_created_read_changed_and_deleted(client: TestClient, editor: dict[str, str]) -> None:
    created = client.post("/api/v1/actors", json=NEW, headers=editor)
    assert (created.status_code, created.headers["location"]) == (201, "/api/v1/actors/ny")
    assert created.json() | NEW == created.json()
    assert created.json()["version"] == 1
    assert client.get("/api/v1/actors/ny", headers=editor).json()["name"] == "Ny förening"

    changed = client.patch("/api/v1/actors/ny", json={"version": 1, "themes": ["health"]}, headers=editor)
    assert (changed.status_code, changed.json()["version"], changed.json()["themes"]) == (200, 2, ["health"])
    assert changed.json()["name"] == "Ny förening"

    replaced = client.put("/api/v1/actors/ny", json={**NEW, "name": "Nyare", "version": 2}, headers=editor)
    assert (replaced.json()["name"], replaced.json()["themes"]) == ("Nyare", [])

    assert client.delete("/api/v1/actors/ny?version=3", headers=editor).status_code == 204
    assert client.get("/api/v1/actors/ny", headers=editor).status_code == 404
    assert history(client) == [("actors", 1, False), ("actors", 2, False), ("actors", 3, True)]


def test_who_was_overtaken_is_told_both_versions(client: TestClient, editor: dict[str, str]) -> None:
    client.post("/api/v1/actors", json=NEW, headers=editor)
    client.patch("/api/v1/actors/ny", json={"version": 1, "name": "Först"}, headers=editor)

    late = client.patch("/api/v1/actors/ny", json={"version": 1, "name": "Sist"}, headers=editor)

    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert (late.json()["current"]["name"], late.json()["current"]["version"]) == ("Först", 2)
    assert late.json()["yours"]["name"] == "Sist"
    assert client.delete("/api/v1/actors/ny?version=1", headers=editor).status_code == 409


def test_what_seems_to_be_about_a_person_is_stored_and_warned_of(client: TestClient, editor: dict[str, str]) -> None:
    created = client.post("/api/v1/actors", json=NEW | {"offers": "Ring 070-123 45 67"}, headers=editor)
    assert created.status_code == 201
    (warning,) = created.json()["warnings"]
    assert warning["field"] == "offers"
    assert warning["reason"].startswith("innehåller det som ser ut som ett telefonnummer")
    quiet = client.patch("/api/v1/actors/ny", json={"version": 1, "offers": None}, headers=editor)
    assert quiet.json()["warnings"] == []


@pytest.mark.parametrize(
    "values", [{"name": "Eva Ek 850101-1234"}, {"name": "Kvinnojouren", "visibility": "hidden"}, {"name": "Bro 850101"}]
)
def test_an_id_tells_nothing_of_a_name_that_should_not_be_told(
    client: TestClient, editor: dict[str, str], values: dict[str, str]
) -> None:
    answer = client.post("/api/v1/actors", json={"sector": "state", "place_id": "kn", **values}, headers=editor)
    assert answer.status_code == 201
    assert re.fullmatch(r"actors-[0-9a-f]{8}", answer.json()["id"])


def test_an_id_is_made_of_the_name(client: TestClient, editor: dict[str, str]) -> None:
    values = {"name": "Föreningen Bron & Ån", "sector": "civil_society", "place_id": "kn"}
    one, other = (client.post("/api/v1/actors", json=values, headers=editor).json()["id"] for _ in range(2))
    assert one.startswith("foreningen-bron-an-")
    assert one != other


def test_with_a_forum_go_its_members(client: TestClient, editor: dict[str, str]) -> None:
    assert client.get("/api/v1/forums/f1/members", headers=editor).json()["items"]
    assert client.delete("/api/v1/forums/f1?version=1", headers=editor).status_code == 204
    assert client.get("/api/v1/forums/f1/members", headers=editor).status_code == 404


def test_the_members_of_a_forum_are_replaced_as_a_whole(client: TestClient, editor: dict[str, str]) -> None:
    read = client.get("/api/v1/forums/f1/members", headers=editor).json()
    kept = [{name: value for name, value in read["items"][0].items() if name != "forum_id"}]
    sent = {"items": [*kept, {"actor_id": "k2"}], "mark": read["mark"]}

    answer = client.put("/api/v1/forums/f1/members", json=sent, headers=editor)

    assert answer.status_code == 200
    assert {row["actor_id"] for row in answer.json()["items"]} == {kept[0]["actor_id"], "k2"}
    assert client.get("/api/v1/forums/f1/members", headers=editor).json() == answer.json()
    late = client.put("/api/v1/forums/f1/members", json=sent, headers=editor)
    assert late.status_code == 409
    assert len(late.json()["current"]["items"]) == 2


def test_an_iop_gets_its_parties_at_once(client: TestClient, editor: dict[str, str]) -> None:
    iop = {"id": "iop", "title": "IOP", "kind": "iop", "stage": "in_force", "place_id": "kn"}
    client.post("/api/v1/agreements", json=iop, headers=editor)
    mark = client.get("/api/v1/agreements/iop/parties", headers=editor).json()["mark"]

    alone = client.put(
        "/api/v1/agreements/iop/parties", json={"items": [{"actor_id": "k1"}], "mark": mark}, headers=editor
    )
    both = client.put(
        "/api/v1/agreements/iop/parties",
        json={"items": [{"actor_id": "k1"}, {"actor_id": "c1"}], "mark": mark},
        headers=editor,
    )

    assert (alone.status_code, both.status_code) == (422, 200)
    assert "minst en offentlig och en idéburen part" in alone.json()["errors"][0]["reason"]


def test_nobody_writes_without_signing_in(client: TestClient) -> None:
    answers = [
        client.post("/api/v1/actors", json=NEW),
        client.patch("/api/v1/actors/k1", json={"version": 1, "name": "X"}),
        client.delete("/api/v1/actors/k1?version=1"),
        client.put("/api/v1/forums/f1/members", json={"items": [], "mark": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401]


def test_an_editor_writes_at_its_own_place_alone(client: TestClient, editor: dict[str, str]) -> None:
    elsewhere = client.post("/api/v1/actors", json=NEW | {"place_id": "bn"}, headers=editor)
    version = client.get("/api/v1/actors/k1", headers=editor).json()["version"]
    moved = client.patch("/api/v1/actors/k1", json={"version": version, "place_id": "bn"}, headers=editor)
    below = client.post("/api/v1/actors", json=NEW | {"place_id": "ng"}, headers=editor)
    assert (elsewhere.status_code, moved.status_code, below.status_code) == (403, 403, 201)


@pytest.mark.parametrize("role", [HeldRole(Role.READER, "kn"), HeldRole(Role.ANALYST)])
def test_readers_and_analysts_write_nothing(client: TestClient, role: HeldRole) -> None:
    header = bearer(client, "laser", role)
    assert client.post("/api/v1/actors", json=NEW, headers=header).status_code == 403


def test_a_token_for_reading_writes_nothing(client: TestClient) -> None:
    header = bearer(client, "program", HeldRole(Role.EDITOR, "kn"), scopes=(TokenScope.READ,))
    assert client.post("/api/v1/actors", json=NEW, headers=header).status_code == 403


def test_a_member_writes_what_is_about_its_own_actor(client: TestClient) -> None:
    own = bearer(client, "forening", HeldRole(Role.MEMBER, actor_id="c1"))
    version = client.get("/api/v1/actors/c1", headers=own).json()["version"]
    tie = {"id": "egen", "actor_a": "c1", "actor_b": "k3", "level": "dialogue"}

    described = client.patch("/api/v1/actors/c1", json={"version": version, "offers": "Lokal"}, headers=own)
    moved = client.patch("/api/v1/actors/c1", json={"version": version + 1, "place_id": None}, headers=own)
    others = client.patch("/api/v1/actors/c2", json={"version": 1, "name": "X"}, headers=own)

    assert (described.status_code, moved.status_code, others.status_code) == (200, 403, 403)
    assert client.post("/api/v1/ties", json=tie, headers=own).status_code == 201
    assert client.post("/api/v1/ties", json=tie | {"id": "x", "actor_a": "k1"}, headers=own).status_code == 403


def test_an_administrator_writes_everywhere(client: TestClient) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    place = {"id": "nyort", "name": "Nyort", "level": "municipality"}
    assert client.post("/api/v1/places", json=place, headers=admin).status_code == 201
    assert client.post("/api/v1/actors", json=NEW | {"place_id": "nyort"}, headers=admin).status_code == 201


def test_what_the_viewer_does_not_see_stays_as_it_was(client: TestClient, editor: dict[str, str]) -> None:
    admin = bearer(client, "admin", HeldRole(Role.ADMIN))
    far = {"id": "hemlig", "name": "Hemlig", "sector": "civil_society", "place_id": "bn", "visibility": "hidden"}
    client.post("/api/v1/actors", json=far, headers=admin)
    client.post("/api/v1/actors", json=NEW | {"federation_ids": ["hemlig", "c1"]}, headers=admin)

    read = client.get("/api/v1/actors/ny", headers=editor).json()
    changed = client.put("/api/v1/actors/ny", json=NEW | {"name": "X", "version": 1}, headers=editor)
    guessed = client.patch("/api/v1/actors/ny", json={"federation_ids": ["hemlig"], "version": 2}, headers=editor)

    assert (read["federation_ids"], changed.json()["federation_ids"]) == (["c1"], [])
    assert client.get("/api/v1/actors/ny", headers=admin).json()["federation_ids"] == ["hemlig"]
    assert guessed.status_code == 422


def test_an_actor_leaves_what_it_joined_and_confirms_only_what_the_other_side_said(writable: TestClient) -> None:
    member = bearer(writable, "aktor", HeldRole(Role.MEMBER, actor_id="c4"))
    other = bearer(writable, "granne", HeldRole(Role.MEMBER, actor_id="c3"))
    tie = {"id": "nytt", "actor_a": "c3", "actor_b": "c4", "level": "dialogue", "confirmation": "one_party"}
    agreed = {"version": 1, "confirmation": "both"}
    assert writable.post("/api/v1/ties", json=tie, headers=other).status_code == 201
    assert writable.patch("/api/v1/ties/nytt", json=agreed, headers=other).status_code == 403
    assert writable.patch("/api/v1/ties/nytt", json=agreed, headers=member).status_code == 200

    address = "/api/v1/forums/f2/members"
    listed = writable.get(address, headers=member).json()
    joined = {"mark": listed["mark"], "items": [*listed["items"], {"actor_id": "c4", "role": "observer"}]}
    with_it = writable.put(address, json=joined, headers=member)
    assert with_it.status_code == 200
    left = {"mark": with_it.json()["mark"], "items": listed["items"]}
    assert writable.put(address, json=left, headers=member).status_code == 200
