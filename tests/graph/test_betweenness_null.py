"""Betweenness beside random networks with the same degrees, on networks small enough to count."""

from dataclasses import asdict

import networkx as nx
import pytest

from graph.betweenness_null import Obstacle, betweenness_null, betweenness_test, mark_of
from graph.betweenness_object import betweenness_test_object
from graph.system import Reading
from graph.verdict import Verdict
from tests.graph.drawn import actors, complete, make_system, tie, ties

FIVE = nx.path_graph(["a", "b", "c", "d", "e"])

TWO_CIRCLES = "b1 b2 b3 b4 b5 c1 c2 c3 c4 c5"
INSIDE = ["b1 - b2, b1 - b3, b1 - b4, b2 - b3, b2 - b5, b3 - b4, b4 - b5, b3 - b5"]
INSIDE += [INSIDE[0].replace("b", "c")]


def silent(done, total):
    """Nobody listens."""


def two_circles(confirmation="both"):
    """Return two circles of five that only `bro` joins, one tie to each: few contacts, all paths."""
    return make_system(
        actors(f"bro {TWO_CIRCLES}"),
        *map(ties, INSIDE),
        tie("bro - b1", confirmation=confirmation),
        tie("bro - c1", confirmation=confirmation),
        complete(f"bro {TWO_CIRCLES}"),
    )


def test_the_path_of_five_stands_beside_its_seven_networks():
    # The middle three in any order: six paths, in which the second, third and fourth lie between 3, 4 and 3 of the 6
    # pairs of others. The triangle of the three beside the edge of the ends: none lies between others.
    # c, 4 of 6: as much only when it is third, 2 of 7. b, 3 of 6: as much in every path, 6 of 7.
    # Each expects (2 · 4 + 4 · 3 + 0) / (7 · 6) = 20 / 42. The ends: 0 everywhere.
    actor = {found.id: found for found in betweenness_null(FIVE, silent, 2_000).actors}

    assert [actor[node].observed for node in "abcde"] == pytest.approx([0, 3 / 6, 4 / 6, 3 / 6, 0])
    assert [actor[node].expected for node in "abcde"] == pytest.approx([0, 20 / 42, 20 / 42, 20 / 42, 0], abs=0.02)
    assert [actor[node].p_upper for node in "abcde"] == pytest.approx([1, 6 / 7, 2 / 7, 6 / 7, 1], abs=0.03)
    # More than one in twenty is a triangle and more than one in twenty has the actor in the middle.
    assert (actor["c"].lower, actor["c"].upper) == pytest.approx((0, 4 / 6))


def test_networks_that_are_alike_in_all_ways_are_equal_however_they_are_summed():
    # Both networks with the degrees of the path of four are paths with b and c in the middle: 2 of 3 pairs each.
    found = betweenness_null(nx.path_graph(["a", "b", "c", "d"]), silent, 50).actors
    assert [actor.p_upper for actor in found] == [1, 1, 1, 1]
    assert [actor.expected for actor in found] == pytest.approx([0, 2 / 3, 2 / 3, 0])


def test_the_same_network_has_the_same_answer_to_the_last_bit():
    network = nx.gnp_random_graph(30, 0.12, seed=5)
    assert betweenness_null(network, silent, 40) == betweenness_null(network, silent, 40)


def test_the_work_says_how_far_it_has_come_and_can_be_ended():
    told = []
    betweenness_null(FIVE, lambda done, total: told.append((done, total)), 5)
    assert sorted(set(told)) == [(done, 5) for done in range(6)]
    assert told == sorted(told)

    class EnoughError(Exception):
        pass

    def enough(done, total):
        raise EnoughError

    with pytest.raises(EnoughError):
        betweenness_null(FIVE, enough)


@pytest.mark.parametrize(
    "network",
    [nx.star_graph(4), nx.complete_graph(5), nx.path_graph(2), nx.empty_graph(3), nx.empty_graph(0)],
    ids=["star", "complete", "one edge", "no edges", "no actors"],
)
def test_where_no_ends_can_be_exchanged_nothing_can_be_told(network):
    null = betweenness_null(network, silent)
    assert null.obstacle is Obstacle.FIXED
    assert [asdict(actor) | {"id": 0, "observed": 0} for actor in null.actors] == [
        {"id": 0, "observed": 0, "expected": None, "lower": None, "upper": None, "p_upper": None}
    ] * len(network)


def test_the_middle_of_a_star_still_has_its_own_number():
    assert [actor.observed for actor in betweenness_null(nx.star_graph(4), silent).actors] == [1, 0, 0, 0, 0]


def test_what_is_too_large_is_refused_by_name(monkeypatch):
    monkeypatch.setattr("graph.betweenness_null.MOST_ACTORS", 4)
    null = betweenness_null(FIVE, silent)
    assert null.obstacle is Obstacle.TOO_LARGE
    assert null.by_chance == dict.fromkeys("abcde")
    assert null.actors[2].observed == pytest.approx(4 / 6)


def test_those_who_alone_join_two_circles_are_clear_when_the_confirmed_data_agree():
    # And so are the two through whom every path from a circle to bro leads.
    test = betweenness_test(two_circles(), silent, 200)
    clear = [actor for actor, verdict in test.verdicts.items() if verdict is Verdict.CLEAR]
    assert clear == ["b1", "bro", "c1"]
    assert set(test.verdicts.values()) == {Verdict.CLEAR, Verdict.AS_EXPECTED}


def test_who_joins_them_in_unconfirmed_data_alone_is_not():
    system = two_circles("one_party")
    test = betweenness_test(system, silent, 200)
    shown = {actor.id: actor.p_upper for actor in test.null.actors}
    assert shown["bro"] is not None
    assert shown["bro"] <= 0.1
    assert test.verdicts["bro"] is Verdict.AS_EXPECTED


def test_each_reading_is_compared_once():
    told = []
    betweenness_test(two_circles(), lambda done, total: told.append(total), 10)
    assert set(told) == {10}  # Everything is confirmed, so that both readings are the same network.
    betweenness_test(two_circles("one_party"), lambda done, total: told.append(total), 10)
    assert set(told) == {10, 20}


def test_where_too_little_is_known_the_other_reading_is_not_asked():
    system = make_system(actors(f"bro {TWO_CIRCLES}"), *map(ties, INSIDE), tie("bro - b1", confirmation="one_party"))
    test = betweenness_test(system, silent, 10)
    assert test.other is None
    assert set(test.verdicts.values()) == {Verdict.TOO_LITTLE_KNOWN}


def test_a_mark_is_of_all_that_the_comparison_reads_and_of_nothing_else():
    shown = two_circles("one_party")
    assert mark_of(two_circles("one_party")) == mark_of(shown)
    assert mark_of(two_circles()) != mark_of(shown)
    assert mark_of(make_system(actors("a b"), tie("a - b"))) == mark_of(
        make_system(actors("b a"), tie("b - a", themes="health"))
    )
    a, b = (make_system(actors("a b"), tie("a - b", confirmation="one_party"), reading=reading) for reading in Reading)
    assert mark_of(a) != mark_of(b)


def test_the_object_has_one_entry_for_each_actor_and_no_more_than_six_decimals():
    test = betweenness_test(two_circles("one_party"), silent, 30)
    made = betweenness_test_object(test)
    assert (made["drawn"], made["obstacle"]) == (30, None)
    assert [actor["id"] for actor in made["actors"]] == sorted(f"bro {TWO_CIRCLES}".split())
    bro = next(actor for actor in made["actors"] if actor["id"] == "bro")
    # bro joins 5 · 5 of the 45 pairs of others.
    assert bro["observed"] == 0.555556
    assert bro["verdict"] == "as_expected"
    assert bro["p_upper_other_reading"] == 1
    assert set(bro) == {
        *("id", "observed", "expected", "lower", "upper", "p_upper", "p_upper_other_reading", "verdict")
    }


def test_the_object_of_a_star_says_why_there_is_nothing_to_compare():
    star = make_system(actors("a b c d"), ties("a - b, a - c, a - d"))
    made = betweenness_test_object(betweenness_test(star, silent))
    assert (made["drawn"], made["obstacle"]) == (0, "fixed")
    assert {actor["verdict"] for actor in made["actors"]} == {"not_assessable"}
