"""The indicators read from activities, needs and forums; a denominator that is empty makes a figure missing."""

import pytest

from graph.comparison.indicators import INDICATORS
from graph.gaps.situation import Situation
from tests.graph.drawn import activity, actors, findings_of, forum, make_system, mandate, member, need, tie

HEALTH = {"themes": "health"}


def value(name, *drawn):
    return INDICATORS[name].value(Situation(make_system(*drawn)))


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
