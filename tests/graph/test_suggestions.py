"""Who could introduce two actors that have no contact."""

import pytest

from graph.suggestions import strongest_shortest_path, suggest_between, suggest_broker
from tests.graph.drawn import actor, actors, forum, make_network, make_system, tie, ties

SMALL = {"sector": "civil_society", "capacity": "small"}


def between(system, one, other):
    found = suggest_between(system, one, other)
    assert found is not None
    return found


def suggestion(a, b, *drawn, **options):
    return suggest_broker(make_system(*drawn, **options), a, b)


# First: common neighbours


def test_a_common_acquaintance_introduces_the_two():
    found = suggestion("a", "b", actors("a b c"), ties("a - c, c - b"))

    assert (found.broker, found.path, found.forum) == ("c", ("a", "c", "b"), None)


def test_the_acquaintance_whose_weaker_tie_is_strongest_comes_first():
    # c: min(0.8, 0.2) = 0.2; d: min(0.4, 0.4) = 0.4.
    drawn = (
        actors("a b c d"),
        tie("a - c", level="partnership"),
        tie("c - b", level="information"),
        ties("a - d, d - b", level="consultation"),
    )

    assert suggestion("a", "b", *drawn).broker == "d"


def test_then_the_acquaintance_with_most_contacts_then_the_first_by_id():
    drawn = (actors("a b c d e"), ties("a - c, c - b, a - d, d - b"))

    assert suggestion("a", "b", *drawn).broker == "c"
    assert suggestion("a", "b", *drawn, tie("d - e")).broker == "d"


def test_a_small_acquaintance_is_not_asked():
    drawn = (actors("a b x y"), actor("c", **SMALL), ties("a - c, c - b, a - x, x - y, y - b"))

    assert suggestion("a", "b", *drawn).path == ("a", "x", "y", "b")


def test_a_small_actor_may_itself_be_introduced():
    drawn = (actor("a", **SMALL), actor("b", **SMALL), actors("c"), ties("a - c, c - b"))

    assert suggestion("a", "b", *drawn).broker == "c"


# Second: the shortest path with the best bottleneck


def test_without_a_common_acquaintance_the_shortest_chain_is_taken():
    drawn = (actors("a b c d e f"), ties("a - c, c - d, d - b, a - e, e - f"))
    found = suggestion("a", "b", *drawn)

    assert (found.broker, found.path) == ("c", ("a", "c", "d", "b"))


def test_among_the_shortest_chains_the_one_whose_weakest_tie_is_strongest():
    network = make_network("a - c = 0.2, c - d = 0.8, d - b = 0.8, a - e = 0.4, e - f = 0.4, f - b = 0.6")

    assert strongest_shortest_path(network, "a", "b") == ("a", "e", "f", "b")


def test_equal_chains_are_told_apart_by_their_ids():
    network = make_network("a - d, d - b, a - c, c - b")

    assert strongest_shortest_path(network, "a", "b") == ("a", "c", "b")


def test_a_longer_chain_is_never_preferred_for_its_strength():
    network = make_network("a - c = 0.2, c - b = 0.2, a - d = 0.8, d - e = 0.8, e - b = 0.8")

    assert strongest_shortest_path(network, "a", "b") == ("a", "c", "b")


def test_there_is_no_chain_between_two_components():
    assert strongest_shortest_path(make_network("a - c, b"), "a", "b") == ()


# Third: the municipality invites both to a forum that exists

APART = (actors("s:state c:civil_society k1 k2"), ties("s - k2, k2 - k1"))


def test_else_the_nearest_actor_of_the_municipality_invites_both_to_a_forum():
    found = suggestion("c", "s", *APART, forum("f1", "k1"))

    assert (found.broker, found.path, found.forum) == ("k2", (), "f1")


def test_the_distance_is_from_the_party_in_the_largest_component():
    # k9 stands with c, in the smaller component.
    drawn = (*APART, actors("k9"), tie("c - k9"))

    assert suggestion("c", "s", *drawn).broker == "k2"


def test_of_two_equally_near_the_first_by_id_invites():
    assert suggestion("s", "c", *APART, tie("s - k1")).broker == "k1"


@pytest.mark.parametrize(
    ("place_id", "status", "named"),
    [
        ("kn", "ongoing", "f1"),
        ("lan", "ongoing", "f1"),
        ("ng", "ongoing", None),
        ("bn", "ongoing", None),
        ("kn", "planned", None),
        ("kn", "ended", None),
    ],
)
def test_only_a_live_forum_at_the_place_or_above_is_named(place_id, status, named):
    assert suggestion("s", "c", *APART, forum("f1", "k1", place_id, status=status)).forum == named


def test_the_first_forum_by_id_is_named():
    assert suggestion("s", "c", *APART, forum("f2", "k1"), forum("f1", "", "lan")).forum == "f1"


def test_a_forum_without_place_stands_for_the_place():
    assert suggestion("s", "c", *APART, forum("f1", "k1", None)).forum == "f1"


def test_a_party_that_is_itself_of_the_municipality_is_the_nearest():
    # k1 is 0 steps from itself, k2 one.
    assert suggestion("k1", "c", *APART).broker == "k1"


def test_a_small_actor_of_the_municipality_is_not_asked_to_invite():
    drawn = (actors("s:state c:civil_society k9"), actor("k1", capacity="small"), ties("s - k1, k1 - k9"))

    assert suggestion("s", "c", *drawn).broker == "k9"


def test_without_anybody_of_the_municipality_there_is_no_suggestion():
    assert suggestion("s", "c", actors("s:state c:civil_society")) is None


# Between two groups


def test_the_nearest_pair_of_two_groups_is_introduced():
    drawn = (actors("a1 a2 b1 b2 x y z"), ties("a1 - x, x - y, y - b1, a2 - z, z - b2"))
    found = between(make_system(*drawn), ["a1", "a2"], ["b1", "b2"])

    assert (found.a, found.b, found.broker) == ("a2", "b2", "z")


def test_equally_near_pairs_are_told_apart_by_their_ids():
    drawn = (actors("a1 a2 b1 x"), ties("a1 - x, a2 - x, x - b1"))
    found = between(make_system(*drawn), ["a2", "a1"], ["b1"])

    assert (found.a, found.b) == ("a1", "b1")


def test_nobody_is_introduced_to_an_empty_group():
    assert suggest_between(make_system(actors("a")), ["a"], []) is None
