"""Deciding about organisations that register themselves: what is asked, what is stored, and how it is taken back."""

import re

import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import writing
from api.self_service.answer_links import link_behind
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.joining.joining import HERE, only_id, only_row, registered, rows, words


def decide(who: Writer, client: TestClient, choice: str, **answers: str | list[str]) -> str:
    """Press a button about the only registration, and return the words of the page that follows."""
    answer = who.send(f"{HERE}/{only_id(client)}/{choice}", answers)
    assert answer.status_code == 303, (answer.status_code, words(answer.text))
    return words(who.see(answer.headers["location"]))


def named(client: TestClient, actor: str) -> str:
    record = Writer(client, bearer(client, f"admin-{actor}", HeldRole(Role.ADMIN))).record(f"actors/{actor}")
    return str(record["name"])


def test_the_list_of_what_is_registered_leads_to_those_that_wait(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    assert "Låt organisationer anmäla sig själva (1 väntar)" in words(editor.see("/platser/kn/registrera"))
    said = words(editor.see(HERE))
    assert "Väntar på granskning 1 Föreningen Bron Skickad" in said
    assert (
        "Samhällssektor Civilsamhälle Sakfrågor utbildning, hälsa Erbjuder Språkkafé på torsdagar "
        "E-post info@bron.example Registrera Föreningen Bron Rätta och registrera Föreningen Bron" in said
    )


def test_one_click_registers_it_as_the_coordinator_s_own_change(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    said = decide(editor, writable, "registrera")
    assert re.match(
        r"Föreningen Bron : registrerad: Föreningen Bron , .+, av dig\. Den som anmälde kommer nu vidare", said
    )
    (found,) = writable.get("/api/v1/actors?q=Föreningen Bron").json()["items"]
    assert {name: found[name] for name in ("name", "sector", "place_id", "themes", "offers", "email", "entity")} == {
        "name": "Föreningen Bron",
        "sector": "civil_society",
        "place_id": "kn",
        "themes": ["education", "health"],
        "offers": "Språkkafé på torsdagar",
        "email": "info@bron.example",
        "entity": "organisation",
    }
    assert re.fullmatch(r"Egen anmälan \d{4}-\d{2}-\d{2}", found["source"])
    change = rows(writable, "change_sets")[-1]
    accounts = {row["id"]: row["name"] for row in rows(writable, "accounts")}
    assert (change["kind"], accounts[change["account_id"]]) == ("self_service", "samordnare")


def test_whoever_registered_it_comes_on_to_its_own_link(editor: Writer, writable: TestClient) -> None:
    status = registered(writable)
    decide(editor, writable, "registrera")
    page = Writer(writable, {}).see(status)
    assert words(page).startswith("Ni är registrerade Föreningen Bron Det ni skickade är granskat, och ni finns nu på")
    (own,) = re.findall(r'class="button join-onward" href="(/svar/[^"]+)"', page)
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        link = link_behind(connection, writable.app.state.gate, own.removeprefix("/svar/"))  # type: ignore[attr-defined]
    assert (link.actor_id, link.place_id) == (only_row(writable)["actor_id"], "kn")


def test_a_decision_can_be_taken_back_and_the_link_dies(editor: Writer, writable: TestClient) -> None:
    status = registered(writable)
    decide(editor, writable, "registrera")
    said = decide(editor, writable, "ta-upp")
    assert "Föreningen Bron : väntar på granskning." in said
    assert writable.get("/api/v1/actors?q=Föreningen Bron").json()["total"] == 0
    row = only_row(writable)
    assert (row["state"], row["actor_id"], row["decided_by"], row["given_link_id"]) == ("waiting", None, None, None)
    assert words(Writer(writable, {}).see(status)).startswith("Tack!")
    assert rows(writable, "answer_links") == []


def test_a_decision_on_which_something_rests_stays(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    decide(editor, writable, "registrera")
    actor = str(only_row(writable)["actor_id"])
    tie = {"actor_a": actor, "actor_b": "c1", "level": "dialogue"}
    assert writable.post("/api/v1/ties", json=tie, headers=editor.headers).status_code == 201
    answer = editor.send(f"{HERE}/{only_id(writable)}/ta-upp", {})
    assert answer.status_code == 409
    assert "Beslutet går inte att ta tillbaka, eftersom det som registrerats om aktören sedan dess" in words(
        answer.text
    )
    assert only_row(writable)["state"] == "accepted"


def test_an_actor_that_was_undone_by_its_change_can_be_looked_at_again(editor: Writer, writable: TestClient) -> None:
    status = registered(writable)
    decide(editor, writable, "registrera")
    change = rows(writable, "change_sets")[-1]["id"]
    assert editor.send(f"/historik/{change}/angra", {}).status_code == 303
    said = words(editor.see(HERE))
    assert "Föreningen Bron : registrerades, men aktören är borttagen" in said
    assert "Er anmälan är granskad Föreningen Bron Ni är inte längre registrerade" in words(
        Writer(writable, {}).see(status)
    )
    assert "Väntar på granskning 1" in decide(editor, writable, "ta-upp")


def test_whoever_is_turned_down_is_told_why(editor: Writer, writable: TestClient) -> None:
    status = registered(writable)
    said = decide(editor, writable, "avvisa", reason="Ni hör till <grannkommunen>.")
    assert "Föreningen Bron : inte registrerad, " in said
    assert "Skäl: Ni hör till <grannkommunen>." in said
    assert words(Writer(writable, {}).see(status)) == (
        "Er anmälan är granskad Föreningen Bron Anmälan ledde inte till någon ny registrering i Exempelkommunen. "
        "Ni hör till <grannkommunen>. Har ni frågor, vänd er till den som gav er länken."
    )
    registered(writable, name="En annan")
    (waits,) = (row["id"] for row in rows(writable) if row["state"] == "waiting")
    assert editor.send(f"{HERE}/{waits}/avvisa", {"reason": "x" * 501}).status_code == 422


def test_the_second_of_two_who_decide_is_told_what_was_decided(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    other = Writer(writable, bearer(writable, "kollega", HeldRole(Role.EDITOR, "kn")))
    decide(editor, writable, "avvisa")
    for choice in ("registrera", "avvisa", "finns"):
        said = decide(other, writable, choice, actor_id="c1")
        assert re.match(
            r"Någon hann före Föreningen Bron : inte registrerad, .+, av samordnare\. Ditt val är inte sparat", said
        )
    assert only_row(writable)["state"] == "refused"
    assert other.status(f"{HERE}/{only_id(writable)}/ratta") == 303


def test_what_was_said_can_be_put_right_before_it_is_registered(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    address = f"{HERE}/{only_id(writable)}/ratta"
    typed = form_fields(editor.see(address))
    assert (typed["name"], typed["place_id"], typed["offers"]) == ("Föreningen Bron", "kn", "Språkkafé på torsdagar")
    wrong = editor.fill(address, name="")
    assert (wrong.status_code, only_row(writable)["state"]) == (422, "waiting")
    answer = editor.fill(address, name="Föreningen Bryggan")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?klart={only_id(writable)}")
    assert [actor["name"] for actor in writable.get("/api/v1/actors?q=Bryggan").json()["items"]] == [
        "Föreningen Bryggan"
    ]


def test_a_text_about_a_person_is_shown_to_those_who_decide(editor: Writer, writable: TestClient) -> None:
    registered(writable, offers="Ring 070-174 06 58", anyway="1")
    said = words(editor.see(HERE))
    assert (
        "Kan handla om en person. Rätta det som gör det: Erbjuder: innehåller något som ser ut som ett telefonnummer"
        in said
    )


def test_two_that_wait_and_are_alike_are_told_of_each_other(editor: Writer, writable: TestClient) -> None:
    for name in ("Föreningen Bron", "Bron, föreningen"):
        registered(writable, name=name)
    said = words(editor.see(HERE))
    assert "Liknar en annan anmälan som väntar: Bron, föreningen." in said
    assert "Liknar en annan anmälan som väntar: Föreningen Bron." in said


def test_only_those_who_may_register_at_the_place_decide(
    editor: Writer, reader: Writer, member: Writer, nobody: Writer, writable: TestClient
) -> None:
    registered(writable)
    elsewhere = Writer(writable, bearer(writable, "annan", HeldRole(Role.EDITOR, "lulea")))
    one = f"{HERE}/{only_id(writable)}"
    posts = [f"{one}/{choice}" for choice in ("registrera", "finns", "avvisa", "ta-upp", "ratta")]
    posts += [f"{HERE}/lankar", f"{HERE}/lankar/x/aterkalla"]
    for who in (reader, member, elsewhere):
        assert {who.status(address) for address in (HERE, f"{one}/ratta")} == {403}
        assert {who.send(address, {"actor_id": "c1"}).status_code for address in posts} == {403}
    assert nobody.status(HERE) == 303
    assert {nobody.send(address, {}).status_code for address in posts} == {401}
    assert (only_row(writable)["state"], rows(writable, "registration_links")[1:]) == ("waiting", [])


def test_a_registration_is_decided_at_its_own_place(writable: TestClient, admin: Writer) -> None:
    registered(writable)
    answer = admin.send(f"/platser/lulea/anmalningar/{only_id(writable)}/registrera", {})
    assert answer.status_code == 404
    assert words(admin.see(f"/platser/lulea/anmalningar?klart={only_id(writable)}")).startswith("Anmälningar")


def test_whoever_may_not_change_an_actor_lets_nobody_in_to_it(editor: Writer, writable: TestClient) -> None:
    """The county lies above the municipality, so its actors are not the municipality's to hand out."""
    registered(writable)
    one = f"{HERE}/{only_id(writable)}/finns"
    assert editor.send(one, {"actor_id": "r1", "let_in": "1"}).status_code == 403
    assert editor.send(one, {"actor_id": "r1"}).status_code == 303


def test_a_registration_whose_place_is_gone_from_what_may_be_chosen_is_put_right(
    editor: Writer, writable: TestClient
) -> None:
    """What was kept may be wrong by now; then it is corrected, and never half registered."""
    registered(writable)
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        table = TABLES["registrations"]
        connection.execute(sa.update(table).values(said={"name": ["Bron"], "sector": ["nonsens"]}))
    assert "Det här behöver rättas innan det kan registreras: Samhällssektor:" in words(editor.see(HERE))
    answer = editor.send(f"{HERE}/{only_id(writable)}/registrera", {})
    assert answer.headers["location"] == f"{HERE}/{only_id(writable)}/ratta"
