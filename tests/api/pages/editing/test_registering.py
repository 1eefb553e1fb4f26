"""Actors, ties, forums and agreements registered on forms, and what is said when they cannot be."""

import html
import re
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from api.pages.editing.sent import LARGEST_FORM
from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.visible import links, part, words

NEW_ACTOR = "/platser/kn/registrera/aktor"
NEW_TIE = "/platser/kn/registrera/samarbete"
NEW_FORUM = "/platser/kn/registrera/forum"
NEW_AGREEMENT = "/platser/kn/registrera/avtal"


def summary(page: str) -> str:
    return part(page, 'class="fault-summary"', "</section>")


def test_an_actor_is_registered_and_the_next_page_says_so(editor: Writer) -> None:
    answer = editor.fill(
        NEW_ACTOR,
        name="Föreningen Bron",
        sector="civil_society",
        themes=["health", "safety"],
        tags="språk, mötesplatser\nbarn",
        valid_from="2026-03",
        valid_to="2026",
        mentor="yes",
        parent_id="Hjälpkretsen",
    )
    assert answer.status_code == 303
    page = editor.see(answer.headers["location"])
    assert "Sparat: Föreningen Bron (Aktör)" in words(page)
    assert '<form method="post" action="/historik/' in page

    record_id = answer.headers["location"].partition("actors%3A")[2]
    record = editor.record(f"actors/{record_id}")
    expected = {
        "name": "Föreningen Bron",
        "place_id": "kn",
        "themes": ["health", "safety"],
        "tags": ["språk", "mötesplatser", "barn"],
        "valid_from": "2026-03-01",
        # To and with 2026 is kept as the first day that no longer counts.
        "valid_to": "2027-01-01",
        "mentor": True,
        "parent_id": "c1",
        "visibility": "public",
    }
    assert record | expected == record


def test_everything_that_is_wrong_is_told_at_once_and_nothing_typed_is_lost(editor: Writer) -> None:
    typed = {
        "offers": "Lokaler & <b>kaffe</b>",
        "email": "ingen adress",
        "org_number": "880320-0016",
        "parent_id": "Hjälpkrets",
        "valid_from": "i går",
        "valid_to": "2026-01-31",
    }
    answer = editor.fill(NEW_ACTOR, **typed)

    assert answer.status_code == 422
    assert summary(answer.text).split(" måste fyllas i")[0].endswith("Namn :")
    for label in ("Samhällssektor", "E-post", "Organisationsnummer", "Del av", "Från och med"):
        assert f">{label}</a>:" in answer.text
    assert "kan vara ett personnummer och sparas därför inte" in summary(answer.text)
    assert "Menade du: Hjälpkretsen?" in summary(answer.text)
    assert {name: form_fields(answer.text)[name] for name in typed} == typed
    assert "<title>Fel: " in answer.text
    # Each fault leads to its field.
    for anchor in ("field-name", "field-email", "field-parent_id"):
        assert f'href="#{anchor}"' in answer.text
        assert f'id="{anchor}"' in answer.text


def test_days_the_wrong_way_round_are_told_in_the_words_of_the_form(editor: Writer) -> None:
    answer = editor.fill(NEW_ACTOR, name="X", sector="state", valid_from="2026-02-01", valid_to="2026-01-31")
    assert summary(answer.text).endswith("Till och med : ligger före ”Från och med”; ändra en av dagarna")
    same_day = editor.fill(NEW_ACTOR, name="X", sector="state", valid_from="2026-02-01", valid_to="2026-02-01")
    assert same_day.status_code == 303


def test_what_looks_personal_is_asked_about_once_and_may_be_saved(editor: Writer) -> None:
    typed = {"name": "Växeln", "sector": "municipality", "offers": "Ring 08-123 45 67"}
    asked = editor.fill(NEW_ACTOR, **typed)
    assert asked.status_code == 422
    assert "Erbjuder : innehåller något som ser ut som ett telefonnummer" in summary(asked.text)
    assert "Spara ändå" in asked.text
    saved = editor.send(NEW_ACTOR, {**form_fields(asked.text), "anyway": "1"})
    assert saved.status_code == 303


def test_a_tie_is_registered_between_actors_called_by_name(editor: Writer) -> None:
    answer = editor.fill(
        NEW_TIE,
        actor_a="hjälpkretsen",
        actor_b="Regionen",
        level="dialogue",
        desired_level="partnership",
        desired_by="actor_b",
    )
    tie = editor.record("ties/" + answer.headers["location"].partition("ties%3A")[2])
    expected = {"actor_a": "c1", "actor_b": "r1", "level": "dialogue", "desired_by": "r1", "status": "ongoing"}
    assert tie | expected == tie
    assert "Sparat: Hjälpkretsen – Regionen (Samarbete)" in words(editor.see(answer.headers["location"]))


def test_an_actor_has_no_tie_with_itself(editor: Writer) -> None:
    answer = editor.fill(NEW_TIE, actor_a="Regionen", actor_b="Regionen")
    assert "Den andra aktören : är samma aktör som den första" in summary(answer.text)


def test_rows_are_added_and_taken_away_without_losing_what_stands_in_the_others(editor: Writer) -> None:
    fields = {**form_fields(editor.see(NEW_FORUM)), "name": "Rådet", "members.1.actor_id": "Regionen"}
    more = editor.send(NEW_FORUM, {**fields, "add": "1"})
    assert more.status_code == 200
    assert more.text.count('class="form-row"') == 3
    assert form_fields(more.text)["members.1.actor_id"] == "Regionen"
    fewer = editor.send(NEW_FORUM, {**form_fields(more.text), "remove": "0"})
    assert form_fields(fewer.text) | {"name": "Rådet", "members.0.actor_id": "Regionen"} == form_fields(fewer.text)
    assert fewer.text.count('class="form-row"') == 2


def test_a_forum_comes_with_its_members_in_one_change_set(editor: Writer) -> None:
    rows = {
        "members.0.actor_id": "Hjälpkretsen",
        "members.0.role": "convenor",
        "members.0.valid_to": "2026-06",
        "members.1.actor_id": "Regionen",
    }
    answer = editor.fill(NEW_FORUM, name="Rådet", **rows)
    assert answer.status_code == 303
    forum_id = answer.headers["location"].partition("forums%3A")[2]
    members = editor.record(f"forums/{forum_id}/members")["items"]
    assert isinstance(members, list)
    assert [(m["actor_id"], m["role"], m["valid_to"]) for m in members] == [
        ("c1", "convenor", "2026-07-01"),
        ("r1", "member", None),
    ]


def test_a_forum_without_a_place_comes_with_its_members(editor: Writer) -> None:
    """Before its members are stored nobody could see it: neither a place nor an actor shows it."""
    answer = editor.fill(NEW_FORUM, name="Rådet", place_id="", **{"members.0.actor_id": "Hjälpkretsen"})
    forum_id = answer.headers["location"].partition("forums%3A")[2]
    assert editor.record(f"forums/{forum_id}")["place_id"] is None
    assert len(editor.record(f"forums/{forum_id}/members")["items"]) == 1  # type: ignore[arg-type]


def test_a_row_that_cannot_be_read_is_told_by_its_number(editor: Writer) -> None:
    rows = {"members.0.actor_id": "Ingen alls", "members.1.actor_id": "Regionen", "members.1.valid_to": "x"}
    answer = editor.fill(NEW_FORUM, name="Rådet", **rows)
    told = summary(answer.text)
    assert "Rad 1, Aktör : det finns ingen registrerad aktör med det namnet" in told
    assert "Rad 2, Till och med : är inget datum" in told


def test_the_same_member_twice_is_told(editor: Writer) -> None:
    answer = editor.fill(NEW_FORUM, name="Rådet", **{f"members.{n}.actor_id": "Regionen" for n in (0, 1)})
    assert "Rad 2, Aktör : står redan på en annan rad i samma roll" in summary(answer.text)


def test_an_iop_is_judged_with_its_parties(editor: Writer) -> None:
    typed = {"title": "Bron och regionen", "kind": "iop", "stage": "in_force", "parties.0.actor_id": "Regionen"}
    alone = editor.fill(NEW_AGREEMENT, **typed)
    assert alone.status_code == 422
    assert summary(alone.text).count("ett IOP har minst en offentlig och en idéburen part") == 1
    both = editor.fill(NEW_AGREEMENT, **typed, **{"parties.1.actor_id": "Hjälpkretsen"})
    assert both.status_code == 303
    # Nothing of the first attempt was kept.
    assert editor.record("agreements?q=Bron och")["total"] == 1


def test_names_full_of_markup_and_formulas_stay_text(editor: Writer) -> None:
    nasty = "=1+1 <script>alert('x')</script> %(name)s {{ 7*7 }} \"'&"
    answer = editor.fill(NEW_ACTOR, name=nasty, sector="business", kind="%s")
    assert html.escape(nasty, quote=False) not in ("", nasty)
    assert "<script>alert" not in answer.text
    assert "är ingen kod" in summary(answer.text)
    saved = editor.fill(NEW_ACTOR, name=nasty, sector="business")
    page = editor.see(saved.headers["location"])
    assert "<script>alert" not in page
    assert f"Sparat: {nasty} (Aktör)" in words(page)
    tie = editor.fill(NEW_TIE, actor_a=nasty, actor_b=nasty)
    assert "<script>alert" not in tie.text


@pytest.mark.parametrize("address", [NEW_ACTOR, NEW_TIE, NEW_FORUM, NEW_AGREEMENT, "/platser/kn/registrera"])
def test_who_may_what(editor: Writer, reader: Writer, nobody: Writer, address: str) -> None:
    assert editor.status(address) == 200
    assert reader.status(address) == 403
    assert nobody.status(address) == 303
    assert editor.status(address.replace("/kn/", "/umea/")) == 403
    assert editor.status(address.replace("/kn/", "/atlantis/")) == 404


def test_who_speaks_for_an_actor_registers_its_ties_and_those_of_no_other(member: Writer) -> None:
    assert member.status(NEW_ACTOR) == 403
    assert (
        member.fill(NEW_TIE, actor_a="Hjälpkretsen", actor_b="Regionen").headers["location"].startswith("/aktorer/c1")
    )
    refused = member.fill(NEW_TIE, actor_a="Polisen (Exempelkommunen)", actor_b="Regionen")
    assert refused.status_code == 403
    assert form_fields(refused.text)["actor_a"] == "Polisen (Exempelkommunen)"


def test_whoever_is_signed_out_meanwhile_keeps_what_was_typed(editor: Writer, nobody: Writer) -> None:
    fields = {**form_fields(editor.see(NEW_ACTOR)), "name": "Bron", "sector": "civil_society"}
    answer = nobody.send(NEW_ACTOR, fields)
    assert answer.status_code == 401
    assert "Du är inte inloggad längre." in words(answer.text)
    assert form_fields(answer.text) | {"name": "Bron", "sector": "civil_society"} == form_fields(answer.text)


def test_a_full_disk_loses_nothing_that_was_typed(editor: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"

    def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, full)

    monkeypatch.setattr("api.pages.editing.taking.save_new", fail)
    answer = editor.fill(NEW_ACTOR, name="Föreningen Bron", sector="civil_society", offers="En lång text")
    assert answer.status_code == 507
    assert "Det finns ingen plats kvar på disken" in words(answer.text)
    assert form_fields(answer.text)["offers"] == "En lång text"


def test_all_that_looks_personal_in_a_field_stands_beside_it(editor: Writer) -> None:
    answer = editor.fill(NEW_ACTOR, name="X", sector="state", offers="Eva, 070-123 45 67, eva.ek@exempel.se")
    beside = part(answer.text, 'id="field-offers-fault"', "</textarea>")
    assert "telefonnummer" in beside
    assert "e-postadress" in beside


def test_a_form_beyond_every_form_is_refused(editor: Writer) -> None:
    assert editor.send(NEW_ACTOR, {"name": "x" * LARGEST_FORM}).status_code == 413
    assert editor.client.post(NEW_ACTOR, content=b"name=%ff", headers=editor.headers).status_code == 400
    assert editor.client.post(NEW_ACTOR, content=b"\xff", headers=editor.headers).status_code == 400


def test_the_page_of_what_is_registered_lists_it_with_the_way_to_change_it(editor: Writer) -> None:
    page = editor.see("/platser/kn/registrera?q=trygghet")
    assert "/forum/f1/andra?place=kn" in links(page)
    assert re.search(
        r"Forum 1 Trygghetsgruppen Inte bekräftad av aktören\. Registrerad \d+ \w+ 20\d\d Ändra", words(page)
    )
    assert "Hjälpkretsen" not in words(page)


def test_the_way_to_register_is_shown_to_those_who_may(editor: Writer, reader: Writer) -> None:
    assert "/platser/kn/registrera" in links(editor.see("/platser/kn"))
    assert "/platser/kn/registrera" not in links(reader.see("/platser/kn"))
    assert "/platser/umea/registrera" not in links(editor.see("/platser/umea"))
    assert "/aktorer/c1/andra?place=kn" in links(editor.see("/aktorer/c1"))
    assert not [link for link in links(reader.see("/aktorer/c1")) if "/andra" in link]
