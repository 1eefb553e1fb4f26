"""Whether an actor lies between others more than its number of contacts explains.

The network is compared with random ones in which every actor keeps its number of contacts (`graph.rewiring`).
Unlike the tests that deal out sectors this takes many seconds, so it is made on demand and tells how far it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import numpy as np

from graph.derivation import Network
from graph.measures.adjacency import Graph
from graph.measures.betweenness import computed, normalised_betweenness, shares
from graph.measures.dyads import Dyads, Numbers, Values
from graph.rewiring import rewired, swappable
from graph.system import System
from graph.verdict import Verdict, enough_known, verdicts

DRAWN = 1_000
SEED = 20_200_902
MOST_ACTORS = 1_000
"""Some minutes of work for each reading, and up to twenty where the paths are long; it grows with the square."""

EQUAL = 1e-9
"""Numbers closer than this are equal: they differ by the order in which they were summed."""

MARK_LENGTH = 32

RANGE = (0.05, 0.95)
STABLE_DECIMALS = 9

Progress = Callable[[int, int], object]
"""Told how many random networks are done, of how many; whoever wants the work to end raises."""


class Obstacle(StrEnum):
    """Why a network cannot be compared with random ones."""

    FIXED = "fixed"
    """No other network has these numbers of contacts, as in a star."""

    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Mediation:
    """How much an actor lies between others, and how much it would by chance.

    Attributes:
        id: the actor.
        observed: its normalised betweenness, between 0 and 1.
        expected: the mean over the random networks.
        lower, upper: between these lie nine of ten random networks.
        p_upper: the share of the random networks in which it lies between others at least as much. As in
            `graph.permutation` the network itself is not counted among those drawn, so that 0 means less than one
            in a thousand.
    """

    id: str
    observed: float
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_upper: float | None = None


@dataclass(frozen=True)
class BetweennessNull:
    """A network beside random ones.

    Attributes:
        actors: in the order of the network's nodes.
        obstacle: why there is nothing to compare with; else None.
    """

    actors: tuple[Mediation, ...]
    obstacle: Obstacle | None = None

    @property
    def by_chance(self) -> dict[str, float | None]:
        """The upper tail probability of each actor."""
        return {actor.id: actor.p_upper for actor in self.actors}


@dataclass(frozen=True)
class BetweennessTest:
    """The comparison of a place in the reading that is shown, judged with the help of the other one.

    Attributes:
        null: the network of the reading beside random ones.
        other: the same in the other reading; None where too little is known for it to matter.
        verdicts: what may be said of each actor.
        drawn: how many random networks each reading is compared with.
    """

    null: BetweennessNull
    other: BetweennessNull | None
    verdicts: dict[str, Verdict]
    drawn: int = DRAWN


def betweenness_test(system: System, progress: Progress, drawn: int = DRAWN) -> BetweennessTest:
    """Return whether the actors of a place lie between others more than chance explains.

    Args:
        system: the place, in the reading that is shown.
        progress: told how far the work has come, both readings together.
        drawn: how many random networks each reading is compared with.
    """
    shown = system.network
    other = system.minus if shown is system.plus else system.plus
    readings = 2 if enough_known(system) and not _same_edges(shown, other) else 1
    null = betweenness_null(shown, lambda done, _: progress(done, readings * drawn), drawn)
    beside: BetweennessNull | None = None
    if readings == 2:
        beside = betweenness_null(other, lambda done, _: progress(drawn + done, readings * drawn), drawn)
    elif enough_known(system):
        beside = null
    judged = verdicts(system, null.by_chance, beside.by_chance if beside else {})
    return BetweennessTest(null, beside, judged, drawn)


def betweenness_null(network: Graph, progress: Progress, drawn: int = DRAWN) -> BetweennessNull:
    """Compare the betweenness of every actor with that in random networks; the same at every run.

    Args:
        network: an undirected network; strengths are not read.
        progress: told how many of the random networks are done.
        drawn: how many random networks to compare with.

    >>> import networkx as nx
    >>> star = betweenness_null(nx.star_graph(["clinic", "school", "club"]), lambda done, total: None)
    >>> star.obstacle.value, star.actors[0]
    ('fixed', Mediation(id='clinic', observed=1.0, expected=None, lower=None, upper=None, p_upper=None))
    """
    dyads = Dyads.of(network)
    obstacle = _obstacle(dyads)
    if obstacle:
        plain = normalised_betweenness(network).by_node
        return BetweennessNull(tuple(Mediation(node, value) for node, value in plain.items()), obstacle)
    observed = _normalised(dyads)
    by_chance = _by_chance(dyads, progress, drawn)
    lower, upper = np.quantile(by_chance, RANGE, axis=0)
    at_least = (by_chance >= observed - EQUAL).mean(axis=0)
    figures = np.stack([observed, by_chance.mean(axis=0), lower, upper, at_least], axis=1)
    rounded = figures.round(STABLE_DECIMALS).tolist()
    return BetweennessNull(tuple(Mediation(node, *row) for node, row in zip(network, rounded, strict=True)))


def _obstacle(dyads: Dyads) -> Obstacle | None:
    if not swappable(dyads.degrees.tolist()):
        return Obstacle.FIXED
    return Obstacle.TOO_LARGE if dyads.nodes > MOST_ACTORS else None


def _by_chance(dyads: Dyads, progress: Progress, drawn: int) -> Values:
    """Return the betweenness in random networks, shape (networks, nodes)."""
    found = np.zeros((drawn, dyads.nodes))
    done = 0

    def tell() -> None:
        progress(done, drawn)

    for ends in rewired(np.stack([dyads.low, dyads.high], axis=1), dyads.nodes, drawn, SEED, tell):
        found[done] = _normalised(_dyads(ends, dyads.nodes))
        done += 1
        tell()
    return found


def _dyads(ends: Numbers, nodes: int) -> Dyads:
    return Dyads.merge(nodes, ends[:, 0], ends[:, 1], np.ones(len(ends)), directed=False)


def _normalised(dyads: Dyads) -> Values:
    # One processor: the others answer those who ask for pages.
    return shares(computed(dyads, threads=1), dyads)


def _same_edges(one: Network, other: Network) -> bool:
    return _edges(one) == _edges(other)


def _edges(network: Network) -> list[tuple[str, str]]:
    return sorted((min(a, b), max(a, b)) for a, b in network.edges())


def mark_of(system: System) -> str:
    """Return a mark of everything that the comparison reads. Systems with the same mark have the same answer.

    The register may change elsewhere, or in what says nothing of who has contact with whom, without a comparison
    that took minutes being lost.
    """
    shown, others = system.network, (system.plus, system.minus)
    read = [sorted(shown), _edges(shown), *map(_edges, others), enough_known(system)]
    return sha256(repr(read).encode()).hexdigest()[:MARK_LENGTH]
