"""The tree of places."""

import pytest

from graph.places import PlaceTree
from tests.graph.drawn import MAP, place


@pytest.fixture
def tree():
    return PlaceTree(MAP)


def test_above_goes_up_nearest_first(tree):
    assert tree.above("ng") == ("kn", "lan")
    assert tree.above("lan") == tree.above(None) == tree.above("unheard-of") == ()


def test_within_is_the_place_and_everything_below(tree):
    assert tree.within("lan") == {"lan", "kn", "bn", "ng", "sg", "og"}
    assert tree.within("kn") == {"kn", "ng", "sg"}
    assert tree.within("ng") == {"ng"}


@pytest.mark.parametrize(
    ("upper", "lower", "covers"),
    [("kn", "kn", True), ("lan", "ng", True), ("kn", "ng", True), ("ng", "kn", False), ("bn", "ng", False)],
)
def test_a_place_covers_itself_and_what_lies_below(tree, upper, lower, covers):
    assert tree.covers(upper, lower) is covers


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("ng", "ng", True),
        ("ng", "lan", True),
        ("lan", "ng", True),
        ("ng", "sg", False),
        ("kn", "bn", False),
        ("ng", "og", False),
    ],
)
def test_two_places_overlap_when_one_is_or_lies_below_the_other(tree, one, other, overlap):
    assert tree.overlap(one, other) is overlap


def test_a_circle_of_places_ends():
    tree = PlaceTree([place("a", "area", "b"), place("b", "area", "a")])

    assert tree.above("a") == ("b", "a")
    assert tree.within("a") == {"a", "b"}


def test_a_register_without_places_has_an_empty_tree():
    assert PlaceTree([]).within("kn") == {"kn"}
