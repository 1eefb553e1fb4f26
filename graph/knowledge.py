"""What is known and what is merely not registered: declared completeness, κ and inventories."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from math import comb
from typing import Literal

from graph.derivation import Network
from graph.register import Register
from models.dates import add_months
from models.vocabulary import InventoryStatus

PairState = Literal["yes", "no", "unknown"]

COMPLETENESS_MONTHS = 18
"""How long an actor's word that all its collaborations are registered counts."""

_INVENTORY_KNOWLEDGE = {InventoryStatus.DONE: 1.0, InventoryStatus.ONGOING: 0.6}
UNKNOWN_INVENTORY = 0.4
"""What an inventory that is not started, or of which nothing is said, is taken to know."""


def declared_complete(register: Register, day: date) -> frozenset[str]:
    """Return the actors whose declaration of completeness still counts on `day`."""
    return frozenset(
        said.actor_id for said in register.completeness if said.date <= day < add_months(said.date, COMPLETENESS_MONTHS)
    )


class Inventory:
    """How far each scope of one place is inventoried on a day: the latest dated row at or before it."""

    def __init__(self, register: Register, place_id: str, day: date) -> None:
        rows = [row for row in register.inventories if row.place_id == place_id]
        dated = sorted((row for row in rows if row.date is None or row.date <= day), key=lambda r: r.date or date.min)
        self.status: dict[str, InventoryStatus] = {row.scope: row.status for row in dated}
        self.dates: dict[str, date | None] = {row.scope: row.date for row in dated}

    def kappa(self, scope: str) -> float:
        """Return the share that the inventory of `scope` is taken to know: done 1, ongoing 0.6, else 0.4."""
        status = self.status.get(scope)
        return UNKNOWN_INVENTORY if status is None else _INVENTORY_KNOWLEDGE.get(status, UNKNOWN_INVENTORY)


@dataclass(frozen=True)
class Knowledge:
    """Which pairs of a network are known to collaborate, known not to, or not known.

    A pair counts only with at least one home actor. It is known when it has an edge in the registered
    reading or when one of the two has declared completeness.
    """

    network: Network
    declared: frozenset[str]

    @cached_property
    def home(self) -> frozenset[str]:
        """The home actors."""
        return frozenset(node for node, attributes in self.network.nodes(data=True) if attributes["home"])

    @property
    def has_pairs(self) -> bool:
        """Whether there is any pair that could be known. κ is 1 without one, but nothing is known for that."""
        return bool(self.home) and len(self.network) > 1

    @property
    def known_share(self) -> float | None:
        """κ as people are told it: None when there is no pair to count on."""
        return self.kappa() if self.has_pairs else None

    def counts(self, a: str, b: str) -> bool:
        """Tell whether the pair is one whose knowledge is asked for."""
        return a in self.home or b in self.home

    def state(self, a: str, b: str) -> PairState:
        """Return whether the pair is known to collaborate, known not to, or unknown."""
        if self.network.has_edge(a, b):
            return "yes"
        return "no" if a in self.declared or b in self.declared else "unknown"

    def kappa_of(self, pairs: Iterable[tuple[str, str]]) -> float:
        """Return the known share of `pairs`; 1 when none of them counts."""
        states = Counter(self.state(a, b) for a, b in pairs if self.counts(a, b))
        total = states.total()
        return 1.0 if total == 0 else (total - states["unknown"]) / total

    def kappa_around(self, actors: Iterable[str]) -> float:
        """Return the known share of all pairs in which at least one of `actors` stands."""
        total = unknown = 0
        others = set(self.network)
        for actor in sorted(others & set(actors)):
            others.discard(actor)
            paired = others if actor in self.home else others & self.home
            total += len(paired)
            if actor not in self.declared:
                unknown += len(paired - self.declared - self.network[actor].keys())
        return 1.0 if total == 0 else (total - unknown) / total

    def open_pairs(self, network: Network, one: Iterable[str], other: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs between two groups that count and have no edge in `network`, better known ones first.

        The pairs come as they are asked for: of two large groups only the first are ever looked at.
        """
        first, second = list(one), list(other)
        told, silent = _split(first, self.declared)
        others_told, others_silent = _split(second, self.declared)
        for group, others in ((told, second), (silent, others_told), (silent, others_silent)):
            for a, b in product(group, others):
                if a != b and self.counts(a, b) and not network.has_edge(a, b):
                    yield a, b

    def kappa(self) -> float:
        """Return the known share of all pairs of the network."""
        everyone = list(self.network)
        return self.kappa_between(everyone, everyone)

    def kappa_between(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Return the known share of the pairs between two groups, or inside a group given twice.

        The groups are the same or have no actor in common. The pairs are counted, not listed: unknown are
        those of two undeclared actors that have no edge.
        """
        first, second = frozenset(one), frozenset(other)
        total = self._countable(first, second)
        if total == 0:
            return 1.0
        silent, also_silent = first - self.declared, second - self.declared
        edges = sum(
            1
            for a, b in self.network.edges(silent)
            if self.counts(a, b) and ((a in silent and b in also_silent) or (b in silent and a in also_silent))
        )
        return 1.0 - (self._countable(silent, also_silent) - edges) / total

    def _countable(self, one: frozenset[str], other: frozenset[str]) -> int:
        if one == other:
            return comb(len(one), 2) - comb(len(one) - self._at_home(one), 2)
        abroad = (len(one) - self._at_home(one)) * (len(other) - self._at_home(other))
        return len(one) * len(other) - abroad

    def _at_home(self, actors: frozenset[str]) -> int:
        return len(actors & self.home)


def _split(actors: Iterable[str], declared: Collection[str]) -> tuple[list[str], list[str]]:
    """Return those who have declared completeness, and those who have not."""
    listed = list(actors)
    return [a for a in listed if a in declared], [a for a in listed if a not in declared]
