"""The sectors' grounds: they fill the sheet, and strong ties are short."""

from math import hypot

import numpy as np
import pytest

from graph.drawing.regions import SMALLEST_SHARE, arrange
from graph.drawing.sheet import Box


def apart(one: Box, other: Box) -> float:
    return hypot(
        one.left + one.width / 2 - other.left - other.width / 2,
        one.top + one.height / 2 - other.top - other.height / 2,
    )


@pytest.mark.parametrize("areas", [[1e5], [1e5, 3e5], [1e5, 3e5, 2e5, 5e5, 1e4, 2e4], [1e5] * 8])
def test_the_grounds_fill_the_sheet(areas: list[float]) -> None:
    boxes = arrange(areas, np.zeros((len(areas), len(areas))), 1160, 520)
    width, height = max(box.right for box in boxes), max(box.bottom for box in boxes)
    assert sum(box.width * box.height for box in boxes) == pytest.approx(width * height)


def test_grounds_are_as_large_as_asked() -> None:
    # 600 000 is less than the least sheet of 1160 × 520 = 603 200, so each grows by 603.2/600.
    boxes = arrange([1e5, 2e5, 3e5], np.zeros((3, 3)), 1160, 520)
    assert [box.width * box.height for box in boxes] == pytest.approx([100533.33, 201066.67, 301600.0])


def test_a_tiny_sector_keeps_room_for_its_name() -> None:
    boxes = arrange([1e6, 1.0], np.zeros((2, 2)), 1160, 520)
    share = boxes[1].width * boxes[1].height / sum(box.width * box.height for box in boxes)
    assert share == pytest.approx(SMALLEST_SHARE / (1 + SMALLEST_SHARE), rel=1e-4)


def test_strongly_tied_sectors_lie_beside_each_other() -> None:
    # Four equal grounds make two rows of two; only the first and the last are tied, so they must not lie crosswise.
    ties = np.zeros((4, 4))
    ties[0, 3] = ties[3, 0] = 5.0
    boxes = arrange([2e5] * 4, ties, 1160, 520)
    nearest = min(apart(boxes[a], boxes[b]) for a in range(4) for b in range(a))
    assert apart(boxes[0], boxes[3]) == pytest.approx(nearest)


def test_no_ground_at_all_is_needed_for_nobody() -> None:
    assert arrange([], np.zeros((0, 0)), 1160, 520) == ()
