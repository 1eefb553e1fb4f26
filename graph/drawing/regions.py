"""The ground of every sector: rectangles that fill the map, with strongly tied sectors beside each other."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise, permutations

import numpy as np

from graph.drawing.outline import Floats, Indices
from graph.drawing.sheet import Box

ASPECT = 1.5
SMALLEST_SHARE = 0.09
MOST_ORDERS = 6
_LONGEST_SIDES = 1.7
_MOST_ROWS = 3


def arrange(areas: Sequence[float], ties: Floats, least_width: float, least_height: float) -> tuple[Box, ...]:
    """Return one rectangle for each group, of sizes after `areas`, that together fill a sheet.

    All ways to lay the groups in up to three rows or columns are tried. The one where ties are shortest wins,
    with a fine on rectangles that are too long to fill; equally good ways keep the groups' own order.
    `ties` holds the summed strength between every two groups, shape (k, k). Sheets of more than six groups
    keep the order given, since the number of orders explodes.
    """
    demand = np.asarray(areas, dtype=np.float64)
    demand = np.maximum(demand, SMALLEST_SHARE * demand.sum())
    width = max(least_width, float(np.sqrt(demand.sum() * ASPECT)))
    height = max(least_height, float(demand.sum()) / width)
    orders = _orders(len(areas))
    best, cost = None, np.inf
    for by_rows in (True, False):
        for counts in _ways_to_cut(len(areas)):
            sides = (width, height) if by_rows else (height, width)
            boxes = _laid(demand, orders, counts, *sides)
            boxes = boxes if by_rows else boxes[:, :, [1, 0, 3, 2]]
            costs = _costs(boxes, ties, demand / demand.sum(), width)
            if costs.min() < cost - 1e-9:
                best, cost = boxes[costs.argmin()], float(costs.min())
    return tuple(Box(*map(float, row)) for row in (() if best is None else best))


@cache
def _orders(size: int) -> Indices:
    orders = permutations(range(size)) if size <= MOST_ORDERS else [range(size)]
    return np.array([tuple(order) for order in orders], dtype=np.intp)


def _ways_to_cut(size: int) -> Iterator[tuple[int, ...]]:
    """Yield how many groups stand in each row, for one to three rows; more would only make them slender."""
    for rows in range(1, min(size, _MOST_ROWS) + 1):
        for cuts in combinations(range(1, size), rows - 1):
            edges = (0, *cuts, size)
            yield tuple(after - before for before, after in pairwise(edges))


def _laid(demand: Floats, orders: Indices, counts: tuple[int, ...], width: float, height: float) -> Floats:
    """Lay the groups in rows, for every order at once; shape (orders, groups, left-top-width-height)."""
    boxes = np.empty((*orders.shape, 4))
    share = demand[orders] / demand.sum()
    everyone = np.arange(len(orders))[:, None]
    top, start = np.zeros(len(orders)), 0
    for count in counts:
        row = share[:, start : start + count]
        high = row.sum(axis=1) * height
        wide = row / row.sum(axis=1, keepdims=True) * width
        left = np.cumsum(wide, axis=1) - wide
        columns = [left, np.repeat(top[:, None], count, 1), wide, np.repeat(high[:, None], count, 1)]
        boxes[everyone, orders[:, start : start + count]] = np.stack(columns, axis=2)
        top, start = top + high, start + count
    return boxes


def _costs(boxes: Floats, ties: Floats, shares: Floats, width: float) -> Floats:
    """Return for every way of laying: the mean length of a tie, in widths of the map, and the fine."""
    one, other = np.triu_indices(len(ties), 1)
    centres = boxes[:, :, :2] + boxes[:, :, 2:] / 2
    apart = centres[:, one] - centres[:, other]
    strength = ties[one, other]
    length = np.hypot(apart[:, :, 0], apart[:, :, 1]) @ strength / max(float(strength.sum()), 1e-9) / width
    slender = np.abs(np.log(boxes[:, :, 2] / boxes[:, :, 3])) - np.log(_LONGEST_SIDES)
    # A small slender rectangle disturbs as much as a large one: its name no longer fits.
    result: Floats = length + np.maximum(slender, 0) ** 2 @ np.sqrt(shares)
    return result
