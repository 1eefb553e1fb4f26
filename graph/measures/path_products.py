"""Exact betweenness by products of matrices, many sources at a time.

The accumulation is that of U. Brandes (2001), A faster algorithm for betweenness centrality, Journal of Mathematical
Sociology 25, 163-177, carried out step by step for a block of sources at once: A. Buluç and J. R. Gilbert (2011),
The Combinatorial BLAS, International Journal of High Performance Computing Applications 25, 496-509.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.sparse import csr_array

from graph.measures.adjacency import Matrix
from graph.measures.dyads import Dyads, Numbers, Values

SOURCES_AT_ONCE = 32
"""Nodes whose shortest paths are multiplied together: so many columns of some hundred rows stay in the cache."""

MOST_STEPS = 24
"""Every step multiplies all nodes. In networks of longer paths, counting source by source is quicker."""


class TooLongPathsError(Exception):
    """The shortest paths have so many steps that counting source by source is quicker."""


class TooManyPathsError(Exception):
    """Between two nodes there are more shortest paths than a number can hold."""


def multiplied(dyads: Dyads, threads: int = 1) -> Values:
    """Return betweenness, shape (nodes,): pairs of others, each shared by its shortest paths; without direction once.

    Where paths are short, as among people, it takes less time than counting source by source, several processors
    share the work, and other threads need not wait for it. The same bits at every run. Numbers of paths grow at most
    as 3^(nodes/3), so that up to 1 900 nodes none is beyond what a number can hold.

    Args:
        dyads: the network.
        threads: how many blocks of sources are worked on at a time.

    Raises:
        TooLongPathsError: some shortest path has more than `MOST_STEPS` steps.
        TooManyPathsError: it is large and has very many equally short paths.

    >>> import networkx as nx
    >>> multiplied(Dyads.of(nx.path_graph(["clinic", "school", "club"])))
    array([0., 1., 0.])
    """
    ties = Ties(dyads)
    total = ties.summed(ties.mediated, np.arange(dyads.nodes), SOURCES_AT_ONCE, threads)
    return total if dyads.directed else total / 2


class Ties:
    """The ties of a network as matrices, along and against their direction; without direction they are one."""

    def __init__(self, dyads: Dyads) -> None:
        starts, ends = dyads.starts[dyads.ties], dyads.ends[dyads.ties]
        self.nodes = dyads.nodes
        self.along = _matrix(dyads.nodes, starts, ends)
        self.against = _matrix(dyads.nodes, ends, starts) if dyads.directed else self.along

    def summed(self, mediated: Callable[[Numbers], Values], sources: Numbers, at_once: int, threads: int) -> Values:
        """Return how much each node mediates of the paths from all sources, shape (nodes,); the same at every run.

        Args:
            mediated: says it for some of the sources, as the methods below.
            sources: where the paths begin.
            at_once: how many sources are worked on together.
            threads: how many blocks of sources are worked on at a time.

        Raises:
            TooLongPathsError, TooManyPathsError: as `multiplied`.
        """
        blocks = [sources[start : start + at_once] for start in range(0, len(sources), at_once)]
        total = np.zeros(self.nodes)
        with ThreadPoolExecutor(threads) as pool:
            for found in pool.map(mediated, blocks):  # Added in order, so that the last bits never differ.
                total += found
        return total

    def mediated(self, sources: Numbers) -> Values:
        """Return how much each node mediates of the paths from the sources, shape (nodes,).

        Raises:
            TooLongPathsError, TooManyPathsError: as `multiplied`.
        """
        paths = _paths_by_step(self.against, sources)
        total = np.zeros(self.nodes)
        ahead = np.zeros_like(paths[0])
        for here, further in zip(paths[-2:0:-1], paths[:1:-1], strict=True):
            ahead += 1
            shared = np.divide(ahead, further, out=np.zeros_like(ahead), where=further > 0)
            ahead = (self.along @ shared) * here
            total += ahead.sum(axis=1)
        return total

    def mediated_by_share(self, sources: Numbers, counts_for: Mapping[int, float]) -> Values:
        """Return the same, where a path counts for a node by the share x of it that lies before the node.

        Args:
            sources: where the paths begin.
            counts_for: the polynomial in x that says how much, as factors by power.

        Raises:
            TooLongPathsError, TooManyPathsError: as `multiplied`.
        """
        paths = _paths_by_step(self.against, sources)
        one_of = [np.divide(1.0, further, out=np.zeros_like(further), where=further > 0) for further in paths]
        total = np.zeros(self.nodes)
        for power, factor in counts_for.items():
            # The sum of distance^-power over the ends of the paths that lead on from a node.
            onward = np.zeros_like(paths[0])
            for distance in range(len(paths) - 1, 0, -1):
                onward += float(distance) ** -power
                onward *= one_of[distance]
                onward = self.along @ onward
                onward *= paths[distance - 1]
                total += onward.sum(axis=1) * (factor * float(distance - 1) ** power)
        return total


def _matrix(nodes: int, rows: Numbers, columns: Numbers) -> Matrix:
    order = np.argsort(rows, kind="stable")
    begin = np.searchsorted(rows[order], np.arange(nodes + 1))
    return csr_array((np.ones(len(order)), columns[order], begin), shape=(nodes, nodes))


def _paths_by_step(against: Matrix, sources: Numbers) -> list[Values]:
    """Return, for 0, 1, 2 ... steps, how many shortest paths of that length lead from each source to each node."""
    front = np.zeros((against.shape[0], len(sources)))
    front[sources, np.arange(len(sources))] = 1.0
    seen = front > 0
    paths = [front]
    while True:
        front = against @ front
        front[seen] = 0.0
        most = front.max(initial=0.0)
        if not most:
            return paths
        if not np.isfinite(most):
            raise TooManyPathsError
        if len(paths) > MOST_STEPS:
            raise TooLongPathsError
        seen |= front > 0
        paths.append(front)
