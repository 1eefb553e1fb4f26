"""Packages sent over HTTP: bound by the same rights as forms, all or nothing, every error by row."""

from typing import Any

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


def test_what_the_sender_does_not_see_neither_changes_nor_shows(writable: TestClient, editor: dict[str, str]) -> None:
    admin = bearer(writable, "admin", HeldRole(Role.ADMIN))
    hidden = {"id": "gomd", "name": "Gömd", "sector": "civil_society", "place_id": "bn", "visibility": "hidden"}
    writable.post("/api/v1/actors", json=hidden, headers=admin)

    taken = send(writable, editor, actors="id,name,sector,place_id\ngomd,Min,civil_society,kn\n")
    named = send(writable, editor, actors=ACTORS, ties="id,actor_a,actor_b\nt,ny1,gomd\n")
    unknown = send(writable, editor, actors=ACTORS, ties="id,actor_a,actor_b\nt,ny1,gomdd\n")

    assert [wrong["reason"] for wrong in taken.json()["errors"]] == ["id:t används redan; välj ett annat"]
    assert "finns varken i paketets actors eller i registret" in named.json()["errors"][0]["reason"]
    assert unknown.json()["errors"][0]["reason"].endswith("eller i registret; rätta id:t")


@pytest.mark.parametrize(("roles", "status"), [((), 422), ((HeldRole(Role.READER, "kn"),), 422)])
def test_who_may_write_nothing_imports_nothing(writable: TestClient, roles: tuple[HeldRole, ...], status: int) -> None:
    assert send(writable, bearer(writable, "x", *roles), actors=ACTORS).status_code == status


def test_nobody_imports_without_signing_in(writable: TestClient) -> None:
    assert send(writable, {}, actors=ACTORS).status_code == 401


def test_a_file_that_is_no_package_is_a_problem_document(writable: TestClient, editor: dict[str, str]) -> None:
    answer = writable.post("/api/v1/imports", files={"file": ("x.zip", b"PK\x03\x04nonsense")}, headers=editor)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
