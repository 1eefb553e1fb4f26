"""Plots: everyone gets one, of its share of the ground, on the side of its partners."""

import numpy as np
import pytest

from graph.drawing.plots import Ground, cut_plots, settle, tie_length


def ground(groups: list[int], ties: list[tuple[int, int]], weights: list[float] | None = None) -> Ground:
    boxes = np.array([[0.0, 0.0, 400.0, 300.0], [400.0, 0.0, 400.0, 300.0]])
    ends = np.array(ties, dtype=np.intp).reshape(-1, 2).T
    return Ground(np.array(groups), boxes, np.array(weights or [1.0] * len(groups)), ends, np.ones(len(ties)))


def test_plots_are_cut_across_the_longer_side_in_the_order_of_wishes() -> None:
    wishes = np.array([[300.0, 150.0], [100.0, 150.0]])
    assert cut_plots(ground([0, 0], []), wishes).tolist() == [[200, 0, 200, 300], [0, 0, 200, 300]]


def test_a_plot_is_as_large_as_its_weight() -> None:
    # Weights 3 and 1 share 400 · 300 = 120 000 as 90 000 and 30 000.
    plots = cut_plots(ground([0, 0], [], [3.0, 1.0]), np.array([[0.0, 0.0], [9.0, 0.0]]))
    assert (plots[:, 2] * plots[:, 3]).tolist() == [90000.0, 30000.0]


@pytest.mark.parametrize("size", [1, 2, 3, 17, 64])
def test_plots_fill_the_ground_and_do_not_overlap(size: int) -> None:
    wishes = np.random.default_rng(size).uniform(0, 300, (size, 2))
    plots = cut_plots(ground([0] * size, []), wishes)
    assert (plots[:, 2] * plots[:, 3]).sum() == pytest.approx(120000)
    left, top, width, height = plots.T
    beside = (left[:, None] >= (left + width)[None] - 1e-6) | (top[:, None] >= (top + height)[None] - 1e-6)
    assert (beside | beside.T | np.eye(size, dtype=bool)).all()


def test_equal_wishes_still_give_everyone_a_plot() -> None:
    plots = cut_plots(ground([0] * 5, []), np.zeros((5, 2)))
    assert len({tuple(plot) for plot in plots.tolist()}) == 5


def test_partners_in_another_group_draw_towards_the_border() -> None:
    plots = settle(ground([0, 0, 0, 0, 1], [(3, 4)]), np.random.default_rng(1))
    middles = plots[:4, 0] + plots[:4, 2] / 2
    assert middles[3] == middles.max() > middles.min()


def test_settling_shortens_the_ties() -> None:
    rng = np.random.default_rng(7)
    ties = [(number, (number + 1) % 30) for number in range(30)]
    drawn = ground([0] * 30, ties)
    unsettled = cut_plots(drawn, rng.uniform(0, 300, (30, 2)))
    settled = settle(drawn, rng)
    lengths = [tie_length(drawn, plots[:, :2] + plots[:, 2:] / 2) for plots in (unsettled, settled)]
    assert lengths[1] < 0.5 * lengths[0]
