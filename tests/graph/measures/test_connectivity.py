"""What hangs together, against networkx and against taking actors away one by one."""

from itertools import combinations

import networkx as nx
import pytest

from graph.measures.betweenness import normalised_betweenness
from graph.measures.connectivity import components, losses
from tests.graph.drawn import make_network, random_network

SMALLEST = pytest.mark.parametrize("drawn", ["", "a", "a - b", "a, b"])


def reachable_pairs(graph, without):
    """Return the pairs of other actors that reach each other in `graph`."""
    parts = (set(part) - {without} for part in nx.connected_components(graph))
    return {frozenset(pair) for part in parts for pair in combinations(part, 2)}


@pytest.mark.parametrize("seed", range(10))
def test_pairs_lost_are_those_that_taking_the_actor_away_separates(seed):
    network = random_network(18, 0.04 + 0.02 * seed, seed)
    for node, loss in losses(network).items():
        before = reachable_pairs(network, node)
        after = reachable_pairs(network.subgraph(set(network) - {node}), node)

        assert (loss.pairs_lost, loss.pairs_reachable) == (len(before - after), len(before))
        assert loss.articulation is bool(before - after)


@pytest.mark.parametrize("seed", range(4))
def test_articulation_points_are_those_of_networkx(seed):
    network = random_network(40, 0.05, seed)
    cut = {node for node, loss in losses(network).items() if loss.articulation}

    assert cut == set(nx.articulation_points(network))


def test_the_share_lost_is_of_the_pairs_that_do_not_end_in_the_actor():
    # Without b: a loses c and d, who keep each other. 2 of the 3 pairs among a, c, d.
    loss = losses(make_network("a - b, b - c, b - d, c - d"))["b"]

    assert loss == (True, 2, 3)
    assert loss.share == pytest.approx(2 / 3)


def test_pairs_in_other_components_are_reachable_too():
    # Without b: a-c is lost; d-e stays. 1 of 2.
    assert losses(make_network("a - b, b - c, d - e"))["b"] == (True, 1, 2)


def test_nothing_is_lost_where_nobody_reaches_anybody():
    assert losses(make_network("a - b"))["a"].share == 0.0


@pytest.mark.parametrize("seed", range(6))
def test_betweenness_is_that_of_networkx(seed):
    network = random_network(24, 0.03 + 0.06 * seed, seed)

    assert normalised_betweenness(network).by_node == pytest.approx(nx.betweenness_centrality(network))


def test_betweenness_does_not_read_strengths():
    network = make_network("a - b = 0.2, b - c = 0.8, a - c = 0.4")

    assert set(normalised_betweenness(network).by_node.values()) == {0.0}


def test_components_come_largest_first_then_by_their_smallest_id():
    network = make_network("z - y, y - x, d - c, b - a, m")

    assert components(network) == [["x", "y", "z"], ["a", "b"], ["c", "d"], ["m"]]


@SMALLEST
def test_the_smallest_networks_break_nowhere(drawn):
    network = make_network(drawn)

    assert [loss[:2] for loss in losses(network).values()] == [(False, 0)] * len(network)
    assert normalised_betweenness(network).by_node == dict.fromkeys(network, 0.0)


def test_a_network_without_actors_has_no_components():
    assert components(make_network("")) == []


def test_betweenness_is_the_same_at_every_run():
    # Byte-identical results need it: a sum taken in another order differs in its last bits.
    network = random_network(120, 0.08, 2)

    assert len({tuple(normalised_betweenness(network).by_node.values()) for _ in range(12)}) == 1
