"""The collaboration system of a place on a day: records that belong to it, its network, and what is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from graph.belonging import Belonging, find_belonging
from graph.derivation import Network, collapse, derive_network
from graph.evidence import collect_evidence
from graph.knowledge import Inventory, Knowledge, declared_complete
from graph.register import Register
from graph.snapshot import Snapshot, take_snapshot
from models.errors import NotFoundError
from models.records import Actor, Place


class View(StrEnum):
    """Whether departments stand apart or collapse into their legal person."""

    UNIT = "unit"
    ORGANISATION = "organisation"


class Reading(StrEnum):
    """Whether all registered evidence counts (G+) or only what is confirmed or documented (G-)."""

    PLUS = "plus"
    MINUS = "minus"


@dataclass(frozen=True)
class System:
    """Everything the analyses of a place read. `network` is the one of the reading asked for.

    Attributes:
        node_of: which node of the view an actor of the system is part of.
        plus, minus: the registered and the confirmed network of the view.
        knowledge: what is known of pairs, always by the registered network.
        needs_shown: whether the needs of the place are among the records; where they are not, nothing may be
            concluded from their absence.
    """

    place: Place
    day: date
    view: View
    reading: Reading
    snapshot: Snapshot
    belonging: Belonging
    node_of: Mapping[str, str]
    plus: Network
    minus: Network
    knowledge: Knowledge
    inventory: Inventory
    needs_shown: bool = True

    @property
    def network(self) -> Network:
        """The network of the reading."""
        return self.plus if self.reading is Reading.PLUS else self.minus

    @property
    def confirmation(self) -> float | None:
        """The confirmed share of the registered edges, |G-|/|G+|; None without edges."""
        edges = self.plus.number_of_edges()
        return self.minus.number_of_edges() / edges if edges else None

    @cached_property
    def actor(self) -> Mapping[str, Actor]:
        """The actors behind the nodes by id: those of the system, and roots that stand outside it."""
        return {node: self.snapshot.register.actor[node] for node in self.network}

    def nodes(self, actors: Iterable[str]) -> frozenset[str]:
        """Return the nodes of those of `actors` that belong to the system."""
        return frozenset(self.node_of[actor] for actor in actors if actor in self.node_of)

    def place_of(self, place_id: str | None) -> str:
        """Return where a record counts: without a place of its own it stands for the place analysed."""
        return place_id or self.place.id

    def overlap(self, one: str | None, other: str | None) -> bool:
        """Tell whether two records' places overlap."""
        return self.snapshot.tree.overlap(self.place_of(one), self.place_of(other))


def build_system(
    register: Register,
    place_id: str,
    day: date,
    view: View = View.UNIT,
    reading: Reading = Reading.PLUS,
    *,
    needs_shown: bool = True,
) -> System:
    """Return the system of a place on a day.

    Args:
        register: all records, or at least those that the place's analysis can reach.
        place_id: the place analysed, at any level.
        day: the facts whose dates contain it count.
        view: units apart, or legal persons.
        reading: the network that the measures read.
        needs_shown: whether the needs of the place are among the records.

    Raises:
        NotFoundError: when the register has no such place.
    """
    if place_id not in register.place:
        raise NotFoundError("places", place_id)
    snapshot = take_snapshot(register, day)
    belonging = find_belonging(snapshot, place_id)
    evidence = list(collect_evidence(snapshot, belonging.actors, belonging.home, belonging.inside))
    actors = [snapshot.actors[actor] for actor in belonging.actors]
    plus = derive_network(actors, belonging.home, evidence)
    minus = derive_network(actors, belonging.home, (piece for piece in evidence if piece.confirmed))
    declared = declared_complete(register, day)
    node_of = {actor: actor for actor in plus}
    if view is View.ORGANISATION:
        node_of = {actor: root_of(register, actor) for actor in plus}
        plus, minus = (collapse(network, node_of, register.actor) for network in (plus, minus))
        declared = frozenset(node_of[actor] for actor in declared if actor in node_of)
    return System(
        place=register.place[place_id],
        day=day,
        view=view,
        reading=reading,
        snapshot=snapshot,
        belonging=belonging,
        node_of=node_of,
        plus=plus,
        minus=minus,
        knowledge=Knowledge(plus, declared),
        inventory=Inventory(register, place_id, day),
        needs_shown=needs_shown,
    )


def root_of(register: Register, actor_id: str) -> str:
    """Return the top of the actor's chain of parents: the legal person it is part of."""
    seen = {actor_id}
    parent = register.actor[actor_id].parent_id
    while parent is not None and parent not in seen and parent in register.actor:
        seen.add(parent)
        actor_id, parent = parent, register.actor[parent].parent_id
    return actor_id
