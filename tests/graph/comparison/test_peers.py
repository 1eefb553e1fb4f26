"""Peers: medians and quartiles over small drawn municipalities, worked out by hand."""

from dataclasses import asdict

import pytest

from graph.analysis import Analysis
from graph.comparison.beside import Comparison, comparison_object
from graph.comparison.indicators import INDICATORS
from graph.comparison.peers import PeerFigures, Spread, peer_figures, peer_group, peers_of, spread
from graph.system import View
from models import records
from tests.graph.drawn import actor, complete, make_system, ties

GROUPS = dict.fromkeys(("own", "p1", "p2", "p3", "p4", "p5", "p6"), "A1/2023") | {
    "old": "A1/2017",
    "far": "C9/2023",
}

PARTNERSHIPS = {
    # Four actors each; κ is 1 where all have declared completeness.
    "p1": "",
    "p2": "{0}1 - {0}2",
    "p3": "{0}1 - {0}2, {0}3 - {0}4",
    "p4": "{0}1 - {0}2, {0}2 - {0}3",
    "p5": "{0}1 - {0}2, {0}2 - {0}3, {0}3 - {0}4",
    # One edge of six pairs is known and nobody has declared anything: κ = 1/6.
    "p6": "{0}1 - {0}2",
}


def municipality(place_id):
    return records.Place.model_validate(
        {"id": place_id, "name": place_id.upper(), "level": "municipality", "group": GROUPS[place_id]}
    )


def drawn(place_id):
    """Return the records of one peer."""
    names = [f"{place_id}{number}" for number in range(1, 5)]
    drawing = PARTNERSHIPS[place_id].format(place_id)
    return [
        *map(municipality, GROUPS),
        *(actor(name, place_id=place_id) for name in names),
        *(ties(drawing) if drawing else ()),
        *(complete(" ".join(names)) if place_id != "p6" else ()),
    ]


def lent(place_id):
    return peer_figures(make_system(*drawn(place_id), at=place_id, view=View.ORGANISATION))


@pytest.fixture
def six():
    return [lent(place_id) for place_id in PARTNERSHIPS]


def test_peers_share_the_group_and_its_edition():
    assert peers_of("own", GROUPS) == ["p1", "p2", "p3", "p4", "p5", "p6"]
    assert peers_of("old", GROUPS) == []
    assert peers_of("nowhere", GROUPS) == []


def test_a_place_without_enough_knowledge_lends_nothing(six):
    assert [peer.kappa for peer in six] == [1.0, 1.0, 1.0, 1.0, 1.0, pytest.approx(1 / 6)]
    assert [peer.is_comparable for peer in six] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("kappa", "comparable"), [(0.7, True), (0.699999, False), (1.0, True), (0.0, False), (None, False)]
)
def test_seven_tenths_of_the_pairs_must_be_known(kappa, comparable):
    assert PeerFigures(kappa, {}).is_comparable is comparable


def test_an_empty_place_is_not_well_known():
    # No pair is unknown where there is none, but a place without actors would pull every median down.
    empty = peer_figures(make_system(*map(municipality, GROUPS), at="p1", view=View.ORGANISATION))
    alone = peer_figures(
        make_system(*map(municipality, GROUPS), actor("a", place_id="p1"), at="p1", view=View.ORGANISATION)
    )

    assert (empty.kappa, alone.kappa) == (None, None)


def test_medians_and_quartiles_of_five_peers(six):
    # Cohesion: p1 1/4, p2 2/4, p3 2/4, p4 3/4, p5 4/4. The quartiles of five lie at the second and fourth.
    # Partners: p1 0; p2 0, 0, 1, 1; p3 1; p4 0, 1, 1, 2; p5 1, 1, 2, 2: medians 0, 0.5, 1, 1, 1.5.
    group = peer_group("A1/2023", six)

    assert (group.group, group.n, group.too_few) == ("A1/2023", 5, False)
    assert group.spreads["cohesion"] == Spread(5, 0.5, 0.5, 0.75)
    assert group.spreads["median_partners"] == Spread(5, 0.5, 1.0, 1.0)


def test_quartiles_between_two_values_lie_on_a_straight_line(six):
    # With one more of 1/4: 1/4, 1/4, 2/4, 2/4, 3/4, 4/4. At 1 + 5/4 = 2.25: 1/4 + 1/4·1/4 = 5/16; in the middle
    # 2/4; at 1 + 15/4 = 4.75: 2/4 + 3/4·1/4 = 11/16.
    assert peer_group("A1/2023", [*six, lent("p1")]).spreads["cohesion"] == Spread(6, 5 / 16, 0.5, 11 / 16)


def test_an_indicator_that_few_peers_have_says_nothing(six):
    # Depth is missing in p1, which has no edge: four values are left.
    depth = peer_group("A1/2023", six).spreads["depth"]

    assert depth == Spread(4, None, None, None)
    assert depth.too_few


def test_four_comparable_peers_are_too_few_for_anything(six):
    group = peer_group("A1/2023", six[1:])

    assert (group.n, group.too_few) == (4, True)
    assert {found.median for found in group.spreads.values()} == {None}


def test_without_peers_nothing_is_said():
    assert asdict(spread([])) == {"n": 0, "lower": None, "median": None, "upper": None}
    assert peer_group("C9/2023", []).n == 0


def test_the_comparison_tells_medians_and_no_peer(six):
    own = Analysis(make_system(*drawn("p1"), at="p1", view=View.ORGANISATION))
    far = Analysis(make_system(*drawn("p1"), at="far", view=View.ORGANISATION))
    beside = comparison_object(Comparison((own, far), {"p1": peer_group("A1/2023", six)}))
    first, second = beside["places"]

    assert (first["peers"]["group"], first["peers"]["n"]) == ("A1/2023", 5)
    assert list(first["peers"]["indicators"]) == list(INDICATORS)
    assert first["peers"]["indicators"]["cohesion"] == {
        "n": 5,
        "lower_quartile": 0.5,
        "median": 0.5,
        "upper_quartile": 0.75,
        "reason": None,
    }
    assert first["peers"]["indicators"]["depth"] == {
        "n": 4,
        "lower_quartile": None,
        "median": None,
        "upper_quartile": None,
        "reason": "too_few",
    }
    assert second["peers"] is None
    assert set(first["peers"]) == {"group", "n", "indicators"}
