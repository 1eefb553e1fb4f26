"""Random networks with the same degrees: every one of them equally often, and only where there are any."""

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.rewiring import rewired, swappable


def numbered(*edges):
    return np.array(edges, dtype=np.int64)


def drawn(graph, count, seed=1, **options):
    ends = numbered(*graph.edges).reshape(-1, 2)
    return list(rewired(ends, len(graph), count, seed, **options))


def all_with_degrees(degrees):
    """Enumerate every simple network on numbered nodes with these degrees."""
    pairs = list(combinations(range(len(degrees)), 2))
    for edges in combinations(pairs, sum(degrees) // 2):
        counted = Counter(node for edge in edges for node in edge)
        if [counted[node] for node in range(len(degrees))] == list(degrees):
            yield frozenset(edges)


def as_set(edges):
    return frozenset((int(min(edge)), int(max(edge))) for edge in edges)


@pytest.mark.parametrize(
    ("edges", "networks", "critical"),
    [
        # Path of four, degrees 1 2 2 1: 0-1-2-3 and 0-2-1-3. χ² with 1 degree of freedom is above 10.83 in 1 of 1000.
        ([(0, 1), (1, 2), (2, 3)], 2, 10.83),
        # Path of five: the 3! orders of its middle, and the triangle of the middle beside the edge of the ends.
        ([(0, 1), (1, 2), (2, 3), (3, 4)], 7, 22.46),
        # Two triangles joined at a node of degree 4, with a tail: degrees 2 2 4 2 3 1.
        ([(0, 1), (0, 2), (1, 2), (2, 3), (2, 4), (3, 4), (4, 5)], 13, 32.91),
        # A ring of six: all 60 rings and the 10 pairs of triangles; 69 degrees of freedom.
        ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5)], 70, 111.06),
    ],
)
def test_every_network_with_the_same_degrees_comes_equally_often(edges, networks, critical):
    graph: nx.Graph[int] = nx.Graph(edges)
    every = set(all_with_degrees([graph.degree[node] for node in range(len(graph))]))
    assert len(every) == networks
    draws = 100 * networks + 1_000

    found = Counter(map(as_set, rewired(numbered(*edges), len(graph), draws, seed=3)))

    assert set(found) == every
    expected = draws / networks
    assert sum((found[network] - expected) ** 2 / expected for network in every) < critical


def test_a_step_that_changes_nothing_counts():
    # With the degrees of the path of five there are six paths and one triangle beside an edge. From the triangle 6
    # exchanges are possible, from each path 4. Were refused steps drawn anew, the triangle would come in 6 of 30
    # walks, 1 400 times; 1 of 7 is right.
    triangle = frozenset({(1, 2), (1, 3), (2, 3), (0, 4)})
    found = Counter(map(as_set, rewired(numbered((0, 1), (1, 2), (2, 3), (3, 4)), 5, 7_000, seed=4)))
    # 7000 / 7 = 1000 with standard deviation sqrt(7000 · 1/7 · 6/7) = 29.
    assert abs(found[triangle] - 1000) < 3 * 29.3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_networks_are_simple_and_everybody_keeps_its_degree(seed):
    graph = nx.gnp_random_graph(40, 0.1, seed=seed)
    original = as_set(graph.edges)
    for edges in drawn(graph, 20, seed):
        other: nx.Graph[int] = nx.Graph([tuple(edge) for edge in edges.tolist()])
        other.add_nodes_from(graph)
        assert nx.number_of_selfloops(other) == 0
        assert other.number_of_edges() == graph.number_of_edges()
        assert dict(other.degree) == dict(graph.degree)
        assert as_set(edges) != original


def test_the_same_seed_draws_the_same_networks_and_another_seed_others():
    graph = nx.path_graph(12)
    first, again, other = (np.stack(drawn(graph, 30, seed)).tobytes() for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_networks_walked_on_in_several_batches_are_all_yielded(monkeypatch):
    monkeypatch.setattr("graph.rewiring.CELLS_AT_ONCE", 4 * 12 * 12)
    walked = drawn(nx.path_graph(12), 10)
    assert len(walked) == 10
    assert len({as_set(edges) for edges in walked}) == 10


def test_whoever_is_told_can_end_the_walk():
    class EnoughError(Exception):
        pass

    def enough():
        raise EnoughError

    with pytest.raises(EnoughError):
        drawn(nx.path_graph(12), 10, tell=enough)


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(3), nx.path_graph(2)], ids=str)
def test_without_two_edges_the_network_stays_as_it_is(graph):
    assert [as_set(edges) for edges in drawn(graph, 2)] == [as_set(graph.edges)] * 2


def has_exchange(graph):
    """Try every pair of edges both ways round."""
    return any(
        len({a, b, c, d}) == 4 and not graph.has_edge(a, d) and not graph.has_edge(c, b)
        for one, (c, d) in combinations(graph.edges, 2)
        for a, b in (one, one[::-1])
    )


def test_an_exchange_is_possible_exactly_where_trying_finds_one():
    # All 1 253 networks of up to seven nodes, but for isomorphism.
    for graph in nx.graph_atlas_g():
        assert swappable([degree for _, degree in graph.degree]) == has_exchange(graph), graph.edges


@pytest.mark.parametrize(
    ("graph", "possible"),
    [
        (nx.star_graph(5), False),
        (nx.complete_graph(5), False),
        (nx.path_graph(3), False),
        (nx.Graph([("a", "b"), ("c", "d")]), True),
        (nx.path_graph(4), True),
        (nx.empty_graph(4), False),
    ],
)
def test_stars_and_complete_networks_cannot_be_exchanged(graph, possible):
    assert swappable([degree for _, degree in graph.degree]) is possible
