"""Packages sent over HTTP: bound by the same rights as forms, all or nothing, every error by row."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import orjson
import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.packages import package

ACTORS = "id,name,sector,place_id\nny1,Ny ett,civil_society,kn\nny2,Ny två,state,ng\n"
TIES = "id,actor_a,actor_b\nnytt,ny1,ny2\n"


@pytest.fixture
def editor(writable: TestClient) -> dict[str, str]:
    return bearer(writable, "samordnare", HeldRole(Role.EDITOR, "kn"))


def send(client: TestClient, header: dict[str, str], choices: dict[str, Any] | None = None, **files: str) -> Any:
    return client.post(
        "/api/v1/imports", files={"file": ("partner.zip", package(**files))}, data=choices or {}, headers=header
    )


def test_an_editor_reads_in_what_lies_at_its_place(writable: TestClient, editor: dict[str, str]) -> None:
    answer = send(writable, editor, actors=ACTORS, ties=TIES)
    assert answer.status_code == 201
    assert answer.json()["counts"] == {
        "actors": {"new": 2, "changed": 0, "unchanged": 0},
        "ties": {"new": 1, "changed": 0, "unchanged": 0},
    }
    assert writable.get("/api/v1/ties/nytt", headers=editor).json()["actor_b"] == "ny2"


def test_a_dry_run_tells_the_same_and_stores_nothing(writable: TestClient, editor: dict[str, str]) -> None:
    answer = send(writable, editor, {"dry_run": "true"}, actors="id,name\nk1,Annat namn\n")
    assert (answer.status_code, answer.json()["stored"]) == (200, False)
    assert answer.json()["changes"][0]["columns"][0]["new"] == "Annat namn"
    assert writable.get("/api/v1/actors/k1", headers=editor).json()["version"] == 1


def test_rows_of_other_places_are_refused_by_row(writable: TestClient, editor: dict[str, str]) -> None:
    theirs = "id,name,sector,place_id\nny1,Ny ett,civil_society,kn\nny2,Ny två,state,bn\n"
    answer = send(writable, editor, actors=theirs)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert (error["file"], error["row"]) == ("actors.csv", 3)
    assert "inte rätt att lägga till" in error["reason"]
    assert writable.get("/api/v1/actors/ny1", headers=editor).status_code == 404


def test_the_valid_rows_alone_can_be_accepted(writable: TestClient, editor: dict[str, str]) -> None:
    theirs = "id,name,sector,place_id\nny1,Ny ett,civil_society,kn\nny2,Ny två,state,bn\n"
    answer = send(writable, editor, {"accept_valid": "true"}, actors=theirs, ties=TIES)
    assert answer.status_code == 201
    assert {name: counts["new"] for name, counts in answer.json()["counts"].items()} == {"actors": 1, "ties": 0}


HIDDEN = {"id": "gomd", "name": "Gömd", "sector": "civil_society", "place_id": "bn", "visibility": "hidden"}
PRIVATE = {"id": "gomdplats", "name": "Gömd plats", "level": "municipality", "visibility": "private"}


@pytest.fixture
def admin(writable: TestClient) -> dict[str, str]:
    """Whoever sees all has registered what the editor does not see: an actor, a place, and a mention of the actor."""
    header = bearer(writable, "admin", HeldRole(Role.ADMIN))
    assert writable.post("/api/v1/places", json=PRIVATE, headers=header).status_code == 201
    assert writable.post("/api/v1/actors", json=HIDDEN, headers=header).status_code == 201
    mentioned = {"version": 1, "federation_ids": ["gomd"], "parent_id": "gomd"}
    assert writable.patch("/api/v1/actors/c1", json=mentioned, headers=header).status_code == 200
    tie = {"id": "gomt", "actor_a": "c1", "actor_b": "gomd"}
    assert writable.post("/api/v1/ties", json=tie, headers=header).status_code == 201
    return header


def errors(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(wrong["column"], wrong["reason"]) for wrong in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("hidden", "files"),
    [
        ("gomd", {"ties": "id,actor_a,actor_b\nt,c1,{id}\n"}),
        ("gomd", {"ties": "id,actor_a,actor_b,level\nt,c1,{id},nonsens\n"}),
        ("gomd", {"actors": "id,parent_id\nc1,{id}\n"}),
        ("gomd", {"actors": "id,federation_ids\nc1,{id}\n"}),
        ("gomd", {"forum_members": "forum_id,actor_id\nf1,{id}\n"}),
        ("gomd", {"actors": "id,note\n{id},x\n"}),
        ("gomt", {"ties": "id,note\n{id},x\n"}),
        ("gomdplats", {"actors": "id,place_id\nc1,{id}\n"}),
        ("gomdplats", {"places": "id,name,level,parent_id\nny,Ny,area,{id}\n"}),
        ("gomdplats", {"places": "id,name,level,parent_id\n{id},Ny,municipality,\n"}),
    ],
)
def test_what_is_unseen_is_told_of_as_what_does_not_exist(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str], hidden: str, files: dict[str, str]
) -> None:
    for choices in ({}, {"accept_valid": "true"}):
        told = [
            send(writable, editor, choices, **{name: text.format(id=tried) for name, text in files.items()}).json()
            for tried in (hidden, "saknas")
        ]
        assert told[0]["errors"]
        assert orjson.dumps(told[0]).decode().replace(hidden, "saknas") == orjson.dumps(told[1]).decode()


def test_an_id_is_only_told_to_be_taken_where_it_could_have_been_used(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    here = "id,name,sector,place_id\ngomd,Min,civil_society,kn\n"
    assert errors(send(writable, editor, actors=here)) == [("id", "id:t används redan; välj ett annat")]


def test_one_s_own_export_read_in_again_changes_nothing_and_loses_no_mention_that_was_unseen(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    before = writable.get("/api/v1/actors/c1", headers=admin).json()
    export = writable.get("/api/v1/exports/package", headers=editor)
    with ZipFile(BytesIO(export.content)) as archive:
        assert not any(b"gomd" in archive.read(name) for name in archive.namelist())
    answer = writable.post("/api/v1/imports", files={"file": ("allt.zip", export.content)}, headers=editor)
    assert (answer.status_code, answer.json()["stored"], answer.json()["changes"]) == (200, False, [])
    assert writable.get("/api/v1/actors/c1", headers=admin).json() == before


def test_a_change_keeps_the_mentions_that_were_unseen_and_does_not_tell_of_them(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    answer = send(writable, editor, actors="id,name,federation_ids,parent_id\nc1,Nytt namn,k1,\n")
    assert answer.status_code == 201
    assert answer.json()["changes"][0]["columns"][1:] == [{"column": "federation_ids", "old": "", "new": "k1"}]
    stored = writable.get("/api/v1/actors/c1", headers=admin).json()
    assert (stored["name"], stored["federation_ids"], stored["parent_id"]) == ("Nytt namn", ["gomd", "k1"], "gomd")


def test_a_circle_through_what_is_unseen_is_refused_without_naming_it(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    writable.patch("/api/v1/actors/gomd", json={"version": 1, "parent_id": "k2"}, headers=admin)
    answer = send(writable, editor, actors="id,parent_id\nk2,c1\n")
    assert errors(answer) == [("parent_id", "går i cirkel; ta bort hänvisningen")]


def test_a_package_does_not_first_move_what_is_others_and_then_write_it(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    """The row that moves the actors is refused; the tie is judged by where they are."""
    for actor in ("b8", "b9"):
        theirs = {"id": actor, "name": actor, "sector": "state", "place_id": "bn"}
        writable.post("/api/v1/actors", json=theirs, headers=admin)
    writable.post("/api/v1/ties", json={"id": "tb", "actor_a": "b8", "actor_b": "b9"}, headers=admin)
    assert writable.get("/api/v1/ties/tb", headers=editor).status_code == 200

    moved = "id,name,sector,place_id\nb8,B,state,kn\nb9,B,state,kn\n"
    answer = send(writable, editor, {"accept_valid": "true"}, actors=moved, ties="id,what\ntb,Mitt\n")

    assert [wrong["file"] for wrong in answer.json()["errors"]] == ["actors.csv", "actors.csv", "ties.csv"]
    assert writable.get("/api/v1/ties/tb", headers=admin).json()["what"] is None


def test_who_made_a_record_without_place_changes_it_by_import_as_on_a_form(
    writable: TestClient, editor: dict[str, str], admin: dict[str, str]
) -> None:
    for actor, who in (("min", editor), ("annans", admin)):
        values = {"id": actor, "name": "Riks", "sector": "civil_society"}
        assert writable.post("/api/v1/actors", json=values, headers=who).status_code == 201
    assert send(writable, editor, actors="id,note\nmin,ny\n").status_code == 201
    assert "inte rätt" in errors(send(writable, editor, actors="id,note\nannans,ny\n"))[0][1]


@pytest.mark.parametrize("roles", [(), (HeldRole(Role.READER, "kn"),)])
def test_what_is_sent_by_who_may_write_nothing_is_not_even_opened(
    writable: TestClient, roles: tuple[HeldRole, ...]
) -> None:
    header = bearer(writable, "x", *roles)
    answer = writable.post("/api/v1/imports", files={"file": ("x.zip", b"PK\x03\x04nonsense")}, headers=header)
    assert answer.status_code == 403


def test_nobody_imports_without_signing_in(writable: TestClient) -> None:
    assert send(writable, {}, actors=ACTORS).status_code == 401


def test_a_file_that_is_no_package_is_a_problem_document(writable: TestClient, editor: dict[str, str]) -> None:
    answer = writable.post("/api/v1/imports", files={"file": ("x.zip", b"PK\x03\x04nonsense")}, headers=editor)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
