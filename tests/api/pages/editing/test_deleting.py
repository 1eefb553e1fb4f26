"""Deleting what is registered: what goes along and what stands in the way is told before, and nothing unseen."""

import pytest
import sqlalchemy as sa

from api.database import writing
from models.tables import TABLES
from tests.api.pages.editing.conftest import Writer
from tests.api.pages.visible import links, part, words

FORUM = "/forum/f1/andra?place=kn"
NEW = {"id": "ny", "name": "Ny förening", "sector": "civil_society", "place_id": "kn"}
HIDDEN = {"id": "gomd", "name": "Gömd", "sector": "state", "place_id": "bn", "visibility": "hidden"}


def make(writer: Writer, table: str, **values: str) -> None:
    answer = writer.client.post(f"/api/v1/{table}", json=values, headers=dict(writer.headers))
    assert answer.status_code == 201, answer.text


def test_before_something_is_deleted_it_is_told_what_goes_along(editor: Writer) -> None:
    page = editor.see("/forum/f1/ta-bort?place=kn")
    assert "medlemskap i forum: 4" in words(page)
    answer = editor.send("/forum/f1/ta-bort?place=kn", {"version": "1"})
    told = editor.see(answer.headers["location"])
    assert "Borttaget: Trygghetsgruppen (Forum)" in words(told)
    assert 'action="/historik/' in told
    assert editor.status("/forum/f1/andra") == 404


def test_what_others_name_is_not_deleted_and_they_are_shown(editor: Writer) -> None:
    page = editor.see("/aktorer/k1/ta-bort?place=kn")
    assert "samarbeten: 2" in words(page)
    assert "/samarbeten/t4/andra?place=kn" in links(page)
    assert "Ja, ta bort" not in words(page)
    assert editor.send("/aktorer/k1/ta-bort", {"version": "1"}).status_code == 409


def test_a_changed_record_is_not_deleted_unseen(editor: Writer) -> None:
    editor.fill(FORUM, name="Ändrad")
    answer = editor.send("/forum/f1/ta-bort", {"version": "1"})
    assert answer.status_code == 409
    assert "Någon annan har ändrat det här" in words(answer.text)


def test_with_an_actor_goes_what_is_about_nothing_else(editor: Writer) -> None:
    make(editor, "actors", **NEW)
    make(editor, "mandates", id="m9", actor_id="ny", kind="decides")
    assert "mandat: 1" in part(editor.see("/aktorer/ny/ta-bort"), "Det här försvinner", "</ul>")

    answer = editor.send("/aktorer/ny/ta-bort", {"version": "1"})

    assert answer.status_code == 303
    assert "code" not in editor.record("mandates/m9")
    assert editor.record("mandates/m9")["status"] == 404
    undo = answer.headers["location"].partition("sparat=")[2].partition("&")[0]
    assert editor.send(f"/historik/{undo}/angra", {}).status_code == 303
    assert editor.record("mandates/m9")["actor_id"] == "ny"


def test_what_has_no_form_is_told_with_who_can_delete_it(editor: Writer, admin: Writer) -> None:
    make(editor, "actors", **NEW)
    make(admin, "grants", id="g9", grantor_id="k1", recipient_id="ny")
    page = words(editor.see("/aktorer/ny/ta-bort"))
    assert "bidrag: 1 De har ingen egen sida här. Be den som administrerar registret" in page


def test_what_is_unseen_stands_in_the_way_without_being_counted_or_named(editor: Writer, admin: Writer) -> None:
    make(editor, "actors", **NEW)
    make(admin, "actors", **HIDDEN)
    make(admin, "ties", id="gomt", actor_a="ny", actor_b="gomd")
    page = editor.see("/aktorer/ny/ta-bort")
    assert "Uppgifter som du inte får se hänger ihop med det här." in words(page)
    assert "samarbeten" not in part(page, "<h1>", "</main>")
    assert "gom" not in page
    assert editor.send("/aktorer/ny/ta-bort", {"version": "1"}).status_code == 409


def test_what_is_unseen_and_goes_along_is_not_counted(editor: Writer, admin: Writer) -> None:
    make(admin, "actors", **HIDDEN)
    mark = admin.record("forums/f1/members")["mark"]
    rows = [*admin.record("forums/f1/members")["items"], {"actor_id": "gomd"}]  # type: ignore[misc]
    admin.client.put("/api/v1/forums/f1/members", json={"items": rows, "mark": mark}, headers=dict(admin.headers))
    assert "medlemskap i forum: 4" in words(editor.see("/forum/f1/ta-bort"))
    assert "medlemskap i forum: 5" in words(admin.see("/forum/f1/ta-bort"))


def test_that_accounts_lose_their_role_is_told(editor: Writer) -> None:
    make(editor, "actors", **NEW)
    with writing(editor.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        account = connection.execute(sa.select(TABLES["accounts"].c.id)).scalars().first()
        role = {"account_id": account, "role": "member", "actor_id": "ny"}
        connection.execute(sa.insert(TABLES["account_roles"]).values(**role))
    assert "konton som företräder aktören: 1. De får inte tillbaka rollen" in words(editor.see("/aktorer/ny/ta-bort"))


def test_of_many_the_first_are_shown(editor: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.editing.deleting.MOST_LINKS", 1)
    page = editor.see("/aktorer/k1/ta-bort?place=kn")
    assert [link for link in links(page) if link.startswith("/samarbeten/")] == ["/samarbeten/t4/andra?place=kn"]
    assert "Här visas 1 av 2." in words(page)
