"""Places side by side, out of the database."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import anyio
import pytest
from sqlalchemy import Engine

from api import analyses as analyses_module
from api.access.viewer import OPERATOR
from api.access.window import Window
from api.analyses import Analyses, Question
from api.comparisons import COMPARED, MOST_PLACES, common_day, compare, questions
from api.database import make_engine
from graph.comparison.beside import comparison_object
from graph.comparison.peers import PeerFigures, peer_figures
from graph.once import is_computed
from graph.system import System, View
from models.errors import InvalidRequestError, NotFoundError
from tests.api.peers import read_in_peers, rename_peer

DAY = date(2026, 11, 1)


@pytest.fixture
def demo(sqlite_demo: str) -> Iterator[Engine]:
    engine = make_engine(sqlite_demo)
    yield engine
    engine.dispose()


def compared(engine: Engine, places: list[str], day: date = DAY) -> dict[str, Any]:
    return comparison_object(anyio.run(compare, Analyses(Window(engine)), Window(engine), places, day, OPERATOR))


def test_each_place_is_asked_once_in_the_order_given_and_in_the_organisation_view() -> None:
    assert questions(["kn", "bn", "kn"], DAY, OPERATOR) == [
        Question("kn", DAY, View.ORGANISATION, viewer=OPERATOR),
        Question("bn", DAY, View.ORGANISATION, viewer=OPERATOR),
    ]
    assert [question.place_id for question in questions(["bn", "kn"], DAY, OPERATOR)] == ["bn", "kn"]


@pytest.mark.parametrize("places", [[], ["kn"], ["kn", "kn"], [f"p{number}" for number in range(MOST_PLACES + 1)]])
def test_fewer_than_two_places_or_more_than_can_be_read_are_refused(places: list[str]) -> None:
    with pytest.raises(InvalidRequestError, match=f"minst två och högst {MOST_PLACES} olika platser"):
        questions(places, DAY, OPERATOR)


def test_as_many_as_can_be_read_are_not_refused() -> None:
    assert len(questions([f"p{number}" for number in range(MOST_PLACES)], DAY, OPERATOR)) == MOST_PLACES


def test_what_a_place_lacks_and_its_neighbour_does_is_told(demo: Engine) -> None:
    # b3 (health) and b4 (democracy) of kn are unmet; bn works on health.
    assert compared(demo, ["kn", "bn"])["partner_matches"] == [
        {"place": "kn", "partner": "bn", "share": 0.5, "themes": ["health"]},
        {"place": "bn", "partner": "kn", "share": None, "themes": []},
    ]


def test_another_day_gives_other_figures(demo: Engine) -> None:
    # Seven strong edges, of which s2-k1, s2-n1 and n1-k1 have a forum; c1-k1 had no agreement a year earlier: 4/7, 3/7.
    now, then = (compared(demo, ["kn", "bn"], DAY.replace(year=year)) for year in (2026, 2025))
    assert [found["places"][0]["indicators"]["formalisation"]["plus"] for found in (now, then)] == [0.571429, 0.428571]


def test_what_a_comparison_does_not_read_is_not_computed(demo: Engine) -> None:
    analyses = Analyses(Window(demo))
    found = anyio.run(compare, analyses, Window(demo), ["kn", "bn"], DAY, OPERATOR)
    comparison_object(found)
    for place in found.places:
        parts = [part for part in ("gaps", "indicators", "brokers", "sectors", "tails") if is_computed(place, part)]
        assert parts == list(COMPARED)


def test_a_place_that_does_not_exist_is_named(demo: Engine) -> None:
    with pytest.raises(NotFoundError, match="”atlantis”"):
        compared(demo, ["kn", "atlantis"])


def test_places_that_open_on_different_days_meet_on_the_latest() -> None:
    assert common_day([date(2020, 9, 1), date(2026, 11, 1), date(2023, 6, 1)]) == date(2026, 11, 1)


def test_peers_are_the_other_municipalities_of_the_group_and_edition(engine: Engine) -> None:
    # p6 is of the group but little known; old1 to old5 are of another edition; an area and a county have no group
    # of municipalities. Cohesion of p1 to p5: 1/4, 2/4, 2/4, 3/4, 4/4.
    read_in_peers(engine)
    own, lone, area = (place["peers"] for place in compared(engine, ["own", "far", "part"])["places"])
    assert (own["group"], own["n"]) == ("A1/2023", 5)
    assert own["indicators"]["cohesion"] == {
        "n": 5,
        "lower_quartile": 0.5,
        "median": 0.5,
        "upper_quartile": 0.75,
        "reason": None,
    }
    assert (lone["group"], lone["n"], lone["indicators"]["cohesion"]["reason"]) == ("C9/2023", 0, "too_few")
    assert area is None


def test_a_place_counts_not_among_its_own_peers(engine: Engine) -> None:
    # p2 to p5 and own, whose two actors have no contact: 2/4, 2/4, 3/4, 4/4 and 1/2. With p1 there would be six.
    read_in_peers(engine)
    peers = compared(engine, ["p1", "far"])["places"][0]["peers"]
    assert peers["indicators"]["cohesion"] == {
        "n": 5,
        "lower_quartile": 0.5,
        "median": 0.5,
        "upper_quartile": 0.75,
        "reason": None,
    }


def test_nothing_of_a_comparison_names_a_peer(sqlite_engine: Engine) -> None:
    read_in_peers(sqlite_engine)
    told = str(compared(sqlite_engine, ["own", "far"]))
    assert [peer for peer in ("p1", "p2", "p3", "p4", "p5", "p6", "Grannby") if peer in told] == []


def test_peers_are_computed_once_until_the_register_is_written(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_peers(sqlite_engine)
    asked: list[str] = []

    def counted(system: System) -> PeerFigures:
        asked.append(system.place.id)
        return peer_figures(system)

    monkeypatch.setattr(analyses_module, "peer_figures", counted)
    window = Window(sqlite_engine)
    analyses = Analyses(window)
    for _ in range(2):
        anyio.run(compare, analyses, window, ["own", "far"], DAY, OPERATOR)
    assert asked == ["p1", "p2", "p3", "p4", "p5", "p6"]
    rename_peer(sqlite_engine)
    anyio.run(compare, analyses, window, ["own", "far"], DAY, OPERATOR)
    assert asked == ["p1", "p2", "p3", "p4", "p5", "p6"] * 2
