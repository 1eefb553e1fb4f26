"""One scale for all places: where figures, errors and peers lie, and what is missing lies nowhere."""

import pytest

from graph.comparison.indicators import INDICATORS
from graph.comparison.peers import Spread
from graph.comparison.places import Figure
from graph.comparison.scales import Bar, Dot, Scale, dot, scale_of

SHARE = Scale(0.0, 1.0)


@pytest.mark.parametrize(("name", "scale"), [("cohesion", Scale(0.0, 1.0)), ("cross_sector_surplus", Scale(-1.0, 1.0))])
def test_a_share_is_shown_on_the_whole_of_its_range(name, scale):
    assert scale_of(INDICATORS[name], [Figure(0.1, 0.1, 5.0)], []) == scale


@pytest.mark.parametrize(
    ("figures", "spreads", "high"),
    [
        # 2.5 + 2·0.8 = 4.1
        ([Figure(2.5, 2.0, 0.8), Figure(1.0, 1.0, None)], [], 5.0),
        ([Figure(2.0, 2.0, 0.0)], [], 2.0),
        ([Figure(2.0, 2.0, 0.0)], [Spread(5, 1.0, 2.0, 6.5)], 7.0),
        ([Figure(None, None, None)], [Spread(3)], 1.0),
        ([Figure(0.0, 0.0, 0.0)], [], 1.0),
    ],
)
def test_partners_are_shown_from_nothing_to_what_has_to_be_seen(figures, spreads, high):
    assert scale_of(INDICATORS["median_partners"], figures, spreads) == Scale(0.0, high)


def test_a_figure_lies_with_two_errors_to_each_side():
    assert dot(SHARE, Figure(0.5, 0.5, 0.125), None) == Dot(0.5, Bar(0.25, 0.75), None, None, None)


def test_an_error_that_leaves_the_scale_is_cut_where_it_ends():
    # 0.5 - 2·0.3 < 0 and 0.5 + 2·0.3 > 1.
    assert dot(SHARE, Figure(0.5, 0.5, 0.3), None) == Dot(0.5, Bar(0.0, 1.0, True, True), None, None, None)


def test_without_an_error_there_is_no_bar():
    assert dot(SHARE, Figure(0.5, 0.5, None), None) == Dot(0.5, None, None, None, None)


def test_the_confirmed_figure_is_marked_when_it_is_another_one():
    assert dot(Scale(-1.0, 1.0), Figure(0.5, -0.5, None), None) == Dot(0.75, None, 0.25, None, None)
    assert dot(SHARE, Figure(0.5, None, None), None) == Dot(0.5, None, None, None, None)


def test_the_peers_are_a_stretch_with_a_median_when_they_are_enough():
    found = dot(SHARE, Figure(0.5, 0.5, None), Spread(5, 0.25, 0.375, 0.75))

    assert found == Dot(0.5, None, None, Bar(0.25, 0.75), 0.375)
    assert dot(SHARE, Figure(0.5, 0.5, None), Spread(4)) == Dot(0.5, None, None, None, None)


def test_what_is_missing_is_not_drawn_at_nothing():
    assert dot(SHARE, Figure(None, None, None), Spread(5, 0.25, 0.375, 0.75)) is None
    assert dot(SHARE, Figure(0.0, 0.0, None), None) == Dot(0.0, None, None, None, None)
