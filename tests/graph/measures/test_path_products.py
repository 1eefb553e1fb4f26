"""Betweenness by products of matrices, held against networkx."""

import networkx as nx
import numpy as np
import pytest

from graph.measures import betweenness, path_products
from graph.measures.betweenness import computed
from graph.measures.dyads import Dyads
from graph.measures.path_products import Ties, TooLongPathsError, TooManyPathsError, multiplied

NETWORKS = {
    "empty": nx.empty_graph(0),
    "no ties": nx.empty_graph(4),
    "pair": nx.path_graph(2),
    "path": nx.path_graph(9),
    "star": nx.star_graph(6),
    "two parts": nx.disjoint_union(nx.cycle_graph(5), nx.path_graph(4)),
    "random": nx.gnp_random_graph(90, 0.06, seed=1),
    "many equal paths": nx.grid_2d_graph(6, 6),
    "with direction": nx.gnp_random_graph(70, 0.05, seed=2, directed=True),
    "one way round": nx.cycle_graph(7, create_using=nx.DiGraph),
}


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("name", NETWORKS)
def test_products_give_the_values_of_networkx(name, threads):
    graph = NETWORKS[name]
    expected = nx.betweenness_centrality(graph, normalized=False)
    assert multiplied(Dyads.of(graph), threads).tolist() == pytest.approx([expected[node] for node in graph])


def test_sources_taken_a_few_at_a_time_add_up(monkeypatch):
    dyads = Dyads.of(NETWORKS["random"])
    whole = multiplied(dyads)
    monkeypatch.setattr(path_products, "SOURCES_AT_ONCE", 7)
    assert multiplied(dyads) == pytest.approx(whole)


def test_threads_change_no_bit():
    dyads = Dyads.of(nx.gnp_random_graph(150, 0.05, seed=3))
    assert {multiplied(dyads, threads).tobytes() for threads in (1, 2, 3) for _ in range(3)} == {
        multiplied(dyads).tobytes()
    }


def test_a_long_thin_network_is_counted_source_by_source():
    path = nx.path_graph(50)
    with pytest.raises(TooLongPathsError):
        multiplied(Dyads.of(path))

    # The node k of a path has k nodes on one side and 49 - k on the other.
    assert computed(Dyads.of(path)).tolist() == [k * (49 - k) for k in range(50)]


@pytest.mark.parametrize("diamonds", [1_023, 1_024, 2_100])
def test_more_paths_than_a_number_can_hold_are_no_wrong_number(diamonds, monkeypatch):
    # Each diamond doubles the shortest paths from end to end; the largest number of its kind is just below 2^1024.
    chain: nx.Graph[tuple[int, int]] = nx.Graph()
    for k in range(diamonds):
        chain.add_edges_from([((k, 0), (k, 1)), ((k, 0), (k, 2)), ((k, 1), (k + 1, 0)), ((k, 2), (k + 1, 0))])
    dyads = Dyads.of(chain)
    monkeypatch.setattr(path_products, "MOST_STEPS", 10_000)
    ties = Ties(dyads)

    if diamonds < 1_024:
        assert ties.mediated(np.arange(1))[0] == 0.0
    else:
        with pytest.raises(TooManyPathsError):
            ties.mediated(np.arange(1))


@pytest.mark.parametrize("seed", range(3))
def test_shares_of_paths_are_those_counted_source_by_source(seed):
    dyads = Dyads.of(nx.gnp_random_graph(120, 0.03, seed=seed))
    reach = betweenness._Reach(dyads.nodes, dyads.starts[dyads.ties], dyads.ends[dyads.ties])
    pivots = np.array([3, 50, 119])

    counted, _ = reach.mediated(pivots)

    assert Ties(dyads).mediated_by_share(pivots, betweenness._COUNTS_FOR) == pytest.approx(counted)
