"""The whole map: nobody overlaps, everybody keeps to its sector, and the same network gives the same map."""

from itertools import combinations
from math import hypot

import networkx as nx
import pytest

from graph.derivation import Network
from graph.drawing.layout import draw
from graph.drawing.sheet import Box, Drawing
from tests.graph.drawn import make_network, random_network

TWELVE = (
    "kommun - skola, kommun - region:region, skola - klubb:civil_society, polis:state - kommun,"
    "polis - bolag:business, bolag - klubb, bolag - bygg:business, grupp:civil_society - klubb,"
    "grupp - sang:civil_society, fritid - skola, fritid - grupp, tempel:civil_society, campus:research - region"
)
SPARSE, MIDDLE, DENSE = (random_network(60, density, seed) for density, seed in ((0.02, 1), (0.1, 2), (0.3, 3)))
NETWORKS = [make_network(TWELVE), SPARSE, MIDDLE, DENSE]


def within(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left - 0.1
        and inner.top >= outer.top - 0.1
        and inner.right <= outer.right + 0.1
        and inner.bottom <= outer.bottom + 0.1
    )


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def marks(drawing: Drawing) -> dict[str, Box]:
    return {
        node.id: Box(node.x - node.radius, node.y - node.radius, 2 * node.radius, 2 * node.radius)
        for node in drawing.nodes
    }


def labels(drawing: Drawing) -> list[Box]:
    return [node.label.box for node in drawing.nodes if node.label]


@pytest.mark.parametrize("network", NETWORKS)
def test_no_two_marks_overlap(network: Network) -> None:
    for one, other in combinations(draw(network).nodes, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius


@pytest.mark.parametrize("network", NETWORKS)
def test_every_actor_stands_in_its_sectors_ground(network: Network) -> None:
    drawing = draw(network)
    ground = {region.sector: region.box for region in drawing.regions}
    assert all(within(box, ground[drawing.node[actor].sector]) for actor, box in marks(drawing).items())


@pytest.mark.parametrize("network", NETWORKS)
def test_no_name_covers_a_mark_or_another_name(network: Network) -> None:
    drawing = draw(network)
    assert not any(overlap(one, other) for one, other in combinations(labels(drawing), 2))
    assert not any(overlap(name, mark) for name in labels(drawing) for mark in marks(drawing).values())


@pytest.mark.parametrize("network", NETWORKS)
def test_names_stay_on_the_sheet(network: Network) -> None:
    drawing = draw(network)
    assert all(within(box, Box(0, 0, drawing.width, drawing.height)) for box in labels(drawing))


def test_all_of_twelve_actors_are_named() -> None:
    drawing = draw(make_network(TWELVE))
    assert len(drawing.nodes) == 12
    assert all(node.label for node in drawing.nodes)


def test_actors_without_ties_are_parked_in_reading_order_and_no_other() -> None:
    network = make_network("a - b, u1, u2, u3, u4, u5").copy()
    nx.set_node_attributes(network, {"u1": "Zebra", "u2": "Älg", "u3": "Örn", "u4": "Åre", "u5": "apa"}, "name")
    drawing = draw(network)
    parked = sorted((node for node in drawing.nodes if node.parked), key=lambda node: (node.y, node.x))
    assert [node.label and node.label.lines[0] for node in parked] == ["apa", "Zebra", "Åre", "Älg", "Örn"]
    [region] = drawing.regions
    assert region.parking is not None
    assert all(within(marks(drawing)[node.id], region.parking) for node in parked)
    assert not any(overlap(marks(drawing)[actor], region.parking) for actor in "ab")


def test_untied_actors_take_no_ground_from_the_tied() -> None:
    crowd = ", ".join(f"u{number:02}" for number in range(40))
    tied = [node for node in draw(make_network(f"a - b, c - d, a - c, {crowd}")).nodes if not node.parked]
    alone = draw(make_network("a - b, c - d, a - c")).nodes
    assert min(node.radius for node in tied) >= min(node.radius for node in alone)


def test_a_broker_stands_nearer_to_its_partners_than_its_colleagues_do() -> None:
    colleagues = ", ".join(f"c{a} - c{b}" for a, b in combinations(range(8), 2))
    partners = ", ".join(f"broker - s{number}:state" for number in range(5))
    drawing = draw(make_network(f"{colleagues}, broker - c0, {partners}"))
    state = next(region.box for region in drawing.regions if region.sector == "state")
    apart = {
        node.id: hypot(node.x - state.left - state.width / 2, node.y - state.top - state.height / 2)
        for node in drawing.nodes
        if node.sector == "municipality"
    }
    assert min(apart, key=lambda actor: apart[actor]) == "broker"


def test_whoever_has_most_ties_has_the_largest_mark() -> None:
    nodes = draw(make_network("hub - a, hub - b, hub - c, a - b")).node
    assert nodes["hub"].radius == 14.0
    assert nodes["a"].radius > nodes["c"].radius


def test_the_map_does_not_depend_on_the_order_of_actors_and_ties() -> None:
    network = random_network(40, 0.1, 5)
    turned: Network = nx.Graph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from((b, a, tie) for a, b, tie in reversed(list(network.edges(data=True))))
    assert draw(turned) == draw(network)


def test_another_seed_moves_actors_but_not_the_sectors() -> None:
    network = random_network(40, 0.1, 5)
    assert draw(network, seed=2).regions == draw(network).regions
    assert draw(network, seed=2).nodes != draw(network).nodes


def test_lines_run_between_the_marks_of_their_ends() -> None:
    drawing = draw(make_network("b - a, b - c"))
    assert [(edge.source, edge.target) for edge in drawing.edges] == [("a", "b"), ("b", "c")]
    for edge in drawing.edges:
        source, target = drawing.node[edge.source], drawing.node[edge.target]
        assert (edge.x1, edge.y1, edge.x2, edge.y2) == (source.x, source.y, target.x, target.y)


def test_a_network_of_nobody_is_an_empty_sheet() -> None:
    drawing = draw(make_network(""))
    assert (drawing.width, drawing.height, drawing.nodes, drawing.regions) == (1160.0, 520.0, (), ())


def test_actors_without_any_tie_at_all_are_drawn() -> None:
    drawing = draw(make_network("a, b:state, c:state"))
    assert all(node.parked and node.label for node in drawing.nodes)


def test_a_thousand_actors_without_ties_find_room() -> None:
    drawing = draw(make_network(", ".join(f"u{number:04}" for number in range(1000))))
    assert len({(node.x, node.y) for node in drawing.nodes}) == 1000
    assert all(within(box, drawing.regions[0].box) for box in marks(drawing).values())
