"""How much a figure hangs on single actors: the standard error by leaving out one actor at a time.

Source: T. A. B. Snijders and S. P. Borgatti (1999), Non-parametric standard errors and tests for network
statistics, Connections 22(2), 61-70.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sqrt
from statistics import pvariance

import networkx as nx

from graph.derivation import Network
from graph.system import System

FEWEST_REPLICATES = 3


def jackknife_error(replicates: Sequence[float | None]) -> float | None:
    """Return √((n - 2)/(2n) · Σ (z - mean z)²) over the replicates that have a value; None below three.

    Args:
        replicates: the figure with each actor left out in turn; None where it then has no value.

    >>> jackknife_error([1.0, 2.0, 3.0, None])
    0.5773502691896257
    """
    values = [value for value in replicates if value is not None]
    n = len(values)
    if n < FEWEST_REPLICATES:
        return None
    # The variance is exact, so that figures which hang on nobody have an error of 0 and not of 1e-17.
    return sqrt((n - 2) / 2 * pvariance(values))


def leave_one_out(system: System, compute: Callable[[System], dict[str, float | None]]) -> dict[str, float | None]:
    """Return the jackknife error of each figure that `compute` gives."""
    replicates = [compute(without(system, node)) for node in system.network]
    names = replicates[0] if replicates else ()
    return {name: jackknife_error([replicate[name] for replicate in replicates]) for name in names}


def without(system: System, node: str) -> System:
    """Return the system as it would be without an actor.

    It leaves the networks, its memberships, parties, activities and sightings; an activity that it alone runs
    goes too.
    """
    node_of = {actor: other for actor, other in system.node_of.items() if other != node}
    gone = system.node_of.keys() - node_of.keys()
    runners = system.snapshot.runners

    def alone(activity_id: str) -> bool:
        running = runners.get(activity_id, {}).keys() & system.node_of.keys()
        return bool(running) and running <= gone

    belonging = replace(
        system.belonging,
        activities=tuple(activity for activity in system.belonging.activities if not alone(activity.id)),
        work=tuple(activity for activity in system.belonging.work if not alone(activity.id)),
    )
    plus, minus = _removed(system.plus, node), _removed(system.minus, node)
    knowledge = replace(system.knowledge, network=plus)
    return replace(system, belonging=belonging, node_of=node_of, plus=plus, minus=minus, knowledge=knowledge)


def _removed(network: Network, node: str) -> Network:
    smaller = nx.Graph(network)
    smaller.remove_node(node)
    return smaller
