"""Places side by side, out of the database."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.access.viewer import OPERATOR
from api.access.window import Window
from api.analyses import Analyses, Question
from api.comparisons import COMPARED, MOST_PLACES, questions
from api.database import make_engine
from graph.comparison.beside import comparison_object
from graph.once import is_computed
from graph.system import View
from models.errors import InvalidRequestError, NotFoundError

DAY = date(2026, 11, 1)


@pytest.fixture
def analyses(sqlite_demo: str) -> Iterator[Analyses]:
    engine = make_engine(sqlite_demo)
    yield Analyses(Window(engine))
    engine.dispose()


def compared(analyses: Analyses, places: list[str], day: date = DAY) -> dict[str, Any]:
    return comparison_object([analyses.analyse(question, COMPARED) for question in questions(places, day, OPERATOR)])


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


def test_what_a_place_lacks_and_its_neighbour_does_is_told(analyses: Analyses) -> None:
    # b3 (health) and b4 (democracy) of kn are unmet; bn works on health.
    assert compared(analyses, ["kn", "bn"])["partner_matches"] == [
        {"place": "kn", "partner": "bn", "share": 0.5, "themes": ["health"]},
        {"place": "bn", "partner": "kn", "share": None, "themes": []},
    ]


def test_another_day_gives_other_figures(analyses: Analyses) -> None:
    # Seven strong edges, of which s2-k1, s2-n1 and n1-k1 have a forum; c1-k1 had no agreement a year earlier: 4/7, 3/7.
    now, then = (compared(analyses, ["kn", "bn"], DAY.replace(year=year)) for year in (2026, 2025))
    assert [found["places"][0]["indicators"]["formalisation"]["plus"] for found in (now, then)] == [0.571429, 0.428571]


def test_what_a_comparison_does_not_read_is_not_computed(analyses: Analyses) -> None:
    found = analyses.analyse(Question("bn", DAY, View.ORGANISATION, viewer=OPERATOR), COMPARED)
    comparison_object([found, found])
    assert [part for part in ("gaps", "indicators", "brokers", "sectors", "tails") if is_computed(found, part)] == list(
        COMPARED
    )


def test_a_place_that_does_not_exist_is_named(analyses: Analyses) -> None:
    with pytest.raises(NotFoundError, match="”atlantis” i places"):
        compared(analyses, ["kn", "atlantis"])
