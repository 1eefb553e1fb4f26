"""A network as a sparse matrix, for measures that count over neighbourhoods."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

Matrix: TypeAlias = "csr_array[Any]"
Graph: TypeAlias = "nx.Graph[Any, Any, Any]"


def adjacency(graph: Graph, nodes: Sequence[Hashable]) -> Matrix:
    """Return the n × n matrix of an undirected graph with 1 where two of `nodes` have an edge.

    Strengths are left out and self-loops dropped.
    """
    index = {node: i for i, node in enumerate(nodes)}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges() if a != b], dtype=np.int64).reshape(-1, 2)
    rows, columns = np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]])
    ones = np.ones(len(rows), dtype=np.int64)
    return csr_array((ones, (rows, columns)), shape=(len(nodes), len(nodes)))


def group_codes(groups: Mapping[Any, Hashable], nodes: Sequence[Hashable]) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return the group of each of `nodes` as a number from 0, in order of first appearance."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(groups[node], len(number)) for node in nodes], dtype=np.int64)


def row_sums(matrix: Matrix) -> "np.ndarray[Any, Any]":
    """Return the sum of each row, shape (n,)."""
    return np.asarray(matrix.sum(axis=1)).ravel()
