"""Deciding that an organisation that registers itself is there already, and who is let in to it."""

from fastapi.testclient import TestClient

from api.access.viewer import OPERATOR, HeldRole
from api.database import writing
from api.self_service.answer_links import make_links
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.editing.conftest import Writer
from tests.api.pages.joining.joining import HERE, only_id, only_row, registered, rows, words


def decide(who: Writer, client: TestClient, choice: str, **answers: str | list[str]) -> str:
    """Press a button about the only registration, and return the words of the page that follows."""
    answer = who.send(f"{HERE}/{only_id(client)}/{choice}", answers)
    assert answer.status_code == 303, (answer.status_code, words(answer.text))
    return words(who.see(answer.headers["location"]))


def named(client: TestClient, actor: str) -> str:
    record = Writer(client, bearer(client, f"admin-{actor}", HeldRole(Role.ADMIN))).record(f"actors/{actor}")
    return str(record["name"])


def test_one_that_is_registered_is_asked_about_side_by_side(editor: Writer, writable: TestClient) -> None:
    name = named(writable, "c1")
    registered(writable, name=name, offers="Läxhjälp på onsdagar")
    said = words(editor.see(HERE))
    assert f"Kan vara samma som {name} (öppnas i en ny flik) : samma namn" in said
    assert "Uppgift Anmält Registrerat Ta över" in said
    assert "Registrera som ny" in said
    answer = editor.send(f"{HERE}/{only_id(writable)}/registrera", {})
    assert (answer.status_code, only_row(writable)["state"]) == (422, "waiting")
    assert "liknar nu en aktör som du inte har fått frågan om" in words(answer.text)
    assert "registrerad:" in decide(editor, writable, "registrera", alike="c1")


def test_saying_that_it_is_one_overwrites_nothing_and_lets_nobody_in(editor: Writer, writable: TestClient) -> None:
    before = editor.record("actors/c1")
    status = registered(writable, name=str(before["name"]), offers="Läxhjälp på onsdagar")
    said = decide(editor, writable, "finns", actor_id="c1", version=str(before["version"]))
    assert f"fanns redan: {before['name']}" in said
    assert editor.record("actors/c1") == before
    row = only_row(writable)
    assert (row["state"], row["actor_id"], row["given_link_id"]) == ("same", "c1", None)
    page = words(Writer(writable, {}).see(status))
    assert page.startswith("Ni fanns redan i registret")
    assert "Be den som gav er länken om en länk till era uppgifter." in page


def test_what_is_chosen_is_taken_over_and_whoever_is_known_is_let_in(editor: Writer, writable: TestClient) -> None:
    before = editor.record("actors/c1")
    status = registered(writable, name="Ett annat namn", offers="Läxhjälp på onsdagar", website="https://x.example")
    decide(
        editor, writable, "finns", actor=str(before["name"]), version=str(before["version"]), take="offers", let_in="1"
    )
    after = editor.record("actors/c1")
    assert after == {**before, "offers": "Läxhjälp på onsdagar", "version": before["version"] + 1}  # type: ignore[operator]
    assert "/svar/" in Writer(writable, {}).see(status)
    assert rows(writable, "change_sets")[-1]["kind"] == "self_service"


def test_taking_a_decision_back_leaves_the_link_that_the_actor_itself_was_sent(
    editor: Writer, writable: TestClient
) -> None:
    state = writable.app.state  # type: ignore[attr-defined]
    with writing(state.engine) as connection:
        (own,) = make_links(connection, state.gate, OPERATOR, "kn", ["c1"])
    registered(writable)
    decide(editor, writable, "finns", actor_id="c1", let_in="1")
    given = only_row(writable)["given_link_id"]
    with writing(state.engine) as connection:
        (again,) = make_links(connection, state.gate, OPERATOR, "kn", ["c1"])
    assert given != own.id == again.id
    decide(editor, writable, "ta-upp")
    revoked = {row["id"]: row["revoked_at"] is not None for row in rows(writable, "answer_links")}
    assert revoked == {own.id: False, given: True}


def test_whoever_is_let_in_alone_is_not_written_to_by_the_link_that_it_was_given(
    editor: Writer, writable: TestClient
) -> None:
    registered(writable)
    decide(editor, writable, "finns", actor_id="c1", let_in="1")
    given = only_row(writable)["given_link_id"]
    shown = editor.send("/platser/kn/svar/brev", {"slag": "invitation", "actor": "c1"})
    assert shown.status_code == 200
    made = [str(row["id"]) for row in rows(writable, "answer_links") if row["id"] != given]
    assert (len(made), made[0] in shown.text, str(given) in shown.text) == (1, True, False)


def test_a_hidden_actor_is_not_given_away_to_whoever_says_that_they_are_it(
    editor: Writer, writable: TestClient
) -> None:
    record = editor.record("actors/c1")
    change = {"visibility": "hidden", "version": record["version"]}
    assert writable.patch("/api/v1/actors/c1", json=change, headers=editor.headers).status_code == 200
    status = registered(writable, name=str(record["name"]))
    decide(editor, writable, "finns", actor_id="c1")
    hidden = words(Writer(writable, {}).see(status))
    decide(editor, writable, "ta-upp")
    decide(editor, writable, "avvisa")
    assert words(Writer(writable, {}).see(status)) == hidden
    assert hidden.startswith("Er anmälan är granskad")


def test_a_name_that_nobody_has_is_asked_about(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    answer = editor.send(f"{HERE}/{only_id(writable)}/finns", {"actor": "Ingen heter så"})
    assert answer.status_code == 422
    assert "Föreningen Bron : det finns ingen registrerad aktör med det namnet" in words(answer.text)
    nothing = editor.send(f"{HERE}/{only_id(writable)}/finns", {})
    assert "Skriv namnet på den aktör" in words(nothing.text)
    assert editor.status(f"{HERE}/{only_id(writable)}/ratta") == 200
    assert editor.send(f"{HERE}/{only_id(writable)}/finns", {"actor_id": "finns-inte"}).status_code == 404


def test_an_actor_that_changed_meanwhile_is_compared_again(editor: Writer, writable: TestClient) -> None:
    registered(writable)
    answer = editor.send(f"{HERE}/{only_id(writable)}/finns", {"actor_id": "c1", "version": "99", "take": "offers"})
    assert (answer.status_code, only_row(writable)["state"]) == (409, "waiting")
    assert "Aktören har ändrats sedan du läste sidan." in words(answer.text)
