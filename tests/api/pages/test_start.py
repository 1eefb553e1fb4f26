"""The start page: a search, a tree of places, and what is known of each."""

from datetime import date

from fastapi.testclient import TestClient

from api.pages.start import start_page
from api.queries.holdings import Holding
from models.vocabulary import Level
from tests.api.pages.visible import links, part, words


def holding(place_id: str, parent_id: str | None, actors: int, **facts: object) -> Holding:
    known = {"scopes_done": 0, "last_confirmed": None, "observed_on": None, "fictitious": False} | facts
    return Holding(place_id, place_id.title(), Level.AREA, parent_id, actors, **known)  # type: ignore[arg-type]


def test_a_place_counts_the_actors_of_the_places_below_it() -> None:
    page = start_page([holding("land", None, 1), holding("ort", "land", 2), holding("by", "ort", 4)])
    land = page.tree[0]
    assert [(entry.name, entry.actors) for entry in land.everything()] == [("Land", 7), ("Ort", 6), ("By", 4)]


def test_a_place_was_confirmed_when_anything_below_it_was() -> None:
    day = date(2026, 6, 1)
    page = start_page([holding("land", None, 0), holding("ort", "land", 0, last_confirmed=day)])
    assert page.tree[0].last_confirmed == day


def test_places_stand_in_swedish_order_and_made_up_ones_last() -> None:
    holdings = [holding(name, None, 0) for name in ("örby", "ås", "ale", "zinkgruvan")]
    page = start_page([holding("alfa", None, 0, fictitious=True), *holdings])
    assert [entry.name for entry in page.tree] == ["Ale", "Zinkgruvan", "Ås", "Örby", "Alfa"]


def test_the_search_finds_parts_of_names_in_any_case() -> None:
    page = start_page([holding("norrköping", None, 0), holding("köping", None, 0)], "  KÖP ")
    assert page.hits is not None
    assert [entry.name for entry in page.hits] == ["Köping", "Norrköping"]


def test_without_a_search_nothing_is_found_or_missed() -> None:
    assert start_page([holding("ale", None, 0)], " ").hits is None


def test_the_start_page_says_what_is_known_of_places(demo_client: TestClient) -> None:
    shown = words(demo_client.get("/").text)
    assert "Exempelkommunen 11 aktörer, 18 av 18 delar inventerade Senast bekräftad 1 juni 2026" in shown
    assert "Luleå 2 aktörer" in shown


def test_places_are_linked_without_a_day_so_that_they_open_at_their_own(demo_client: TestClient) -> None:
    assert {"/platser/kn", "/platser/sverige", "/platser/lulea"} <= set(links(demo_client.get("/").text))


def test_a_search_names_what_it_found_and_where_it_lies(demo_client: TestClient) -> None:
    hits = part(demo_client.get("/?q=tynn").text, '<section aria-labelledby="hits">', "</section>")
    assert hits == "1 plats med ”tynn” i namnet Tynnered 1 aktör Göteborg · Uppgifter från 1 september 2020"


def test_a_search_without_hits_says_what_to_try(demo_client: TestClient) -> None:
    shown = words(demo_client.get("/?q=atlantis").text)
    assert "0 platser med ”atlantis” i namnet Ingen registrerad plats heter så." in shown


def test_an_empty_register_says_how_to_begin(empty_client: TestClient) -> None:
    shown = words(empty_client.get("/").text)
    assert "Ännu är ingen plats registrerad" in shown
    assert "python3 samverkan.py demo" in shown


def test_what_was_searched_for_is_shown_as_text(demo_client: TestClient) -> None:
    html = demo_client.get("/?q=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in html
