"""Constraint of networks with direction and strengths, against networkx."""

from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.measures.dyads import Dyads
from graph.measures.structural_holes import constraint, constraints


def weighted_dyads(graph):
    """Return the dyads of a graph whose edges carry a strength."""
    index = {node: i for i, node in enumerate(graph)}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges], dtype=np.int64).reshape(-1, 2)
    strengths = np.array([s for *_, s in graph.edges(data="strength")], dtype=np.float64)
    return Dyads.merge(len(index), ends[:, 0], ends[:, 1], strengths, directed=graph.is_directed())


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("directed", [False, True])
def test_constraint_by_strength_is_that_of_networkx(seed, directed):
    random = Random(seed)
    graph = nx.gnp_random_graph(24, 0.04 + 0.1 * seed, seed=seed, directed=directed)
    for *_, attributes in graph.edges(data=True):
        attributes["strength"] = random.choice((0.2, 1.0, 3.5))
    wanted = nx.constraint(graph, weight="strength")
    found = dict(zip(graph, constraints(weighted_dyads(graph)), strict=True))

    assert found == pytest.approx({node: 0.0 if nx.is_isolate(graph, node) else wanted[node] for node in graph})


def test_a_tie_each_way_counts_twice_as_much_as_one():
    # b has 2 of 3 parts in a and 1 in c: (2/3)² + (1/3)² = 5/9; the others have all in b.
    found = constraint(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")]))

    assert found == {"a": 1.0, "b": pytest.approx(5 / 9), "c": 1.0}


def test_the_unit_of_strength_does_not_matter():
    graph = nx.Graph([("a", "b", {"strength": 2e-9}), ("b", "c", {"strength": 2e-9})])

    assert list(constraints(weighted_dyads(graph))) == list(constraints(Dyads.of(graph)))
