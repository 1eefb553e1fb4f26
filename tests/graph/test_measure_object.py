"""The measures of any network as one object: whole values on small networks, and answers at every dead end."""

import json

import networkx as nx
import pytest

from graph.measure_object import measure_object
from graph.network_files import FiledNetwork, NetworkFile, read_network


def measured(nodes, edges, **options):
    files = NetworkFile("nodes.csv", nodes.encode()), NetworkFile("edges.csv", edges.encode())
    network = read_network(*files, **options)
    assert isinstance(network, FiledNetwork), network
    found = measure_object(network)
    # What is not a number cannot be written as JSON.
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def of_graph(graph, **options):
    nodes = "id\n" + "".join(f"n{node:05}\n" for node in graph)
    return measured(nodes, "source,target\n" + "".join(f"n{a:05},n{b:05}\n" for a, b in graph.edges), **options)


NODES = "id,sector\nd,south\na,north\nb,north\nc,south\n"
EDGES = "source,target\nb,a\nb,c\nc,d\n"


def test_a_path_of_four_has_every_measure_worked_out_by_hand():
    # a - b - c - d. Between: b has the pairs ac and ad, c has ad and bd, of 3 pairs of others each.
    # Constraint of b: a and c each (1/2)², no ties among them: 1/2. Effective size 2 - 0.
    # b: a in its group, c not, and no tie a-c: gatekeeper; c likewise.
    end = {"degree": 1, "betweenness": 0.0, "betweenness_normalised": 0.0, "constraint": 1.0, "effective_size": 1.0}
    middle = {
        "degree": 2,
        "betweenness": 2.0,
        "betweenness_normalised": 0.666667,
        "constraint": 0.5,
        "effective_size": 2.0,
    }
    nothing = {"coordinator": 0, "itinerant": 0, "gatekeeper": 0, "representative": 0, "liaison": 0}
    opens = nothing | {"gatekeeper": 1, "representative": 1}

    assert measured(NODES, EDGES, group="sector") == {
        "directed": False,
        "weighted": False,
        "nodes": 4,
        "edges": 3,
        "self_loops": 0,
        "duplicates": 0,
        "components": 1,
        "articulation_points": ["b", "c"],
        "bridges": [["a", "b"], ["b", "c"], ["c", "d"]],
        "betweenness_exact": True,
        "actors": [
            {"id": "a"} | end | nothing,
            {"id": "b"} | middle | opens,
            {"id": "c"} | middle | opens,
            {"id": "d"} | end | nothing,
        ],
        # Of the ordered pairs: 2 of 2 within north, 1 tie both ways of 4 pairs each way. E-I: (1 - 2) / 3.
        "groups": {
            "order": ["north", "south"],
            "sizes": [2, 2],
            "ungrouped": 0,
            "mixing": [[1, 1], [1, 1]],
            "density": [[1.0, 0.25], [0.25, 1.0]],
            "ei_index": -0.333333,
        },
    }


def test_with_direction_roles_and_betweenness_follow_the_arrows_and_cuts_do_not():
    # b -> a, b -> c -> d: only c lies between two others, of 6 ordered pairs; it lets b, of the other group, in.
    found = measured(NODES, EDGES, group="sector", directed=True)
    b, c = found["actors"][1], found["actors"][2]

    assert (c["betweenness"], c["betweenness_normalised"], c["gatekeeper"], c["representative"]) == (
        1.0,
        0.166667,
        1,
        0,
    )
    assert (b["betweenness"], b["gatekeeper"], b["degree"], b["effective_size"]) == (0.0, 0, 2, None)
    assert found["articulation_points"] == ["b", "c"]
    assert found["groups"]["mixing"] == [[1, 1], [0, 1]]
    assert found["groups"]["density"] == [[0.5, 0.25], [0.0, 0.5]]


def test_without_a_column_of_groups_nothing_is_said_of_groups():
    found = measured(NODES, EDGES)

    assert "groups" not in found
    assert "gatekeeper" not in found["actors"][0]


def test_strengths_change_constraint_and_nothing_else():
    # b: 3/4 in a and 1/4 in c. 9/16 + 1/16 = 0.625; all counted alike, 0.5.
    plain = measured(NODES, "source,target,weight\nb,a,1\nb,c,1\nc,d,1\n", group="sector")
    strong = measured(NODES, "source,target,weight\nb,a,3\nb,c,1\nc,d,1\n", group="sector")
    b = strong["actors"][1]

    assert (b["constraint"], b["constraint_unweighted"]) == (0.625, 0.5)
    for actor in (*plain["actors"], *strong["actors"]):
        del actor["constraint"]
    assert plain == strong


def test_who_has_no_group_is_left_out_of_what_is_said_of_groups():
    # e has no group; the tie d-e and what d and e would broker with it are left out.
    found = measured(NODES + "e,\n", EDGES + "d,e\n", group="sector")
    with_all = measured(NODES, EDGES, group="sector")

    assert found["groups"] == with_all["groups"] | {"ungrouped": 1}
    assert found["actors"][3]["liaison"] == 0
    assert [found["actors"][4][role] for role in ("gatekeeper", "liaison")] == [None, None]
    assert found["edges"] == 4


def test_an_empty_column_of_groups_says_so():
    found = measured("id,kind\na,\nb,\n", "source,target\na,b\n", group="kind")["groups"]

    assert found == {"order": [], "sizes": [], "ungrouped": 2, "mixing": [], "density": [], "ei_index": None}


@pytest.mark.parametrize("directed", [False, True])
def test_an_empty_network_has_an_answer(directed):
    found = measured("id,kind\n", "source,target\n", group="kind", directed=directed)

    assert (found["nodes"], found["components"], found["actors"], found["bridges"]) == (0, 0, [], [])


@pytest.mark.parametrize("directed", [False, True])
def test_one_node_that_names_itself_has_an_answer(directed):
    found = measured("id,kind\na,x\n", "source,target\na,a\n", group="kind", directed=directed)

    assert (found["edges"], found["self_loops"], found["components"]) == (0, 1, 1)
    assert found["actors"] == [
        {
            "id": "a",
            "degree": 0,
            "betweenness": 0.0,
            "betweenness_normalised": 0.0,
            "constraint": None,
            "effective_size": None,
            "coordinator": 0,
            "itinerant": 0,
            "gatekeeper": 0,
            "representative": 0,
            "liaison": 0,
        }
    ]
    assert found["groups"]["density"] == [[None]]
    assert found["groups"]["ei_index"] is None


def test_a_hub_of_thousands_is_measured_at_once_and_its_betweenness_known_to_be_estimated():
    # All 6 000 · 5 999 / 2 open pairs of the hub are in one group.
    found = of_graph(nx.star_graph(6000))
    hub = found["actors"][0]

    assert found["betweenness_exact"] is False
    assert (hub["degree"], hub["effective_size"], hub["constraint"]) == (
        6000,
        6000.0,
        pytest.approx(1 / 6000, abs=1e-6),
    )
    assert hub["betweenness"] == pytest.approx(6000 * 5999 / 2, rel=0.1)
    assert found["articulation_points"] == ["n00000"]


def test_a_long_path_is_no_deeper_than_any_other_network():
    found = of_graph(nx.path_graph(1500))

    assert len(found["articulation_points"]) == 1498
    assert len(found["bridges"]) == 1499
    assert found["actors"][1]["betweenness"] == 1498.0


def test_lists_are_sorted_by_id_whatever_the_order_of_the_files():
    found = measured("id\nb\na\n10\n9\n", "source,target\nb,a\n9,10\n")

    assert [actor["id"] for actor in found["actors"]] == ["10", "9", "a", "b"]
    assert found["bridges"] == [["10", "9"], ["a", "b"]]
