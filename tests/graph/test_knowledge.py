"""What is known of pairs and of scopes, as distinct from what is registered."""

from datetime import date
from itertools import combinations, product

import pytest

from graph.knowledge import Inventory, Knowledge, declared_complete
from graph.system import Reading, View
from tests.graph.drawn import (
    DAY,
    actor,
    actors,
    complete,
    inventory,
    make_network,
    make_register,
    make_system,
    random_network,
    tie,
)


def declared(said, day):
    return declared_complete(make_register(complete("k1", said)), day)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026-06-01", date(2026, 6, 1), date(2027, 11, 30)),
        # 18 months after 31 August is 28 February, the month's last day.
        ("2025-08-31", date(2025, 8, 31), date(2027, 2, 27)),
        ("2026-08-31", date(2026, 8, 31), date(2028, 2, 28)),
        ("2025-05-31", date(2025, 5, 31), date(2026, 11, 29)),
    ],
)
def test_declared_completeness_counts_for_eighteen_months(said, first, last):
    assert declared(said, first) == declared(said, last) == {"k1"}
    assert declared(said, date.fromordinal(first.toordinal() - 1)) == frozenset()
    assert declared(said, date.fromordinal(last.toordinal() + 1)) == frozenset()


def test_a_later_declaration_renews_an_older_one():
    register = make_register(complete("k1", "2023-01-01"), complete("k1", "2026-01-01"))

    assert declared_complete(register, DAY) == {"k1"}


def test_a_pair_is_known_by_its_edge_or_by_either_s_word():
    knowledge = Knowledge(make_network("a - b, c, d"), frozenset({"c"}))

    assert knowledge.state("a", "b") == "yes"
    assert knowledge.state("a", "c") == knowledge.state("c", "a") == "no"
    assert knowledge.state("a", "d") == "unknown"


def test_kappa_is_the_known_share_of_all_pairs():
    # a-b has an edge; c speaks for a-c, b-c, c-d; a-d and b-d are unknown: 4 of 6.
    knowledge = Knowledge(make_network("a - b, c, d"), frozenset({"c"}))

    assert knowledge.kappa() == pytest.approx(4 / 6)


def test_only_pairs_with_a_home_actor_are_known_or_unknown():
    # r-s is left out; k-r has an edge, k-s not: 1 of 2.
    knowledge = Knowledge(make_network("k - r, s", outside=["r", "s"]), frozenset())

    assert knowledge.kappa() == 0.5
    assert knowledge.kappa_of([("r", "s")]) == 1.0


def test_an_edge_between_two_outsiders_is_not_counted_as_known():
    knowledge = Knowledge(make_network("r - s, k", outside=["r", "s"]), frozenset())

    assert knowledge.kappa() == 0.0


@pytest.mark.parametrize("drawn", ["", "a"])
def test_without_pairs_everything_is_known(drawn):
    knowledge = Knowledge(make_network(drawn), frozenset())

    assert knowledge.kappa() == 1.0
    assert knowledge.kappa_around(["a"]) == 1.0
    assert knowledge.kappa_between([], []) == 1.0


def test_kappa_around_actors_takes_each_of_their_pairs_once():
    # Pairs of a and b: ab (edge), ac (c said), ad, bc (c said), bd: 3 of 5.
    knowledge = Knowledge(make_network("a - b, c, d"), frozenset({"c"}))

    assert knowledge.kappa_around(["a", "b"]) == 0.6


def test_actors_that_are_not_in_the_network_are_left_out_of_kappa_around():
    knowledge = Knowledge(make_network("a - b, c"), frozenset())

    assert knowledge.kappa_around(["a", "elsewhere"]) == 0.5


@pytest.mark.parametrize("seed", range(12))
def test_counting_pairs_agrees_with_listing_them(seed):
    network = random_network(14, 0.1 + 0.06 * seed, seed)
    nodes = list(network)
    knowledge = Knowledge(network, frozenset({*nodes[seed % 4 :: 4], "elsewhere"}))
    first, second = nodes[: 4 + seed % 5], nodes[4 + seed % 5 :]

    assert knowledge.kappa() == pytest.approx(knowledge.kappa_of(combinations(nodes, 2)))
    assert knowledge.kappa_between(first, second) == pytest.approx(knowledge.kappa_of(product(first, second)))
    assert knowledge.kappa_between(first, first) == pytest.approx(knowledge.kappa_of(combinations(first, 2)))
    assert knowledge.kappa_between(second, second[::-1]) == pytest.approx(knowledge.kappa_of(combinations(second, 2)))
    assert knowledge.kappa_between(first, []) == 1.0


def test_kappa_at_the_thresholds_is_exact():
    # One of five pairs around a is unknown: exactly 0.8; the status of a finding hangs on it.
    knowledge = Knowledge(make_network("a - b, a - c, a - d, a - e, f"), frozenset())

    assert knowledge.kappa_around(["a"]) == 0.8
    assert knowledge.kappa_between(["a"], ["b", "c", "d", "e", "f"]) == 0.8


def test_known_pairs_are_those_of_the_registered_reading_in_both_readings():
    drawn = (actors("a b c"), tie("a - b", confirmation="one_party"))

    plus, minus = make_system(*drawn), make_system(*drawn, reading=Reading.MINUS)

    assert minus.network.number_of_edges() == 0
    assert minus.knowledge.kappa() == plus.knowledge.kappa() == pytest.approx(1 / 3)


def test_a_legal_person_has_declared_when_any_of_its_units_has():
    drawn = (actors("k1 c1 c2"), actor("k2", parent_id="k1"), complete("k2"))

    # unit view: k1, k2, c1, c2; k2 speaks for three of six pairs. organisation: k1 for two of three.
    assert make_system(*drawn).knowledge.kappa() == 0.5
    assert make_system(*drawn, view=View.ORGANISATION).knowledge.kappa() == pytest.approx(2 / 3)


def kappa_of_forums(*rows, day=DAY):
    return Inventory(make_register(rows), "kn", day).kappa("forums")


@pytest.mark.parametrize(("status", "kappa"), [("done", 1.0), ("ongoing", 0.6), ("not_started", 0.4)])
def test_an_inventory_is_taken_to_know_a_share_by_its_status(status, kappa):
    assert kappa_of_forums(inventory("forums", status)) == kappa


def test_a_scope_of_which_nothing_is_said_is_taken_to_be_not_started():
    assert kappa_of_forums(inventory("needs")) == 0.4


def test_the_latest_row_counts():
    rows = (inventory("forums", "not_started", "2026-07-01"), inventory("forums", "done", "2026-06-01"))

    assert kappa_of_forums(*rows) == 0.4
    assert kappa_of_forums(*reversed(rows)) == 0.4


def test_a_row_dated_after_the_day_does_not_count_yet():
    rows = (inventory("forums", "ongoing", "2026-01-01"), inventory("forums", "done", "2026-11-01"))

    assert kappa_of_forums(*rows, day=date(2026, 10, 31)) == 0.6
    assert kappa_of_forums(*rows, day=date(2026, 11, 1)) == 1.0


def test_an_undated_row_counts_when_no_dated_one_does():
    undated, dated = inventory("forums", "done", None), inventory("forums", "ongoing", "2026-01-01")

    assert kappa_of_forums(undated) == 1.0
    assert kappa_of_forums(dated, undated) == kappa_of_forums(undated, dated) == 0.6


@pytest.mark.parametrize("elsewhere", ["lan", "ng", "bn"])
def test_the_inventory_of_another_place_says_nothing_of_this_one(elsewhere):
    assert kappa_of_forums(inventory("forums", place_id=elsewhere)) == 0.4


@pytest.mark.parametrize(
    ("drawn", "has_pairs", "share"),
    [("", False, None), ("a", False, None), ("a b", True, 0.0), ("a@bn b@bn", False, None)],
)
def test_without_a_pair_there_is_nothing_to_count_on_although_kappa_is_one(drawn, has_pairs, share):
    knowledge = make_system(actors(drawn)).knowledge if drawn else make_system().knowledge

    assert (knowledge.has_pairs, knowledge.known_share) == (has_pairs, share)
    assert has_pairs or knowledge.kappa() == 1.0
