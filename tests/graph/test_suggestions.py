"""Who could introduce two actors that have no contact."""

import pytest

from graph.suggestions import Introducer, Introduction, Way, strongest_shortest_path
from tests.graph.drawn import actor, actors, forum, make_network, make_system, tie, ties

SMALL = {"sector": "civil_society", "capacity": "small"}


def between(one, other, *drawn, passed_over=(), small=False, **options):
    introducer = Introducer(make_system(*drawn, **options), small=small)
    return introducer.suggest(Introduction(tuple(one), tuple(other)), passed_over)


def suggestion(a, b, *drawn, **options):
    return between([a], [b], *drawn, **options)


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
    found = between(["a1", "a2"], ["b1", "b2"], *drawn)

    assert (found.a, found.b, found.broker) == ("a2", "b2", "z")


def test_equally_near_pairs_are_told_apart_by_their_ids():
    drawn = (actors("a1 a2 b1 x"), ties("a1 - x, a2 - x, x - b1"))
    found = between(["a2", "a1"], ["b1"], *drawn)

    assert (found.a, found.b) == ("a1", "b1")


def test_nobody_is_introduced_to_an_empty_group():
    assert between(["a"], [], actors("a")) is None


def test_of_groups_that_no_chain_joins_the_largest_component_s_are_invited():
    # a1 and b1 come first by id, but a2 and b2 are of larger components: {a2, x, y} and, behind it, {b2, z}.
    drawn = (actors("a1:state a2:state b1:region b2:region x y z"), ties("a2 - x, x - y, b2 - z"))
    found = between(["a1", "a2"], ["b1", "b2"], *drawn)

    assert (found.a, found.b, found.broker) == ("a2", "b2", "x")


# Small actors, those who are passed over, and all ways


def test_a_small_actor_is_asked_when_that_is_wished_for():
    drawn = (actors("a b x y"), actor("c", **SMALL), ties("a - c, c - b, a - x, x - y, y - b"))

    assert suggestion("a", "b", *drawn, small=True).broker == "c"


def test_groups_are_not_brought_near_by_a_small_actor():
    # a1 and b1 have only the small c in common; a2 and b2 know x.
    drawn = (actors("a1 a2 b1 b2 x"), actor("c", **SMALL), ties("a1 - c, c - b1, a2 - x, x - b2"))

    assert between(["a1", "a2"], ["b1", "b2"], *drawn).path == ("a2", "x", "b2")
    assert between(["a1", "a2"], ["b1", "b2"], *drawn, small=True).path == ("a1", "c", "b1")


def test_who_is_passed_over_is_not_asked_but_may_be_introduced():
    drawn = (actors("a b c d"), ties("a - c, c - b, a - d, d - b"))

    assert suggestion("a", "b", *drawn, passed_over={"a", "c"}).path == ("a", "d", "b")


def test_the_strength_is_that_of_the_weakest_tie():
    # Partnership 0.8, information 0.2.
    drawn = (actors("a b c"), tie("a - c", level="partnership"), tie("c - b", level="information"))

    assert suggestion("a", "b", *drawn).strength == 0.2
    assert suggestion("s", "c", *APART).strength is None


def test_ways_are_told_in_the_order_of_the_rules_and_each_asks_others():
    # c and d know both; without them x and y make a chain; then k, which is nearest a, invites.
    drawn = (
        actors("a:state b:state c:region d:region x:region y:region k"),
        ties("a - c, c - b, a - d, d - b, a - x, x - y, y - b, a - k"),
    )
    ways = Introducer(make_system(*drawn)).ways(Introduction(("a",), ("b",)))

    assert [(way.way, way.broker, way.asked) for way in ways] == [
        (Way.COMMON_CONTACT, "c", ("c",)),
        (Way.COMMON_CONTACT, "d", ("d",)),
        (Way.CHAIN, "x", ("x", "y")),
        (Way.INVITATION, "k", ("k",)),
    ]


# The forum where they could meet


def test_a_forum_of_the_broker_and_one_of_the_two_is_named():
    drawn = (actors("a b c x"), ties("a - c, c - b"))

    assert suggestion("a", "b", *drawn, forum("f1", "c b")).forum == "f1"
    assert suggestion("a", "b", *drawn, forum("f1", "c x"), forum("f2", "a x")).forum is None


def test_a_forum_of_all_three_comes_before_one_of_two():
    # In a group of eleven each pair has 0.6 · 4/10 = 0.24; on the step of consultation 0.4 · 4/10 = 0.16 is no edge.
    crowd = "a b c " + " ".join(f"x{number}" for number in range(8))
    drawn = (
        actors(crowd),
        ties("a - c, c - b"),
        forum("f1", "b c"),
        forum("f2", crowd, collaboration_level="consultation"),
    )
    found = suggestion("a", "b", *drawn)

    assert (found.path, found.forum) == (("a", "c", "b"), "f2")


def test_of_equal_forums_the_first_by_id_is_named():
    drawn = (actors("a b c"), ties("a - c, c - b"), forum("f2", "a c"), forum("f1", "b c"))

    assert suggestion("a", "b", *drawn).forum == "f1"


@pytest.mark.parametrize(("fields", "named"), [({"status": "planned"}, None), ({"place_id": "bn"}, "f1")], ids=str)
def test_a_forum_that_they_attend_is_live_wherever_it_is_placed(fields, named):
    drawn = (actors("a b c"), ties("a - c, c - b"), forum("f1", "b c", **fields))

    assert suggestion("a", "b", *drawn).forum == named
