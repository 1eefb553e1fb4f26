"""Places side by side, out of the database."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from api.analyses import Analyses
from api.comparisons import MOST_PLACES, compare_places
from api.database import make_engine, reading
from models.errors import InvalidRequestError, NotFoundError

DAY = date(2026, 11, 1)


@pytest.fixture
def connection(sqlite_demo: str) -> Iterator[Connection]:
    engine = make_engine(sqlite_demo)
    with reading(engine) as connection:
        yield connection
    engine.dispose()


def test_places_stand_in_the_order_asked_for_each_once(connection: Connection) -> None:
    found = compare_places(Analyses(), connection, ["kn", "bn", "kn"], DAY)
    assert [place["place"]["id"] for place in found["places"]] == ["kn", "bn"]
    turned = compare_places(Analyses(), connection, ["bn", "kn"], DAY)
    assert [place["place"]["id"] for place in turned["places"]] == ["bn", "kn"]


def test_places_are_compared_in_the_organisation_view_on_one_day(connection: Connection) -> None:
    found = compare_places(Analyses(), connection, ["kn", "bn"], DAY)
    assert {(place["view"], place["readings"], place["date"]) for place in found["places"]} == {
        ("organisation", "plus", "2026-11-01")
    }


def test_what_a_place_lacks_and_its_neighbour_does_is_told(connection: Connection) -> None:
    # b3 (health) and b4 (democracy) of kn are unmet; bn works on health.
    matches = compare_places(Analyses(), connection, ["kn", "bn"], DAY)["partner_matches"]
    assert matches == [
        {"place": "kn", "partner": "bn", "share": 0.5, "themes": ["health"]},
        {"place": "bn", "partner": "kn", "share": None, "themes": []},
    ]


def test_another_day_gives_other_figures(connection: Connection) -> None:
    # Seven strong edges, of which s2-k1, s2-n1 and n1-k1 have a forum; c1-k1 had no agreement a year earlier: 4/7, 3/7.
    now, then = (compare_places(Analyses(), connection, ["kn", "bn"], DAY.replace(year=year)) for year in (2026, 2025))
    assert [found["places"][0]["indicators"]["formalisation"]["plus"] for found in (now, then)] == [0.571429, 0.428571]


@pytest.mark.parametrize("places", [[], ["kn"], ["kn", "kn"], [f"p{number}" for number in range(MOST_PLACES + 1)]])
def test_fewer_than_two_places_or_more_than_can_be_read_are_refused(connection: Connection, places: list[str]) -> None:
    with pytest.raises(InvalidRequestError, match=f"minst två och högst {MOST_PLACES} olika platser"):
        compare_places(Analyses(), connection, places, DAY)


def test_a_place_that_does_not_exist_is_named(connection: Connection) -> None:
    with pytest.raises(NotFoundError, match="”atlantis” i places"):
        compare_places(Analyses(), connection, ["kn", "atlantis"], DAY)
