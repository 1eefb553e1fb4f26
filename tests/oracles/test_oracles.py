"""Published networks: every figure that R gives for them, and that is ours too, is the same.

README.md says where the networks come from and which conventions differ.
"""

import os

import pytest

from tests.oracles.views import Oracle, oracles

ORACLES = oracles()
OF_ONE_MODE = [oracle for oracle in ORACLES if oracle.view != "two_mode"]
GROUPED = [oracle for oracle in ORACLES if oracle.group]
UNDIRECTED = [oracle for oracle in OF_ONE_MODE if oracle.view != "directed"]
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")

every_view = pytest.mark.parametrize("oracle", OF_ONE_MODE, ids=str)
every_grouping = pytest.mark.parametrize("oracle", GROUPED, ids=str)


def per_actor(measured, name):
    return {actor["id"]: actor[name] for actor in measured["actors"]}


def same(wanted):
    """Return what is equal to `wanted` but for rounding; what is undefined is undefined in both."""
    if isinstance(wanted, dict):
        return {key: same(value) for key, value in wanted.items()}
    if isinstance(wanted, list):
        return [same(value) for value in wanted]
    return wanted if wanted is None else pytest.approx(wanted, rel=0, abs=1e-6)


def test_every_network_with_a_free_licence_is_here():
    assert {oracle.network for oracle in ORACLES} >= {
        "coleman_fall",
        "emon_cheyenne",
        "emon_lakepomona",
        "emon_texas",
        "southern_women",
    }


@pytest.mark.skipif("SAMVERKAN_ORACLES" not in os.environ, reason="SAMVERKAN_ORACLES names no folder of more networks")
def test_the_networks_of_the_folder_are_measured_too():
    assert {str(oracle.folder) for oracle in ORACLES} > {os.environ["SAMVERKAN_ORACLES"]}


@every_view
def test_what_is_counted_is_that_of_r(oracle: Oracle):
    measured, known = oracle.measured(), oracle.known
    if "degree" not in known:
        known = known | {"degree": {node: into + known["outdegree"][node] for node, into in known["indegree"].items()}}
    degree = per_actor(measured, "degree")

    assert (measured["nodes"], measured["edges"]) == (known["n"], known["m"])
    assert measured["components"] == known["components_weak"]["count"]
    assert {node: degree[node] for node in known["degree"]} == known["degree"]
    assert sorted(node for node, ties in degree.items() if not ties) == sorted(known["isolates"])


@every_view
def test_betweenness_is_that_of_r(oracle: Oracle):
    measured, known = oracle.measured(), oracle.known

    assert measured["betweenness_exact"]
    for ours, theirs in (("betweenness", "betweenness_raw"), ("betweenness_normalised", "betweenness_norm")):
        found = per_actor(measured, ours)
        assert {node: found[node] for node in known[theirs]} == same(known[theirs])


@every_view
def test_constraint_is_that_of_r_with_strengths_and_without(oracle: Oracle):
    known = oracle.known["constraint_unweighted"]
    measured = oracle.measured()
    for found in (
        per_actor(measured, "constraint_unweighted"),
        per_actor(oracle.measured(weighted=False), "constraint"),
    ):
        assert {node: found[node] for node in known} == same(known)
    if "constraint_weighted" in oracle.known:
        assert per_actor(measured, "constraint") == same(oracle.known["constraint_weighted"])


@every_view
def test_effective_size_is_that_of_r_but_null_for_isolates_and_with_direction(oracle: Oracle):
    found = per_actor(oracle.measured(), "effective_size")
    known = oracle.known.get("effective_size", dict.fromkeys(found))
    wanted = {node: None if node in oracle.known["isolates"] else size for node, size in known.items()}

    assert {node: found[node] for node in wanted} == same(wanted)


@pytest.mark.parametrize("oracle", UNDIRECTED, ids=str)
def test_cuts_are_those_of_r(oracle: Oracle):
    measured = oracle.measured()

    assert measured["articulation_points"] == sorted(oracle.known["articulation_points"])
    assert measured["bridges"] == sorted(map(sorted, oracle.known["bridges"]))


@every_grouping
def test_brokerage_is_that_of_sna(oracle: Oracle):
    """R counts ordered pairs: without direction it meets each pair twice, as (i, k) and as (k, i)."""
    assert oracle.group
    twice = {"representative": 1, "gatekeeper": 1} if oracle.view != "directed" else dict.fromkeys(ROLES, 1)
    actors = {actor["id"]: actor for actor in oracle.measured()["actors"]}
    known = oracle.known["groups"][oracle.group]
    counted = {node: {role: twice.get(role, 2) * actor[role] for role in ROLES} for node, actor in actors.items()}

    for node, roles in known["brokerage_sna_raw"].items():
        assert counted[node] | {"total": sum(counted[node].values())} == roles, node
    totals = {role: sum(roles[role] for roles in counted.values()) for role in ROLES}
    assert totals | {"total": sum(totals.values())} == known["brokerage_sna_graph_total"]


@pytest.mark.parametrize("oracle", [oracle for oracle in UNDIRECTED if oracle.group], ids=str)
def test_without_direction_each_pair_counts_once(oracle: Oracle):
    assert oracle.group
    known = oracle.known["groups"][oracle.group]["brokerage_unordered_pairs"]
    actors = {actor["id"]: actor for actor in oracle.measured()["actors"]}
    for node, pairs in known.items():
        found = {role: actors[node][role] for role in ("coordinator", "itinerant", "liaison")}
        found["representative_or_gatekeeper"] = actors[node]["gatekeeper"]

        assert found | {"total": sum(found.values())} == pairs
        assert actors[node]["representative"] == actors[node]["gatekeeper"]


@every_grouping
def test_ties_between_groups_are_those_of_r(oracle: Oracle):
    assert oracle.group
    measured, known = oracle.measured()["groups"], oracle.known["groups"][oracle.group]
    internal = sum(row[i] for i, row in enumerate(measured["mixing"]))

    assert measured["order"] == known["mixing"]["rows"] == known["mixing"]["cols"]
    assert measured["mixing"] == known["mixing"]["values"]
    assert internal == known["ties_internal"]
    assert measured["ei_index"] == same(known["ei_index"])
    if "block_density" in known:
        assert measured["density"] == same(known["block_density"]["values"])


@pytest.mark.parametrize("oracle", [oracle for oracle in ORACLES if oracle.view == "two_mode"], ids=str)
def test_a_two_mode_network_is_measured_as_any_other(oracle: Oracle):
    measured = oracle.measured()

    assert measured["components"] == oracle.known["components"]
    assert measured["articulation_points"] == sorted(oracle.known["articulation_points"])
    assert per_actor(measured, "betweenness") == same(oracle.known["betweenness_raw_bipartite"])
