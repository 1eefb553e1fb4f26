"""The comparison as one object: places in the order asked for, and no word of rank."""

import json
from itertools import permutations

import pytest

from graph.analysis import Analysis
from graph.analysis_object import indicators_object
from graph.comparison.beside import Comparison, comparison_object
from graph.comparison.indicators import INDICATORS
from graph.system import View
from tests.graph.drawn import activity, actors, make_system, need, ties

DRAWN = (
    actors("a c k:state b@bn d@bn"),
    ties("a - c, c - k, b - d"),
    need("n1", "a", theme="health"),
    activity("x1", "b d", "bn", themes="health", status="ongoing", direction="cause"),
)


def analysed(place_id):
    return Analysis(make_system(*DRAWN, at=place_id, view=View.ORGANISATION), tests=False)


@pytest.fixture
def beside():
    return comparison_object(Comparison(tuple(analysed(place_id) for place_id in ("kn", "bn", "ng"))))


def test_every_indicator_is_named_and_explained(beside):
    assert [indicator["name"] for indicator in beside["indicators"]] == list(INDICATORS)
    assert all(indicator["title"] and indicator["meaning"].endswith(".") for indicator in beside["indicators"])


def test_places_stand_in_the_order_asked_for_each_with_what_is_known_of_it(beside):
    first = beside["places"][0]

    assert [place["place"]["id"] for place in beside["places"]] == ["kn", "bn", "ng"]
    assert first["indicators"] == indicators_object(analysed("kn").indicators)
    assert {name: first[name] for name in ("view", "date", "confirmation")} == {
        "view": "organisation",
        "date": "2026-11-01",
        "confirmation": 1.0,
    }
    # a-c and c-k have edges, a-k is unknown.
    assert first["kappa"] == 0.666667


def test_every_two_places_are_compared_once(beside):
    assert [(told["a"], told["b"]) for told in beside["differences"]] == [("kn", "bn"), ("kn", "ng"), ("bn", "ng")]
    assert all(list(told["indicators"]) == list(INDICATORS) for told in beside["differences"])
    assert [told["similarity"] for told in beside["differences"]] == [0.0, None, 0.0]


def test_a_difference_has_its_size_in_errors_and_a_verdict(beside):
    # kn: without a 1, without c 1/2, without k 1: SE = 1/6; bn has two actors and no error.
    told = beside["differences"][0]["indicators"]["cohesion"]

    assert (beside["places"][0]["indicators"]["cohesion"]["se"], told["t"]) == (0.166667, None)
    assert told["verdict"] == "ingen säker skillnad"


def test_partners_are_matched_in_both_directions(beside):
    matches = {
        (match["place"], match["partner"]): (match["share"], match["themes"]) for match in beside["partner_matches"]
    }

    assert list(matches) == list(permutations(("kn", "bn", "ng"), 2))
    assert matches["kn", "bn"] == (1.0, ["health"])
    assert matches["bn", "kn"] == (None, [])


def test_titles_and_verdicts_speak_the_language_asked_for():
    told = comparison_object(Comparison((analysed("kn"), analysed("bn"))), str.upper)

    assert told["indicators"][0]["title"] == "SEKTORERNAS BREDD"
    assert told["differences"][0]["indicators"]["cohesion"]["verdict"] == "INGEN SÄKER SKILLNAD"


def test_nothing_is_ranked_summed_or_coloured(beside):
    keys = {key for place in beside["places"] for key in place}

    assert set(beside) == {"indicators", "places", "differences", "partner_matches"}
    assert keys == {
        *("place", "date", "view", "readings", "kappa", "confirmation", "needs_shown"),
        *("indicators", "peers"),
    }
    assert json.loads(json.dumps(beside, allow_nan=False)) == beside


def test_a_place_beside_itself_is_without_difference():
    (told,) = comparison_object(Comparison((analysed("kn"), analysed("kn"))))["differences"]

    assert {found["t"] for found in told["indicators"].values()} <= {0.0, None}
    assert told["indicators"]["cohesion"] == {"t": 0.0, "verdict": "ingen säker skillnad"}
