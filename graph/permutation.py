"""Null models by label permutation: what would be if the sectors were dealt out at random.

The network stays as it is and the sectors are permuted over all actors. Up to 10^6 different labelings all
are visited and the tail probabilities are exact; above that they come from 5 000 seeded draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, combinations_with_replacement, islice
from math import comb
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from graph.measures.adjacency import Graph, Matrix, adjacency, row_sums

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

MOST_EXACT_LABELINGS = 10**6
DRAWS = 5_000
SEED = 20_200_901
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class LabelTails:
    """How often a random labeling is as extreme as the real one.

    Attributes:
        exact: whether every labeling was visited.
        cross_sector: for each actor, the probability of at least its open pairs between two sectors.
        cell_lower, cell_upper: for each pair of sectors (i <= j), of at most and at least its edges.
        external_lower, external_upper: of at most and at least the edges between sectors.
    """

    exact: bool
    cross_sector: dict[str, float]
    cell_lower: dict[tuple[int, int], float]
    cell_upper: dict[tuple[int, int], float]
    external_lower: float
    external_upper: float


def number_of_labelings(sizes: Sequence[int]) -> int:
    """Return n! / Π n_s!, the number of ways to deal out groups of these sizes.

    >>> number_of_labelings([3, 1, 2, 4, 2])
    831600
    """
    totals = np.cumsum(sizes)
    return reduce(lambda product, pair: product * comb(int(pair[0]), int(pair[1])), zip(totals, sizes, strict=True), 1)


def label_tails(graph: Graph, groups: dict[str, int], number_of_groups: int) -> LabelTails:
    """Return the tail probabilities of the brokers', cells' and external counts of an undirected network.

    Args:
        graph: the network; strengths are not read.
        groups: the group of each node, a number from 0.
        number_of_groups: how many groups there are, empty ones included.
    """
    if not graph:
        cells = dict.fromkeys(combinations_with_replacement(range(number_of_groups), 2), 1.0)
        return LabelTails(True, {}, cells, cells, 1.0, 1.0)
    nodes = list(graph)
    codes = np.array([groups[node] for node in nodes], dtype=np.int8)
    sizes = [int((codes == group).sum()) for group in range(number_of_groups)]
    counting = _Counting(graph, nodes, sizes)
    observed = counting.statistics(codes[:, None])
    exact = number_of_labelings(sizes) <= MOST_EXACT_LABELINGS
    at_most = np.zeros(len(observed), dtype=np.int64)
    at_least = np.zeros(len(observed), dtype=np.int64)
    total = 0
    for labels in _all_labelings(sizes) if exact else _drawn_labelings(codes):
        drawn = counting.statistics(labels)
        at_most += (drawn <= observed).sum(axis=1)
        at_least += (drawn >= observed).sum(axis=1)
        total += labels.shape[1]
    lower, upper = at_most / total, at_least / total
    n = len(nodes)
    return LabelTails(
        exact=exact,
        cross_sector=dict(zip(nodes, map(float, upper[:n]), strict=True)),
        cell_lower=dict(zip(counting.cells, map(float, lower[n:-1]), strict=True)),
        cell_upper=dict(zip(counting.cells, map(float, upper[n:-1]), strict=True)),
        external_lower=float(lower[-1]),
        external_upper=float(upper[-1]),
    )


class _Counting:
    """Counts, for many labelings at once, what the tests ask for.

    A labeling is a column of an n × L array. With c_s(v) the neighbours of v in group s, the open pairs of v
    between two groups are C(d, 2) - Σ_s C(c_s, 2) less the edges among its neighbours that cross; the edges
    between groups a and b are the sum of c_b over the members of a. What the largest group has is what the
    others leave over.
    """

    def __init__(self, graph: Graph, nodes: Sequence[str], sizes: Sequence[int]) -> None:
        self.count = _narrowest(len(nodes))
        self.edges = adjacency(graph, nodes).astype(self.count)
        self.largest = int(np.argmax(sizes))
        self.others = [group for group, size in enumerate(sizes) if size and group != self.largest]
        self.cells = tuple(combinations_with_replacement(range(len(sizes)), 2))
        upper = self.edges.tocoo()
        once = upper.row < upper.col
        self.ends = upper.row[once], upper.col[once]
        self.closing = _closing_edges(self.edges, *self.ends).astype(self.count)
        self.degree = row_sums(self.edges)[:, None].astype(self.count)

    def statistics(self, labels: Array) -> Array:
        """Return one row for each node, then for each cell, then the edges between groups."""
        member = {group: (labels == group).astype(self.count) for group in self.others}
        neighbours = {group: self.edges @ indicator for group, indicator in member.items()}
        neighbours[self.largest] = self.degree - sum(neighbours.values())
        crossing = (labels[self.ends[0]] != labels[self.ends[1]]).astype(self.count)
        same = sum(count * (count - 1) // 2 for count in neighbours.values())
        open_between = self.degree * (self.degree - 1) // 2 - same - self.closing @ crossing
        counted = self._cells(member, neighbours, labels.shape[1])
        return np.vstack([open_between, *(counted[cell] for cell in self.cells), self._sum(crossing)])

    def _cells(
        self, member: dict[int, Array], neighbours: dict[int, Array], width: int
    ) -> dict[tuple[int, int], Array]:
        """Count the edges of every cell; those of a group without members have none."""
        counted = {cell: np.zeros(width, dtype=self.count) for cell in self.cells}
        for a in self.others:
            for b in (*self.others, self.largest):
                if a <= b or b == self.largest:
                    between = self._sum(member[a] * neighbours[b])
                    counted[min(a, b), max(a, b)] = between // 2 if a == b else between
        counted[self.largest, self.largest] = len(self.ends[0]) - np.sum(
            list(counted.values()), axis=0, dtype=self.count
        )
        return counted

    def _sum(self, values: Array) -> Array:
        return values.sum(axis=0, dtype=self.count)  # type: ignore[no-any-return]


def _narrowest(n: int) -> type[np.signedinteger[Any]]:
    """Return the narrowest type that holds n(n - 1), the largest product counted: each half is twice as fast."""
    return next(kind for kind in (np.int16, np.int32, np.int64) if n * (n - 1) <= np.iinfo(kind).max)


def _closing_edges(edges: Matrix, rows: Array, columns: Array) -> Matrix:
    """Return the n × m matrix with 1 where the two ends of an edge are both neighbours of the node."""
    shared = (edges[rows] * edges[columns]).tocoo()
    shape = (edges.shape[0], len(rows))
    return csr_array((np.ones(len(shared.row), dtype=np.int8), (shared.col, shared.row)), shape=shape)


def _all_labelings(sizes: Sequence[int]) -> Iterator[Array]:
    """Yield every labeling once, in blocks that bound the memory.

    Everybody gets the label of the largest group, then the others choose their members among those left.
    """
    n, largest = sum(sizes), int(np.argmax(sizes))
    groups = [(group, size) for group, size in enumerate(sizes) if size and group != largest]
    labels = np.full((n, 1), largest, dtype=np.int8)
    yield from _labelings_with(labels, np.arange(n)[:, None], sorted(groups, key=lambda group: group[1]))


def _labelings_with(labels: Array, free: Array, groups: Sequence[tuple[int, int]]) -> Iterator[Array]:
    """Extend each partial labeling, a column of `labels` whose nodes in `free` are unlabelled, in all ways."""
    if not groups:
        yield labels
        return
    (group, size), *rest = groups
    widest = max(1, _CELLS_AT_ONCE // len(labels))
    for chosen, left in _choices(len(free), size, widest):
        together = max(1, widest // chosen.shape[1])
        for start in range(0, labels.shape[1], together):
            column = slice(start, start + together)
            grown = np.repeat(labels[:, column], chosen.shape[1], axis=1)
            picked = free[:, column][chosen].transpose(0, 2, 1).reshape(size, -1)
            np.put_along_axis(grown, picked, group, axis=0)
            unlabelled = free[:, column][left].transpose(0, 2, 1).reshape(len(left), -1)
            yield from _labelings_with(grown, unlabelled, rest)


def _choices(n: int, size: int, widest: int) -> Iterator[tuple[Array, Array]]:
    """Yield all ways to choose `size` of n, with those left over, as columns of at most `widest` ways."""
    ways = combinations(range(n), size)
    while block := list(islice(ways, widest)):
        chosen = np.array(block, dtype=np.int64).T
        kept = np.ones((len(block), n), dtype=bool)
        kept[np.arange(len(block)), chosen] = False
        yield chosen, np.nonzero(kept)[1].reshape(len(block), n - size).T


def _drawn_labelings(codes: Array) -> Iterator[Array]:
    """Yield 5 000 random permutations of the labels, the same at every run."""
    random = np.random.default_rng(SEED)
    block = max(1, min(DRAWS, _CELLS_AT_ONCE // len(codes)))
    for start in range(0, DRAWS, block):
        size = min(block, DRAWS - start)
        yield random.permuted(np.repeat(codes[:, None], size, axis=1), axis=0)
