"""The indicators read from the network; a denominator that is empty makes a figure missing, never 0."""

import pytest

from graph.comparison.indicators import INDICATORS, indicator_values
from graph.gaps.situation import Situation
from graph.system import Reading, View
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    findings_of,
    forum,
    make_system,
    mandate,
    member,
    need,
    runner,
    tie,
    ties,
)

HEALTH = {"themes": "health"}
MIXED = actors("k1 k2 c1:civil_society s1:state")
PATH = (actors("a b c d"), ties("a - b, b - c, c - d"))


def value(name, *drawn, **options):
    return INDICATORS[name].value(Situation(make_system(*drawn, **options)))


def levelled(text):
    return [actor(word.partition(":")[0], level=word.partition(":")[2] or None) for word in text.split()]


def test_there_are_fourteen_in_the_order_of_the_catalogue():
    assert list(INDICATORS) == [
        "sector_breadth",
        "sector_connection",
        "cross_sector_surplus",
        "median_partners",
        "cohesion",
        "fragility",
        "formalisation",
        "depth",
        "issue_collaboration",
        "needs_met_jointly",
        "cause_share",
        "forums_with_mandate",
        "forums_with_residents",
        "vertical_reach",
    ]


@pytest.mark.parametrize("view", list(View))
def test_an_empty_place_has_no_sector_and_nothing_else_to_measure(view):
    assert indicator_values(Situation(make_system(view=view))) == dict.fromkeys(INDICATORS) | {"sector_breadth": 0.0}


# 1 sectors present, of six


def test_sectors_present_are_counted_of_six():
    # Municipality, civil society, state; an outsider's sector counts too.
    assert value("sector_breadth", MIXED) == 3 / 6
    assert value("sector_breadth", MIXED, actors("r1:region@lan"), tie("k1 - r1")) == 4 / 6
    assert value("sector_breadth", MIXED, actors("r1:region@lan")) == 3 / 6


# 2 connected pairs of present sectors


def test_connected_pairs_of_sectors_are_counted_of_those_present():
    # Three sectors, three pairs; k1-k2 joins none, k1-c1 and k2-c1 the same pair.
    assert value("sector_connection", MIXED, ties("k1 - k2, k1 - c1, k2 - c1")) == pytest.approx(1 / 3)
    assert value("sector_connection", MIXED, tie("k1 - k2")) == 0.0


def test_a_single_sector_has_no_pair():
    assert value("sector_connection", actors("k1 k2"), tie("k1 - k2")) is None


# 3 external share of edges, less the share expected from the sizes


def test_the_surplus_is_what_sizes_alone_would_not_give():
    # One of two edges is external. Of the 6 pairs one (k1-k2) is internal: 1/2 - 5/6.
    assert value("cross_sector_surplus", MIXED, ties("k1 - k2, k1 - c1")) == pytest.approx(1 / 2 - 5 / 6)
    assert value("cross_sector_surplus", MIXED, tie("s1 - c1")) == pytest.approx(1 - 5 / 6)


def test_without_edges_there_is_no_surplus():
    assert value("cross_sector_surplus", MIXED) is None


# 4 median partners


def test_the_median_of_partners_counts_those_who_have_none():
    # Degrees 1, 2, 2, 1 and then with one and with three more who have none.
    assert value("median_partners", *PATH) == 1.5
    assert value("median_partners", *PATH, actors("e")) == 1.0
    assert value("median_partners", *PATH, actors("e f g")) == 1.0
    assert value("median_partners", actors("a")) == 0.0


# 5 share of actors in the largest component


def test_cohesion_is_the_share_of_the_largest_component():
    assert value("cohesion", *PATH, actors("e f"), tie("e - f")) == pytest.approx(4 / 6)
    assert value("cohesion", actors("a b c d")) == 0.25


# 6 largest share of pairs that one removal parts


def test_fragility_is_that_of_the_most_fragile_link():
    # Without b: a loses c and d, 2 of 3. With x-y beside: 2 of 4.
    assert value("fragility", *PATH) == pytest.approx(2 / 3)
    assert value("fragility", *PATH, actors("x y"), tie("x - y")) == 0.5


def test_an_actor_with_nobody_to_part_counts_nothing():
    # Without a or b nobody reaches anybody: 0. Without c, a and b keep each other: 0 of 1.
    assert value("fragility", actors("a b c"), tie("a - b")) == 0.0


def test_fragility_is_missing_when_no_removal_leaves_a_pair():
    assert value("fragility", actors("a b"), tie("a - b")) is None
    assert value("fragility", actors("a b c")) is None


# 7 strong edges that rest on something written


def test_formalisation_is_what_the_rule_about_agreements_leaves():
    # a-b has a contract, b-c none, c-d a chartered forum, a-d is weak: 2 of 3.
    drawn = (
        actors("a b c d"),
        agreement("v1", "a b"),
        tie("b - c"),
        forum("f1", "c d", charter="yes"),
        tie("a - d", level="information"),
    )

    assert value("formalisation", *drawn) == pytest.approx(2 / 3)
    assert findings_of("G14a", *drawn)[0].urgency == pytest.approx(1 / 3)


def test_without_strong_edges_nothing_could_be_formal():
    assert value("formalisation", actors("a b"), agreement("v1", "a b", kind="letter_of_intent")) is None


def test_between_units_of_one_legal_person_nothing_needs_to_be_formal():
    drawn = (actors("a b"), actor("a1", parent_id="a"), ties("a - a1"))

    assert value("formalisation", *drawn) is None
    assert value("formalisation", *drawn, tie("a1 - b")) == 0.0


# 8 edges from six tenths


def test_depth_is_the_share_of_edges_from_dialogue():
    drawn = (actors("a b c d"), ties("a - b, b - c"), tie("c - d", level="consultation"))

    assert value("depth", *drawn) == pytest.approx(2 / 3)
    assert value("depth", actors("a b")) is None


# 14 local actors that reach a region or nation in two steps


def test_vertical_reach_has_no_threshold():
    # a and b reach r, c does not: 2/3, although the rule is silent.
    drawn = (levelled("r:region a:area b:municipality c:area x"), ties("r - a, a - b"))

    assert value("vertical_reach", *drawn) == pytest.approx(2 / 3)
    assert findings_of("G16", *drawn) == []


def test_vertical_reach_is_nothing_without_upper_levels_and_missing_without_lower_ones():
    assert value("vertical_reach", levelled("a:area x"), tie("a - x")) == 0.0
    assert value("vertical_reach", levelled("r:region n:nation x")) is None


# Readings and views


def test_the_confirmed_reading_changes_what_is_read_from_edges_and_nothing_else():
    unsure = {"confirmation": "one_party"}
    drawn = (
        actors("a b:state"),
        tie("a - b", **unsure),
        forum("f1", themes="health"),
        [member("f1", "a", role="resident_representative", **unsure), mandate("m1", "a", "health")],
        (activity("x1", direction="cause", **HEALTH), runner("x1", "a", "third_party")),
        need("b1", theme="health"),
    )
    plus, minus = (indicator_values(Situation(make_system(*drawn, reading=reading))) for reading in Reading)

    changed = {name: (plus[name], minus[name]) for name in INDICATORS if plus[name] != minus[name]}
    assert changed == {
        "sector_connection": (1.0, 0.0),
        # One external edge of one, and one external pair of one.
        "cross_sector_surplus": (0.0, None),
        "median_partners": (1.0, 0.0),
        "cohesion": (1.0, 0.5),
        "formalisation": (0.0, None),
        "depth": (1.0, None),
    }
    assert [plus[name] for name in ("cause_share", "forums_with_mandate", "forums_with_residents")] == [1.0, 1.0, 1.0]


def test_in_the_organisation_view_units_are_their_legal_person():
    drawn = (actors("k c"), [actor("k1", parent_id="k"), actor("k2", parent_id="k")], ties("k1 - c, k1 - k2"))

    # Units: 0, 1, 2, 1. As one: 1 and 1.
    assert (value("cohesion", *drawn), value("cohesion", *drawn, view=View.ORGANISATION)) == (0.75, 1.0)
    assert value("fragility", *drawn, view=View.ORGANISATION) is None
