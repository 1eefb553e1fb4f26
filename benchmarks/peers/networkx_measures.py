"""The measures of a broker by networkx alone, with brokerage and bridging as the loops that one would write."""

from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx

Graph: TypeAlias = "nx.Graph[Any, Any, Any]"


def betweenness(graph: Graph) -> dict[str, float]:
    """Return normalised betweenness."""
    return nx.betweenness_centrality(graph)


def constraint(graph: Graph) -> dict[str, float]:
    """Return Burt's constraint, all ties counted alike."""
    return nx.constraint(graph)


def effective_size(graph: Graph) -> dict[str, float]:
    """Return Burt's effective size, all ties counted alike; for a list of nodes it takes a hundred times as long."""
    return nx.effective_size(graph)


def losses(graph: Graph) -> dict[str, tuple[bool, int]]:
    """Return for each node whether it is an articulation point, and how many pairs would lose each other."""
    cut = set(nx.articulation_points(graph))
    found = {}
    for component in list(nx.connected_components(graph)):
        for node in component:
            rest = graph.subgraph(component - {node})
            parts = nx.connected_components(rest) if node in cut else (component - {node},)
            left = sum(len(part) * (len(part) - 1) // 2 for part in parts)
            found[node] = (node in cut, (len(component) - 1) * (len(component) - 2) // 2 - left)
    return found


def brokerage(graph: Graph, groups: Mapping[Any, Hashable]) -> dict[str, Counter[str]]:
    """Return how many open pairs each node stands between, by Gould and Fernandez' roles."""
    roles: dict[str, Counter[str]] = {}
    for broker in graph:
        roles[broker] = Counter(
            _role(groups[a], groups[broker], groups[b])
            for a, b in combinations(graph[broker], 2)
            if not graph.has_edge(a, b)
        )
    return roles


def bridging(graph: Graph) -> dict[str, tuple[int, float]]:
    """Return the open pairs that each node alone bridges, and its share of all that it bridges."""
    found = {}
    for broker in graph:
        sole, share = 0, 0.0
        for a, b in combinations(graph[broker], 2):
            if not graph.has_edge(a, b):
                common = len(list(nx.common_neighbors(graph, a, b)))
                sole += common == 1
                share += 1 / common
        found[broker] = (sole, share)
    return found


def _role(a: Hashable, broker: Hashable, b: Hashable) -> str:
    if a == b:
        return "coordinator" if a == broker else "itinerant"
    return "gatekeeper" if broker in (a, b) else "liaison"
