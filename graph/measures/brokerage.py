"""Brokerage roles: which groups an actor stands between.

Source: R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
transaction networks, Sociological Methodology 19, 89-126. A directed network is counted as R's package sna does:
by ordered pairs (i, k) with ties i → v → k and none i → k. An undirected one is counted by unordered pairs.
"""

from collections.abc import Hashable, Mapping
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_array

from graph.measures.adjacency import Graph, Matrix, group_codes, row_sums
from graph.measures.dyads import Dyads, Flags, Numbers, Triangles


class Roles(NamedTuple):
    """How many open pairs of an actor's neighbours it stands between, by role.

    With v the broker and {a, b} two neighbours without an edge: coordinator, all three in one group; itinerant,
    a and b in one group, v in another; gatekeeper, exactly one of a and b in v's group; liaison, three groups.
    """

    coordinator: int
    itinerant: int
    gatekeeper: int
    liaison: int

    @property
    def open_pairs(self) -> int:
        """All open pairs of the actor."""
        return sum(self)

    @property
    def between_groups(self) -> int:
        """The open pairs whose two ends belong to different groups."""
        return self.gatekeeper + self.liaison


class RoleCounts(NamedTuple):
    """How many open pairs every node stands between, by role; an array for each role, shape (nodes,).

    Of a pair i → v → k, v is the representative when i alone is of its group (b_IO in sna), the gatekeeper when
    k alone is (b_OI). Coordinator, itinerant and liaison are w_I, w_O and b_O.
    """

    coordinator: Numbers
    itinerant: Numbers
    representative: Numbers
    gatekeeper: Numbers
    liaison: Numbers


_ROLE_BY_LIKENESS = np.array([4, 2, 3, -1, 1, -1, -1, 0])
"""The role by 1 for i and v in one group, 2 for v and k, 4 for i and k; where two hold, so does the third."""


def brokerage(graph: Graph, groups: Mapping[Any, Hashable]) -> dict[str, Roles]:
    """Return the brokerage roles of every node of an undirected network.

    Args:
        graph: an undirected network; strengths are not read.
        groups: the group of each node.

    >>> import networkx as nx
    >>> drawn = nx.Graph([("clinic", "school"), ("school", "club")])
    >>> brokerage(drawn, {"clinic": "region", "school": "municipality", "club": "civil_society"})["school"]
    Roles(coordinator=0, itinerant=0, gatekeeper=0, liaison=1)
    """
    columns = role_counts(Dyads.of(graph), group_codes(groups, list(graph)))
    counts = zip(columns.coordinator, columns.itinerant, columns.gatekeeper, columns.liaison, strict=True)
    return {node: Roles(*map(int, row)) for node, row in zip(graph, counts, strict=True)}


def role_counts(dyads: Dyads, groups: Numbers) -> RoleCounts:
    """Return the brokerage roles of every node of a network, with or without direction.

    All pairs are counted from how many ties each node has with each group. The closed ones among them are the
    triangles of the network, so that no loop over pairs is needed.

    Args:
        dyads: the network; strengths are not read.
        groups: the group of each node as a number from 0, shape (nodes,).

    >>> import networkx as nx
    >>> drawn = nx.DiGraph([("clinic", "school"), ("school", "club")])
    >>> role_counts(Dyads.of(drawn), np.array([0, 0, 1])).representative
    array([0, 1, 0])
    """
    counts = _all_pairs(dyads, groups)
    for triangles in dyads.triangles():
        counts -= _closed_pairs(dyads, groups, triangles)
    roles = RoleCounts(*counts)
    if dyads.directed:
        return roles
    # Each unordered pair was met as (i, k) and (k, i): as representative once and once as gatekeeper.
    return roles._replace(
        coordinator=roles.coordinator // 2, itinerant=roles.itinerant // 2, liaison=roles.liaison // 2
    )


def _all_pairs(dyads: Dyads, groups: Numbers) -> Numbers:
    """Return the pairs i → v → k with i ≠ k of each node v by role, open or closed, shape (5, nodes)."""
    starts, ends, tie = dyads.starts, dyads.ends, dyads.strengths > 0
    mutual, own = tie & np.roll(tie, len(dyads.low)), groups[starts] == groups[ends]

    def count(nodes: Numbers, arcs: Flags) -> Numbers:
        return np.bincount(nodes[arcs], minlength=dyads.nodes)

    into, into_own = count(ends, tie), count(ends, tie & own)
    out, out_own = count(starts, tie), count(starts, tie & own)
    alike = row_sums(
        _by_group(ends[tie], groups[starts[tie]], groups) * _by_group(starts[tie], groups[ends[tie]], groups)
    )
    coordinator = into_own * out_own
    representative, gatekeeper = into_own * (out - out_own), (into - into_own) * out_own
    return np.stack(
        [
            coordinator - count(starts, mutual & own),
            alike - coordinator - count(starts, mutual & ~own),
            representative,
            gatekeeper,
            into * out - alike - representative - gatekeeper,
        ]
    )


def _by_group(nodes: Numbers, group_of_other: Numbers, groups: Numbers) -> Matrix:
    """Return how many ties each node has with each group, shape (nodes, groups)."""
    shape = (len(groups), int(groups.max(initial=0)) + 1)
    return csr_array((np.ones(len(nodes), dtype=np.int64), (nodes, group_of_other)), shape=shape)


def _closed_pairs(dyads: Dyads, groups: Numbers, triangles: Triangles) -> Numbers:
    """Return the pairs i → v → k with a tie i → k of each node v by role, shape (5, nodes)."""
    tie, group = dyads.strengths > 0, groups[triangles.nodes]
    found = np.zeros(5 * dyads.nodes, dtype=np.int64)
    for i, v, k in permutations(range(3)):
        closed = tie[triangles.arcs(i, v)] & tie[triangles.arcs(v, k)] & tie[triangles.arcs(i, k)]
        likeness = 1 * (group[i] == group[v]) + 2 * (group[v] == group[k]) + 4 * (group[i] == group[k])
        cells = _ROLE_BY_LIKENESS[likeness[closed]] * dyads.nodes + triangles.nodes[v][closed]
        found += np.bincount(cells, minlength=len(found))
    return found.reshape(5, dyads.nodes)
