"""Suppositions as addresses write them, and what a system offers to suppose."""

import pytest

from graph.suppositions import (
    ImpossibleSuppositionError,
    WithoutActor,
    WithoutAgreement,
    WithoutForum,
    WithTie,
    read_removal,
    read_tie,
    supposable,
    written,
)
from graph.system import View
from models.vocabulary import Ladder
from tests.graph.drawn import actor, actors, agreement, forum, make_system, tie


@pytest.mark.parametrize("text", ["actors:k1", "forums:f.1", "agreements:v-1_a"])
def test_a_removal_is_read_as_it_is_written(text):
    assert written(read_removal(text)) == text


@pytest.mark.parametrize("step", list(Ladder))
def test_a_tie_is_read_as_it_is_written_on_every_step(step):
    assert written(read_tie(f"c1~k1~{step}")) == f"c1~k1~{step}"


def test_the_two_ends_of_a_tie_have_no_order():
    assert read_tie("k1~c1~dialogue") == read_tie("c1~k1~dialogue") == WithTie("c1", "k1", Ladder.DIALOGUE)


@pytest.mark.parametrize(
    "text",
    ["", "k1", "needs:b1", "actors:", "actors:K1", "actors:k1 ", "actors:\x00", "actors:k1\n", f"actors:{'k' * 101}"],
)
def test_a_removal_written_in_another_way_is_refused(text):
    with pytest.raises(ImpossibleSuppositionError, match="actors:k1"):
        read_removal(text)


@pytest.mark.parametrize("text", ["", "k1~c1", "k1~c1~", "k1~c1~friendship", "k1~c1~dialogue~x", "k1~\x00~dialogue"])
def test_a_tie_written_in_another_way_is_refused(text):
    with pytest.raises(ImpossibleSuppositionError, match="k1~c1~dialogue"):
        read_tie(text)


def test_a_system_offers_its_actors_and_what_they_share():
    # f2 lies in another municipality, but an actor of the system is its member; f3 and v2 are of others.
    system = make_system(
        actors("a b z@bn"),
        tie("a - b"),
        [forum("f1", "a b"), forum("f2", "a", "bn"), forum("f3", "z", "bn")],
        [agreement("v1", "a b"), agreement("v2", "z", "bn")],
    )
    offered = supposable(system)

    assert offered.actors == ("a", "b")
    assert [forum.id for forum in offered.forums] == ["f1", "f2"]
    assert [agreement.id for agreement in offered.agreements] == ["v1"]


def test_the_organisation_view_offers_legal_persons():
    drawn = (actors("k c"), [actor("k1", parent_id="k"), actor("k2", parent_id="k")])

    assert supposable(make_system(*drawn, view=View.ORGANISATION)).actors == ("c", "k")
    assert supposable(make_system(*drawn)).actors == ("c", "k", "k1", "k2")


def test_suppositions_that_say_the_same_are_one():
    assert len({WithoutActor("a"), WithoutActor("a"), WithoutForum("a"), WithoutAgreement("a")}) == 3
