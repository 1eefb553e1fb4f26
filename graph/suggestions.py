"""Who could introduce two actors that have no contact: a shared acquaintance, a chain, or an invitation."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

import networkx as nx

from graph.derivation import Network
from graph.measures.connectivity import components, neighbour_sets
from graph.snapshot import is_live
from graph.system import System
from models.vocabulary import Capacity, Entity, Sector

NOBODY: frozenset[str] = frozenset()
FEWEST_ATTENDING = 2
"""A forum helps when the broker and at least one of the two attend it."""

Neighbours: TypeAlias = Mapping[str, set[str]]


class Way(StrEnum):
    """How two actors can be brought together, in the order of preference."""

    COMMON_CONTACT = "common_contact"
    CHAIN = "chain"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Introduction:
    """Two groups of actors of which two should meet; who brings them together is still to be decided."""

    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """How the actors `a` and `b` could be brought together.

    Attributes:
        broker: who introduces them, or invites them.
        way: by which of the three rules.
        path: the chain of contacts from a to b, ends included; empty when there is none.
        forum: the id of the forum where they could meet: one that the broker and at least one of the two
            attend, or the one that both are invited to.
        strength: that of the weakest tie of the path; None without a path.
    """

    a: str
    b: str
    broker: str
    way: Way
    path: tuple[str, ...] = ()
    forum: str | None = None
    strength: float | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Those who are asked to carry it: everybody on the way, or whoever invites."""
        return self.path[1:-1] or (self.broker,)

    @property
    def favour(self) -> frozenset[str]:
        """Who takes part in it, from whichever end it is told: the same favour may serve several findings."""
        return frozenset(self.path or (self.a, self.broker, self.b))


class Introducer:
    """Finds who could bring actors of a system together.

    A common neighbour comes first, by the weaker of its two ties; else the shortest chain whose weakest tie
    is strongest; else the municipality's actor nearest the one in the largest component invites both to a
    forum.

    Args:
        system: the place's system; its network is the one of the reading.
        small: whether actors of small capacity may be asked to carry it, which they are not unless somebody
            wishes so. Nobody can call a collective or an actor without a known name, so these are never asked.
    """

    def __init__(self, system: System, *, small: bool = False) -> None:
        self.system = system
        self._spared = unreachable_actors(system.network) | (NOBODY if small else small_actors(system.network))

    def suggest(
        self, introduction: Introduction, passed_over: Collection[str] = NOBODY, *, may_invite: bool = True
    ) -> Suggestion | None:
        """Return how the nearest two of the groups could meet, ties by ids; None when nobody could help.

        Args:
            introduction: the groups, without an edge between them and without a member in common.
            passed_over: actors that are not asked to introduce anybody this time.
            may_invite: whether those who are passed over may still invite both to a forum.
        """
        uninviting = NOBODY if may_invite else passed_over
        if not introduction.one or not introduction.other:
            return None
        # Where no chain leads across, the best connected of the largest component are met first.
        one, other = (sorted(group, key=self._rank) for group in (introduction.one, introduction.other))
        if not self._meet(one, other):
            a, b = (next((end for end in group if end not in uninviting), group[0]) for group in (one, other))
            return self._invitation(a, b, uninviting)
        barred = self._spared.union(passed_over).difference(one, other)
        near = {node: around - barred for node, around in self._neighbours.items()} if barred else self._neighbours
        a, b = nearest_pair(near, one, other) or (one[0], other[0])
        common = near[a] & near[b]
        if common:
            network = self.system.network
            best = min(common, key=lambda c: (-_weakest(network, (a, c, b)), -network.degree[c], c))
            return self._along((a, best, b))
        path = strongest_shortest_path(self.system.network, a, b, barred)
        return self._along(path) if path else self._invitation(a, b, uninviting)

    def ways(self, introduction: Introduction) -> Iterator[Suggestion]:
        """Yield every way in which the groups could meet, the one proposed first; each asks somebody else."""
        passed_over: set[str] = set()
        while (found := self.suggest(introduction, passed_over)) is not None:
            yield found
            if found.way is Way.INVITATION:
                return
            passed_over.update(found.asked)

    def _along(self, path: tuple[str, ...]) -> Suggestion:
        way = Way.COMMON_CONTACT if len(path) == 3 else Way.CHAIN
        forum = self._forum_attended(path[1], path[0], path[-1])
        return Suggestion(path[0], path[-1], path[1], way, path, forum, _weakest(self.system.network, path))

    def _forum_attended(self, broker: str, a: str, b: str) -> str | None:
        """Return the live forum where most of the three meet, the broker among them, then by id."""
        meeting = {forum: len(members & {broker, a, b}) for forum, members in self._attending[broker].items()}
        best = min(meeting, key=lambda forum: (-meeting[forum], forum), default=None)
        return best if best is not None and meeting[best] >= FEWEST_ATTENDING else None

    def _invitation(self, a: str, b: str, passed_over: Collection[str]) -> Suggestion | None:
        """Return an invitation by the municipality, which is expected to take the first step."""
        largest = min(self._parts.values(), default=0)
        party = next((end for end in (a, b) if self._parts[end] == largest), a)
        if party not in self._hosts_by_nearness:
            distance = nx.single_source_shortest_path_length(self.system.network, party)
            near = (host for host in self._hosts if host in distance)
            self._hosts_by_nearness[party] = sorted(near, key=lambda host: (distance[host], host))
        host = next((host for host in self._hosts_by_nearness[party] if host not in passed_over), None)
        return None if host is None else Suggestion(a, b, host, Way.INVITATION, forum=self._open_forum)

    def _meet(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Tell whether any chain at all leads from one group to the other."""
        return not {self._parts[node] for node in one}.isdisjoint(self._parts[node] for node in other)

    def _rank(self, node: str) -> tuple[int, int, str]:
        return self._parts[node], -self.system.network.degree[node], node

    @cached_property
    def _parts(self) -> dict[str, int]:
        """The number of each actor's component; the largest is 0."""
        parts = components(self.system.network)
        return {node: number for number, part in enumerate(parts) for node in part}

    @cached_property
    def _neighbours(self) -> Neighbours:
        return neighbour_sets(self.system.network)

    @cached_property
    def _hosts_by_nearness(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _hosts(self) -> tuple[str, ...]:
        nodes = self.system.network.nodes(data=True)
        return tuple(
            node
            for node, attributes in nodes
            if attributes["sector"] is Sector.MUNICIPALITY and node not in self._spared
        )

    @cached_property
    def _attending(self) -> dict[str, dict[str, frozenset[str]]]:
        """For each actor the live forums that it attends, with those who attend them."""
        system = self.system
        found: dict[str, dict[str, frozenset[str]]] = {node: {} for node in system.network}
        for forum in filter(is_live, system.snapshot.forums):
            members = system.nodes(system.snapshot.members.get(forum.id, ()))
            for member in members:
                found[member][forum.id] = members
        return found

    @cached_property
    def _open_forum(self) -> str | None:
        """The live forum at the place or above to which anybody can be invited, the first by id."""
        system = self.system
        here = {system.place.id, *system.snapshot.tree.above(system.place.id)}
        own = {forum.id for forum in system.belonging.forums if forum.place_id is None}
        live = filter(is_live, system.snapshot.forums)
        return min((forum.id for forum in live if forum.place_id in here or forum.id in own), default=None)


def small_actors(network: Network) -> frozenset[str]:
    """Return the actors of small capacity."""
    nodes = network.nodes(data=True)
    return frozenset(node for node, attributes in nodes if attributes["capacity"] is Capacity.SMALL)


def unreachable_actors(network: Network) -> frozenset[str]:
    """Return the collectives and the actors whose name is not known: nobody could ask them for anything."""
    nodes = network.nodes(data=True)
    return frozenset(node for node, attributes in nodes if attributes["entity"] is not Entity.ORGANISATION)


def nearest_pair(neighbours: Neighbours, one: Collection[str], other: Collection[str]) -> tuple[str, str] | None:
    """Return the two of the groups that are fewest steps apart, ties by ids; None when no way leads across.

    >>> drawn = neighbour_sets(nx.Graph([("a1", "x"), ("a2", "x"), ("x", "b1"), ("a2", "b2")]))
    >>> nearest_pair(drawn, ["a1", "a2"], ["b1", "b2"])
    ('a2', 'b2')
    """
    steps = _steps_from(neighbours, other)
    a = min((node for node in one if node in steps), key=lambda node: (steps[node], node), default=None)
    if a is None:
        return None
    back = _steps_from(neighbours, [a])
    return a, min((node for node in other if node in back), key=lambda node: (back[node], node))


def _steps_from(neighbours: Neighbours, starts: Iterable[str]) -> dict[str, int]:
    steps = dict.fromkeys(starts, 0)
    layer = list(steps)
    while layer:
        following = [other for node in layer for other in neighbours[node] if other not in steps]
        steps |= dict.fromkeys(following, steps[layer[0]] + 1)
        layer = list(dict.fromkeys(following))
    return steps


def strongest_shortest_path(network: Network, a: str, b: str, barred: Collection[str] = NOBODY) -> tuple[str, ...]:
    """Return the shortest path whose weakest tie is strongest, ties by ids; empty when there is none.

    Args:
        network: with a strength at every edge.
        a, b: its ends.
        barred: nodes that it may not pass through.

    >>> from networkx import Graph
    >>> drawn = Graph()
    >>> drawn.add_edge("a", "b", strength=0.2); drawn.add_edge("b", "d", strength=0.8)
    >>> drawn.add_edge("a", "c", strength=0.6); drawn.add_edge("c", "d", strength=0.4)
    >>> strongest_shortest_path(drawn, "a", "d")
    ('a', 'c', 'd')
    """
    near = dict(network.adjacency())  # Plain dictionaries: the views of a network take most of the time.
    best: dict[str, tuple[float, tuple[str, ...]]] = {a: (-1.0, (a,))}
    layer = [a]
    while layer and b not in best:
        following: dict[str, tuple[float, tuple[str, ...]]] = {}
        for node in layer:
            weakest, path = best[node]
            for neighbour, edge in near[node].items():
                if neighbour not in best and neighbour not in barred:
                    offer = (max(weakest, -edge["strength"]), (*path, neighbour))
                    following[neighbour] = min(following.get(neighbour, offer), offer)
        best |= following
        layer = list(following)
    return best[b][1] if b in best else ()


def _weakest(network: Network, path: tuple[str, ...]) -> float:
    return min(float(network.edges[ends]["strength"]) for ends in pairwise(path))
