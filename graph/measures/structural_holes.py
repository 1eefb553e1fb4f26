"""Structural holes: how different an actor's contacts are, and how tied up it is in them.

Source: R. S. Burt (1992), Structural Holes, Harvard University Press; effective size in the simplified form of
S. P. Borgatti (1997), Structural holes: unpacking Burt's redundancy measures, Connections 20, 35-38.
"""

import numpy as np
from scipy.sparse import diags_array

from graph.measures.adjacency import Graph, adjacency, row_sums


def effective_size(graph: Graph) -> dict[str, float | None]:
    """Return d - 2t/d of every node, with d its degree and t the edges among its neighbours; None for isolates.

    >>> import networkx as nx
    >>> effective_size(nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")]))["a"]
    2.3333333333333335
    """
    nodes = list(graph)
    edges = adjacency(graph, nodes)
    degree = row_sums(edges)
    closed = row_sums(edges * (edges @ edges)) / 2
    return {
        node: float(d - 2 * t / d) if d else None for node, d, t in zip(nodes, degree, closed, strict=True)
    }


def constraint(graph: Graph) -> dict[str, float | None]:
    """Return Burt's constraint of every node, all ties counted alike; None for isolates.

    With p(i, j) = 1/d(i), the sum over neighbours j of (p(i, j) + Σ_q p(i, q)·p(q, j))².

    >>> import networkx as nx
    >>> constraint(nx.Graph([("clinic", "school"), ("school", "club")]))
    {'clinic': 1.0, 'school': 0.5, 'club': 1.0}
    """
    nodes = list(graph)
    edges = adjacency(graph, nodes).astype(np.float64)
    degree = row_sums(edges)
    proportion = diags_array(np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)) @ edges
    invested = edges * (proportion + proportion @ proportion)
    values = row_sums(invested.power(2))
    return {node: float(c) if d else None for node, c, d in zip(nodes, values, degree, strict=True)}
