"""How fresh records are, wherever they are shown: pages, lists, forms and JSON."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.seen import Seen
from api.database import reading, writing
from api.queries.register import load_register
from api.self_service.confirmations import confirm
from graph.packages import key_of
from models.package_files import FILES
from models.tables import TABLES
from tests.api.pages.editing.conftest import Writer
from tests.api.pages.joining.joining import words

AT = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
"""The second of November in Sweden."""

NOT_CONFIRMED = r"Inte bekräftad av aktören\. Registrerad \d+ \w+ 20\d\d"


def confirmed(client: TestClient, actor: str, table: str, *key: str, at: datetime = AT) -> None:
    """Let an actor say that a record is right."""
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        records = load_register(Seen(connection)).tables()[table]
        record = next(each for each in records if key_of(FILES[table], each)[: len(key)] == key)
        confirm(connection, actor, [(FILES[table], record)], at)


def test_an_actor_s_page_says_who_confirmed_what_and_when(editor: Writer, writable: TestClient) -> None:
    before = words(editor.see("/aktorer/k1?place=kn"))
    assert "Bekräftad av" not in before
    assert re.search(NOT_CONFIRMED, before)
    confirmed(writable, "k1", "actors", "k1")
    confirmed(writable, "s1", "ties", "t4")
    confirmed(writable, "k1", "forum_members", "f1", "k1")
    page = editor.see("/aktorer/k1?place=kn")
    names = {actor: editor.record(f"actors/{actor}")["name"] for actor in ("k1", "s1")}
    assert f"Bekräftad av {names['s1']} 2 november 2026" in words(page)
    assert words(page).count(f"Bekräftad av {names['k1']} 2 november 2026") == 2
    assert "Senast bekräftad 2 november 2026" in page


def test_lists_forms_and_evidence_say_it_too(editor: Writer, writable: TestClient) -> None:
    confirmed(writable, "k1", "forums", "f1")
    said = f"Bekräftad av {editor.record('actors/k1')['name']} 2 november 2026"
    assert said in words(editor.see("/platser/kn/registrera?q=trygghet"))
    assert said in words(editor.see("/forum/f1/andra"))
    assert said in words(editor.see("/platser/kn/karta"))
    assert re.search(NOT_CONFIRMED, words(editor.see("/platser/kn/vem-gor-vad")))
    assert re.search(NOT_CONFIRMED, words(editor.see("/platser/kn/luckor")))


def test_a_later_change_by_somebody_else_is_told_beside_it(editor: Writer, writable: TestClient) -> None:
    confirmed(writable, "k1", "forums", "f1")
    version = editor.record("forums/f1")["version"]
    change = {"goal": "Nytt mål", "version": version}
    assert writable.patch("/api/v1/forums/f1", json=change, headers=editor.headers).status_code == 200
    said = words(editor.see("/forum/f1/andra"))
    assert re.search(r"Bekräftad av .+ 2 november 2026, ändrad därefter \d+ \w+ 20\d\d", said)


def test_lists_can_show_only_what_is_old(editor: Writer, writable: TestClient) -> None:
    assert "Forum 0 Inget som är så gammalt." in words(editor.see("/platser/kn/registrera?aldre=true&q=trygghet"))
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        sets = TABLES["change_sets"]
        connection.execute(sa.update(sets).values(at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert "Forum 1 Trygghetsgruppen" in words(editor.see("/platser/kn/registrera?aldre=true&q=trygghet"))
    confirmed(writable, "k1", "forums", "f1", at=writable.app.state.gate.now())  # type: ignore[attr-defined]
    page = editor.see("/platser/kn/registrera?aldre=true&q=trygghet")
    assert "Forum 0 Inget som är så gammalt." in words(page)
    assert 'name="aldre" value="true" checked' in page


@pytest.mark.parametrize("actor", ["k1", "c1"])
def test_json_says_when_also_in_a_list_that_was_read_before(editor: Writer, writable: TestClient, actor: str) -> None:
    """Confirming changes no record; a remembered list has to be found out all the same."""
    address = "/api/v1/forums"
    assert {item["confirmed_at"] for item in writable.get(address).json()["items"]} == {None}
    confirmed(writable, actor, "forums", "f1")
    listed = {item["id"]: item["confirmed_at"] for item in writable.get(address).json()["items"]}
    assert listed["f1"] == "2026-11-01T23:30:00+00:00"
    assert set(listed.values()) == {None, "2026-11-01T23:30:00+00:00"}
    assert editor.record("forums/f1")["confirmed_at"] == "2026-11-01T23:30:00+00:00"


def test_json_can_be_sent_back_as_it_was_read_and_confirms_nothing(editor: Writer, writable: TestClient) -> None:
    record = {**editor.record("forums/f1"), "goal": "Nytt mål", "confirmed_at": "2026-11-01T23:30:00+00:00"}
    assert writable.put("/api/v1/forums/f1", json=record, headers=editor.headers).status_code == 200
    after = editor.record("forums/f1")
    assert (after["goal"], after["confirmed_at"]) == ("Nytt mål", None)


def test_what_a_hidden_actor_confirmed_is_not_told_to_others(editor: Writer, writable: TestClient) -> None:
    confirmed(writable, "c1", "forums", "f1")
    change = {"visibility": "hidden", "version": editor.record("actors/c1")["version"]}
    assert writable.patch("/api/v1/actors/c1", json=change, headers=editor.headers).status_code == 200
    assert editor.record("forums/f1")["confirmed_at"] is not None
    assert writable.get("/api/v1/forums/f1").json()["confirmed_at"] is None


def test_openapi_tells_of_it_as_read_only(writable: TestClient) -> None:
    paths = writable.get("/api/v1/openapi.json").json()["paths"]
    one = paths["/api/v1/forums/{record_id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    many = paths["/api/v1/forums"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert one["properties"]["confirmed_at"]["readOnly"] is True
    assert many["properties"]["items"]["items"]["properties"]["confirmed_at"] == one["properties"]["confirmed_at"]
    with reading(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        assert connection.execute(sa.select(TABLES["confirmations"])).all() == []
