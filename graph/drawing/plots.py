"""Actors inside their sector: everyone gets a plot of ground, near those it works with.

A plain force layout lets hubs collapse and needs every pair of actors. Here the ground is cut in two, again
and again, along the wish of each actor to stand where its partners stand; the idea is that of analytic
placement of circuits: wishes that ignore room, then spreading that keeps their order. Brokers wish themselves
to the border towards their partners in other sectors, nobody overlaps, and the work is n log n.
"""

from dataclasses import dataclass

import numpy as np

from graph.drawing.outline import Floats, Indices

_ROUNDS = 14
_INERTIA = 0.35


@dataclass(frozen=True)
class Ground:
    """Whom to place, and where: each actor's group, each group's rectangle (left, top, width, height)."""

    groups: Indices
    boxes: Floats
    weights: Floats
    ends: Indices
    strengths: Floats

    def wishes(self, points: Floats) -> Floats:
        """Return the mean of each actor's partners' places by strength; without partners its own place."""
        size = len(points)
        pull = np.full(size, 1e-9)
        sums = points * 1e-9
        for here, there in (self.ends, self.ends[::-1]):
            pull += np.bincount(here, self.strengths, size)
            for axis in (0, 1):
                sums[:, axis] += np.bincount(here, self.strengths * points[there, axis], size)
        wishes: Floats = sums / pull[:, None]
        return wishes


def settle(ground: Ground, rng: np.random.Generator) -> Floats:
    """Return the plot of every actor, shape (n, left-top-width-height), with ties as short as was found."""
    box = ground.boxes[ground.groups]
    points = box[:, :2] + box[:, 2:] * rng.uniform(0.3, 0.7, (len(box), 2))
    best, shortest = cut_plots(ground, points), np.inf
    points = _centres(best)
    for _ in range(_ROUNDS):
        wishes = _INERTIA * points + (1 - _INERTIA) * ground.wishes(points)
        plots = cut_plots(ground, wishes)
        points = _centres(plots)
        length = tie_length(ground, points)
        if length < shortest:
            best, shortest = plots, length
    return best


def tie_length(ground: Ground, points: Floats) -> float:
    """Return the summed length of all ties, each counted by its strength."""
    apart = points[ground.ends[0]] - points[ground.ends[1]]
    return float((np.hypot(apart[:, 0], apart[:, 1]) * ground.strengths).sum())


def _centres(plots: Floats) -> Floats:
    centres: Floats = plots[:, :2] + plots[:, 2:] / 2
    return centres


def cut_plots(ground: Ground, wishes: Floats) -> Floats:
    """Cut every group's rectangle into one plot for each member, of sizes after the weights.

    A rectangle is cut across its longer side so that both parts get about half of the weight, until every
    part holds one actor. All rectangles are cut at the same time, which keeps this fast.
    """
    _, cells = np.unique(ground.groups, return_inverse=True)
    boxes = ground.boxes[np.unique(ground.groups)]
    while len(boxes) < len(cells):
        cells, boxes = _halved(cells, boxes, wishes, ground.weights)
    return boxes[cells]


def _halved(cells: Indices, boxes: Floats, wishes: Floats, weights: Floats) -> tuple[Indices, Floats]:
    """Cut every rectangle that holds more than one actor; return the new cells and rectangles."""
    axis = (boxes[:, 3] > boxes[:, 2]).astype(np.intp)
    order = np.lexsort((wishes[np.arange(len(cells)), axis[cells]], cells))
    sorted_cells, sorted_weights = cells[order], weights[order]
    counts = np.bincount(cells, minlength=len(boxes))
    starts = np.cumsum(counts) - counts
    totals = np.bincount(cells, weights, len(boxes))
    before = np.cumsum(sorted_weights) - sorted_weights
    within = before - before[starts][sorted_cells]
    rank = np.arange(len(cells)) - starts[sorted_cells]
    # The middle of the actor's own weight decides, the first actor always goes first and the last one last.
    second = within + sorted_weights / 2 > totals[sorted_cells] / 2
    second = (second & (rank > 0)) | ((rank == counts[sorted_cells] - 1) & (rank > 0))
    halves = np.empty_like(cells)
    halves[order] = 2 * sorted_cells + second
    share = np.bincount(sorted_cells, sorted_weights * ~second, len(boxes)) / totals
    used, cells = np.unique(halves, return_inverse=True)
    return cells, _parts(boxes, axis, share)[used]


def _parts(boxes: Floats, axis: Indices, share: Floats) -> Floats:
    """Return both parts of every rectangle, cut at the share of its longer side, beside each other."""
    rows = np.arange(len(boxes))
    parts = np.repeat(boxes, 2, axis=0)
    first = boxes[rows, 2 + axis] * share
    parts[2 * rows, 2 + axis] = first
    parts[2 * rows + 1, axis] += first
    parts[2 * rows + 1, 2 + axis] -= first
    return parts
