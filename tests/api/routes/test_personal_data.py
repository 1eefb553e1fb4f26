"""All that is known of an address, and its erasure, over HTTP on both databases."""

import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from models.vocabulary import Role, TokenScope
from tests.api.accounts import bearer

ADDRESS = "eva.ek@exempel.se"
NEW = {
    "id": "ny",
    "name": "Ny",
    "sector": "civil_society",
    "place_id": "kn",
    "email": ADDRESS,
    "note": f"Fråga {ADDRESS}",
}


@pytest.fixture
def editor(writable: TestClient) -> dict[str, str]:
    header = bearer(writable, "samordnare", HeldRole(Role.EDITOR, "kn"))
    assert writable.post("/api/v1/actors", json=NEW, headers=header).status_code == 201
    writable.patch("/api/v1/actors/ny", json={"version": 1, "note": "inget"}, headers=header)
    return header


def test_all_that_is_known_of_an_address_is_told(writable: TestClient, editor: dict[str, str]) -> None:
    answer = writable.post("/api/v1/contacts", json={"address": "Eva.Ek@exempel.se"}, headers=editor)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="kontakt.json"'
    assert answer.json() == {
        "address": "Eva.Ek@exempel.se",
        "records": [{"table": "actors", "key": ["ny"], "fields": {"email": ADDRESS}}],
        "history": [{"table": "actors", "key": ["ny"], "fields": {"note": f"Fråga {ADDRESS}", "email": ADDRESS}}],
        "answers": [],
    }


def test_an_address_is_erased(writable: TestClient, editor: dict[str, str]) -> None:
    answer = writable.post("/api/v1/erasures", json={"address": ADDRESS}, headers=editor)
    assert answer.status_code == 201
    assert (answer.json()["records"], answer.json()["kept"], ADDRESS in answer.text) == (1, 1, False)
    assert writable.get("/api/v1/actors/ny", headers=editor).json()["email"] is None
    assert writable.post("/api/v1/contacts", json={"address": ADDRESS}, headers=editor).json()["history"] == []


def test_a_record_is_erased(writable: TestClient, editor: dict[str, str]) -> None:
    assert writable.post("/api/v1/erasures/actors/ny", headers=editor).status_code == 201
    assert writable.get("/api/v1/actors/ny", headers=editor).status_code == 404
    assert writable.get("/api/v1/actors/ny/history", headers=editor).status_code == 404
    assert writable.post("/api/v1/erasures/actors/ny", headers=editor).status_code == 404
    assert writable.post("/api/v1/erasures/places/kn", headers=editor).status_code == 404


def test_only_those_who_write_may_look_for_people(writable: TestClient, editor: dict[str, str]) -> None:
    reader = bearer(writable, "läsare", HeldRole(Role.READER, "kn"))
    program = bearer(writable, "program", HeldRole(Role.ADMIN), scopes=(TokenScope.READ,))
    assert writable.post("/api/v1/contacts", json={"address": ADDRESS}).status_code == 401
    for header in (reader, program):
        assert writable.post("/api/v1/contacts", json={"address": ADDRESS}, headers=header).status_code == 404
        assert writable.post("/api/v1/erasures", json={"address": ADDRESS}, headers=header).status_code == 403
        # Both see the actor, which kn shows to whoever works there, and may not erase it.
        assert writable.post("/api/v1/erasures/actors/ny", headers=header).status_code == 403
    elsewhere = bearer(writable, "annan", HeldRole(Role.EDITOR, "filipstad"))
    assert writable.post("/api/v1/contacts", json={"address": ADDRESS}, headers=elsewhere).json()["records"] == []
    assert writable.post("/api/v1/erasures", json={"address": ADDRESS}, headers=elsewhere).json()["records"] == 0
    assert writable.get("/api/v1/actors/ny", headers=editor).json()["email"] == ADDRESS


@pytest.mark.parametrize("address", ["", "@", "exempel.se", "eva.ek@", "@exempel.se", "a b@exempel.se", "e@x"])
def test_what_is_no_address_is_not_looked_for(writable: TestClient, editor: dict[str, str], address: str) -> None:
    assert writable.post("/api/v1/contacts", json={"address": address}, headers=editor).status_code == 400
    assert writable.post("/api/v1/erasures", json={"address": address}, headers=editor).status_code == 400


def test_an_address_stands_in_no_address_of_a_page(writable: TestClient, editor: dict[str, str]) -> None:
    assert writable.get("/api/v1/contacts", params={"address": ADDRESS}, headers=editor).status_code == 405
    assert writable.post("/api/v1/contacts", json={}, headers=editor).status_code == 400
