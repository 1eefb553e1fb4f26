"""The part of a network that decides where things are drawn: the fingerprint of a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.derivation import Network

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Outline:
    """Actors in the order of their ids, and ties between positions in that order with their strength.

    Two networks with the same outline have the same map, however their other facts differ.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    ties: tuple[tuple[int, int, float], ...]

    @cached_property
    def ends(self) -> Indices:
        """The positions of both ends of every tie, shape (2, number of ties)."""
        return np.array([tie[:2] for tie in self.ties], dtype=np.intp).reshape(-1, 2).T

    @cached_property
    def strengths(self) -> Floats:
        """The strength of every tie."""
        return np.array([tie[2] for tie in self.ties], dtype=np.float64)

    @cached_property
    def importance(self) -> Floats:
        """The sum of the strengths of every actor's ties; 0 for an actor without any."""
        one, other = self.ends
        size = len(self.ids)
        sums = np.zeros(size)
        sums += np.bincount(one, self.strengths, size)
        sums += np.bincount(other, self.strengths, size)
        return sums

    def groups(self, order: Sequence[str]) -> tuple[str, ...]:
        """Return the sectors that occur, those of `order` first and unknown ones after them by name."""
        present = set(self.sectors)
        return (*(sector for sector in order if sector in present), *sorted(present.difference(order)))


def outline_of(network: Network) -> Outline:
    """Return the outline of a network whose nodes carry name and sector and whose edges carry strength."""
    ids = tuple(sorted(network))
    position = {node: index for index, node in enumerate(ids)}
    ends = ((position[a], position[b], tie["strength"]) for a, b, tie in network.edges(data=True))
    return Outline(
        ids,
        tuple(network.nodes[node]["name"] for node in ids),
        tuple(str(network.nodes[node]["sector"]) for node in ids),
        tuple(sorted((min(a, b), max(a, b), float(strength)) for a, b, strength in ends)),
    )
