"""The system of a place: its views, its readings, and how much of it is confirmed."""

import pytest

from graph.system import Reading, View, root_of
from models.errors import NotFoundError
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    forum,
    make_register,
    make_system,
    strengths,
    tie,
    ties,
)


def organisation(*drawn, **options):
    return make_system(*drawn, view=View.ORGANISATION, **options)


def test_a_place_that_the_register_lacks_is_not_found():
    with pytest.raises(NotFoundError, match="finns ingen post med id ”nowhere”"):
        make_system(at="nowhere")


def test_departments_stand_apart_in_the_unit_view():
    assert list(make_system(actors("k1"), actor("k2", parent_id="k1")).network) == ["k1", "k2"]


def test_units_of_one_legal_person_collapse_into_their_root():
    # k2 and k3 lie below k1; their tie becomes a loop and is dropped; the strongest tie to c1 is kept.
    drawn = (
        actors("k1 c1:civil_society"),
        [actor("k2", parent_id="k1"), actor("k3", parent_id="k2")],
        tie("k2 - k3"),
        tie("k1 - c1", level="information", themes="safety", confirmation="one_party"),
        activity("x1", "k3 c1", themes="health"),
    )
    network = organisation(*drawn).network
    edge = network.edges["c1", "k1"]

    assert strengths(network) == {"c1 - k1": 0.6}
    assert edge["channels"] == ("activity", "direct")
    assert edge["themes"] == ("health", "safety")
    assert edge["evidence"] == ("activities:x1", "ties:t-k1-c1")
    assert (edge["confirmation"], edge["step"]) == ("both", "dialogue")


def test_the_units_strengths_are_not_added_up():
    drawn = (actors("k1 c1"), actor("k2", parent_id="k1"), ties("k1 - c1, k2 - c1"))

    assert strengths(organisation(*drawn).network) == {"c1 - k1": 0.6}


def test_a_root_outside_the_system_stands_for_its_units():
    drawn = (
        actor("agency", "state", None, level="nation", kind="agency", capacity="large"),
        actor("office", "business", "kn", parent_id="agency", level="municipality", capacity="small"),
    )
    node = organisation(*drawn).network.nodes["agency"]

    assert {name: node[name] for name in ("name", "sector", "level", "kind", "capacity", "home")} == {
        "name": "AGENCY",
        "sector": "state",
        "level": "nation",
        "kind": "agency",
        "capacity": "large",
        "home": True,
    }


def test_a_root_outside_its_own_dates_still_stands_for_its_units():
    drawn = (actor("k1", valid_to="2020"), actor("k2", parent_id="k1"))

    assert list(organisation(*drawn).network) == ["k1"]


def test_a_federation_never_collapses():
    drawn = (actors("u1"), actor("c1", federation_ids="u1"), actor("c2", federation_ids="u1"))

    assert list(organisation(*drawn).network) == ["c1", "c2", "u1"]


def test_the_organisation_view_of_the_confirmed_reading_collapses_confirmed_edges():
    drawn = (
        actors("k1 c1"),
        actor("k2", parent_id="k1"),
        tie("k1 - c1", level="information"),
        tie("k2 - c1", confirmation="one_party"),
    )

    assert strengths(organisation(*drawn).network) == {"c1 - k1": 0.6}
    assert strengths(organisation(*drawn, reading=Reading.MINUS).network) == {"c1 - k1": 0.2}


def test_actors_of_records_are_found_as_nodes_of_the_view():
    drawn = (actors("k1 b1@bn"), actor("k2", parent_id="k1"))

    assert make_system(*drawn).nodes(["k1", "k2", "b1"]) == {"k1", "k2"}
    assert organisation(*drawn).nodes(["k1", "k2", "b1"]) == {"k1"}


def test_every_node_has_an_actor_behind_it():
    drawn = (actor("root", place_id=None), actor("k2", parent_id="root"))

    assert set(make_system(*drawn).actor) == {"k2"}
    assert organisation(*drawn).actor["root"].name == "ROOT"


def test_the_confirmed_share_is_that_of_edges():
    drawn = (actors("a b c"), tie("a - b"), tie("b - c", confirmation="one_party"))

    assert make_system(*drawn).confirmation == 0.5


def test_without_edges_there_is_no_confirmed_share():
    assert make_system(actors("a b")).confirmation is None


def test_a_blank_place_stands_for_the_place_analysed():
    system = make_system()

    assert system.overlap(None, "ng")
    assert system.overlap("lan", None)
    assert not system.overlap(None, "bn")


def test_the_root_is_the_top_of_the_chain():
    register = make_register(actors("a"), actor("b", parent_id="a"), actor("c", parent_id="b"))

    assert [root_of(register, one) for one in "abc"] == ["a", "a", "a"]


def test_a_parent_that_the_register_lacks_is_not_followed():
    assert root_of(make_register(actor("b", parent_id="gone")), "b") == "b"


def test_a_place_without_records_is_an_empty_system():
    system = make_system(at="sg")

    assert len(system.network) == 0
    assert system.knowledge.kappa() == 1.0
    assert system.confirmation is None


def test_one_actor_alone_is_a_system():
    system = make_system(actors("k1"), forum("f1", "k1"))

    assert list(system.network) == ["k1"]
    assert system.knowledge.kappa() == 1.0
