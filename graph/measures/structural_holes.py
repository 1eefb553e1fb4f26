"""Structural holes: how different an actor's contacts are, and how tied up it is in them.

Source: R. S. Burt (1992), Structural Holes, Harvard University Press; effective size in the simplified form of
S. P. Borgatti (1997), Structural holes: unpacking Burt's redundancy measures, Connections 20, 35-38.
"""

from itertools import permutations

import numpy as np

from graph.measures.adjacency import Graph
from graph.measures.dyads import Dyads, Values


def effective_size(graph: Graph) -> dict[str, float | None]:
    """Return d - 2t/d of every node, with d its degree and t the edges among its neighbours; None for isolates.

    >>> import networkx as nx
    >>> effective_size(nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")]))["a"]
    2.3333333333333335
    """
    dyads = Dyads.of(graph)
    values = zip(graph, effective_sizes(dyads), dyads.neighbours, strict=True)
    return {node: float(size) if d else None for node, size, d in values}


def constraint(graph: Graph) -> dict[str, float | None]:
    """Return Burt's constraint of every node, all ties counted alike; None for isolates.

    >>> import networkx as nx
    >>> constraint(nx.Graph([("clinic", "school"), ("school", "club")]))
    {'clinic': 1.0, 'school': 0.5, 'club': 1.0}
    """
    dyads = Dyads.of(graph)
    values = zip(graph, constraints(dyads), dyads.neighbours, strict=True)
    return {node: float(value) if d else None for node, value, d in values}


def effective_sizes(dyads: Dyads) -> Values:
    """Return the effective size of every node of an undirected network, shape (nodes,); 0 for isolates."""
    among = np.zeros(dyads.nodes)
    for triangles in dyads.triangles():
        among += np.bincount(triangles.nodes.ravel(), minlength=dyads.nodes)
    degree = dyads.neighbours
    return degree - 2 * among / np.maximum(degree, 1)


def constraints(dyads: Dyads) -> Values:
    """Return Burt's constraint of every node, shape (nodes,); 0 for isolates.

    With p(i, j) the share of j in the strength of all ties of i, whichever way they run, it is the sum over
    neighbours j of (p(i, j) + Σ_q p(i, q)·p(q, j))².

    >>> import networkx as nx
    >>> constraints(Dyads.of(nx.DiGraph([("clinic", "school"), ("school", "club")])))
    array([1. , 0.5, 1. ])
    """
    mutual = dyads.strengths + np.roll(dyads.strengths, len(dyads.low))
    total = np.bincount(dyads.starts, mutual, minlength=dyads.nodes)
    share = mutual / total[dyads.starts]
    invested = share.copy()
    for triangles in dyads.triangles():
        for i, q, j in permutations(range(3)):
            through = share[triangles.arcs(i, q)] * share[triangles.arcs(q, j)]
            invested += np.bincount(triangles.arcs(i, j), through, minlength=len(invested))
    return np.asarray(np.bincount(dyads.starts, invested**2, minlength=dyads.nodes), dtype=np.float64)
