"""What hangs together: components, mediation, and the actors without whom the network falls apart."""

from collections.abc import Collection, Mapping
from math import comb
from typing import NamedTuple

import networkx as nx
import rustworkx as rx

from graph.measures.adjacency import Graph

STABLE_DECIMALS = 12


class Loss(NamedTuple):
    """What the removal of an actor would do: pairs that lose each other, of those that reach each other."""

    articulation: bool
    pairs_lost: int
    pairs_reachable: int

    @property
    def share(self) -> float:
        """The share of pairs lost, between 0 and 1; 0 when nobody reaches anybody without ending in the actor."""
        return self.pairs_lost / self.pairs_reachable if self.pairs_reachable else 0.0


def to_rustworkx(graph: Graph) -> "rx.PyGraph[None, None]":
    """Return the same undirected network for rustworkx; node i is the i-th node of `graph`."""
    index = {node: i for i, node in enumerate(graph)}
    twin: rx.PyGraph[None, None] = rx.PyGraph(multigraph=False)
    twin.add_nodes_from([None] * len(index))
    twin.add_edges_from_no_data([(index[a], index[b]) for a, b in graph.edges() if a != b])
    return twin


def components(graph: Graph) -> list[list[str]]:
    """Return the components, most nodes first, then by their smallest id; each sorted.

    >>> components(nx.Graph([("c", "d"), ("a", "b")]))
    [['a', 'b'], ['c', 'd']]
    """
    found = [sorted(component) for component in nx.connected_components(graph)]
    return sorted(found, key=lambda component: (-len(component), component[0]))


def betweenness(graph: Graph) -> dict[str, float]:
    """Return normalised betweenness: the share of all pairs' shortest paths that pass through each node.

    Source: U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical
    Sociology 25, 163-177; computed by rustworkx. Networks of fewer than three nodes have none: 0.

    >>> betweenness(nx.path_graph(["clinic", "school", "club"]))
    {'clinic': 0.0, 'school': 1.0, 'club': 0.0}
    """
    if len(graph) < 3:
        return dict.fromkeys(graph, 0.0)
    values = rx.betweenness_centrality(to_rustworkx(graph), normalized=True)
    # The sums are made in parallel, in an order that changes the last bits from run to run.
    return {node: round(float(values[i]), STABLE_DECIMALS) for i, node in enumerate(graph)}


def losses(graph: Graph) -> dict[str, Loss]:
    """Return for every node which pairs would lose each other without it.

    >>> losses(nx.path_graph(["clinic", "school", "club"]))["school"]
    Loss(articulation=True, pairs_lost=1, pairs_reachable=1)
    """
    nodes = list(graph)
    cut = {nodes[i] for i in rx.articulation_points(to_rustworkx(graph))}
    neighbours = neighbour_sets(graph)
    result: dict[str, Loss] = {}
    groups = components(graph)
    reachable = sum(comb(len(group), 2) for group in groups)
    for group in groups:
        size = len(group)
        for node in group:
            parts = parts_without(neighbours, node) if node in cut else []
            lost = comb(size - 1, 2) - sum(comb(len(part), 2) for part in parts) if parts else 0
            result[node] = Loss(node in cut, lost, reachable - (size - 1))
    return {node: result[node] for node in nodes}


def neighbour_sets(graph: Graph) -> dict[str, set[str]]:
    """Return the neighbours of every node as plain sets, for walks that visit much of a network."""
    return {node: set(near) for node, near in graph.adjacency()}


def parts_without(neighbours: Mapping[str, set[str]], node: str) -> list[set[str]]:
    """Return the parts into which the component of `node` falls without it, most nodes first, then by smallest id.

    >>> [sorted(part) for part in parts_without(neighbour_sets(nx.path_graph(["a", "b", "c", "d"])), "b")]
    [['c', 'd'], ['a']]
    """
    parts: list[set[str]] = []
    unseen = set(neighbours[node])
    while unseen:
        part: set[str] = set()
        layer = {unseen.pop()}
        while layer:
            part |= layer
            layer = set().union(*(neighbours[reached] for reached in layer)) - part - {node}
        unseen -= part
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def steps_between(neighbours: Mapping[str, set[str]], starts: Collection[str], ends: Collection[str]) -> int | None:
    """Return the fewest steps from any of `starts` to any of `ends`; None when there is no way.

    >>> steps_between(neighbour_sets(nx.path_graph(["a", "b", "c", "d"])), {"a", "b"}, {"d"})
    2
    """
    reached, layer, steps = set(starts), set(starts), 0
    while layer:
        if not layer.isdisjoint(ends):
            return steps
        layer = set().union(*(neighbours[node] for node in layer)) - reached
        reached |= layer
        steps += 1
    return None
