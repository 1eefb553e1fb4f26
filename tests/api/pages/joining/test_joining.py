"""Registering one's organisation without an account: what is asked, what is kept, and what nobody learns."""

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.database import writing
from api.pages.joining.registering import TOO_MANY_FROM_HERE, TOO_MANY_WAIT
from api.self_service import arrivals, registrations
from models.tables import TABLES
from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.joining.joining import BRON, link_to, registered, rows, send, words


def test_the_form_says_which_place_and_what_happens_and_asks_for_no_person(writable: TestClient) -> None:
    page = Writer(writable, {}).see(link_to(writable))
    asked = {"name", "org_number", "sector", "kind", "offers", "seeks", "website", "email", "visibility"}
    assert set(form_fields(page)) - asked == {"form_id", "homepage"}
    said = words(page)
    assert said.startswith("Anmäl er organisation till Exempelkommunen")
    assert "De som sköter kartan för Exempelkommunen läser det ni skickar och avgör om det registreras." in said
    assert "När ni är registrerade ser alla det på kartan för Exempelkommunen" in said


def test_what_was_sent_waits_and_is_in_no_register(writable: TestClient) -> None:
    address = registered(writable)
    (kept,) = rows(writable)
    assert (kept["place_id"], kept["state"], kept["actor_id"]) == ("kn", "waiting", None)
    assert kept["said"] == {name: text if isinstance(text, list) else [text] for name, text in BRON.items()}
    assert writable.get("/api/v1/actors?q=Föreningen Bron").json()["total"] == 0
    assert words(Writer(writable, {}).see(address)).startswith(
        "Tack! Föreningen Bron De som sköter kartan för Exempelkommunen granskar det ni skickade"
    )


def test_an_organisation_that_is_registered_gets_the_same_answer(writable: TestClient) -> None:
    """Also one that is hidden: nobody learns here what is in the register."""
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        actors = TABLES["actors"]
        named = sa.update(actors).where(actors.c.id == "c1").values(visibility="hidden")
        connection.execute(named)
        (name,) = connection.execute(sa.select(actors.c.name).where(actors.c.id == "c1")).scalars()
    known, new = (
        Writer(writable, {}).see(registered(writable, name=each)) for each in (name, "Ingen har hört talas om")
    )
    assert words(known).replace(name, "") == words(new).replace("Ingen har hört talas om", "")


def test_faults_are_told_at_their_fields_and_nothing_typed_is_lost(writable: TestClient) -> None:
    address = link_to(writable)
    answer = send(writable, address, **{**BRON, "name": "", "org_number": "811228-9874"})
    assert (answer.status_code, rows(writable)) == (422, [])
    said = words(answer.text)
    assert "Några uppgifter behöver rättas innan det kan skickas Organisationens namn : måste fyllas i" in said
    assert "Organisationsnummer : kan vara ett personnummer och sparas därför inte" in said
    kept = form_fields(answer.text)
    assert (kept["offers"], kept["themes"], kept["email"]) == (BRON["offers"], BRON["themes"], BRON["email"])


def test_a_text_that_may_be_about_a_person_is_asked_about(writable: TestClient) -> None:
    address = link_to(writable)
    person = {**BRON, "offers": "Ring 070-174 06 58"}
    answer = send(writable, address, **person)
    assert (answer.status_code, rows(writable)) == (422, [])
    assert "Stämmer det här? Vad ni gör och kan erbjuda : innehåller något som ser ut som ett telefonnummer" in words(
        answer.text
    )
    assert send(writable, address, **person, anyway="1").status_code == 303


def test_a_personal_number_is_never_kept_whatever_is_pressed(writable: TestClient) -> None:
    person = {**BRON, "offers": "Ring 811228-9874"}
    answer = send(writable, link_to(writable), **person, anyway="1")
    assert (answer.status_code, rows(writable)) == (422, [])
    assert "Vad ni gör och kan erbjuda : kan vara ett personnummer och sparas därför inte" in words(answer.text)


def test_the_same_form_sent_twice_is_kept_once_and_another_beside_it(writable: TestClient) -> None:
    address = link_to(writable)
    form = str(form_fields(Writer(writable, {}).see(address))["form_id"])
    first, second, other = (
        send(writable, address, **{**BRON, "name": name}, form_id=form) for name in ("Bron", "Bron", "Ån")
    )
    assert first.headers["location"] == second.headers["location"] != other.headers["location"]
    assert sorted(row["said"]["name"] for row in rows(writable)) == [["Bron"], ["Ån"]]  # type: ignore[index]


def test_a_program_that_fills_in_every_field_is_asked_again_and_a_person_loses_nothing(writable: TestClient) -> None:
    answer = send(writable, link_to(writable), **BRON, homepage="https://x.example")
    assert (answer.status_code, rows(writable)) == (422, [])
    assert "Ett fält som ska vara tomt var ifyllt" in words(answer.text)
    again = form_fields(answer.text)
    assert (again["homepage"], again["offers"]) == ("", BRON["offers"])


def test_too_many_from_one_network_wait_and_lose_nothing(writable: TestClient) -> None:
    address = link_to(writable)
    assert arrivals.FROM_NETWORK.amount == 20
    for number in range(20):
        assert send(writable, address, **{**BRON, "name": f"Nr {number}"}).status_code == 303
    answer = send(writable, address, **BRON)
    assert (answer.status_code, len(rows(writable))) == (429, 20)
    assert 3590 <= int(answer.headers["retry-after"]) <= 3600
    assert TOO_MANY_FROM_HERE in words(answer.text)
    assert form_fields(answer.text)["offers"] == BRON["offers"]


def test_too_many_that_wait_by_one_link_keep_others_out(writable: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.pages.joining.registering.MOST_WAITING", 1)
    assert registrations.MOST_WAITING == 200
    address = link_to(writable)
    form = str(form_fields(Writer(writable, {}).see(address))["form_id"])
    kept = send(writable, address, **BRON, form_id=form)
    assert kept.status_code == 303
    answer = send(writable, address, **BRON)
    assert (answer.status_code, len(rows(writable))) == (429, 1)
    assert TOO_MANY_WAIT in words(answer.text)
    again = send(writable, address, **BRON, form_id=form)
    assert (again.status_code, again.headers["location"]) == (303, kept.headers["location"])


def test_a_dead_link_and_an_invented_one_look_alike_and_keep_nothing(writable: TestClient) -> None:
    revoked, expired, invented = link_to(writable), link_to(writable), "/anslut/x.y"
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        links = TABLES["registration_links"]
        for address, column in ((revoked, "revoked_at"), (expired, "expires_at")):
            row_id = address.removeprefix("/anslut/").partition(".")[0]
            dead = sa.update(links).where(links.c.id == row_id)
            connection.execute(dead.values({column: writable.app.state.gate.now()}))  # type: ignore[attr-defined]
    somebody = Writer(writable, {})
    answers = [
        writable.get(address) for address in (revoked, expired, invented, "/anslut/anmald/x.y", "/anslut/" + "a" * 900)
    ]
    answers += [somebody.send(address, BRON) for address in (revoked, expired, invented)]
    assert {answer.status_code for answer in answers} == {410}
    assert {words(answer.text) for answer in answers} == {
        "Länken gäller inte Den kan vara för gammal, tillbakadragen eller felskriven. "
        "Be den som gav er länken om en ny. "
        "Kom länken i ett brev? Kopiera då hela adressen. Den kan ha delats på två rader."
    }
    assert rows(writable) == []


def test_the_address_is_told_to_nobody_and_kept_nowhere(writable: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    link = link_to(writable)
    for address in (link, send(writable, link, **BRON).headers["location"]):
        headers = writable.get(address).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-robots-tag"] == "noindex, nofollow"
    proof = link.rpartition(".")[2]
    assert proof not in writable.get("/metrics").text
    assert proof not in "".join(str(vars(record)) for record in caplog.records if record.name.startswith("api"))


def test_a_form_is_taken_from_a_browser_that_does_not_say_where_it_is(writable: TestClient) -> None:
    """Without a referrer, browsers send Origin: null; the address alone lets somebody in, so that is no forgery."""
    answer = Writer(writable, {"Origin": "null"}).send(link_to(writable), BRON)
    assert answer.status_code == 303


def test_what_was_kept_is_no_more_than_was_asked(writable: TestClient) -> None:
    registered(writable, id="c1", parent_id="c1", place_id="ng", name=["Bron", "En till"], note="Hej")
    (kept,) = rows(writable)
    assert set(kept["said"]) == set(BRON)  # type: ignore[call-overload]
    assert kept["said"]["name"] == ["Bron"]  # type: ignore[index]
