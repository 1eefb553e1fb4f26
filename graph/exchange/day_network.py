"""What an export of the network is made of: a derived network on a day, and the register that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.derivation import Network, collapse, derive_network
from graph.evidence import collect_evidence
from graph.register import Register
from graph.snapshot import take_snapshot
from graph.system import Reading, System, View, root_of
from models.records import Place


@dataclass(frozen=True)
class DayNetwork:
    """The network of a place's system, or of all that is registered, on a day.

    Attributes:
        place: whose system it is; None for the whole register.
        day, view, reading: what it was derived for.
        network: the derived network.
        register: the records behind it, of any day.
        node_of: which node of the view an actor of the system is part of.
        home: the actors that belong to the place itself; of the whole register, all.
        inside: the place and those below it.
    """

    place: Place | None
    day: date
    view: View
    reading: Reading
    network: Network
    register: Register
    node_of: Mapping[str, str]
    home: frozenset[str]
    inside: frozenset[str]


def network_of_system(system: System) -> DayNetwork:
    """Return the network of a place's system, in its view and reading."""
    return DayNetwork(
        place=system.place,
        day=system.day,
        view=system.view,
        reading=system.reading,
        network=system.network,
        register=system.snapshot.register,
        node_of=system.node_of,
        home=system.belonging.home,
        inside=system.belonging.inside,
    )


def network_of_register(
    register: Register, day: date, view: View = View.UNIT, reading: Reading = Reading.PLUS
) -> DayNetwork:
    """Return the network of every actor that exists on a day, wherever it is placed, also where that is nowhere.

    It may hold an edge that no place's system has: of evidence placed elsewhere between actors of elsewhere.

    Args:
        register: all records, or those that somebody may see.
        day: the facts whose dates contain it count.
        view: units apart, or legal persons.
        reading: all evidence, or only what is confirmed or documented.
    """
    snapshot = take_snapshot(register, day)
    everyone = frozenset(snapshot.actors)
    evidence = collect_evidence(snapshot, everyone, everyone, frozenset())
    counted = (piece for piece in evidence if reading is Reading.PLUS or piece.confirmed)
    network = derive_network(snapshot.actors.values(), everyone, counted)
    node_of = {actor: actor for actor in network}
    if view is View.ORGANISATION:
        node_of = {actor: root_of(register, actor) for actor in network}
        network = collapse(network, node_of, register.actor)
    return DayNetwork(None, day, view, reading, network, register, node_of, everyone, frozenset())
