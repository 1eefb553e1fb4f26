"""Tail probabilities by label permutation, held against every permutation one by one."""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations
from math import factorial, prod

import networkx as nx
import numpy as np
import pytest

from graph.permutation import _all_labelings, label_tails, number_of_labelings

GROUPS = 3


def drawn(n, density, seed):
    graph = nx.gnp_random_graph(n, density, seed=seed)
    return nx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})


def counts(graph, label):
    """Count naively: open pairs between groups of each node, edges of each cell, edges between groups."""
    open_between = [
        sum(1 for a, b in combinations(graph[v], 2) if not graph.has_edge(a, b) and label[a] != label[b]) for v in graph
    ]
    cells = [
        sum(1 for edge in graph.edges if sorted(label[end] for end in edge) == [a, b])
        for a, b in combinations_with_replacement(range(GROUPS), 2)
    ]
    return [*open_between, *cells, sum(1 for a, b in graph.edges if label[a] != label[b])]


def naive_tails(graph, labels):
    """Return the lower and upper tails over all n! permutations, each labeling as often as it occurs."""
    observed = counts(graph, labels)
    nodes = list(graph)
    lower = [0] * len(observed)
    upper = [0] * len(observed)
    for dealt in permutations([labels[node] for node in nodes]):
        for i, (value, real) in enumerate(
            zip(counts(graph, dict(zip(nodes, dealt, strict=True))), observed, strict=True)
        ):
            lower[i] += value <= real
            upper[i] += value >= real
    total = factorial(len(nodes))
    return [float(Fraction(x, total)) for x in lower], [float(Fraction(x, total)) for x in upper]


@pytest.mark.parametrize(
    ("n", "density", "groups", "seed"),
    [(6, 0.5, "001122", 1), (6, 0.7, "000112", 2), (6, 0.3, "000001", 3), (6, 1.0, "012012", 4), (5, 0.0, "00112", 5)],
)  # fmt: skip
def test_exact_tails_are_those_of_every_permutation(n, density, groups, seed):
    graph = drawn(n, density, seed)
    labels = dict(zip(graph, map(int, groups), strict=True))
    lower, upper = naive_tails(graph, labels)
    cells = list(combinations_with_replacement(range(GROUPS), 2))

    tails = label_tails(graph, labels, GROUPS)

    assert tails.exact
    assert list(tails.cross_sector.values()) == pytest.approx(upper[:n])
    assert [tails.cell_lower[cell] for cell in cells] == pytest.approx(lower[n:-1])
    assert [tails.cell_upper[cell] for cell in cells] == pytest.approx(upper[n:-1])
    assert (tails.external_lower, tails.external_upper) == pytest.approx((lower[-1], upper[-1]))


@pytest.mark.parametrize("sizes", [(2, 1, 3), (4,), (0, 2, 0, 2), (1, 1, 1, 1), (3, 0)])
def test_every_labeling_is_visited_exactly_once(sizes):
    found = [tuple(column) for block in _all_labelings(sizes) for column in block.T]
    flat = [group for group, size in enumerate(sizes) for _ in range(size)]

    assert sorted(found) == sorted(set(permutations(flat)))


def test_labelings_split_into_blocks_are_still_visited_once(monkeypatch):
    monkeypatch.setattr("graph.permutation._CELLS_AT_ONCE", 20)
    blocks = list(_all_labelings((2, 1, 3)))
    found = [tuple(column) for block in blocks for column in block.T]

    assert len(blocks) > 1
    assert len(found) == len(set(found)) == number_of_labelings([2, 1, 3]) == 60


@pytest.mark.parametrize("sizes", [(3, 1, 2, 4, 2), (0, 0), (5, 0, 0), (7, 6, 5)])
def test_the_number_of_labelings_is_the_multinomial_coefficient(sizes):
    assert number_of_labelings(sizes) == factorial(sum(sizes)) // prod(map(factorial, sizes))


def test_the_tails_of_many_blocks_are_those_of_one(monkeypatch):
    graph = drawn(8, 0.4, 7)
    labels = dict(zip(graph, (0, 0, 0, 1, 1, 1, 2, 2), strict=True))
    whole = label_tails(graph, labels, GROUPS)
    monkeypatch.setattr("graph.permutation._CELLS_AT_ONCE", 100)

    assert label_tails(graph, labels, GROUPS) == whole


def test_drawn_tails_are_near_the_exact_ones(monkeypatch):
    graph = drawn(9, 0.4, 11)
    labels = dict(zip(graph, (0, 0, 0, 1, 1, 1, 2, 2, 2), strict=True))
    exact = label_tails(graph, labels, GROUPS)
    monkeypatch.setattr("graph.permutation.MOST_EXACT_LABELINGS", 1)

    sampled = label_tails(graph, labels, GROUPS)

    assert not sampled.exact
    assert sampled.cross_sector == pytest.approx(exact.cross_sector, abs=0.03)
    assert sampled.cell_lower == pytest.approx(exact.cell_lower, abs=0.03)
    assert sampled.cell_upper == pytest.approx(exact.cell_upper, abs=0.03)
    assert sampled.external_lower == pytest.approx(exact.external_lower, abs=0.03)
    assert sampled.external_upper == pytest.approx(exact.external_upper, abs=0.03)


def test_drawn_tails_are_the_same_at_every_run():
    graph = drawn(24, 0.2, 3)
    labels = {node: number % 3 for number, node in enumerate(graph)}

    assert label_tails(graph, labels, GROUPS) == label_tails(graph, labels, GROUPS)


@pytest.mark.parametrize(
    ("sizes", "exact"),
    [
        # 14! / (5!·5!·4!) = 252 252 and 16! / (6!·5!·5!) = 2 018 016.
        ((5, 5, 4), True),
        ((6, 5, 5), False),
    ],
)
def test_more_than_a_million_labelings_are_sampled(sizes, exact):
    labels = [group for group, size in enumerate(sizes) for _ in range(size)]
    graph = nx.empty_graph([f"n{number:02}" for number in range(len(labels))])

    assert label_tails(graph, dict(zip(graph, labels, strict=True)), GROUPS).exact is exact


def test_a_network_without_actors_has_tails_of_one():
    tails = label_tails(nx.Graph(), {}, 2)

    assert (tails.exact, tails.cross_sector) == (True, {})
    assert tails.cell_lower == tails.cell_upper == {(0, 0): 1.0, (0, 1): 1.0, (1, 1): 1.0}
    assert (tails.external_lower, tails.external_upper) == (1.0, 1.0)


@pytest.mark.parametrize("graph", [nx.empty_graph(["a"]), nx.empty_graph(["a", "b"])])
def test_without_edges_every_labeling_is_as_extreme_as_the_real_one(graph):
    tails = label_tails(graph, {node: number for number, node in enumerate(graph)}, GROUPS)

    assert tails.exact
    assert set(tails.cross_sector.values()) == {1.0}
    assert set(tails.cell_lower.values()) == set(tails.cell_upper.values()) == {1.0}


def test_an_actor_without_open_pairs_has_p_1():
    graph = nx.complete_graph(["a", "b", "c"])

    assert label_tails(graph, {"a": 0, "b": 1, "c": 2}, GROUPS).cross_sector == {"a": 1.0, "b": 1.0, "c": 1.0}


def test_counts_in_a_complete_network_of_181_actors_do_not_overflow():
    # The largest that is counted in 16 bits: 180 · 181 = 32 580 ordered pairs inside one group.
    graph = nx.complete_graph([f"n{number:03}" for number in range(181)])
    tails = label_tails(graph, dict.fromkeys(graph, 0), 1)

    assert tails.cell_lower == tails.cell_upper == {(0, 0): 1.0}
    assert set(tails.cross_sector.values()) == {1.0}


def test_counts_in_a_star_of_182_actors_are_right_in_the_wider_type():
    # The centre alone is of group 1: all 181 edges cross, in 1 of 182 labelings; else one edge does.
    graph = nx.star_graph([f"n{number:03}" for number in range(182)])
    labels = dict.fromkeys(graph, 0) | {"n000": 1}
    tails = label_tails(graph, labels, 2)

    assert tails.external_upper == pytest.approx(1 / 182)
    assert tails.cell_upper[0, 1] == pytest.approx(1 / 182)


@pytest.mark.parametrize(("others", "odd"), [(2100, 1), (1300, 2)])
def test_a_few_odd_actors_among_very_many_are_visited_too(others, odd):
    # 2 101 and 847 951 labelings: exact, but far too many to complete in one block.
    sizes = (others, odd)
    blocks = _all_labelings(sizes)

    assert next(blocks).shape[0] == others + odd
    assert number_of_labelings(sizes) <= 10**6


def test_blocks_stay_small_enough_for_the_memory():
    assert max(block.size for block in _all_labelings((5, 5, 4))) <= 2_000_000
    assert sum(block.shape[1] for block in _all_labelings((5, 5, 4))) == 252_252


def test_labels_are_dealt_not_invented():
    (block,) = _all_labelings((1, 2))

    assert np.sort(block, axis=0).T.tolist() == [[0, 1, 1]] * 3


def test_one_actor_of_another_sector_among_thousands_is_still_judged_exactly():
    graph = nx.path_graph([f"n{number:04}" for number in range(2_500)])
    tails = label_tails(graph, {node: int(node == "n0000") for node in graph}, 2)

    # The odd one stands at an end of the path, with one edge to others, as 2 of the 2 500 would; the rest have two.
    assert tails.exact
    assert tails.external_lower == 2 / 2_500
    assert tails.external_upper == 1.0
