"""What contact hangs on an actor, against its definition."""

from itertools import combinations

import pytest

from graph.measures.bridging import bridging
from tests.graph.drawn import make_network, random_network


def by_definition(network):
    found = {}
    for v in network:
        common = [
            len(set(network[a]) & set(network[b])) for a, b in combinations(network[v], 2) if not network.has_edge(a, b)
        ]
        found[v] = (common.count(1), sum(1 / number for number in common))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_bridging_is_that_of_the_definition(seed):
    network = random_network(20, 0.06 + 0.11 * seed, seed)
    found, wanted = bridging(network), by_definition(network)

    assert {node: sole for node, (sole, _) in found.items()} == {node: sole for node, (sole, _) in wanted.items()}
    assert {node: share for node, (_, share) in found.items()} == pytest.approx(
        {node: share for node, (_, share) in wanted.items()}
    )


def test_an_open_pair_is_shared_among_its_bridges():
    # a and d meet through b and c: half each, and neither is the only one.
    found = bridging(make_network("a - b, b - d, a - c, c - d"))

    assert found["b"] == found["c"] == (0, 0.5)


@pytest.mark.parametrize("drawn", ["", "a", "a - b", "a, b"])
def test_the_smallest_networks_have_no_bridges(drawn):
    network = make_network(drawn)

    assert bridging(network) == dict.fromkeys(network, (0, 0.0))
