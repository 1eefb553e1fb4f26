"""Networks as arrays: what is merged, and that every triangle is found once."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.measures import dyads as module
from graph.measures.dyads import Dyads


def merged(ties, directed):
    starts, ends, strengths = map(np.array, zip(*ties, strict=True))
    found = Dyads.merge(4, starts, ends, strengths.astype(float), directed=directed)
    arcs = zip(found.starts[found.ties], found.ends[found.ties], found.strengths[found.ties], strict=True)
    return found, sorted((int(a), int(b), float(s)) for a, b, s in arcs)


TIES = [(0, 1, 1), (1, 0, 3), (0, 1, 2), (2, 2, 9), (1, 2, 5)]


def test_without_direction_the_strongest_of_several_ties_counts():
    found, arcs = merged(TIES, directed=False)

    assert arcs == [(0, 1, 3.0), (1, 0, 3.0), (1, 2, 5.0), (2, 1, 5.0)]
    assert (found.edges, list(found.degrees), list(found.neighbours)) == (2, [1, 2, 1, 0], [1, 2, 1, 0])


def test_with_direction_each_way_is_a_tie_of_its_own():
    found, arcs = merged(TIES, directed=True)

    assert arcs == [(0, 1, 2.0), (1, 0, 3.0), (1, 2, 5.0)]
    assert (found.edges, list(found.degrees), list(found.neighbours)) == (3, [2, 3, 1, 0], [1, 2, 1, 0])


def test_only_ties_between_the_chosen_remain():
    found, _ = merged(TIES, directed=True)
    chosen = found.among(np.array([True, True, False, True]))

    assert (chosen.nodes, chosen.edges) == (4, 2)


@pytest.mark.parametrize("at_once", [1, 7, 1 << 20])
@pytest.mark.parametrize("seed", range(4))
def test_every_triangle_is_found_once_in_blocks_of_any_size(seed, at_once, monkeypatch):
    monkeypatch.setattr(module, "WEDGES_AT_ONCE", at_once)
    graph = nx.gnp_random_graph(20, 0.1 + 0.2 * seed, seed=seed)
    wanted = [set(three) for three in combinations(graph, 3) if graph.subgraph(three).size() == 3]
    found = [set(map(int, three)) for block in Dyads.of(graph).triangles() for three in block.nodes.T]

    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))


def test_the_arcs_of_a_triangle_run_between_its_nodes():
    dyads = Dyads.of(nx.complete_graph(5))
    (triangles,) = dyads.triangles()
    for i, j in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]:
        arcs = triangles.arcs(i, j)

        assert list(dyads.starts[arcs]) == list(triangles.nodes[i])
        assert list(dyads.ends[arcs]) == list(triangles.nodes[j])


def test_a_hub_has_few_dyads_ahead_of_it():
    dyads = Dyads.of(nx.star_graph(1000))

    assert set(dyads.low) == set(range(1, 1001))
    assert set(dyads.high) == {0}
