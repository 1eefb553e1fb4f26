"""Null models by label permutation: what would be if the sectors were dealt out at random.

The network stays as it is and the sectors are permuted over all actors. Up to 10^6 different labelings all
are visited and the tail probabilities are exact; above that they come from 5 000 seeded draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations_with_replacement
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
# Up to here n(n - 1), the largest product counted, fits in 16 bits, and the narrow type is twice as fast.
_MOST_NARROW_NODES = 181


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
    return reduce(
        lambda product, pair: product * comb(int(pair[0]), int(pair[1])), zip(totals, sizes, strict=True), 1
    )


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
    counting = _Counting(graph, nodes, number_of_groups)
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
    between groups a and b are the sum of c_b over the members of a.
    """

    def __init__(self, graph: Graph, nodes: Sequence[str], number_of_groups: int) -> None:
        self.count = np.int16 if len(nodes) <= _MOST_NARROW_NODES else np.int64
        self.edges = adjacency(graph, nodes).astype(self.count)
        self.groups = range(number_of_groups)
        self.cells = tuple(combinations_with_replacement(self.groups, 2))
        upper = self.edges.tocoo()
        once = upper.row < upper.col
        self.ends = upper.row[once], upper.col[once]
        self.closing = _closing_edges(self.edges, *self.ends).astype(self.count)
        degree = row_sums(self.edges)
        self.pairs = (degree * (degree - 1) // 2)[:, None].astype(self.count)

    def statistics(self, labels: Array) -> Array:
        """Return one row for each node, then for each cell, then the edges between groups."""
        member = [(labels == group).astype(self.count) for group in self.groups]
        neighbours = [self.edges @ indicator for indicator in member]
        crossing = (labels[self.ends[0]] != labels[self.ends[1]]).astype(self.count)
        same = sum(count * (count - 1) // 2 for count in neighbours)
        open_between = self.pairs - same - self.closing @ crossing
        cells = [
            (member[a] * neighbours[b]).sum(axis=0, dtype=self.count) // (2 if a == b else 1) for a, b in self.cells
        ]  # fmt: skip
        return np.vstack([open_between, *cells, crossing.sum(axis=0, dtype=self.count)])


def _closing_edges(edges: Matrix, rows: Array, columns: Array) -> Matrix:
    """Return the n × m matrix with 1 where the two ends of an edge are both neighbours of the node."""
    shared = (edges[rows] * edges[columns]).tocoo()
    shape = (edges.shape[0], len(rows))
    return csr_array((np.ones(len(shared.row), dtype=np.int8), (shared.col, shared.row)), shape=shape)


def _all_labelings(sizes: Sequence[int]) -> Iterator[Array]:
    """Yield every labeling once, in blocks that bound the memory."""
    yield from _labelings_after((), tuple(sizes), sum(sizes))


def _labelings_after(prefix: tuple[int, ...], left: tuple[int, ...], n: int) -> Iterator[Array]:
    if number_of_labelings(left) * n <= _CELLS_AT_ONCE:
        block = _complete(left)
        head = np.repeat(np.array(prefix, dtype=np.int8)[:, None], block.shape[1], axis=1)
        yield np.vstack([head, block])
        return
    for group, count in enumerate(left):
        if count:
            fewer = tuple(number - (other == group) for other, number in enumerate(left))
            yield from _labelings_after((*prefix, group), fewer, n)


def _complete(left: tuple[int, ...]) -> Array:
    """Return all ways to deal out `left`, shape (nodes, labelings): node by node, each partial one is extended."""
    labels = np.zeros((0, 1), dtype=np.int8)
    remaining = np.array(left, dtype=np.int16)[:, None]
    for _ in range(sum(left)):
        grown, rest = [], []
        for group in range(len(left)):
            can = remaining[group] > 0
            grown.append(np.vstack([labels[:, can], np.full((1, int(can.sum())), group, dtype=np.int8)]))
            fewer = remaining[:, can].copy()
            fewer[group] -= 1
            rest.append(fewer)
        labels, remaining = np.hstack(grown), np.hstack(rest)
    return labels


def _drawn_labelings(codes: Array) -> Iterator[Array]:
    """Yield 5 000 random permutations of the labels, the same at every run."""
    random = np.random.default_rng(SEED)
    block = max(1, min(DRAWS, _CELLS_AT_ONCE // len(codes)))
    for start in range(0, DRAWS, block):
        size = min(block, DRAWS - start)
        yield random.permuted(np.repeat(codes[:, None], size, axis=1), axis=0)
