"""What holds a network together: its components, and the nodes and ties without which one of them falls apart.

Direction is not read. Source of both cuts: J. Hopcroft and R. Tarjan (1973), Algorithm 447: efficient algorithms
for graph manipulation, Communications of the ACM 16, 372-378; computed by rustworkx.
"""

from typing import NamedTuple

import numpy as np
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.measures.dyads import Dyads


class Cuts(NamedTuple):
    """The cuts of a network.

    Attributes:
        nodes: the articulation points, ascending: without one, others lose each other.
        ties: the bridges, ascending: without one, its two ends lose each other. The lower end comes first.
    """

    nodes: list[int]
    ties: list[tuple[int, int]]


def count_components(dyads: Dyads) -> int:
    """Return how many parts the network has that reach each other, isolates included.

    >>> import networkx as nx
    >>> count_components(Dyads.of(nx.Graph([("clinic", "school"), ("club", "dike")])))
    2
    """
    if not dyads.nodes:
        return 0
    ones = np.ones(len(dyads.low), dtype=np.int8)
    matrix = csr_array((ones, (dyads.low, dyads.high)), shape=(dyads.nodes, dyads.nodes))
    return int(connected_components(matrix, directed=False, return_labels=False))


def find_cuts(dyads: Dyads) -> Cuts:
    """Return the articulation points and bridges of a network.

    >>> import networkx as nx
    >>> find_cuts(Dyads.of(nx.path_graph(["clinic", "school", "club"])))
    Cuts(nodes=[1], ties=[(0, 1), (1, 2)])
    """
    twin: rx.PyGraph[None, None] = rx.PyGraph()
    twin.add_nodes_from([None] * dyads.nodes)
    twin.add_edges_from_no_data(list(zip(dyads.low.tolist(), dyads.high.tolist(), strict=True)))
    bridges = sorted((min(ends), max(ends)) for ends in rx.bridges(twin))
    return Cuts(sorted(rx.articulation_points(twin)), bridges)
