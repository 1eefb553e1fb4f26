"""What hangs together: components, and the actors without whom the network falls apart."""

from collections.abc import Collection, Mapping
from math import comb
from typing import NamedTuple

import networkx as nx

from graph.measures.adjacency import Graph


class Loss(NamedTuple):
    """What the removal of an actor would do: pairs that lose each other, of those that reach each other."""

    articulation: bool
    pairs_lost: int
    pairs_reachable: int

    @property
    def share(self) -> float:
        """The share of pairs lost, between 0 and 1; 0 when nobody reaches anybody without ending in the actor."""
        return self.pairs_lost / self.pairs_reachable if self.pairs_reachable else 0.0


def components(graph: Graph) -> list[list[str]]:
    """Return the components, most nodes first, then by their smallest id; each sorted.

    >>> components(nx.Graph([("c", "d"), ("a", "b")]))
    [['a', 'b'], ['c', 'd']]
    """
    found = [sorted(component) for component in nx.connected_components(graph)]
    return sorted(found, key=lambda component: (-len(component), component[0]))


def losses(graph: Graph) -> dict[str, Loss]:
    """Return for every node which pairs would lose each other without it.

    >>> losses(nx.path_graph(["clinic", "school", "club"]))["school"]
    Loss(articulation=True, pairs_lost=1, pairs_reachable=1)
    """
    groups, hanging = components(graph), _hanging(neighbour_sets(graph))
    others = {node: len(group) - 1 for group in groups for node in group}
    reachable = sum(comb(len(group), 2) for group in groups)
    return {node: _loss(others[node], hanging[node], reachable - others[node]) for node in graph}


def _loss(others: int, hanging: list[int], reachable: int) -> Loss:
    """Return what goes when `others` lose the node by which some of them hang; the rest keep each other."""
    parts = [*hanging, others - sum(hanging)]
    lost = comb(others, 2) - sum(comb(part, 2) for part in parts)
    return Loss(lost > 0, lost, reachable)


def _hanging(neighbours: Mapping[str, set[str]]) -> dict[str, list[int]]:
    """Return how many nodes hang by each node alone, group by group, seen from where the search began.

    A group hangs by a node when no tie leads from it past that node. Source: J. Hopcroft and R. Tarjan (1973),
    Algorithm 447: efficient algorithms for graph manipulation, Communications of the ACM 16, 372-378.
    """
    above = _depth_first(neighbours)
    rank = {node: number for number, node in enumerate(above)}
    highest, size = dict(rank), dict.fromkeys(above, 1)
    hanging: dict[str, list[int]] = {node: [] for node in above}
    for node, parent in reversed(above.items()):
        if parent is None:
            continue
        highest[node] = min([highest[node], *(rank[other] for other in neighbours[node] if other != parent)])
        highest[parent] = min(highest[parent], highest[node])
        size[parent] += size[node]
        if highest[node] >= rank[parent]:
            hanging[parent].append(size[node])
    return hanging


def _depth_first(neighbours: Mapping[str, set[str]]) -> dict[str, str | None]:
    """Return the nodes in the order of a search that always goes on from the last found, each with who led to it."""
    above: dict[str, str | None] = {}
    for start in neighbours:
        waiting: list[tuple[str, str | None]] = [(start, None)]
        while waiting:
            node, parent = waiting.pop()
            if node not in above:
                above[node] = parent
                waiting.extend((other, node) for other in neighbours[node] if other not in above)
    return above


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
