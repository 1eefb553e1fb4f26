"""Standard errors by leaving out one actor at a time, worked out by hand."""

from math import sqrt

import pytest

from graph.comparison import places
from graph.comparison.indicators import INDICATORS
from graph.comparison.jackknife import jackknife_error, leave_one_out, without
from graph.comparison.places import figures
from graph.gaps.situation import Situation
from graph.system import Reading, View
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    forum,
    make_system,
    mandate,
    member,
    need,
    party,
    runner,
    tie,
    ties,
)

PATH = (actors("a b c"), ties("a - b, b - c"))


def error(name, *drawn, **options):
    return figures(make_system(*drawn, **options), errors=True)[name].se


@pytest.mark.parametrize(
    ("replicates", "se"),
    [
        # Mean 2, squares 1 + 0 + 1: sqrt(1/6 · 2).
        ([1.0, 2.0, 3.0], sqrt(1 / 3)),
        # n counts those with a value.
        ([1.0, None, 2.0, 3.0, None], sqrt(1 / 3)),
        # Mean 1/2, squares 4/4: sqrt(2/8 · 1).
        ([0.0, 1.0, 1.0, 0.0], 0.5),
        ([0.4, 0.4, 0.4], 0.0),
        ([0.0, 1.0, None], None),
        ([None, None, None, None], None),
        ([], None),
    ],
)
def test_the_error_is_of_the_replicates_that_have_a_value_and_missing_below_three(replicates, se):
    found = jackknife_error(replicates)

    # An error of almost 0 would make every difference a safe one.
    assert found == (pytest.approx(se) if se else se)


def test_three_actors_by_hand():
    # Without a: b-c, cohesion 1; without b: 1/2; without c: 1. Mean 5/6, squares 1/36 + 4/36 + 1/36 = 1/6.
    # SE = sqrt(1/6 · 1/6) = 1/6. Sectors stay one of six: 0.
    assert error("cohesion", *PATH) == pytest.approx(1 / 6)
    assert error("sector_breadth", *PATH) == 0.0


def test_four_actors_by_hand_of_which_one_leaves_no_edge():
    # a-b and b-d are deep, b-c is not. Without a: 1/2; without b no edge; without c: 1; without d: 1/2.
    # n = 3, mean 2/3, squares 1/36 + 4/36 + 1/36: SE = sqrt(1/6 · 1/6) = 1/6.
    drawn = (actors("a b c d"), ties("a - b, b - d"), tie("b - c", level="information"))

    assert error("depth", *drawn) == pytest.approx(1 / 6)
    # Partners: without a or c or d: 1, 2, 1; without b: 0, 0, 0. Medians 1, 0, 1, 1: mean 3/4,
    # squares 3/16 + 9/16 = 3/4, SE = sqrt(2/8 · 3/4).
    assert error("median_partners", *drawn) == pytest.approx(sqrt(3 / 16))


def test_below_three_replicates_with_a_value_the_error_is_missing():
    # Only without a or c an edge is left.
    assert error("depth", *PATH) is None
    assert figures(make_system(*PATH), errors=True)["depth"].plus == 1.0
    assert error("cohesion", actors("a b"), tie("a - b")) is None


def test_an_indicator_that_is_missing_may_have_an_error_and_none_does_when_nobody_is_left_out():
    assert leave_one_out(make_system(), lambda _: {}) == {}
    assert {figure.se for figure in figures(make_system(), errors=True).values()} == {None}


def test_an_activity_that_the_actor_alone_runs_goes_too():
    # Causes: x1 of three. Without a, x1 goes: 0/2. Without b, x2 goes and c keeps x3: 1/2. Without c: 1/3.
    # Mean 5/18, squares (25 + 16 + 1)/324 = 42/324: SE = sqrt(1/6 · 42/324) = sqrt(7)/18.
    drawn = (
        actors("a b c"),
        activity("x1", "a", direction="cause"),
        activity("x2", "b", direction="consequence"),
        activity("x3", "b c", direction="consequence"),
    )

    assert error("cause_share", *drawn) == pytest.approx(sqrt(7) / 18)


def left(node, *drawn, **options):
    """Return the ids of the activities that count without an actor."""
    system = without(make_system(*drawn, **options), node)
    own = [activity.id for activity in system.belonging.activities]
    assert [activity.id for activity in Situation(system).work][: len(own)] == own
    return [activity.id for activity in Situation(system).work]


def test_what_others_run_too_or_nobody_stays():
    drawn = (actors("a b"), [activity("x1", "a"), activity("x2", "a b"), activity("x3"), activity("x4", "a", "lan")])

    assert left("a", *drawn) == ["x2", "x3"]
    assert left("b", *drawn) == ["x1", "x2", "x3", "x4"]


def test_who_is_disputed_or_outside_the_system_keeps_nothing_going():
    # r belongs to the system by its tie; z shares with it only an activity above the place, and does not.
    drawn = (actors("a r@lan z@bn"), tie("a - r"), activity("x1", "a"), activity("x2", "r z", "lan"))

    assert left("a", *drawn, runner("x1", "z", "disputed")) == ["x2"]
    assert left("r", *drawn) == ["x1"]


def test_a_legal_person_leaves_with_all_its_units():
    drawn = (actors("k c"), [actor("k1", parent_id="k"), actor("k2", parent_id="k")], activity("x1", "k1 k2"))

    assert left("k", *drawn, view=View.ORGANISATION) == []
    assert left("k1", *drawn) == ["x1"]


def test_the_actor_leaves_both_networks_memberships_parties_and_sightings():
    system = make_system(
        *PATH,
        [forum("f1"), member("f1", "b", role="resident_representative"), member("f1", "c")],
        [agreement("v1", "a"), party("v1", "b", "third_party")],
        [activity("x1", "b c", themes="health"), need("n1", "b c", theme="health"), mandate("m1", "b")],
    )
    smaller = without(system, "b")
    situation = Situation(smaller)

    assert sorted(smaller.plus) == sorted(smaller.minus) == ["a", "c"]
    assert (smaller.plus.number_of_edges(), smaller.knowledge.network) == (0, smaller.plus)
    (met,), (seen,) = smaller.belonging.forums, smaller.belonging.needs
    assert situation.members_of(met) == {"c"}
    assert [membership.actor_id for membership in situation.memberships_of(met)] == ["c"]
    assert situation.seers(seen) == {"c"}
    assert situation.linked == {"n1": {"c"}}
    assert smaller.nodes(smaller.snapshot.parties["v1"]) == {"a"}
    # What it is taken from stays as it was.
    assert sorted(system.plus) == ["a", "b", "c"]
    assert Situation(system).members_of(met) == {"b", "c"}


def test_forums_stay_when_a_member_leaves():
    # a represents residents and decides: without a the forum has neither, and still it is a forum.
    # Replicates 0, 1, 1: mean 2/3, squares 4/9 + 1/9 + 1/9 = 2/3, SE = sqrt(1/6 · 2/3) = 1/3.
    drawn = (
        actor("a", represents_residents="yes"),
        actors("b c"),
        forum("f1", "a", themes="health"),
        mandate("m1", "a"),
    )

    assert error("forums_with_residents", *drawn) == pytest.approx(1 / 3)
    assert error("forums_with_mandate", *drawn) == pytest.approx(1 / 3)


def test_needs_stay_when_those_who_meet_them_leave():
    # a and b meet it together; without either nobody does: 0, 0, 1. Mean 1/3, squares 6/9: SE = 1/3.
    drawn = (actors("a b c"), activity("x1", "a b", themes="health"), need("n1", "a", theme="health"))

    assert error("needs_met_jointly", *drawn) == pytest.approx(1 / 3)


def test_errors_are_of_the_registered_network_whatever_the_reading():
    drawn = (actors("a b c"), ties("a - b, b - c", confirmation="one_party"))
    confirmed = make_system(*drawn, reading=Reading.MINUS, view=View.ORGANISATION)

    assert figures(confirmed)["cohesion"].se == pytest.approx(1 / 6)


def test_by_default_errors_are_given_in_the_organisation_view_alone():
    assert {figure.se for figure in figures(make_system(*PATH)).values()} == {None}
    found = figures(make_system(*PATH, view=View.ORGANISATION))
    assert list(found) == list(INDICATORS)
    assert found["cohesion"].se == pytest.approx(1 / 6)


def test_of_many_actors_no_error_is_computed(monkeypatch):
    system = make_system(actors("a b c"), ties("a - b, b - c"), view=View.ORGANISATION)
    assert places.figures(system)["cohesion"].se is not None

    monkeypatch.setattr(places, "MOST_FOR_ERRORS", 2)
    assert {figure.se for figure in places.figures(system).values()} == {None}
    assert places.figures(system)["cohesion"].plus == 1.0
