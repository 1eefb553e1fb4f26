"""A network as its dyads, for measures of networks of any size, with or without direction.

A dyad is a pair of nodes that have a tie in at least one direction. Each is held once, from the node with fewer
dyads to the node with more. Ordered so, no node has more than √(2 · all dyads) of them ahead of it, however many
others point at it: triangles are found as quickly around a hub of 300 000 nodes as anywhere else.
Source: N. Chiba and T. Nishizeki (1985), Arboricity and subgraph listing algorithms, SIAM Journal on Computing
14, 210-223.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.measures.adjacency import Graph

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

WEDGES_AT_ONCE = 1 << 20
"""How many pairs of dyads that share a node are looked at together; each takes about 100 bytes."""


@dataclass(frozen=True)
class Triangles:
    """Triangles of a network, the nodes of each in the order of their rank.

    Attributes:
        nodes: the three nodes of each, shape (3, triangles).
        dyads: the dyads of the first and second node, of the first and third, and of the second and third.
        all_dyads: how many dyads the network has.
    """

    nodes: Numbers
    dyads: Numbers
    all_dyads: int

    def arcs(self, i: int, j: int) -> Numbers:
        """Return the arc from the i-th to the j-th node of each triangle, counted from 0."""
        arcs: Numbers = self.dyads[i + j - 1] + (self.all_dyads if i > j else 0)
        return arcs


@dataclass(frozen=True)
class Dyads:
    """The ties of a network.

    Each dyad has two arcs: arc k runs from the lower to the higher node of dyad k, arc k + m back, where m is
    the number of dyads. An arc of strength 0 is no tie: the dyad has one only the other way.

    Attributes:
        nodes: how many nodes there are; they are numbered from 0.
        directed: whether a tie has a direction. Without, the arcs of a dyad are equally strong.
        rank: the place of each node when those with fewer dyads come first.
        low: the node of each dyad that ranks lower. Dyads are sorted by the ranks of both nodes.
        high: the node that ranks higher.
        strengths: of each arc, shape (2m,).
    """

    nodes: int
    directed: bool
    rank: Numbers
    low: Numbers
    high: Numbers
    strengths: Values

    @classmethod
    def of(cls, graph: Graph) -> "Dyads":
        """Return the dyads of a graph, all ties counted alike; node i is its i-th node."""
        index = {node: i for i, node in enumerate(graph)}
        ends = np.array([(index[a], index[b]) for a, b in graph.edges()], dtype=np.int64).reshape(-1, 2)
        return cls.merge(len(index), ends[:, 0], ends[:, 1], np.ones(len(ends)), directed=graph.is_directed())

    @classmethod
    def merge(cls, nodes: int, starts: Numbers, ends: Numbers, strengths: Values, *, directed: bool) -> "Dyads":
        """Return the dyads of a list of ties.

        Self-loops are dropped. Of several ties between the same nodes the strongest counts; without direction
        it does not matter which node is named first.
        """
        key = np.minimum(starts, ends) * nodes + np.maximum(starts, ends)
        order = np.argsort(key, kind="stable")
        order = order[(starts != ends)[order]]
        first = np.flatnonzero(np.diff(key[order], prepend=-1))
        rising, strengths = (starts < ends)[order], strengths[order]
        forth = np.maximum.reduceat(np.where(rising, strengths, 0.0), first)
        back = np.maximum.reduceat(np.where(rising, 0.0, strengths), first)
        if not directed:
            forth = back = np.maximum(forth, back)
        lesser, greater = np.divmod(key[order][first], max(nodes, 1))
        return cls._ranked(nodes, directed, lesser, greater, np.stack([forth, back]))

    @classmethod
    def _ranked(cls, nodes: int, directed: bool, a: Numbers, b: Numbers, both_ways: Values) -> "Dyads":
        degree = np.bincount(a, minlength=nodes) + np.bincount(b, minlength=nodes)
        rank = np.empty(nodes, dtype=np.int64)
        rank[np.argsort(degree, kind="stable")] = np.arange(nodes)
        turned = rank[a] > rank[b]
        low, high = np.where(turned, b, a), np.where(turned, a, b)
        order = np.argsort(rank[low] * nodes + rank[high])
        strengths = np.where(turned, both_ways[::-1], both_ways)[:, order]
        return cls(nodes, directed, rank, low[order], high[order], strengths.ravel())

    @cached_property
    def starts(self) -> Numbers:
        """The node that each arc comes from, shape (2m,)."""
        return np.concatenate([self.low, self.high])

    @cached_property
    def ends(self) -> Numbers:
        """The node that each arc goes to, shape (2m,)."""
        return np.concatenate([self.high, self.low])

    @cached_property
    def ties(self) -> Numbers:
        """The arcs that are ties; without direction both of each dyad."""
        return np.flatnonzero(self.strengths)

    def unweighted(self) -> "Dyads":
        """Return the same ties, all counted alike."""
        return replace(self, strengths=np.sign(self.strengths))

    @property
    def edges(self) -> int:
        """How many ties there are. With direction, one each way counts as two."""
        return len(self.ties) if self.directed else len(self.low)

    @cached_property
    def neighbours(self) -> Numbers:
        """How many others each node has a tie with, whichever way, shape (nodes,)."""
        return np.bincount(self.starts, minlength=self.nodes)

    @cached_property
    def degrees(self) -> Numbers:
        """How many ties each node has; with direction those that come in and those that go out."""
        out = np.bincount(self.starts[self.ties], minlength=self.nodes)
        into = np.bincount(self.ends[self.ties], minlength=self.nodes)
        return out + into if self.directed else out

    def among(self, chosen: Flags) -> "Dyads":
        """Return only the ties whose nodes are both chosen, where `chosen` has a flag for each node."""
        kept = chosen[self.low] & chosen[self.high]
        strengths = self.strengths[np.concatenate([kept, kept])]
        return replace(self, low=self.low[kept], high=self.high[kept], strengths=strengths)

    def triangles(self) -> Iterator[Triangles]:
        """Yield every triangle once, in blocks, whichever way its ties run."""
        lower, higher = self.rank[self.low], self.rank[self.high]
        key = lower * self.nodes + higher
        begin = np.searchsorted(lower, np.arange(self.nodes + 1))
        ahead = begin[higher + 1] - begin[higher]
        for block in _blocks(ahead):
            first = np.repeat(block, ahead[block])
            second = runs(begin[higher[block]], ahead[block])
            wanted = lower[first] * self.nodes + higher[second]
            third = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
            closed = np.flatnonzero(key[third] == wanted)
            first, second, third = first[closed], second[closed], third[closed]
            nodes = np.stack([self.low[first], self.high[first], self.high[second]])
            yield Triangles(nodes, np.stack([first, third, second]), len(key))


def _blocks(wedges: Numbers) -> list[Numbers]:
    """Divide the numbers of the dyads into runs that have about WEDGES_AT_ONCE wedges together."""
    reached = np.cumsum(wedges)
    total = int(reached[-1]) if len(reached) else 0
    cuts = np.searchsorted(reached, np.arange(WEDGES_AT_ONCE, total, WEDGES_AT_ONCE))
    return np.split(np.arange(len(wedges)), cuts)


def runs(begins: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers from each of `begins` on, as many as its length says, one run after the other."""
    before = np.cumsum(lengths) - lengths
    numbers: Numbers = np.arange(lengths.sum()) + np.repeat(begins - before, lengths)
    return numbers
