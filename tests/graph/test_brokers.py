"""The profile of every actor as a broker."""

import pytest

from graph.brokers import find_brokers
from graph.permutation import label_tails
from graph.sectors import SECTOR_CODE
from tests.graph.drawn import actor, make_network, make_system, ties


def profiles(network, tests=True):
    labels = {node: SECTOR_CODE[sector] for node, sector in network.nodes(data="sector")}
    tails = label_tails(network, labels, len(SECTOR_CODE)) if tests else None
    return {broker.id: broker for broker in find_brokers(network, tails)}


def test_the_middle_of_a_chain_of_three_sectors_is_a_liaison():
    found = profiles(make_network("clinic:region - school, school - club:civil_society"))
    school = found["school"]

    assert school.degree == 2
    assert school.roles == (0, 0, 0, 1)
    assert school.bridging == (1, 1.0)
    assert school.effective_size == 2.0
    assert school.betweenness == 1.0
    # Σ over two neighbours of (1/2)² = 0.5
    assert school.constraint == 0.5
    assert school.loss == (True, 1, 1)
    # All three sectors differ, in every labeling.
    assert (school.p_cross_sector, school.p_exact) == (1.0, True)


def test_a_chance_to_bridge_sectors_is_told_by_how_rarely_labels_give_it():
    # The open pair a-b spans two sectors in the labelings where c is not the odd one: the odd label falls on
    # a or b in 2 of 3.
    found = profiles(make_network("a - c, c - b:state"))

    assert found["c"].p_cross_sector == pytest.approx(2 / 3)
    assert found["a"].p_cross_sector == 1.0


def test_an_isolate_has_neither_effective_size_nor_constraint():
    alone = profiles(make_network("a - b, c"))["c"]

    assert (alone.degree, alone.effective_size, alone.constraint) == (0, None, None)
    assert (alone.betweenness, alone.loss) == (0.0, (False, 0, 1))


def test_levels_are_bridged_by_the_same_census():
    drawn = (
        actor("area", level="area"),
        actor("town", level="municipality"),
        actor("nation", level="nation", place_id=None),
        ties("area - town, town - nation"),
    )

    assert profiles(make_system(*drawn).network)["town"].level_roles == (0, 0, 0, 1)


def test_actors_without_level_have_a_profile_too():
    drawn = (actor("a"), actor("b"), actor("c", level="area"), ties("a - b, b - c"))

    assert profiles(make_system(*drawn).network)["b"].level_roles == (0, 0, 1, 0)


def test_without_tests_no_p_is_given():
    broker = profiles(make_network("a - b"), tests=False)["a"]

    assert (broker.p_cross_sector, broker.p_exact) == (None, False)


def test_brokers_stand_in_the_order_of_their_ids():
    assert list(profiles(make_network("c - a, b"))) == ["a", "b", "c"]


@pytest.mark.parametrize("drawn", ["", "a", "a - b", "a, b"])
def test_the_smallest_networks_have_profiles(drawn):
    network = make_network(drawn)

    assert list(profiles(network)) == list(network)
    assert {broker.betweenness for broker in profiles(network).values()} <= {0.0}
