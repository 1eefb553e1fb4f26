"""How the evidence of a pair becomes one edge."""

import networkx as nx
import pytest

from graph.derivation import combined_strength, ladder_step
from graph.system import Reading
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    forum,
    make_system,
    member,
    runner,
    strengths,
    tie,
)


def test_all_evidence_of_a_pair_is_combined():
    # 1 - (1 - 0.8)(1 - 0.6)(1 - 0.6)(1 - 0.4) = 1 - 0.2 · 0.4 · 0.4 · 0.6 = 0.9808
    drawn = (
        actors("a b"),
        agreement("v1", "a b", kind="iop"),
        activity("x1", "a b"),
        tie("a - b"),
        forum("f1", "a b", collaboration_level="consultation"),
    )
    edge = make_system(*drawn).network.edges["a", "b"]

    assert edge["strength"] == 0.9808
    assert edge["channels"] == ("activity", "agreement", "direct", "forum")
    assert edge["evidence"] == ("activities:x1", "agreements:v1", "forums:f1", "ties:t-a-b")
    assert edge["step"] == "partnership"


def test_two_ties_of_one_pair_are_one_edge():
    # 1 - 0.4 · 0.8 = 0.68, whichever end is named first.
    drawn = (actors("a b"), tie("b - a", "t1"), tie("a - b", "t2", level="information"))

    assert strengths(make_system(*drawn).network) == {"a - b": 0.68}


def test_strength_is_rounded_to_six_decimals():
    # Three forums of ten: 0.4 · 4/9 = 0.177778 each, and 1 - (1 - 0.4 · 4/9)³ = 0.444115...
    everyone = "a b c d e f g h i j"
    drawn = [forum(name, everyone, collaboration_level="consultation") for name in ("f1", "f2", "f3")]

    assert strengths(make_system(actors(everyone), drawn).network)["a - b"] == round(1 - (1 - 1.6 / 9) ** 3, 6)


def test_weak_signs_add_up_to_an_edge():
    # One forum of ten on the step of consultation gives 0.177778 < 0.2; two give 1 - 0.822222² = 0.323951.
    everyone = "a b c d e f g h i j"
    one = forum("f1", everyone, collaboration_level="consultation")
    two = forum("f2", everyone, collaboration_level="consultation")

    assert strengths(make_system(actors(everyone), one).network) == {}
    assert set(strengths(make_system(actors(everyone), one, two).network).values()) == {0.323951}


def test_the_weakest_edge_is_exactly_0_2():
    # 1 - (1 - 0.2) is 0.19999999999999996 before it is rounded.
    assert strengths(make_system(actors("a b"), tie("a - b", level="information")).network) == {"a - b": 0.2}


@pytest.mark.parametrize(
    ("strength", "step"),
    [
        (0.2, "information"),
        (0.399999, "information"),
        (0.4, "consultation"),
        (0.599999, "consultation"),
        (0.6, "dialogue"),
        (0.799999, "dialogue"),
        (0.8, "partnership"),
        (1.0, "partnership"),
    ],
)
def test_the_step_is_the_highest_whose_strength_is_reached(strength, step):
    assert ladder_step(strength) == step


@pytest.mark.parametrize("strength", [0.2, 0.4, 0.6, 0.8])
def test_one_piece_of_evidence_keeps_its_strength_exactly(strength):
    assert combined_strength([strength]) == strength


def test_an_edge_has_the_best_confirmation_of_its_evidence():
    drawn = (
        actors("a b"),
        tie("a - b", "t1", confirmation="third_party"),
        tie("a - b", "t2", confirmation="documented"),
        tie("a - b", "t3", confirmation="one_party"),
    )

    assert make_system(*drawn).network.edges["a", "b"]["confirmation"] == "documented"


def test_an_edge_carries_the_themes_of_all_its_evidence_once():
    drawn = (
        actors("a b"),
        tie("a - b", themes="safety;health"),
        activity("x1", "a b", themes="health;education"),
    )

    assert make_system(*drawn).network.edges["a", "b"]["themes"] == ("education", "health", "safety")


def test_the_confirmed_reading_holds_what_both_or_a_document_say():
    drawn = (
        actors("a b c d e"),
        tie("a - b", confirmation="both"),
        tie("a - c", confirmation="documented"),
        tie("a - d", confirmation="one_party"),
        tie("a - e", confirmation="third_party"),
    )

    assert set(strengths(make_system(*drawn, reading=Reading.MINUS).network)) == {"a - b", "a - c"}


def test_a_blank_confirmation_is_a_third_party_s():
    drawn = (actors("a b"), tie("a - b", confirmation="third_party"))

    assert strengths(make_system(*drawn, reading=Reading.MINUS).network) == {}


def test_the_confirmed_reading_weighs_confirmed_evidence_alone():
    # Registered: 1 - 0.4 · 0.4 = 0.84. Confirmed: the tie alone, 0.6.
    drawn = (actors("a b"), tie("a - b"), activity("x1"), runner("x1", "a"), runner("x1", "b", "one_party"))
    minus = make_system(*drawn, reading=Reading.MINUS).network.edges["a", "b"]

    assert strengths(make_system(*drawn).network) == {"a - b": 0.84}
    assert (minus["strength"], minus["channels"], minus["evidence"]) == (0.6, ("direct",), ("ties:t-a-b",))


def test_the_confirmed_reading_keeps_k():
    # Two of six members are confirmed. k is 6 in both readings: 0.6 · 4/5 = 0.48.
    drawn = (
        actors("a b c d e f"),
        forum("f1", "a b"),
        [member("f1", one, confirmation="one_party") for one in "cdef"],
    )

    assert strengths(make_system(*drawn, reading=Reading.MINUS).network) == {"a - b": 0.48}


def test_a_node_carries_what_a_reader_is_shown_of_its_actor():
    drawn = actor("c1", "civil_society", level="area", kind="association", capacity="small")
    node = make_system(drawn).network.nodes["c1"]

    assert dict(node) == {
        "id": "c1",
        "name": "C1",
        "sector": "civil_society",
        "level": "area",
        "kind": "association",
        "entity": "organisation",
        "capacity": "small",
        "home": True,
    }


def test_an_actor_from_outside_is_marked():
    network = make_system(actors("k r@lan"), tie("k - r")).network

    assert {node: network.nodes[node]["home"] for node in network} == {"k": True, "r": False}


def test_the_network_is_frozen():
    network = make_system(actors("a b")).network

    with pytest.raises(nx.NetworkXError):
        network.add_edge("a", "b")


def test_nodes_and_edges_stand_in_the_order_of_their_ids():
    network = make_system(actors("c a b"), tie("c - b"), tie("b - a")).network

    assert list(network) == ["a", "b", "c"]
    assert list(network.edges) == [("a", "b"), ("b", "c")]
