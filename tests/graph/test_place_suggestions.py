"""What a place is suggested as a whole, and who can introduce any two that are asked for."""

import pytest

from graph.gaps import find_gaps
from graph.place_suggestions import Collaboration, place_suggestions, who_can_introduce
from graph.suggestion_object import answer_object, suggestions_object
from graph.system import View
from models.errors import InvalidRequestError, NotFoundError
from tests.graph.drawn import actor, actors, forum, make_system, tie, ties

APART = (actors("k s1:state c1:civil_society c2:civil_society"), ties("k - s1, k - c1, c1 - c2"))


def suggested(*drawn):
    system = make_system(*drawn)
    return system, place_suggestions(system, find_gaps(system))


def test_introductions_are_those_behind_findings_with_their_finding():
    system, found = suggested(*APART)
    # 3 edges among 6 pairs, 2 between the sectors: E = 3 · 2/6 = 1, 100 · 1/2 · 0.75 = 37.5. Neither pair is known.
    (introduced,) = suggestions_object(system, found, str)["introductions"]

    assert introduced == {
        "code": "G02",
        "subjects": ["state", "civil_society"],
        "status": "ask_first",
        "severity": 38,
        "a": {"id": "s1", "name": "S1"},
        "b": {"id": "c1", "name": "C1"},
        "broker": {"id": "k", "name": "K"},
        "rule": "common_contact",
        "path": ["s1", "k", "c1"],
        "forum": None,
        "strength": 0.6,
        "sentence": "Be K, som har kontakt med båda, att föra samman S1 och C1.",
    }


def test_what_a_broker_carries_is_counted_once_for_each_way():
    assert suggested(*APART)[1].carried == {"k": 1}


def test_every_small_actor_outside_is_named_with_its_mentors():
    drawn = (
        actor("c1", "civil_society", "ng", capacity="small", themes="health"),
        actor("c2", "civil_society", None, capacity="small"),
        actor("l1", "civil_society", "sg", capacity="large", mentor="yes", themes="health"),
        tie("l1 - c2"),
    )
    system, found = suggested(*drawn)
    # c2 has no place and stands for all of kn, in which sg lies.
    assert suggestions_object(system, found, str)["mentors"] == [
        {
            "small": {"id": "c1", "name": "C1"},
            "mentors": [{"id": "l1", "name": "L1", "themes": ["health"], "place": None, "willing": True}],
        },
        {
            "small": {"id": "c2", "name": "C2"},
            "mentors": [{"id": "l1", "name": "L1", "themes": [], "place": {"id": "sg", "name": "SG"}, "willing": True}],
        },
    ]


def test_two_that_collaborate_are_told_so_and_nothing_is_suggested():
    found = who_can_introduce(make_system(*APART), "k", "civil_society")

    assert found.collaboration == Collaboration("k", "c1", 0.6, 1)
    assert found.ways == ()
    assert answer_object(make_system(*APART), found, {}, str) == {
        "collaboration": {"a": {"id": "k", "name": "K"}, "b": {"id": "c1", "name": "C1"}, "strength": 0.6, "ties": 1},
        "suggestions": [],
    }


def test_an_actor_may_be_introduced_to_others_of_its_own_sector():
    drawn = (actors("k c1:civil_society c2:civil_society"), ties("k - c1, k - c2"))
    (first, *_) = who_can_introduce(make_system(*drawn), "c1", "civil_society").ways

    assert (first.a, first.b, first.broker) == ("c1", "c2", "k")


def test_at_most_five_ways_are_told():
    brokers = [f"r{number}" for number in range(7)]
    drawn = (
        actors("a:state b:state " + " ".join(f"{one}:region" for one in brokers)),
        ties(", ".join(f"{end} - {one}" for end in "ab" for one in brokers)),
    )

    assert [way.broker for way in who_can_introduce(make_system(*drawn), "a", "b").ways] == brokers[:5]


def test_a_sector_without_actors_is_introduced_to_nobody():
    assert who_can_introduce(make_system(*APART), "k", "research").ways == ()


def test_small_actors_are_asked_only_when_that_is_wished_for():
    drawn = (actors("a:state b:state"), actor("c", "region", capacity="small"), ties("a - c, c - b"))
    system = make_system(*drawn, forum("f1", "c a"))

    assert who_can_introduce(system, "a", "b").ways == ()
    (only,) = who_can_introduce(system, "a", "b", small=True).ways
    assert (only.broker, only.forum) == ("c", "f1")


def test_a_unit_is_its_legal_person_in_the_organisation_view():
    drawn = (*APART, actor("k2", parent_id="k"))
    found = who_can_introduce(make_system(*drawn, view=View.ORGANISATION), "k2", "s1")

    assert found.collaboration == Collaboration("k", "s1", 0.6, 1)


@pytest.mark.parametrize(("a", "b"), [("k", "k"), ("state", "state"), ("s1", "state")])
def test_the_same_twice_is_refused(a, b):
    with pytest.raises(InvalidRequestError, match="Välj två olika"):
        who_can_introduce(make_system(*APART), a, b)


def test_who_is_not_of_the_system_is_not_found():
    with pytest.raises(NotFoundError, match="”x1”"):
        who_can_introduce(make_system(*APART, actors("x1@bn")), "k", "x1")
