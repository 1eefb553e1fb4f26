"""Who connects: the broker's profile of every actor of a network."""

from dataclasses import dataclass

from graph.derivation import Network
from graph.measures.betweenness import normalised_betweenness
from graph.measures.bridging import Bridging, bridging
from graph.measures.brokerage import Roles, brokerage
from graph.measures.connectivity import Loss, losses
from graph.measures.structural_holes import constraint, effective_size
from graph.permutation import LabelTails


@dataclass(frozen=True)
class Broker:
    """What an actor connects.

    Attributes:
        roles: its open pairs by sector; `level_roles`, the same with levels for sectors.
        bridging: the open pairs it alone bridges, and its share of all.
        effective_size, constraint: None for an actor without neighbours.
        betweenness: normalised, between 0 and 1; not exact where it is estimated, in networks of thousands.
        loss: what its removal would break.
        p_cross_sector: the probability of at least as many open pairs between sectors if the sectors were dealt
            at random; None when the tests were not run.
    """

    id: str
    degree: int
    roles: Roles
    level_roles: Roles
    bridging: Bridging
    effective_size: float | None
    betweenness: float
    betweenness_exact: bool
    constraint: float | None
    loss: Loss
    p_cross_sector: float | None
    p_exact: bool


def find_brokers(network: Network, tails: LabelTails | None) -> tuple[Broker, ...]:
    """Return the profile of every actor, in the order of their ids.

    Args:
        network: the network of the view and reading.
        tails: the permutation tests; without them no p is given.
    """
    roles = brokerage(network, {node: attributes["sector"] for node, attributes in network.nodes(data=True)})
    levels = brokerage(network, {node: attributes["level"] for node, attributes in network.nodes(data=True)})
    bridges, sizes, constraints = bridging(network), effective_size(network), constraint(network)
    between, lost = normalised_betweenness(network), losses(network)
    return tuple(
        Broker(
            id=node,
            degree=network.degree[node],
            roles=roles[node],
            level_roles=levels[node],
            bridging=bridges[node],
            effective_size=sizes[node],
            betweenness=between.by_node[node],
            betweenness_exact=between.exact,
            constraint=constraints[node],
            loss=lost[node],
            p_cross_sector=tails.cross_sector[node] if tails else None,
            p_exact=tails.exact if tails else False,
        )
        for node in network
    )
