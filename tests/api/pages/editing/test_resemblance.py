"""A new or renamed actor that resembles a registered one: asked about once, and nothing typed is lost."""

import pytest

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.editing.conftest import Writer, form_fields

NEW = "/platser/kn/registrera/aktor"
ASKED = "Kan vara samma som en aktör som redan är registrerad"


@pytest.fixture
def club(editor: Writer) -> Writer:
    """The editor, once Norra Byns Idrottsförening is registered."""
    values = {"id": "klubben", "name": "Norra Byns Idrottsförening", "sector": "civil_society", "place_id": "kn"}
    assert editor.client.post("/api/v1/actors", json=values, headers=editor.headers).status_code == 201
    return editor


def clubs(writer: Writer) -> list[str]:
    found = writer.client.get("/api/v1/actors?q=norra byns", headers=writer.headers).json()["items"]
    return sorted(actor["name"] for actor in found)


def test_a_new_actor_that_resembles_one_is_asked_about_and_saved_only_anyway(club: Writer) -> None:
    asked = club.fill(NEW, name="Norra byns IF", sector="civil_society", offers="lokal")
    assert asked.status_code == 422
    assert ASKED in asked.text
    assert "kan vara en förkortning av" in asked.text
    assert 'href="/aktorer/klubben"' in asked.text
    assert "Spara ändå" in asked.text
    assert clubs(club) == ["Norra Byns Idrottsförening"]

    typed = form_fields(asked.text)
    assert (typed["name"], typed["offers"], typed["alike"]) == ("Norra byns IF", "lokal", "klubben")
    # The plain button asks again; only the other one says that they are different.
    assert club.send(NEW, {name: value for name, value in typed.items() if name != "anyway"}).status_code == 422
    assert club.send(NEW, {**typed, "anyway": "1"}).status_code == 303
    assert clubs(club) == ["Norra Byns Idrottsförening", "Norra byns IF"]


def test_whoever_was_asked_about_something_else_is_asked_about_this(club: Writer) -> None:
    """Saying that a phone number belongs to a switchboard says nothing of other organisations."""
    sent = {"sector": "civil_society", "place_id": "kn", "note": "växel 090-123 45 67", "anyway": "1"}
    asked = club.send(NEW, {**sent, "name": "Norra byns IF"})
    assert asked.status_code == 422
    assert ASKED in asked.text
    assert "ser ut som ett telefonnummer" in asked.text


def test_one_with_another_name_is_not_asked_about(club: Writer) -> None:
    assert club.fill(NEW, name="Scoutkåren Vargen", sector="civil_society").status_code == 303


def test_the_same_number_is_asked_about_whatever_the_name(club: Writer) -> None:
    number = {"org_number": "802002-8711", "version": 1}
    assert club.client.patch("/api/v1/actors/klubben", json=number, headers=club.headers).status_code == 200
    asked = club.fill(NEW, name="Scoutkåren Vargen", sector="civil_society", org_number="802002-8711")
    assert asked.status_code == 422
    assert "samma organisationsnummer: 802002-8711" in asked.text


def test_a_renamed_actor_is_asked_about_and_offered_to_be_merged(club: Writer) -> None:
    values = {"id": "annan", "name": "Scoutkåren Vargen", "sector": "civil_society", "place_id": "kn"}
    assert club.client.post("/api/v1/actors", json=values, headers=club.headers).status_code == 201
    form = "/aktorer/annan/andra"
    asked = club.fill(form, name="Norra Byns IF")
    assert asked.status_code == 422
    assert 'href="/aktorer/annan/sla-ihop/klubben"' in asked.text
    assert club.send(form, {**form_fields(asked.text), "anyway": "1"}).status_code == 303


def test_one_that_keeps_its_name_is_not_asked_about_again(club: Writer) -> None:
    first = form_fields(club.fill(NEW, name="Norra Byns IF", sector="civil_society").text)
    assert club.send(NEW, {**first, "anyway": "1"}).status_code == 303
    assert club.fill("/aktorer/klubben/andra", offers="lokaler").status_code == 303


def test_two_that_are_marked_as_different_are_not_asked_about(club: Writer) -> None:
    values = {"id": "annan", "name": "Scoutkåren Vargen", "sector": "civil_society", "place_id": "kn"}
    assert club.client.post("/api/v1/actors", json=values, headers=club.headers).status_code == 201
    club.send("/platser/kn/dubbletter", {"one": "annan", "other": "klubben", "said": "different"})
    assert club.fill("/aktorer/annan/andra", name="Norra Byns IF").status_code == 303


def test_what_the_writer_may_not_see_is_not_told(club: Writer) -> None:
    """Somebody who speaks for an actor renames it after one that is hidden from them."""
    hidden = {"visibility": "hidden", "version": 1}
    assert club.client.patch("/api/v1/actors/klubben", json=hidden, headers=club.headers).status_code == 200
    member = Writer(club.client, bearer(club.client, "aktor", HeldRole(Role.MEMBER, None, "c1")))
    assert member.fill("/aktorer/c1/andra", name="Norra Byns IF").status_code == 303
