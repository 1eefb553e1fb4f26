"""Brokerage with direction, against sna's own three nodes and against the definition, pair by pair."""

from itertools import permutations
from random import Random

import networkx as nx
import numpy as np
import pytest

from graph.measures.brokerage import RoleCounts, role_counts
from graph.measures.dyads import Dyads


def counted(graph, groups):
    roles = role_counts(Dyads.of(graph), np.array(groups, dtype=np.int64))
    return {node: {role: int(counts[i]) for role, counts in roles._asdict().items()} for i, node in enumerate(graph)}


def by_definition(graph, group):
    roles = {node: dict.fromkeys(RoleCounts._fields, 0) for node in graph}
    for i, v, k in permutations(graph, 3):
        if graph.has_edge(i, v) and graph.has_edge(v, k) and not graph.has_edge(i, k):
            roles[v][role_of(group[i], group[v], group[k])] += 1
    return roles


def role_of(i, v, k):
    if i == k:
        return "coordinator" if v == i else "itinerant"
    return "representative" if i == v else "gatekeeper" if v == k else "liaison"


# sna 2.7.1, brokerage() of the path 1 -> 2 -> 3; without direction it counts every pair twice.
@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ([0, 0, 0], "coordinator"),
        ([0, 1, 0], "itinerant"),
        ([0, 0, 1], "representative"),
        ([0, 1, 1], "gatekeeper"),
        ([0, 1, 2], "liaison"),
    ],
)
def test_each_role_is_named_as_in_sna(groups, role):
    found = counted(nx.DiGraph([(1, 2), (2, 3)]), groups)

    assert found[2] == dict.fromkeys(RoleCounts._fields, 0) | {role: 1}
    assert not any(found[1].values())
    assert not any(found[3].values())


def test_a_tie_onwards_closes_a_pair_and_a_tie_back_does_not():
    path = [(1, 2), (2, 3)]

    assert counted(nx.DiGraph([*path, (1, 3)]), [0, 0, 0])[2]["coordinator"] == 0
    # In a ring each stands between the two others.
    assert [roles["coordinator"] for roles in counted(nx.DiGraph([*path, (3, 1)]), [0, 0, 0]).values()] == [1, 1, 1]


def test_a_tie_both_ways_leads_nobody_to_itself():
    assert not any(counted(nx.DiGraph([(1, 2), (2, 1)]), [0, 0])[2].values())


def test_without_direction_gatekeeper_and_representative_are_one_count():
    found = counted(nx.Graph([(1, 2), (2, 3)]), [0, 0, 1])[2]

    assert found == {"coordinator": 0, "itinerant": 0, "representative": 1, "gatekeeper": 1, "liaison": 0}


@pytest.mark.parametrize("seed", range(8))
def test_roles_are_those_of_the_definition(seed):
    graph = nx.gnp_random_graph(18, 0.05 + 0.11 * seed, seed=seed, directed=True)
    groups = [Random(seed + node).randrange(4) for node in graph]

    assert counted(graph, groups) == by_definition(graph, dict(enumerate(groups)))


@pytest.mark.parametrize("seed", range(3))
def test_a_symmetric_network_with_direction_counts_each_pair_twice(seed):
    graph = nx.gnp_random_graph(20, 0.3, seed=seed)
    groups = [node % 3 for node in graph]
    once, ordered = counted(graph, groups), counted(graph.to_directed(), groups)
    times = {"coordinator": 2, "itinerant": 2, "liaison": 2, "representative": 1, "gatekeeper": 1}

    assert ordered == {node: {role: times[role] * n for role, n in roles.items()} for node, roles in once.items()}
