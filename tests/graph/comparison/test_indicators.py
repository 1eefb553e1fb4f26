"""The fourteen indicators on drawn systems; a denominator that is empty makes a figure missing, never 0."""

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


# 9 closed pairs on the same theme


def test_issue_collaboration_counts_each_pair_once_for_each_theme():
    # Health: a-b closed, a-c and b-c open. Safety: a-b closed. 2 of 4.
    drawn = (
        actors("a b c"),
        [activity("x1", "a", themes="health;safety"), activity("x2", "b", themes="health;safety")],
        [activity("x3", "c", **HEALTH), activity("x4", "c", **HEALTH)],
        tie("a - b"),
    )

    assert value("issue_collaboration", *drawn) == 0.5


def test_where_nobody_works_on_the_same_there_is_no_pair():
    assert value("issue_collaboration", actors("a b"), activity("x1", "a", **HEALTH), tie("a - b")) is None
    assert value("issue_collaboration", actors("r1@lan s1@-"), activity("x1", "r1 s1", **HEALTH)) is None


# 10 needs met by two adjacent actors


def test_a_need_is_met_jointly_by_two_adjacent_actors_on_its_theme_where_it_is():
    drawn = (
        actors("a b c"),
        tie("a - b"),
        [activity("x1", "a", **HEALTH), activity("x2", "b", "ng", **HEALTH), activity("x3", "c", **HEALTH)],
    )
    here = need("b1", place_id="ng", theme="health")

    assert value("needs_met_jointly", *drawn, here) == 1.0
    # In sg only a and c work, who are not adjacent.
    assert value("needs_met_jointly", *drawn, here, need("b2", place_id="sg", theme="health")) == 0.5
    # Nobody works on safety; a need without theme is not asked.
    assert value("needs_met_jointly", *drawn, here, need("b2", theme="safety"), need("b3")) == 0.5


def test_one_actor_does_not_meet_a_need_jointly():
    assert value("needs_met_jointly", actors("a"), activity("x1", "a", **HEALTH), need("b1", theme="health")) == 0.0


def test_without_needs_of_a_theme_nothing_could_be_met():
    assert value("needs_met_jointly", actors("a b"), activity("x1", "a b", **HEALTH), need("b1")) is None


# 11 activities directed at causes


def test_the_share_of_causes_is_of_all_activities_that_overlap_the_place():
    cause = {"direction": "cause"}
    work = [
        activity("x1", "a", **cause),
        activity("x2", "a", "ng"),
        activity("x3", "a", "lan", direction="consequence"),
        activity("x4", "", None),
    ]

    assert value("cause_share", actors("a"), work) == 0.25
    # Neither what is not done, nor what another town does, nor what nobody here does above the place.
    others = [
        activity("y1", "a", status="planned", **cause),
        activity("y2", "a", "bn", **cause),
        activity("y3", "", "lan"),
    ]
    assert value("cause_share", actors("a"), work, others) == 0.25


def test_without_activities_there_is_no_share_of_causes():
    assert value("cause_share", actors("a"), activity("x1", "a", status="cancelled", direction="cause")) is None


# 12 and 13 forums


def test_a_forum_that_lacks_one_mandate_lacks_mandate():
    # f1 has both, f2 one of two, f3 no themes and lacks nothing: 2 of 3.
    drawn = (
        actors("a b"),
        [mandate("m1", "a", "health"), mandate("m2", "b", "safety")],
        forum("f1", "a b", themes="health;safety"),
        forum("f2", "a", themes="health;safety"),
        forum("f3", "a"),
    )

    assert value("forums_with_mandate", *drawn) == pytest.approx(2 / 3)
    assert len(findings_of("G08", *drawn)) == 1


def test_forums_with_residents_are_those_that_the_rule_leaves():
    # f1 has a representative, f2 and f3 have none; a dialogue in ng would be heard in f3 too.
    drawn = (actors("a b"), forum("f1"), member("f1", "a", role="resident_representative"), forum("f2", "a", "sg"))
    here = forum("f3", "b", "ng")

    assert value("forums_with_residents", *drawn, here) == pytest.approx(1 / 3)
    held = forum("f4", "", "ng", kind="citizen_dialogue", status="ended", valid_to="2026-10-01")
    assert value("forums_with_residents", *drawn, here, held) == pytest.approx(2 / 3)


@pytest.mark.parametrize("name", ["forums_with_mandate", "forums_with_residents"])
def test_forums_that_do_not_meet_here_are_not_counted(name):
    assert value(name, actors("a"), forum("f1", "a", status="planned"), forum("f2", "a", "lan")) is None


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
        [activity("x1", direction="cause", **HEALTH), runner("x1", "a", "third_party")],
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
