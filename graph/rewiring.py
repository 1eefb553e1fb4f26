"""Random networks in which every actor keeps its number of contacts, made by exchanging the ends of edges.

A step picks two edges a-b and c-d, each way round alike, and proposes a-d and c-b instead. Where that would make a
loop or an edge that is there already, the network stays as it is, and *the step still counts*: only so does a long
walk come to every simple network with these degrees equally often.
Sources: S. Maslov and K. Sneppen (2002), Specificity and stability in topology of protein networks, Science 296,
910-913; B. K. Fosdick, D. B. Larremore, J. Nishimura and J. Ugander (2018), Configuring random graph models with
fixed degree sequences, SIAM Review 60, 315-355 (simple graphs, vertex-labeled).
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from graph.measures.dyads import Flags, Numbers

Told = Callable[[], object]
"""Called now and then during long work; whoever wants the work to end raises."""

STEPS_PER_EDGE = 10
CELLS_AT_ONCE = 1 << 26
"""Pairs of nodes of all networks that are walked on together, one byte each: 64 MiB."""

MOST_AT_ONCE = 250
"""More at once would hardly be faster, and the caller would hear less often how far it has come."""

STEPS_BETWEEN_TELLING = 1_000


def swappable(degrees: Sequence[int]) -> bool:
    """Tell whether any exchange of ends is possible in a simple network with these degrees.

    None is exactly in threshold networks, such as stars and complete ones: those that come down to nothing when
    nodes without a neighbour, or tied to all others, are taken away one after the other. A threshold network is the
    only one with its degrees. Source: V. Chvátal and P. L. Hammer (1977), Aggregation of inequalities in integer
    programming, Annals of Discrete Mathematics 1, 145-162.

    >>> swappable([3, 1, 1, 1]), swappable([1, 2, 2, 1])
    (False, True)
    """
    left, taken_with_all = sorted(degrees), 0
    first, last = 0, len(left) - 1
    while first <= last:
        if left[first] == taken_with_all:
            first += 1
        elif left[last] - taken_with_all == last - first:
            last -= 1
            taken_with_all += 1
        else:
            return True
    return False


def rewired(edges: Numbers, nodes: int, count: int, seed: int, tell: Told = bool) -> Iterator[Numbers]:
    """Yield random simple networks with the degrees of one, each walked to from it by 10 · m steps of its own.

    Args:
        edges: the two nodes of each edge, numbered from 0, shape (m, 2); each edge once and no loops.
        nodes: how many nodes there are.
        count: how many networks to yield, each as edges of the shape given.
        seed: what is drawn follows from it.
        tell: called now and then during a walk.
    """
    random = np.random.default_rng(seed)
    at_once = max(1, min(MOST_AT_ONCE, CELLS_AT_ONCE // max(nodes * nodes, 1)))
    for start in range(0, count, at_once):
        walks = _Walks(edges, nodes, min(at_once, count - start))
        steps = STEPS_PER_EDGE * len(edges)
        while steps and len(edges) > 1:
            together = min(steps, STEPS_BETWEEN_TELLING)
            walks.go(random, together)
            steps -= together
            tell()
        yield from walks.edges()


class _Walks:
    """Several networks that are walked on at the same time, a step in each of them at once.

    Arrays are flat: the edge k of network w has its ends at 2 · (k + w · m), the pair of nodes a, b of network w
    its flag at b + n · (a + n · w).
    """

    def __init__(self, edges: Numbers, nodes: int, walks: int) -> None:
        self.m, self.nodes, self.walks = len(edges), nodes, walks
        self.ends: Numbers = np.tile(edges.ravel(), walks)
        taken = np.eye(nodes, dtype=np.bool_)  # A node is taken as its own neighbour, so that there are no loops.
        taken[edges[:, 0], edges[:, 1]] = taken[edges[:, 1], edges[:, 0]] = True
        self.taken: Flags = np.tile(taken.ravel(), walks)
        self.first_end = 2 * self.m * np.arange(walks)
        self.first_pair = nodes * nodes * np.arange(walks)

    def go(self, random: np.random.Generator, steps: int) -> None:
        """Take `steps` steps in every network."""
        one = random.integers(self.m, size=(steps, self.walks))
        other = random.integers(self.m - 1, size=one.shape)
        other += other >= one
        b = 2 * one + 1 + self.first_end
        d = 2 * other + random.integers(2, size=one.shape) + self.first_end
        # The two ends of an edge stand at an even place and the next, so that ^ 1 leads from each to the other.
        for places in np.stack([b ^ 1, b, d ^ 1, d], axis=1):
            self._step(places)

    def _step(self, places: Numbers) -> None:
        """Exchange the ends b and d of a-b and c-d, where `places` says the ends a, b, c, d of each network stand."""
        nodes = self.ends[places]
        rows = self.first_pair + self.nodes * nodes
        wanted = rows + nodes[::-1]
        free = np.flatnonzero(~(self.taken[wanted[0]] | self.taken[wanted[2]]))
        nodes, places = nodes[:, free], places[:, free]
        self.taken[rows[:, free] + nodes[[1, 0, 3, 2]]] = False
        self.taken[wanted[:, free]] = True
        self.ends[places[1::2]] = nodes[3::-2]

    def edges(self) -> Iterator[Numbers]:
        """Yield the edges of each network."""
        yield from self.ends.reshape(self.walks, self.m, 2)
