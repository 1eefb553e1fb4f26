"""Effective size and constraint against networkx and their definitions."""

import networkx as nx
import pytest

from graph.measures.structural_holes import constraint, effective_size
from tests.graph.drawn import make_network, random_network


def none_for_isolates(network, values):
    return {node: None if network.degree[node] == 0 else value for node, value in values.items()}


@pytest.mark.parametrize("seed", range(8))
def test_effective_size_is_that_of_the_definition(seed):
    network = random_network(20, 0.05 + 0.1 * seed, seed)
    wanted = {}
    for node, degree in network.degree:
        among = network.subgraph(network[node]).number_of_edges()
        wanted[node] = degree - 2 * among / degree if degree else None

    assert effective_size(network) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(8))
def test_constraint_is_that_of_networkx(seed):
    network = random_network(20, 0.05 + 0.1 * seed, seed)
    wanted = none_for_isolates(network, nx.constraint(network))

    assert constraint(network) == pytest.approx(wanted)


def test_constraint_in_a_triangle_with_a_tail():
    # a knows b, c, d; b and c know each other. p = 1/3 from a; from b and c 1/2 each.
    # b: (1/3 + 1/3 · 1/2)² = 0.25, c the same, d: (1/3)² = 0.111111.
    network = make_network("a - b, b - c, a - c, a - d")

    assert constraint(network)["a"] == pytest.approx(0.25 + 0.25 + 1 / 9)


@pytest.mark.parametrize("measure", [effective_size, constraint])
@pytest.mark.parametrize(
    ("drawn", "values"), [("", {}), ("a", {"a": None}), ("a, b", {"a": None, "b": None}), ("a - b", {"a": 1, "b": 1})]
)
def test_the_smallest_networks(measure, drawn, values):
    assert measure(make_network(drawn)) == values
