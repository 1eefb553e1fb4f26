"""Choosing places to compare: a plain form that keeps what was chosen, whatever was wrong with it."""

import re

import pytest
from fastapi.testclient import TestClient

from api.comparisons import MOST_PLACES
from api.pages.comparison_choice import MOST_UNFOLDED, Wish, choice_page, place_options, problems_of
from api.queries.holdings import Holding
from models.vocabulary import Level
from tests.api.pages.visible import part, words


def holding(place_id: str, parent_id: str | None, level: Level = Level.MUNICIPALITY, actors: int = 0) -> Holding:
    return Holding(place_id, place_id.title(), level, parent_id, actors, 0, None, None, fictitious=place_id == "dikt")


LAND = (
    holding("riket", None, Level.NATION, 1),
    holding("skåne", "riket", Level.REGION, 2),
    holding("dal", "riket", Level.REGION),
    holding("lund", "skåne", actors=4),
    holding("åhus", "skåne"),
    holding("norra", "lund", Level.AREA, 8),
    holding("dikt", None),
)
OPTIONS = place_options(LAND, {"lund": "B3/2023", "åhus": "C6/2023"})


def listed(wish: Wish) -> dict[str, list[str]]:
    return {county: [place.id for place in places] for county, places in choice_page(wish, OPTIONS).counties.items()}


def chosen_in(html: str) -> list[str]:
    return re.findall(r'name="place" value="([^"]*)" checked', html)


def test_places_stand_county_by_county_in_swedish_order_and_made_up_ones_last() -> None:
    assert listed(Wish()) == {"Dal": ["dal"], "Skåne": ["skåne", "lund", "norra", "åhus"], "": ["riket", "dikt"]}


def test_a_place_counts_the_actors_of_the_places_below_it() -> None:
    assert {place.id: place.actors for place in OPTIONS.values() if place.actors} == {
        "riket": 15,
        "skåne": 14,
        "lund": 12,
        "norra": 8,
    }


def test_an_area_stands_below_its_municipality() -> None:
    assert [(place.id, place.depth, place.within) for place in OPTIONS.values() if place.depth] == [
        ("lund", 1, "Skåne"),
        ("norra", 2, "Lund"),
        ("åhus", 1, "Skåne"),
    ]


def test_the_list_is_narrowed_by_name_and_by_group() -> None:
    assert listed(Wish(search="LU")) == {"Skåne": ["lund"]}
    assert listed(Wish(group="C6/2023")) == {"Skåne": ["åhus"]}
    assert listed(Wish(search="atlantis")) == {}


def test_chosen_places_stand_apart_in_the_order_chosen_whatever_is_searched_for() -> None:
    page = choice_page(Wish(("åhus", "dal"), search="lund"), OPTIONS)
    assert [place.id for place in page.chosen] == ["åhus", "dal"]
    assert listed(Wish(("lund", "dal"))) == {"Skåne": ["skåne", "norra", "åhus"], "": ["riket", "dikt"]}


def test_only_groups_that_a_municipality_has_can_be_chosen() -> None:
    groups = choice_page(Wish(), OPTIONS).groups
    assert {group: told.render(str) for group, told in groups.items()} == {
        "B3/2023": "B3/2023, större städer",
        "C6/2023": "C6/2023, mindre städer och tätorter",
    }


def test_a_long_list_is_folded_until_it_is_narrowed() -> None:
    many = place_options([holding(f"p{number}", None) for number in range(MOST_UNFOLDED + 1)], {})
    assert (choice_page(Wish(), many).unfolded, choice_page(Wish(search="p1"), many).unfolded) == (False, True)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(("lund", "åhus")), []),
        (Wish(("lund", "åhus"), "2026"), []),
        (Wish(("lund",)), ["Välj minst två olika platser."]),
        (Wish(("lund", "atlantis")), ["Ingen registrerad plats har id ”atlantis”."]),
        (Wish(("lund", "åhus"), "i går"), ["Datumet går inte att läsa. Skriv till exempel 2026-11-01."]),
        (Wish(("lund", "åhus"), "2026-02-30"), ["Datumet går inte att läsa. Skriv till exempel 2026-11-01."]),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(wish: Wish, said: list[str]) -> None:
    assert [problem.said.render(str) for problem in problems_of(wish, OPTIONS)] == said


def test_more_places_than_can_be_read_are_refused_with_their_number() -> None:
    many = tuple(f"p{number}" for number in range(MOST_PLACES + 1))
    options = place_options([holding(place, None) for place in many], {})
    assert [problem.said.render(str) for problem in problems_of(Wish(many), options)] == [
        "Välj högst 12 platser. Nu är 13 valda."
    ]
    assert problems_of(Wish(many[1:]), options) == []


def test_the_form_is_there_without_places(demo_client: TestClient) -> None:
    answer = demo_client.get("/jamfor")
    assert answer.status_code == 200
    assert 'class="problems"' not in answer.text
    assert chosen_in(answer.text) == []
    assert "Exempellänet 4 platser" in words(answer.text)


@pytest.mark.parametrize(
    ("query", "said", "kept"),
    [
        ("place=kn", "Välj minst två olika platser.", ["kn"]),
        ("place=kn&place=kn", "Välj minst två olika platser.", ["kn"]),
        ("place=kn&place=", "Välj minst två olika platser.", ["kn"]),
        ("place=kn&place=atlantis", "Ingen registrerad plats har id ”atlantis”.", ["kn"]),
        ("place=kn&place=%00", "Ingen registrerad plats har id ””.", ["kn"]),
        ("place=bn&place=kn&date=x", "Datumet går inte att läsa. Skriv till exempel 2026-11-01.", ["bn", "kn"]),
        ("date=2026-11-01", "Välj minst två olika platser.", []),
    ],
)
def test_a_mistake_is_told_and_the_form_kept(demo_client: TestClient, query: str, said: str, kept: list[str]) -> None:
    answer = demo_client.get(f"/jamfor?{query}")
    assert answer.status_code == 400
    assert part(answer.text, '<section class="problems"', "</section>").endswith(f"Det går inte att jämföra än {said}")
    assert chosen_in(answer.text) == kept


def test_the_same_place_twice_is_compared_once(demo_client: TestClient) -> None:
    html = demo_client.get("/jamfor?place=kn&place=bn&place=kn").text
    assert part(html, '<table class="beside">', "</thead>") == "Indikator Exempelkommunen Grannkommunen"


def test_places_can_be_changed_with_what_was_chosen_kept(demo_client: TestClient) -> None:
    answer = demo_client.get("/jamfor?place=kn&place=bn&date=2026-11-01&choose=1&q=malm")
    assert answer.status_code == 200
    assert chosen_in(answer.text) == ["kn", "bn"]
    assert 'value="2026-11-01"' in answer.text
    assert "Skåne län 1 plats" in words(answer.text)


def test_a_search_without_hits_says_what_to_try(demo_client: TestClient) -> None:
    shown = words(demo_client.get("/jamfor?q=atlantis&choose=1").text)
    assert "Ingen annan registrerad plats passar sökningen." in shown


def test_an_empty_register_says_how_to_begin(empty_client: TestClient) -> None:
    shown = words(empty_client.get("/jamfor").text)
    assert "Ännu är ingen plats registrerad" in shown


def test_what_was_written_is_shown_as_text(demo_client: TestClient) -> None:
    html = demo_client.get("/jamfor?q=%3Cscript%3Ealert(1)%3C/script%3E&place=%3Cscript%3E&date=%3Cscript%3E").text
    assert "<script>alert" not in html
    assert "<script>”" not in html
