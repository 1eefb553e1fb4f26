"""What somebody who has signed in is shown first, and the marks that say who sees what."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import ActorVisibility, PlaceVisibility, Role
from tests.api.accounts import bearer
from tests.api.pages.visible import links, part, words

REVISION = TABLES["register_revision"]
OWN = ('<h2 id="own">', "</section>")


def change(client: TestClient, table: str, record_id: str, **values: object) -> None:
    rows = TABLES[table]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        connection.execute(sa.update(rows).where(rows.c.id == record_id).values(**values))
        connection.execute(sa.update(REVISION).values(revision=REVISION.c.revision + 1))


@pytest.fixture
def shown(writable: TestClient) -> Callable[..., str]:
    """Show a page to somebody with these roles."""

    def show(address: str, *roles: HeldRole) -> str:
        answer = writable.get(address, headers=bearer(writable, "nagon", *roles))
        assert answer.status_code == 200
        return answer.text

    return show


def test_whoever_looks_after_a_place_can_go_there_first(shown: Callable[..., str]) -> None:
    page = shown("/", HeldRole(Role.EDITOR, "kn"), HeldRole(Role.READER, "lulea"))
    own = part(page, *OWN)
    assert own == (
        "Dina platser Exempelkommunen Registrera i Exempelkommunen Vem har svarat? i Exempelkommunen "
        "Luckor i Exempelkommunen Historik i Exempelkommunen Inställningar i Exempelkommunen "
        "Luleå Luckor i Luleå Historik i Luleå"
    )
    assert page.index(OWN[0]) < page.index("<h1>")
    assert {"/platser/kn", "/platser/kn/registrera", "/platser/kn/installningar", "/platser/lulea"} <= set(links(page))
    assert "/platser/lulea/registrera" not in links(page)


def test_whoever_speaks_for_an_actor_can_go_to_it_first(shown: Callable[..., str]) -> None:
    page = shown("/", HeldRole(Role.MEMBER, None, "c1"))
    assert part(page, *OWN).startswith("Dina aktörer Hjälpkretsen Ändra uppgifter om Hjälpkretsen")
    ways = ["", "/andra", "/historik", "/lasningar"]
    assert {*(f"/aktorer/c1{way}" for way in ways), "/platser/kn/registrera/samarbete?med=c1"} <= set(links(page))


def test_every_way_from_there_leads_somewhere(writable: TestClient) -> None:
    roles = (HeldRole(Role.EDITOR, "kn"), HeldRole(Role.MEMBER, None, "c1"), HeldRole(Role.ADMIN))
    asking = bearer(writable, "nagon", *roles)
    own = writable.get("/", headers=asking).text.partition(OWN[0])[2].partition(OWN[1])[0]
    ways = links(own)
    assert len(ways) == 6 + 5 + 3
    assert {writable.get(way, headers=asking).status_code for way in ways} == {200}


def test_nobody_in_particular_and_those_without_a_role_see_the_places_first(
    writable: TestClient, shown: Callable[..., str]
) -> None:
    assert OWN[0] not in writable.get("/").text
    assert OWN[0] not in shown("/")


def test_a_place_that_is_not_for_everybody_says_so_and_leads_to_where_that_is_chosen(
    writable: TestClient, shown: Callable[..., str]
) -> None:
    change(writable, "places", "kn", visibility=PlaceVisibility.PRIVATE)
    page = shown("/platser/ng", HeldRole(Role.EDITOR, "kn"))
    # The area says nothing itself and follows the municipality.
    assert "Visas för: bara de som arbetar med platsen Ändra vem som får se platsen" in words(page)
    assert "/platser/ng/installningar" in links(page)


def test_a_reader_is_told_who_sees_the_place_but_cannot_choose(writable: TestClient, shown: Callable[..., str]) -> None:
    change(writable, "places", "kn", visibility=PlaceVisibility.SHARED)
    page = shown("/platser/kn/luckor", HeldRole(Role.READER, "kn"))
    assert "Visas för: alla som är inloggade" in words(page)
    assert "/platser/kn/installningar" not in links(page)


def test_a_place_for_everybody_says_nothing_of_it(shown: Callable[..., str]) -> None:
    assert "Visas för:" not in shown("/platser/kn", HeldRole(Role.EDITOR, "kn"))


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        (ActorVisibility.PARTNERS, "Visas för: bara samverkansparter på platsen"),
        (ActorVisibility.HIDDEN, "Visas för: bara aktören själv och de som sköter platsens karta"),
    ],
)
def test_an_actor_that_is_not_for_everybody_says_so(
    writable: TestClient, shown: Callable[..., str], visibility: ActorVisibility, said: str
) -> None:
    change(writable, "actors", "c1", visibility=visibility)
    own = HeldRole(Role.MEMBER, None, "c1")
    answer = writable.get("/aktorer/c1", headers=bearer(writable, "egen", own))
    assert said in words(answer.text)
    assert said in part(shown("/", own), *OWN)


def test_an_actor_for_everybody_says_nothing_of_it(writable: TestClient) -> None:
    assert "Visas för:" not in writable.get("/aktorer/c1").text
