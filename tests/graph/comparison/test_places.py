"""Places beside each other: safe differences, similar work, partners, and what is left of a network."""

from datetime import date

import pytest

from graph.comparison import places
from graph.comparison.places import (
    NO_SAFE_DIFFERENCE,
    SAFE_DIFFERENCE,
    Figure,
    difference,
    edge_jaccard,
    figures,
    similarity,
    work_profile,
)
from graph.gaps import find_gaps
from graph.system import Reading, View
from models.vocabulary import Direction, Theme
from tests.graph.drawn import activity, actors, make_system, need, runner, tie, ties


def figure(value, se):
    return Figure(value, value, se)


# Differences


@pytest.mark.parametrize(
    ("one", "other", "t", "verdict"),
    [
        # 0.5/sqrt(0.3² + 0.4²) = 1
        (figure(0.6, 0.3), figure(0.1, 0.4), 1.0, NO_SAFE_DIFFERENCE),
        (figure(0.1, 0.4), figure(0.6, 0.3), 1.0, NO_SAFE_DIFFERENCE),
        (figure(1.0, 0.3), figure(0.0, 0.4), 2.0, SAFE_DIFFERENCE),
        # (5/6 - 1/2)/sqrt((2/15)² + (1/10)²) = (1/3)/(1/6), which floating point makes 1.9999999999999998.
        (figure(5 / 6, 2 / 15), figure(0.5, 0.1), 2.0, SAFE_DIFFERENCE),
        (figure(0.999, 0.3), figure(0.0, 0.4), 1.998, NO_SAFE_DIFFERENCE),
        (figure(1.0, 0.0), figure(0.0, 0.25), 4.0, SAFE_DIFFERENCE),
        (figure(0.4, 0.0), figure(0.4, 0.25), 0.0, NO_SAFE_DIFFERENCE),
    ],
)
def test_a_difference_is_stated_from_two_standard_errors(one, other, t, verdict):
    found = difference(one, other)

    assert found.t == pytest.approx(t)
    assert found.verdict == verdict


def test_the_registered_figures_are_compared():
    assert difference(Figure(1.0, 0.0, 0.3), Figure(0.5, 0.0, 0.4)).t == pytest.approx(1.0)


@pytest.mark.parametrize(
    "other", [figure(None, 0.1), figure(0.9, None), figure(None, None)], ids=["figure", "error", "both"]
)
def test_what_is_missing_makes_no_difference(other):
    for pair in ((figure(0.1, 0.1), other), (other, figure(0.1, 0.1))):
        found = difference(*pair)

        assert found.t is None
        assert found.verdict == NO_SAFE_DIFFERENCE


def test_both_readings_are_given_whichever_is_asked_for():
    drawn = (actors("a b"), tie("a - b", confirmation="one_party"))
    found = [figures(make_system(*drawn, reading=reading))["cohesion"] for reading in Reading]

    assert found == [Figure(1.0, 0.5, None)] * 2


# Edge Jaccard over common actors


def test_edges_in_common_are_a_share_of_all_among_common_actors():
    # c-d and d are new: of a-b, b-c and a-c, a-b is in both: 1 of 3.
    before = make_system(actors("a b c"), ties("a - b, b - c"))
    after = make_system(actors("a b c d"), ties("b - a, a - c, c - d"))

    assert edge_jaccard(before, after) == edge_jaccard(after, before) == pytest.approx(1 / 3)
    assert edge_jaccard(before, before) == 1.0


def test_without_edges_among_common_actors_there_is_no_share():
    assert edge_jaccard(make_system(actors("a b"), tie("a - b")), make_system(actors("a"))) is None
    assert edge_jaccard(make_system(actors("a b")), make_system(actors("a b"))) is None
    assert edge_jaccard(make_system(actors("a b"), tie("a - b")), make_system(actors("a b"))) == 0.0


def test_change_over_time_uses_the_dates_of_the_facts():
    drawn = (actors("a b c"), tie("a - b"), tie("b - c", valid_from="2026-06"), tie("a - c", valid_to="2026-06-01"))
    then, now = make_system(*drawn, day=date(2025, 11, 1)), make_system(*drawn)

    assert edge_jaccard(then, now) == pytest.approx(1 / 3)


# Similar places


def test_places_are_similar_when_they_do_the_same_about_the_same():
    here = [
        activity("x1", "a", themes="health;safety", direction="cause"),
        activity("x2", "a", "ng", themes="health", direction="consequence"),
        activity("x3", "a", themes="education", status="planned"),
    ]
    there = [
        activity("y1", "b", "bn", themes="health", direction="cause"),
        activity("y2", "b", "bn", themes="safety", direction="consequence"),
    ]
    one, other = (make_system(actors("a b@bn"), here, there, at=place) for place in ("kn", "bn"))

    assert work_profile(one) == {
        (Theme.HEALTH, Direction.CAUSE),
        (Theme.SAFETY, Direction.CAUSE),
        (Theme.HEALTH, Direction.CONSEQUENCE),
    }
    # One in common of four.
    assert similarity(one, other) == similarity(other, one) == 0.25


def test_two_places_that_do_nothing_cannot_be_told_similar():
    nothing = make_system(actors("a"))

    assert similarity(nothing, nothing) is None
    assert similarity(nothing, make_system(actors("a"), activity("x1", "a", themes="health"))) == 0.0


# Partner match


def partner_match(one, other):
    return places.partner_match(one, find_gaps(one), other)


def here(*drawn):
    return make_system(actors("a c"), *drawn, view=View.ORGANISATION)


def there(*drawn):
    return make_system(actors("b@bn"), *drawn, at="bn", view=View.ORGANISATION)


def needs(*themes):
    return [need(f"n{number}", "a", theme=theme) for number, theme in enumerate(themes)]


def work(theme, **fields):
    return activity(f"y-{theme.replace('_', '-')}", "b", "bn", **{"themes": theme, "status": "ongoing"} | fields)


def test_the_match_is_the_share_of_unmet_themes_that_the_other_works_on():
    # Unmet: health (by nobody), safety (by one actor), education; democracy is met by two. b does health and safety.
    one = here(
        needs("health", "safety", "education", "democracy", "health"),
        activity("x1", "a", themes="safety"),
        activity("x2", "a c", themes="democracy"),
    )
    match = partner_match(one, there(work("safety"), work("health"), work("democracy")))

    assert match.themes == (Theme.HEALTH, Theme.SAFETY)
    assert match.share == pytest.approx(2 / 3)


@pytest.mark.parametrize("status", ["unknown", "planned", "completed", "cancelled"])
def test_only_ongoing_work_is_something_to_learn_from(status):
    match = partner_match(here(needs("health")), there(work("health", status=status)))

    assert (match.themes, match.share) == ((), 0.0)


def test_where_every_need_is_met_or_none_is_known_there_is_nothing_to_match():
    met = here(needs("health"), activity("x1", "a c", themes="health"))

    assert partner_match(met, there(work("health"))).share is None
    assert partner_match(here(), there(work("health"))).share is None
    assert partner_match(here(need("n1", "a")), there(work("health"))).share is None


def test_the_match_has_a_direction():
    one = make_system(actors("a b@bn"), needs("health"), work("health"))
    other = make_system(actors("a b@bn"), needs("health"), work("health"), at="bn")

    assert (partner_match(one, other).share, partner_match(other, one).share) == (1.0, None)


def test_a_disputed_runner_does_not_meet_the_need_at_home():
    one = here(needs("health"), activity("x1", "a", themes="health"), runner("x1", "c", "disputed"))

    assert partner_match(one, there(work("health"))).share == 1.0
