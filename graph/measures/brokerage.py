"""Brokerage roles: which groups an actor stands between.

Source: R. V. Gould and R. M. Fernandez (1989), Structures of mediation: a formal approach to brokerage in
transaction networks, Sociological Methodology 19, 89-126; here for undirected networks, each pair once.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import numpy as np

from graph.measures.adjacency import Graph, adjacency, group_codes, row_sums


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


def brokerage(graph: Graph, groups: Mapping[str, Hashable]) -> dict[str, Roles]:
    """Return the brokerage roles of every node.

    A pair of neighbours is counted from the pairs by group, less the pairs that have an edge: with A the
    adjacency, S its part inside groups and D the part between them, the closed pairs of v are row v of
    A∘(A·S)/2 and so on, so that no loop over pairs is needed.

    Args:
        graph: an undirected network; strengths are not read.
        groups: the group of each node.

    >>> import networkx as nx
    >>> drawn = nx.Graph([("clinic", "school"), ("school", "club")])
    >>> brokerage(drawn, {"clinic": "region", "school": "municipality", "club": "civil_society"})["school"]
    Roles(coordinator=0, itinerant=0, gatekeeper=0, liaison=1)
    """
    nodes = list(graph)
    if not nodes:
        return {}
    everything = adjacency(graph, nodes)
    codes = group_codes(groups, nodes)
    same = everything.copy()
    rows = np.repeat(np.arange(len(nodes)), np.diff(everything.indptr))
    same.data = (codes[rows] == codes[everything.indices]).astype(np.int64)
    different = everything - same

    closed_within = row_sums(everything * (everything @ same)) // 2
    closed_own = row_sums(same * (same @ same)) // 2
    closed_one_own = row_sums(same * (different @ different))
    closed_between = row_sums(everything * (everything @ different)) // 2

    by_group = everything @ np.eye(codes.max() + 1, dtype=np.int64)[codes]
    degree, own = by_group.sum(axis=1), by_group[np.arange(len(nodes)), codes]
    pairs_within = (by_group * (by_group - 1) // 2).sum(axis=1)
    pairs_own = own * (own - 1) // 2
    pairs_one_own = own * (degree - own)
    pairs_between = degree * (degree - 1) // 2 - pairs_within

    counts = (
        pairs_own - closed_own,
        (pairs_within - pairs_own) - (closed_within - closed_own),
        pairs_one_own - closed_one_own,
        (pairs_between - pairs_one_own) - (closed_between - closed_one_own),
    )
    return {node: Roles(*map(int, column)) for node, *column in zip(nodes, *counts, strict=True)}
