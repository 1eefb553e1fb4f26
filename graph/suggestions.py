"""Who could introduce two actors that have no contact: a shared acquaintance, a chain, or an invitation."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graph.derivation import Network
from graph.measures.connectivity import components, neighbour_sets, steps_between
from graph.snapshot import is_live
from graph.system import System
from models.vocabulary import Capacity, Sector


@dataclass(frozen=True)
class Suggestion:
    """How the actors `a` and `b` could be brought together.

    Attributes:
        broker: who introduces them, or invites them.
        path: the chain of contacts from a to b, ends included; empty when there is none.
        forum: the id of the forum that both could be invited to, when no chain exists.
    """

    a: str
    b: str
    broker: str
    path: tuple[str, ...] = ()
    forum: str | None = None


def suggest_broker(system: System, a: str, b: str) -> Suggestion | None:
    """Return how two actors without an edge could meet, or None when nobody registered could help.

    A common neighbour comes first, by the weaker of its two ties; else the shortest chain whose weakest tie
    is strongest; else the municipality's actor nearest the one in the largest component invites both to a
    forum. An actor of small capacity is never asked to carry this.
    """
    network = _without_small(system.network, {a, b})
    common = sorted(
        nx.common_neighbors(network, a, b), key=lambda c: (-_weaker(network, c, a, b), -network.degree[c], c)
    )
    if common:
        return Suggestion(a, b, common[0], (a, common[0], b))
    path = strongest_shortest_path(network, a, b)
    return Suggestion(a, b, path[1], path) if path else _invitation(system, a, b)


def suggest_between(system: System, one: Iterable[str], other: Iterable[str]) -> Suggestion | None:
    """Return the suggestion for the pair of two groups that is nearest to meeting, ties by ids."""
    first, second = sorted(one), sorted(other)
    if not first or not second:
        return None
    near = neighbour_sets(system.network)
    steps = steps_between(near, first, second)
    if steps is None:
        return suggest_broker(system, first[0], second[0])
    a = next(a for a in first if steps_between(near, [a], second) == steps)
    b = next(b for b in second if steps_between(near, [a], [b]) == steps)
    return suggest_broker(system, a, b)


def strongest_shortest_path(network: Network, a: str, b: str) -> tuple[str, ...]:
    """Return the shortest path whose weakest tie is strongest, ties by ids; empty when there is none.

    >>> from networkx import Graph
    >>> drawn = Graph()
    >>> drawn.add_edge("a", "b", strength=0.2); drawn.add_edge("b", "d", strength=0.8)
    >>> drawn.add_edge("a", "c", strength=0.6); drawn.add_edge("c", "d", strength=0.4)
    >>> strongest_shortest_path(drawn, "a", "d")
    ('a', 'c', 'd')
    """
    best: dict[str, tuple[float, tuple[str, ...]]] = {a: (-1.0, (a,))}
    layer = [a]
    while layer and b not in best:
        following: dict[str, tuple[float, tuple[str, ...]]] = {}
        for node in layer:
            weakest, path = best[node]
            for neighbour, edge in network.adj[node].items():
                if neighbour not in best:
                    offer = (max(weakest, -edge["strength"]), (*path, neighbour))
                    following[neighbour] = min(following.get(neighbour, offer), offer)
        best |= following
        layer = list(following)
    return best[b][1] if b in best else ()


def _weaker(network: Network, broker: str, a: str, b: str) -> float:
    return float(min(network.edges[a, broker]["strength"], network.edges[broker, b]["strength"]))


def _without_small(network: Network, ends: set[str]) -> Network:
    return network.subgraph(
        node
        for node, attributes in network.nodes(data=True)
        if node in ends or attributes["capacity"] is not Capacity.SMALL
    )


def _invitation(system: System, a: str, b: str) -> Suggestion | None:
    """Return an invitation by the municipality, which is expected to take the first step."""
    network, tree = system.network, system.snapshot.tree
    largest = components(network)[0]
    party = next((end for end in (a, b) if end in largest), a)
    distance = nx.single_source_shortest_path_length(network, party)
    hosts = [
        node
        for node, attributes in network.nodes(data=True)
        if attributes["sector"] is Sector.MUNICIPALITY
        and attributes["capacity"] is not Capacity.SMALL
        and node in distance
    ]
    near = {system.place.id, *tree.above(system.place.id)}
    own = {forum.id for forum in system.belonging.forums if forum.place_id is None}
    live = (forum for forum in system.snapshot.forums if is_live(forum))
    forums = sorted(forum.id for forum in live if forum.place_id in near or forum.id in own)
    if not hosts:
        return None
    host = min(hosts, key=lambda node: (distance[node], node))
    return Suggestion(a, b, host, forum=forums[0] if forums else None)
