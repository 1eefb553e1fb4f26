"""Betweenness of networks of any size: exact up to some thousands of nodes, above that estimated.

Exact: U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25,
163-177; computed by products of matrices, or, where paths are long, by rustworkx. Estimated: from pivots drawn at
random, where a path counts for a node by how far from the pivot the node lies on it, so that no node seems important
for being near a pivot; R. Geisberger, P. Sanders and D. Schultes (2008), Better approximation of betweenness
centrality, ALENEX, 90-100.
"""

import os
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array

from graph.measures.adjacency import Graph, Matrix
from graph.measures.dyads import Dyads, Numbers, Values, runs
from graph.measures.path_products import Ties, TooLongPathsError, TooManyPathsError, multiplied

MOST_NODES_EXACT = 5_000
"""Exact betweenness takes the nodes times the ties: a second here, a minute at six times as many nodes."""

WORK = 34_000_000
"""Arcs that the estimate looks at: about 140 pivots with 30 000 nodes and 120 000 ties."""

FEWEST_PIVOTS, MOST_PIVOTS = 64, 512
"""Larger networks take longer rather than fewer pivots; for small ones more would hardly change who comes first."""

WORK_OF_A_STEP = 1_000
"""Going one step further from the pivots costs as much as looking at so many arcs, also where there are few."""

CELLS_AT_ONCE = 1 << 22
"""Nodes times pivots that are worked on together; each takes about 60 bytes."""

PIVOTS_AT_ONCE = 16

MOST_NODES_MULTIPLIED = 100_000
"""In larger networks the products of matrices would take gigabytes."""

SEED = 20

_COUNTS_FOR = {3: 10.0, 4: -15.0, 5: 6.0}
"""How much of a path counts for a node that lies at the share x of it, 10x³ - 15x⁴ + 6x⁵, as factors by power.

Any f with f(x) + f(1 - x) = 1 makes the estimate right on average, because every path has two ends. The original
has f(x) = x, and the step at 1/2, which needs fewer pivots but cannot be summed along the way; this lies between.
"""

_HUGE, _TINY = 1e200, 1e-200

STABLE_DECIMALS = 12
"""Beyond them the order in which shares are added shows."""


class Betweenness(NamedTuple):
    """The betweenness of every node, shape (nodes,): pairs of others, each shared by its shortest paths.

    Without direction each pair counts once. `exact` is False where the values are estimated.
    """

    values: Values
    exact: bool


def betweenness(dyads: Dyads) -> Betweenness:
    """Return the betweenness of every node; all ties are equally long.

    >>> import networkx as nx
    >>> betweenness(Dyads.of(nx.path_graph(["clinic", "school", "club"])))
    Betweenness(values=array([0., 1., 0.]), exact=True)
    """
    if dyads.nodes > MOST_NODES_EXACT:
        return Betweenness(estimated(dyads), exact=False)
    values = computed(dyads)
    # Where there are more shortest paths between two nodes than a number can hold, counting them gives none.
    return Betweenness(values if np.isfinite(values).all() else estimated(dyads, every=True), exact=True)


class Shares(NamedTuple):
    """For each node the share of all other pairs' shortest paths that pass through it; `exact` as above."""

    by_node: dict[str, float]
    exact: bool


def normalised_betweenness(graph: Graph) -> Shares:
    """Return the betweenness of a graph's nodes, between 0 and 1. Networks of fewer than three nodes have none: 0.

    >>> import networkx as nx
    >>> normalised_betweenness(nx.path_graph(["clinic", "school", "club"])).by_node
    {'clinic': 0.0, 'school': 1.0, 'club': 0.0}
    """
    dyads = Dyads.of(graph)
    values, exact = betweenness(dyads)
    return Shares(dict(zip(graph, shares(values, dyads).tolist(), strict=True)), exact)


def shares(values: Values, dyads: Dyads) -> Values:
    """Return betweenness, shape (nodes,), as shares of all pairs of other nodes, between 0 and 1.

    Args:
        values: the betweenness of every node, shape (nodes,), in pairs of others.
        dyads: the network.
    """
    return (values / pairs_of_others(dyads)).round(STABLE_DECIMALS)


def computed(dyads: Dyads, threads: int = os.cpu_count() or 1) -> Values:
    """Return exact betweenness, however long it takes; no finite number for nodes with too many paths to count.

    Args:
        dyads: the network.
        threads: how many processors to use.
    """
    try:
        return multiplied(dyads, threads)
    except TooManyPathsError:
        return np.full(dyads.nodes, np.nan)
    except TooLongPathsError:
        return _counted(dyads)


def _counted(dyads: Dyads) -> Values:
    """Return the same source by source, which takes little memory however long the paths are."""
    twin = rx.PyDiGraph() if dyads.directed else rx.PyGraph()
    twin.add_nodes_from([None] * dyads.nodes)
    once = dyads.ties if dyads.directed else np.arange(len(dyads.low))
    twin.add_edges_from_no_data(list(zip(dyads.starts[once].tolist(), dyads.ends[once].tolist(), strict=True)))
    found = rx.betweenness_centrality(twin, normalized=False)
    return np.array([found[node] for node in range(dyads.nodes)], dtype=np.float64)


def pairs_of_others(dyads: Dyads) -> int:
    """Return how many pairs of other nodes a node could lie between; 1 where there are none, as a divisor."""
    ordered = (dyads.nodes - 1) * (dyads.nodes - 2)
    return max(ordered if dyads.directed else ordered // 2, 1)


def estimated(dyads: Dyads, *, every: bool = False) -> Values:
    """Return betweenness as estimated from pivots, the same for the same network.

    Args:
        dyads: the network.
        every: take every node as a pivot, so that the estimate is exact.
    """
    tied = np.random.default_rng(SEED).permutation(np.flatnonzero(dyads.neighbours))
    if len(tied) and not (every or dyads.directed or dyads.nodes > MOST_NODES_MULTIPLIED):
        with suppress(TooLongPathsError, TooManyPathsError):
            return _from_pivots(dyads, tied)
    reaches = [_Reach(dyads.nodes, dyads.starts[dyads.ties], dyads.ends[dyads.ties])]
    if dyads.directed:
        reaches.append(_Reach(dyads.nodes, dyads.ends[dyads.ties], dyads.starts[dyads.ties]))
    allowed = max(WORK, FEWEST_PIVOTS * len(dyads.ties)) * len(reaches)
    width = max(1, min(PIVOTS_AT_ONCE, CELLS_AT_ONCE // max(dyads.nodes, 1)))
    total, used, work = np.zeros(dyads.nodes), 0, 0
    while used < len(tied) and (every or (used < MOST_PIVOTS and work < allowed)):
        pivots = tied[used : used + width]
        for reach in reaches:
            mediated, looked_at = reach.mediated(pivots)
            total += mediated
            work += looked_at
        used += len(pivots)
    return total * (len(tied) / max(used, 1))


def _from_pivots(dyads: Dyads, tied: Numbers) -> Values:
    """Return the estimate by products of matrices, on all processors; the same however many there are."""
    wanted = max(WORK, FEWEST_PIVOTS * len(dyads.ties)) // len(dyads.ties)
    pivots = tied[: min(wanted, MOST_PIVOTS)]
    ties = Ties(dyads)
    by_share = partial(ties.mediated_by_share, counts_for=_COUNTS_FOR)
    total = ties.summed(by_share, pivots, PIVOTS_AT_ONCE, os.cpu_count() or 1)
    return total * (len(tied) / max(len(pivots), 1))


class _Step(NamedTuple):
    """One step further from the pivots.

    Attributes:
        tails: the cells from which it leads on.
        reached: the cells to which it leads.
        ties: 1 where a tie leads from a tail to a cell, shape (tails, all cells).
        scale: what the numbers of paths to the cells reached were divided by.
    """

    tails: Numbers
    reached: Numbers
    ties: Matrix
    scale: float


class _Reach:
    """What can be reached along ties, for several pivots at once.

    Each pivot has a row of cells, one for each node; the rows lie end to end, and a cell is known by its position.
    """

    def __init__(self, nodes: int, starts: Numbers, ends: Numbers) -> None:
        self.nodes = nodes
        self.heads = ends[np.argsort(starts, kind="stable")]
        self.begin = np.searchsorted(np.sort(starts), np.arange(nodes + 1))

    def mediated(self, pivots: Numbers) -> tuple[Values, int]:
        """Return how much each node mediates of the paths from the pivots, and the work that it took."""
        paths, steps = self._walk(np.arange(len(pivots)) * self.nodes + pivots)
        powers, factors = np.array([*_COUNTS_FOR]), np.array([*_COUNTS_FOR.values()])
        # By power, the sum of distance^-power over the ends of the paths that lead on from a cell; and for one of
        # the paths that lead to a cell, the same with the cell itself among the ends.
        onward, each = np.zeros((2, len(paths), len(powers)))
        counted = np.zeros(len(paths))
        for distance in range(len(steps), 0, -1):
            tails, reached, ties, scale = steps[distance - 1]
            each[reached] = (float(distance) ** -powers + onward[reached]) / paths[reached, None]
            onward[tails] = (ties @ each) * (paths[tails, None] / scale)
            shares = factors * float(distance - 1) ** powers
            counted[tails] = np.einsum("cp,p->c", onward[tails], shares)
        work = len(pivots) * len(self.heads) + WORK_OF_A_STEP * len(steps)
        return counted.reshape(len(pivots), self.nodes).sum(axis=0), work

    def _walk(self, front: Numbers) -> tuple[Values, list[_Step]]:
        """Return how many shortest paths lead from the pivots to each cell, and the steps that they take.

        The numbers of paths can grow beyond every bound with the steps, so each step has a scale of its own.
        """
        cells = len(front) * self.nodes
        paths, seen = np.zeros(cells), np.zeros(cells, dtype=np.bool_)
        paths[front] = 1.0
        steps: list[_Step] = []
        while True:
            seen[front] = True
            node = front % self.nodes
            begin, ahead = self.begin[node], self.begin[node + 1] - self.begin[node]
            heads = self.heads[runs(begin, ahead)] + np.repeat(front - node, ahead)
            new = np.flatnonzero(~seen[heads])
            if not len(new):
                return paths, steps
            heads, tail = heads[new], np.repeat(np.arange(len(front)), ahead)[new]
            np.add.at(paths, heads, paths[front][tail])
            first = np.searchsorted(tail, np.arange(len(front) + 1))
            ties = csr_array((np.ones(len(heads)), heads, first), shape=(len(front), cells))
            reached = _distinct(heads, cells)
            steps.append(_Step(front, reached, ties, _scale(paths, reached)))
            front = reached


def _distinct(cells: Numbers, count: int) -> Numbers:
    """Return each of `cells` once, ascending; they are below `count`."""
    if len(cells) < count / 16:
        return np.unique(cells)
    # Where they are many, it is quicker to look at every cell that there is.
    met = np.zeros(count, dtype=np.bool_)
    met[cells] = True
    return np.flatnonzero(met)


def _scale(paths: Values, reached: Numbers) -> float:
    """Divide the numbers of paths by the largest where it is beyond bounds, and return by what."""
    most = float(paths[reached].max())
    if most < _HUGE:
        return 1.0
    paths[reached] = np.maximum(paths[reached] / most, _TINY)
    return most
