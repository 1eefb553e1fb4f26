"""The pages of the history: plain words, old beside new, changes taken back with a question first."""

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.visible import links, part, words

NEW = {"id": "ny", "name": "Nya <b>Bron</b>", "sector": "civil_society", "place_id": "kn", "offers": "Lokal"}


@pytest.fixture
def client(writable: TestClient) -> TestClient:
    return writable


@pytest.fixture
def editor(client: TestClient) -> dict[str, str]:
    """An editor who has registered an actor and changed it, in the two latest change sets."""
    header = bearer(client, "Samordnaren", HeldRole(Role.EDITOR, "kn"))
    assert client.post("/api/v1/actors", json=NEW, headers=header).status_code == 201
    changed = {"version": 1, "offers": "Stor lokal", "represents_residents": "yes", "federation_ids": ["c1"]}
    assert client.patch("/api/v1/actors/ny", json=changed, headers=header).status_code == 200
    return header


def latest(client: TestClient, header: dict[str, str]) -> int:
    found: int = client.get("/api/v1/actors/ny/history", headers=header).json()["items"][0]["id"]
    return found


def read(client: TestClient, address: str, header: dict[str, str], status: int = 200) -> str:
    answer = client.get(address, headers=header)
    assert answer.status_code == status
    return answer.text


def test_a_list_says_who_did_what_to_which(client: TestClient, editor: dict[str, str]) -> None:
    number = latest(client, editor)
    for address in ("/aktorer/ny/historik", "/platser/kn/historik"):
        html = read(client, address, editor)
        first = part(html, f'<a href="/historik/{number}">', "</ul>")
        assert first.endswith("ändring Samordnaren Aktör Nya <b>Bron</b> ändrades")
        assert "<b>Bron" not in html
    assert "Det finns ingen registrerad ändring." not in words(html)


def test_old_and_new_stand_side_by_side(client: TestClient, editor: dict[str, str]) -> None:
    html = read(client, f"/historik/{latest(client, editor)}", editor)
    assert part(html, "<tbody>", "</tbody>") == (
        "Företräder invånare – ja Erbjuder Lokal Stor lokal Medlem i – Hjälpkretsen"
    )
    assert "/aktorer/c1" in links(html)


def test_a_change_is_taken_back_after_a_question(client: TestClient, editor: dict[str, str]) -> None:
    number = latest(client, editor)
    asked = read(client, f"/historik/{number}/angra", editor)
    assert "1 post blir som den var förut" in words(asked)

    done = client.post(f"/historik/{number}/angra", headers=editor, follow_redirects=False)

    assert (done.status_code, done.headers["location"]) == (303, f"/historik/{latest(client, editor)}")
    assert client.get("/api/v1/actors/ny", headers=editor).json()["offers"] == "Lokal"
    assert f"Den tar tillbaka ändring nr {number}." in words(read(client, done.headers["location"], editor))
    assert "Den är ångrad i ändring nr" in words(read(client, f"/historik/{number}", editor))


def test_what_stands_in_the_way_is_told_with_links(client: TestClient, editor: dict[str, str]) -> None:
    number = latest(client, editor)
    for answer in (
        client.get(f"/historik/{number - 1}/angra", headers=editor),
        client.post(f"/historik/{number - 1}/angra", headers=editor),
    ):
        assert "har ändrats senare." in words(answer.text)
        assert {"/aktorer/ny", f"/historik/{number}"} <= set(links(answer.text))
    assert answer.status_code == 409


def test_a_tie_that_stands_in_the_way_is_named_by_its_actors(client: TestClient, editor: dict[str, str]) -> None:
    made = client.post("/api/v1/ties", json={"actor_a": "ny", "actor_b": "c1"}, headers=editor).json()
    first = client.get(f"/api/v1/ties/{made['id']}/history", headers=editor).json()["items"][0]["id"]
    client.patch(f"/api/v1/ties/{made['id']}", json={"version": 1, "level": "dialogue"}, headers=editor)
    told = words(read(client, f"/historik/{first}/angra", editor))
    assert "Samarbete Nya <b>Bron</b> – Hjälpkretsen har ändrats senare" in told
    assert made["id"] not in told


def test_what_was_deleted_is_brought_back(client: TestClient, editor: dict[str, str]) -> None:
    assert "Inget registrerat har tagits bort här." in words(read(client, "/platser/kn/borttaget", editor))
    client.delete("/api/v1/forums/f1?version=1", headers=editor)
    html = read(client, "/platser/kn/borttaget", editor)
    assert "Medlem i forum Trygghetsgruppen – Polisen" in words(html)
    (again, *_) = [address for address in links(html) if address.endswith("/angra")]
    assert "5 poster som togs bort kommer tillbaka" in words(read(client, again, editor))
    assert client.post(again, headers=editor).status_code == 200
    assert len(client.get("/api/v1/forums/f1/members", headers=editor).json()["items"]) == 4


def test_what_was_known_on_a_day_stands_beside_what_is_known_now(client: TestClient, editor: dict[str, str]) -> None:
    html = read(client, "/platser/kn/historik/laget", editor)
    assert part(html, "<tbody>", "</tbody>").startswith("Aktörer 13 13 Samarbeten 17 17 Fynd")
    early = words(read(client, "/platser/kn/historik/laget?dag=2020-01-01", editor))
    assert "Platsen fanns inte i registret den dagen. Välj en senare dag." in early


def test_an_actor_sees_who_has_read_about_it(client: TestClient, editor: dict[str, str]) -> None:
    client.patch("/api/v1/actors/ny", json={"version": 2, "visibility": "hidden"}, headers=editor)
    own = bearer(client, "Föreningen", HeldRole(Role.MEMBER, actor_id="ny"))
    assert client.get("/aktorer/ny", headers=editor).status_code == 200
    client.app.state.access_log.flush()  # type: ignore[attr-defined]

    assert "Samordnaren läste om Nya <b>Bron</b>" in words(read(client, "/aktorer/ny/lasningar", own))
    assert "Samordnaren läste om Nya <b>Bron</b>" in words(read(client, "/platser/kn/lasningar", editor))
    read(client, "/platser/kn/lasningar", own, 404)


def test_an_address_is_found_and_erased_once_the_box_is_ticked(client: TestClient, editor: dict[str, str]) -> None:
    client.patch("/api/v1/actors/ny", json={"version": 2, "email": "eva.ek@exempel.se"}, headers=editor)
    sent = {"adress": "Eva.Ek@exempel.se"}
    found = client.post("/personuppgifter/kontakt", data=sent, headers=editor)
    assert part(found.text, '<ul class="fact-list">', "</ul>") == "Aktör Nya <b>Bron</b> E-post"
    file = client.post("/personuppgifter/kontakt", data=sent | {"gor": "fil"}, headers=editor)
    assert file.json()["records"][0]["fields"] == {"email": "eva.ek@exempel.se"}

    unsure = client.post("/personuppgifter/kontakt", data=sent | {"gor": "radera"}, headers=editor)
    sure = client.post("/personuppgifter/kontakt", data=sent | {"gor": "radera", "bekraftat": "ja"}, headers=editor)

    assert (found.status_code, unsure.status_code, sure.status_code) == (200, 422, 200)
    assert "Kryssa i rutan" in words(unsure.text)
    assert "Adressen är raderad. Poster som ändrades: 1." in words(sure.text)
    assert client.get("/api/v1/actors/ny", headers=editor).json()["email"] is None
    wrong = client.post("/personuppgifter/kontakt", data={"adress": "eva"}, headers=editor)
    assert (wrong.status_code, "Skriv hela e-postadressen" in words(wrong.text)) == (422, True)


def test_an_address_is_never_asked_for_in_the_address_of_a_page(client: TestClient, editor: dict[str, str]) -> None:
    client.patch("/api/v1/actors/ny", json={"version": 2, "email": "eva.ek@exempel.se"}, headers=editor)
    html = read(client, "/personuppgifter/kontakt?adress=eva.ek@exempel.se", editor)
    assert 'value="eva.ek' not in html
    assert "Där adressen står" not in words(html)
    assert "Sök" in part(html, 'action="/personuppgifter/kontakt"', "</form>")


def test_a_record_is_erased_once_the_box_is_ticked(client: TestClient, editor: dict[str, str]) -> None:
    assert "Radera Nya <b>Bron</b> på riktigt?" in words(read(client, "/radera/actors/ny", editor))
    assert client.post("/radera/actors/ny", headers=editor).status_code == 422
    done = client.post("/radera/actors/ny", data={"bekraftat": "ja"}, headers=editor)
    assert (done.status_code, "Posten är raderad" in words(done.text)) == (200, True)
    read(client, "/aktorer/ny", editor, 404)


def test_a_deleted_record_is_erased_by_way_of_what_was_deleted(client: TestClient, editor: dict[str, str]) -> None:
    client.delete("/api/v1/actors/ny?version=2", headers=editor)
    assert "/radera/actors/ny" in links(read(client, "/platser/kn/borttaget", editor))
    assert "Radera Nya <b>Bron</b> på riktigt?" in words(read(client, "/radera/actors/ny", editor))

    done = client.post("/radera/actors/ny", data={"bekraftat": "ja"}, headers=editor)

    assert (done.status_code, "Posten är raderad" in words(done.text)) == (200, True)
    assert "Inget registrerat har tagits bort här." in words(read(client, "/platser/kn/borttaget", editor))
    read(client, "/radera/actors/ny", editor, 404)


def test_a_tie_is_erased_under_the_names_of_its_ends(client: TestClient, editor: dict[str, str]) -> None:
    tie = {"id": "band", "actor_a": "ny", "actor_b": "c1"}
    assert client.post("/api/v1/ties", json=tie, headers=editor).status_code == 201
    assert "Radera Nya <b>Bron</b> – Hjälpkretsen på riktigt?" in words(read(client, "/radera/ties/band", editor))


def test_undoing_is_offered_to_whom_it_is_open_and_where_nothing_is_in_the_way(
    client: TestClient, editor: dict[str, str]
) -> None:
    number = latest(client, editor)
    reader = bearer(client, "Läsaren", HeldRole(Role.READER, "kn"))
    elsewhere = bearer(client, "Grannen", HeldRole(Role.EDITOR, "bn"), HeldRole(Role.READER, "kn"))

    def offered(change_set: int, header: dict[str, str]) -> tuple[bool, bool]:
        html = read(client, f"/historik/{change_set}", header)
        return "Ångra ändringen …" in words(html), f"/historik/{change_set}/angra" in links(html)

    assert offered(number, editor) == (True, True)
    assert offered(number - 1, editor) == (False, True)
    assert offered(number, reader) == offered(number, elsewhere) == (False, False)
    client.post(f"/historik/{number}/angra", headers=editor)
    assert offered(number, editor) == (False, True)


def test_what_one_may_not_see_is_not_found(client: TestClient, editor: dict[str, str]) -> None:
    number = latest(client, editor)
    places = TABLES["places"]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        connection.execute(sa.update(places).where(places.c.id == "kn").values(visibility="private"))
    elsewhere = bearer(client, "annan", HeldRole(Role.READER, "filipstad"))
    for address in (
        "/historik",
        "/historik/9999",
        f"/historik/{number}",
        f"/historik/{number}/angra",
        "/platser/kn/historik",
        "/platser/kn/historik/laget",
        "/platser/kn/borttaget",
        "/platser/kn/lasningar",
        "/aktorer/ny/historik",
        "/aktorer/ny/lasningar",
        "/personuppgifter/kontakt",
        "/radera/actors/ny",
        "/radera/accounts/ny",
    ):
        read(client, address, elsewhere, 404)
    assert client.post(f"/historik/{number}/angra", headers=elsewhere).status_code == 404
    assert client.post("/radera/actors/ny", data={"bekraftat": "ja"}, headers=elsewhere).status_code == 404
    assert client.get(f"/historik/{number}", headers=editor).status_code == 200


def test_an_administrator_sees_it_all(client: TestClient, editor: dict[str, str]) -> None:
    admin = bearer(client, "Administratören", HeldRole(Role.ADMIN))
    html = read(client, "/historik", admin)
    assert f"/historik/{latest(client, admin)}" in links(html)
    assert "kommandoraden" in words(html)
    assert "Visar 1–50 av" in words(read(client, "/historik/1", admin))
    assert "/historik/1?sida=2" in links(read(client, "/historik/1", admin))


def test_the_page_of_personal_data_says_who_is_responsible(demo_client: TestClient) -> None:
    told = words(demo_client.get("/personuppgifter").text)
    assert "Ansvarig den som driver den här tjänsten; namnet är inte ifyllt än" in told
    assert "Så länge aktören finns, och 24 månader efter att den har upphört eller tagits bort." in told
    assert "Sök och radera en e-postadress" not in told
