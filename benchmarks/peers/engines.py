"""The measures of a network by other engines, where they are installed. They are no part of the program.

igraph (GPL) and networkit (MIT) come from `pip install igraph networkit`, best in an environment of their own that
also sees this one's packages.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import networkx as nx

from benchmarks.peers import networkx_measures

Edges = Sequence[tuple[int, int]]
Work = Callable[[], object]

PACKAGES = ("igraph", "networkit", "networkx")


def missing() -> list[str]:
    """Return the engines that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


def igraph_works(nodes: int, edges: Edges) -> dict[str, Work]:
    """Return what igraph can do with a network, ready to be timed."""
    if "igraph" in missing():
        return {}
    graph = import_module("igraph").Graph(nodes, edges)
    return {
        "constraint": graph.constraint,
        "articulation points, bridges, components": lambda: (
            graph.articulation_points(),
            graph.bridges(),
            graph.connected_components(),
        ),
        "betweenness": graph.betweenness,
    }


def networkx_works(nodes: int, edges: Edges, groups: Sequence[int]) -> dict[str, Work]:
    """Return what networkx does, with brokerage as the loop that one would write."""
    graph: Any = nx.empty_graph(nodes)
    graph.add_edges_from(edges)
    group_of = dict(enumerate(groups))
    return {
        "brokerage": lambda: networkx_measures.brokerage(graph, group_of),
        "constraint": lambda: networkx_measures.constraint(graph),
        "effective size": lambda: networkx_measures.effective_size(graph),
        "articulation points, bridges, components": lambda: (
            list(nx.articulation_points(graph)),
            list(nx.bridges(graph)),
            nx.number_connected_components(graph),
        ),
    }


def kadabra(nodes: int, edges: Edges) -> Callable[[], list[float]] | None:
    """Return networkit's estimate of betweenness, ready to be timed; None where it is not installed.

    Source: M. Borassi and E. Natale (2019), KADABRA is an adaptive algorithm for betweenness via random
    approximation, Journal of Experimental Algorithmics 24.
    """
    if "networkit" in missing():
        return None
    networkit = import_module("networkit")
    graph = networkit.Graph(nodes)
    for a, b in edges:
        graph.addEdge(a, b)

    def estimate() -> list[float]:
        scores: list[float] = networkit.centrality.KadabraBetweenness(graph, 0.005, 0.1).run().scores()
        return scores

    return estimate
