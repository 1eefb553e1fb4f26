"""Brokerage roles against their definition, pair by pair."""

from itertools import combinations

import pytest

from graph.measures.brokerage import Roles, brokerage
from tests.graph.drawn import make_network, random_network


def by_definition(network, group):
    roles = {}
    for v in network:
        counted = [0, 0, 0, 0]
        for a, b in combinations(network[v], 2):
            if network.has_edge(a, b):
                continue
            own = (group[a] == group[v]) + (group[b] == group[v])
            counted[{2: 0, 1: 2}.get(own, 1 if group[a] == group[b] else 3)] += 1
        roles[v] = tuple(counted)
    return roles


@pytest.mark.parametrize("seed", range(10))
def test_roles_are_those_of_the_definition(seed):
    network = random_network(22, 0.05 + 0.09 * seed, seed)
    groups = {node: attributes["sector"] for node, attributes in network.nodes(data=True)}

    assert brokerage(network, groups) == by_definition(network, groups)


@pytest.mark.parametrize(
    ("a", "v", "b", "role"),
    [
        ("state", "state", "state", "coordinator"),
        ("region", "state", "region", "itinerant"),
        ("state", "state", "region", "gatekeeper"),
        ("region", "state", "state", "gatekeeper"),
        ("region", "state", "business", "liaison"),
    ],
)
def test_each_role_is_named_by_the_sectors_of_three(a, v, b, role):
    roles = brokerage(make_network(f"a:{a} - v:{v}, v - b:{b}"), {"a": a, "v": v, "b": b})["v"]

    assert roles._asdict() == dict.fromkeys(Roles._fields, 0) | {role: 1}
    assert roles.open_pairs == 1
    assert roles.between_groups == (role in {"gatekeeper", "liaison"})


def test_a_closed_pair_is_nobody_s_to_broker():
    groups = {"a": 0, "b": 1, "c": 2}

    assert brokerage(make_network("a - b, b - c, a - c"), groups)["b"] == (0, 0, 0, 0)


def test_groups_may_be_anything_also_unknown():
    roles = brokerage(make_network("a - v, v - b"), {"a": None, "v": None, "b": "area"})

    assert roles["v"] == (0, 0, 1, 0)


@pytest.mark.parametrize("drawn", ["", "a", "a - b", "a, b"])
def test_the_smallest_networks_have_nothing_to_broker(drawn):
    network = make_network(drawn)

    assert brokerage(network, dict.fromkeys(network, 0)) == dict.fromkeys(network, (0, 0, 0, 0))
