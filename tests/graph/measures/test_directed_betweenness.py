"""Betweenness with and without direction: exact, and estimated from pivots."""

import networkx as nx
import numpy as np
import pytest

from graph.measures import betweenness as module
from graph.measures.betweenness import betweenness, estimated, pairs_of_others
from graph.measures.dyads import Dyads

seeds = pytest.mark.parametrize("seed", range(3))
either = pytest.mark.parametrize("directed", [False, True])


def chain_of_squares(squares):
    """Return squares joined at opposite corners: a path through s of them can be taken in 2^s ways."""
    corners = [(3 * i, 3 * i + step) for i in range(squares) for step in (1, 2)]
    return nx.Graph([*corners, *((b, 3 * (a // 3) + 3) for a, b in corners)])


@either
@seeds
def test_betweenness_is_that_of_networkx(seed, directed):
    graph = nx.gnp_random_graph(30, 0.08, seed=seed, directed=directed)
    values, exact = betweenness(Dyads.of(graph))

    assert exact
    assert dict(enumerate(values)) == pytest.approx(nx.betweenness_centrality(graph, normalized=False))
    assert dict(enumerate(values / pairs_of_others(Dyads.of(graph)))) == pytest.approx(nx.betweenness_centrality(graph))


@either
@seeds
def test_the_estimate_from_all_pivots_is_exact(seed, directed):
    graph = nx.gnp_random_graph(40, 0.07, seed=seed, directed=directed)

    assert dict(enumerate(estimated(Dyads.of(graph), every=True))) == pytest.approx(
        nx.betweenness_centrality(graph, normalized=False)
    )


def test_large_networks_are_estimated_and_it_is_said(monkeypatch):
    monkeypatch.setattr(module, "MOST_NODES_EXACT", 299)
    monkeypatch.setattr(module, "WORK", 1)
    graph = nx.barabasi_albert_graph(300, 3, seed=1)
    values, exact = betweenness(Dyads.of(graph))
    known = np.array(list(nx.betweenness_centrality(graph, normalized=False).values()))
    top, found = set(np.argsort(-known)[:20]), set(np.argsort(-values)[:20])

    assert not exact
    assert len(top & found) >= 17
    assert np.array_equal(values, betweenness(Dyads.of(graph)).values)


def test_where_the_exact_way_has_no_answer_the_pivots_have(monkeypatch):
    """Scales are taken early here; 2^1024 paths, which need them, would take a test too long."""
    monkeypatch.setattr(module, "_HUGE", 4.0)
    monkeypatch.setattr("rustworkx.betweenness_centrality", lambda twin, **_: [float("nan")] * twin.num_nodes())
    graph = chain_of_squares(12)
    values, exact = betweenness(Dyads.of(graph))

    assert exact
    assert dict(enumerate(values)) == pytest.approx(nx.betweenness_centrality(graph, normalized=False))


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(1), nx.path_graph(2), nx.empty_graph(4)])
def test_the_smallest_networks_have_nothing_between(graph):
    dyads = Dyads.of(graph)

    assert list(betweenness(dyads).values) == list(estimated(dyads)) == [0.0] * len(graph)
    assert pairs_of_others(dyads) >= 1
