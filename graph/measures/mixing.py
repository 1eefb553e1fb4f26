"""How the ties of a network run between groups."""

from dataclasses import dataclass

import numpy as np

from graph.measures.dyads import Dyads, Numbers


@dataclass(frozen=True)
class Mixing:
    """The ties from each group to each, `ties[g][h]`; without direction the same both ways.

    Attributes:
        sizes: how many nodes each group has.
        ties: within and between groups. Without direction, a tie between two groups stands in both cells and
            a tie within a group once.
        density: the share of the ordered pairs of two nodes that have a tie; None where there is no pair.
        ei_index: (external - internal) / all ties, after D. Krackhardt and R. N. Stern (1988), Informal
            networks and organizational crises, Social Psychology Quarterly 51, 123-140; None without ties.
    """

    sizes: list[int]
    ties: list[list[int]]
    density: list[list[float | None]]
    ei_index: float | None


def mixing(dyads: Dyads, groups: Numbers, count: int) -> Mixing:
    """Return how the ties run between groups.

    Args:
        dyads: the network; strengths are not read.
        groups: the group of each node as a number from 0, shape (nodes,), or -1 for a node without: it and its
            ties are left out.
        count: how many groups there are.

    >>> import networkx as nx
    >>> found = mixing(Dyads.of(nx.path_graph(["clinic", "school", "club"])), np.array([0, 1, 1]), 2)
    >>> found.ties, found.density, found.ei_index
    ([[0, 1], [1, 1]], [[None, 0.5], [0.5, 1.0]], 0.0)
    """
    known = dyads.among(groups >= 0)
    cells = groups[known.starts[known.ties]] * count + groups[known.ends[known.ties]]
    ordered = np.bincount(cells, minlength=count * count).reshape(count, count)
    sizes = np.bincount(groups[groups >= 0], minlength=count)
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    internal, total = int(np.trace(ordered)), int(ordered.sum())
    return Mixing(
        sizes=sizes.tolist(),
        ties=(ordered if dyads.directed else ordered - np.diag(np.diag(ordered) // 2)).tolist(),
        density=[
            [float(tie / pair) if pair else None for tie, pair in zip(*row, strict=True)]
            for row in zip(ordered, pairs, strict=True)
        ],
        ei_index=(total - 2 * internal) / total if total else None,
    )
