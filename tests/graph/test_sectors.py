"""The table of sectors: what is observed, what is expected, and what it amounts to."""

from itertools import combinations

import pytest

from graph.knowledge import Knowledge
from graph.permutation import label_tails
from graph.sectors import SECTOR_CODE, sector_matrix
from graph.system import Reading
from tests.graph.drawn import (
    activity,
    actors,
    agreement,
    forum,
    make_network,
    make_system,
    random_network,
    tie,
    ties,
)

BETWEEN = "municipality", "civil_society"


def matrix(network, declared=(), tests=True):
    labels = {node: SECTOR_CODE[sector] for node, sector in network.nodes(data="sector")}
    tails = label_tails(network, labels, len(SECTOR_CODE)) if tests else None
    return sector_matrix(network, Knowledge(network, frozenset(declared)), tails)


def cell(found, a, b):
    return next(cell for cell in found.cells if (cell.a, cell.b) == (a, b))


def test_all_21_cells_are_given_in_the_order_of_sectors():
    cells = matrix(make_network("a")).cells
    order = ["municipality", "region", "state", "civil_society", "business", "research"]

    assert [(c.a, c.b) for c in cells] == [(a, b) for i, a in enumerate(order) for b in order[i:]]
    assert len(cells) == 21


def test_expected_edges_are_the_mean_under_permutation():
    # 5 actors, 4 edges, 10 pairs: municipality-civil society has 2 · 3 = 6 pairs, E = 4 · 6/10 = 2.4.
    network = make_network("a - b, a - c:civil_society, b - d:civil_society, c - e:civil_society")
    found = cell(matrix(network), *BETWEEN)

    assert (found.n_a, found.n_b, found.possible, found.observed) == (2, 3, 6, 2)
    assert found.expected == pytest.approx(2.4)
    assert found.ratio == pytest.approx(2 / 2.4)
    assert found.too_few is False


def test_possible_and_expected_pairs_are_over_all_pairs_also_of_outsiders():
    network = make_network("r:region - s:state, k", outside=["r", "s"])

    assert cell(matrix(network), "region", "state").possible == 1
    assert cell(matrix(network), "region", "state").expected == pytest.approx(1 / 3)


def test_observed_edges_and_those_expected_add_up_over_the_cells():
    network = random_network(15, 0.3, 5)
    cells = matrix(network, tests=False).cells
    edges = network.number_of_edges()

    assert sum(c.observed for c in cells) == edges
    assert sum(c.expected for c in cells) == pytest.approx(edges)
    assert sum(c.possible for c in cells) == 105


def test_a_sector_without_actors_is_missing_whatever_else_holds():
    found = matrix(make_network("a - b"))

    assert {c.state for c in found.cells if c.b != "municipality"} == {"sector_missing"}
    assert cell(found, "municipality", "region").kappa == 1.0


def test_a_single_actor_with_itself_has_no_state():
    # P = 0: ratio and p are null, κ is 1 and too_few true.
    found = cell(matrix(make_network("a - b:region")), "region", "region")

    assert found.state is None
    assert (found.possible, found.ratio, found.p_lower, found.p_upper) == (0, None, None, None)
    assert (found.kappa, found.too_few) == (1.0, True)


def test_a_missing_sector_has_no_pairs():
    found = cell(matrix(make_network("a - b:region")), "state", "business")

    assert (found.possible, found.ratio, found.p_lower, found.kappa, found.too_few) == (0, None, None, 1.0, True)


def test_a_cell_is_unknown_when_less_than_half_of_it_is_known():
    # One of three pairs has an edge: κ = 1/3.
    found = cell(matrix(make_network("a - b, c")), "municipality", "municipality")

    assert (found.state, found.kappa) == ("unknown", pytest.approx(1 / 3))


def test_half_known_is_not_unknown():
    found = cell(matrix(make_network("a - c:civil_society, b")), *BETWEEN)

    assert (found.kappa, found.state) == (0.5, "as_expected")


def test_a_known_cell_without_edges_has_none_registered():
    found = cell(matrix(make_network("a - b, c:civil_society"), declared="c"), *BETWEEN)

    assert (found.state, found.observed, found.ratio) == ("none_registered", 0, 0.0)


def test_without_any_edge_the_ratio_is_null_and_nothing_is_registered():
    found = cell(matrix(make_network("a, c:civil_society"), declared="a"), *BETWEEN)

    assert (found.ratio, found.expected, found.state, found.too_few) == (None, 0.0, "none_registered", True)
    assert (found.p_lower, found.p_upper) == (1.0, 1.0)


SEGREGATED = (
    "a1 - a2, a1 - a3, a1 - a4, a2 - a3, a2 - a4, a3 - a4, a1 - c1:civil_society,"
    "c1 - c2:civil_society, c1 - c3:civil_society, c1 - c4:civil_society, c2 - c3, c2 - c4, c3 - c4"
)
"""Two groups of four in which everybody knows everybody, and one edge between them."""


def test_few_edges_between_two_closed_groups_are_weak_and_those_inside_strong():
    # M = 13 of 28 pairs; between: P = 16, E = 13 · 16/28 = 7.43, R = 0.13. Inside: P = 6, E = 2.79, R = 2.15.
    # Of the 70 labelings only the real one and its mirror image have as few edges between: p = 2/70.
    found = matrix(make_network(SEGREGATED), declared=["a1", "a2", "a3", "a4"])
    between, inside = cell(found, *BETWEEN), cell(found, "municipality", "municipality")

    assert (between.state, between.p_lower) == ("weak", pytest.approx(2 / 70))
    assert between.p_exact is True
    assert (inside.state, inside.p_upper) == ("strong", pytest.approx(2 / 70))


def test_without_tests_nothing_is_called_weak_or_strong():
    found = matrix(make_network(SEGREGATED), declared=["a1", "a2", "a3", "a4"], tests=False)

    assert {c.state for c in found.cells} == {"as_expected", "sector_missing"}
    assert {(c.p_lower, c.p_upper, c.p_exact) for c in found.cells} == {(None, None, False)}


def test_few_edges_are_weak_when_chance_rarely_gives_as_few():
    # M = 7 of 15 pairs, P = 8, E = 3.733, R = 0.268; of 15 labelings only {c, d} has as few as one edge.
    network = make_network("a - b, a - e, b - e, a - f, b - f, a - c:civil_society, d:civil_society, e - f")
    found = cell(matrix(network, declared=["c", "d"]), *BETWEEN)

    assert found.ratio == pytest.approx(1 / (7 * 8 / 15))
    assert (found.p_lower, found.state) == (pytest.approx(1 / 15), "weak")


def test_few_edges_are_as_expected_when_chance_often_gives_as_few():
    # A star round the only region. M = 9 of 36 pairs, P = 16, E = 4, m = 1, R = 0.25. With any other actor in the
    # middle at least four edges cross, so p is the chance that the region stands there: 1/9 > 0.1.
    leaves = ["a1", "a2", "a3", "a4", *(f"c{number}:civil_society" for number in range(1, 5))]
    network = make_network(",".join([*(f"r:region - {leaf}" for leaf in leaves), "a1 - c1"]))
    found = cell(matrix(network, declared=["a1", "a2", "a3", "a4"]), *BETWEEN)

    assert (found.observed, found.ratio) == (1, 0.25)
    assert (found.p_lower, found.state) == (pytest.approx(1 / 9), "as_expected")


def star_in_a_crowd(n, edges):
    """Return the only actor of its sector tied to all others, and ties among those up to `edges` in all."""
    others = [f"c{number:02}" for number in range(n - 1)]
    pairs = list(combinations(others, 2))
    # Every fourth pair is skipped, so that nobody else knows everybody.
    sparse = [pair for number, pair in enumerate(pairs) if number % 4][: edges - (n - 1)]
    drawn = [f"k - {other}:civil_society" for other in others] + [f"{a} - {b}" for a, b in sparse]
    return make_network(",".join(drawn))


def test_a_ratio_of_exactly_one_and_a_half_is_not_strong():
    # n = 15, M = 70 of 105 pairs, P = m = 14: E = 70 · 14/105 = 9 1/3 and R = 14/(28/3) = 1.5, not above it.
    network = star_in_a_crowd(15, 70)
    found = cell(matrix(network), *BETWEEN)

    assert network.number_of_edges() == 70
    assert found.p_upper == pytest.approx(1 / 15)
    assert found.state == "as_expected"


def test_too_few_means_less_than_one_expected():
    # Six pairs, three edges: the cell of two pairs expects exactly 1.
    network = make_network("a - b, a - c:civil_society, b - d:region")
    cells = matrix(network)

    assert cell(cells, *BETWEEN).expected == 1.0
    assert cell(cells, *BETWEEN).too_few is False
    assert cell(cells, "region", "civil_society").too_few is True


def channels_of(*drawn):
    system = make_system(actors("a c:civil_society"), *drawn)
    found = cell(sector_matrix(system.network, system.knowledge, None), *BETWEEN)
    return found.channels, found.forum_only


def test_edges_are_counted_once_under_each_of_their_channels():
    drawn = (tie("a - c"), agreement("v1", "a c"), activity("x1", "a c"), forum("f1", "a c"))

    assert channels_of(*drawn) == ({"direct": 1, "agreement": 1, "activity": 1, "forum": 1}, 0)


def test_an_edge_that_rests_on_forums_alone_is_told():
    drawn = (forum("f1", "a c"), forum("f2", "a c"))

    assert channels_of(*drawn) == ({"direct": 0, "agreement": 0, "activity": 0, "forum": 1}, 1)


def test_pairs_at_distance_two_are_within_reach_of_a_broker():
    # k joins a and c; b - d are three steps apart.
    network = make_network("a - k:state, k - c:civil_society, a - b, c - d:civil_society")
    found = matrix(network)

    assert cell(found, *BETWEEN).via_broker == 1
    assert cell(found, "municipality", "state").via_broker == 1
    assert cell(found, "municipality", "municipality").via_broker == 0


def test_a_pair_with_an_edge_or_two_brokers_is_counted_once_or_not_at_all():
    network = make_network("a - x:state, x - c:civil_society, a - y:state, y - c, a - z:state, z - c, c - d, a - d")

    assert cell(matrix(network, tests=False), *BETWEEN).via_broker == 1


def test_the_balance_of_edges_is_shown_beside_the_one_expected_from_sizes():
    # External 1, internal 12: -11/13. Of 28 pairs 12 lie inside: (16 - 12)/28 = 1/7.
    ei = matrix(make_network(SEGREGATED)).ei

    assert (ei.external, ei.internal) == (1, 12)
    assert ei.value == pytest.approx(-11 / 13)
    assert ei.expected == pytest.approx(1 / 7)
    assert ei.p_lower == pytest.approx(2 / 70)
    assert ei.p_upper == 1.0


@pytest.mark.parametrize(("drawn", "expected"), [("", None), ("a", None), ("a, b", -1.0), ("a, b:state", 1.0)])
def test_without_edges_there_is_no_balance(drawn, expected):
    ei = matrix(make_network(drawn)).ei

    assert (ei.value, ei.expected, ei.external, ei.internal) == (None, expected, 0, 0)


def test_the_kappa_of_a_cell_is_that_of_its_pairs():
    # a-c has an edge, a-d does not, b spoke for b-c and b-d: 3 of 4.
    found = cell(matrix(make_network("a - c:civil_society, b, d:civil_society"), declared="b"), *BETWEEN)

    assert found.kappa == 0.75


def test_an_empty_network_misses_every_sector():
    cells = matrix(make_network("")).cells

    assert {c.state for c in cells} == {"sector_missing"}
    assert all(c.too_few for c in cells)


def test_the_confirmed_reading_counts_its_own_edges_and_keeps_kappa():
    drawn = (actors("a c:civil_society"), ties("a - c", confirmation="one_party"))
    system = make_system(*drawn, reading=Reading.MINUS)
    found = cell(sector_matrix(system.minus, system.knowledge, None), *BETWEEN)

    assert (found.observed, found.kappa, found.state) == (0, 1.0, "none_registered")


def test_cells_agree_with_counting_by_hand_on_random_networks():
    network = random_network(16, 0.25, 9)
    sector = {node: attributes["sector"] for node, attributes in network.nodes(data=True)}
    for found in matrix(network, tests=False).cells:
        pairs = [(a, b) for a, b in combinations(network, 2) if {sector[a], sector[b]} == {found.a, found.b}]
        apart = [pair for pair in pairs if not network.has_edge(*pair)]

        assert found.possible == len(pairs)
        assert found.observed == len(pairs) - len(apart)
        assert found.via_broker == sum(1 for a, b in apart if set(network[a]) & set(network[b]))
