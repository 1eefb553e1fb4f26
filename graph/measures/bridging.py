"""How much contact would be lost without an actor: open pairs it alone bridges, and its share of the rest."""

from typing import NamedTuple

import numpy as np

from graph.measures.adjacency import Graph, Matrix, adjacency, row_sums


class Bridging(NamedTuple):
    """The part of an actor in connecting neighbours that have no edge of their own.

    `sole_pairs` are those of which it is the only common neighbour; `share` is the sum over its open pairs
    of 1 / the number of common neighbours.
    """

    sole_pairs: int
    share: float


def bridging(graph: Graph) -> dict[str, Bridging]:
    """Return the bridging of every node of an undirected network.

    >>> import networkx as nx
    >>> bridging(nx.Graph([("clinic", "school"), ("school", "club")]))["school"]
    Bridging(sole_pairs=1, share=1.0)
    """
    nodes = list(graph)
    if not nodes:
        return {}
    edges = adjacency(graph, nodes)
    common = _open_pairs(edges)
    sole, shares = common.copy(), common.astype(np.float64)
    sole.data = (common.data == 1).astype(np.int64)
    shares.data = 1.0 / shares.data
    sole_pairs = row_sums(edges * (edges @ sole)) // 2
    share = row_sums(edges * (edges @ shares)) / 2
    return {node: Bridging(int(a), float(b)) for node, a, b in zip(nodes, sole_pairs, share, strict=True)}


def _open_pairs(edges: Matrix) -> Matrix:
    """Return the number of common neighbours of every ordered pair without an edge that has one."""
    common = (edges @ edges).tocsr()
    common.setdiag(0)
    common = common - common * edges
    common.eliminate_zeros()
    return common.tocsr()
