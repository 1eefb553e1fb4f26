"""Which actors and records belong to the system of a place."""

from datetime import date

import pytest

from graph.belonging import find_belonging
from graph.snapshot import take_snapshot
from tests.graph.drawn import (
    DAY,
    activity,
    actor,
    actors,
    agreement,
    complete,
    forum,
    grant,
    inventory,
    make_register,
    mandate,
    member,
    need,
    party,
    runner,
    tie,
)


def belonging(*drawn, at="kn", day=DAY):
    return find_belonging(take_snapshot(make_register(*drawn), day), at)


def ids(facts):
    return sorted(fact.id for fact in facts)


def test_home_is_who_is_placed_at_the_place_or_below_it():
    found = belonging(actors("k1 c1@ng r1@lan b1@bn c2@-"))

    assert found.inside == {"kn", "ng", "sg"}
    assert found.home == found.actors == {"k1", "c1"}


def test_the_system_of_a_county_holds_its_municipalities_and_their_areas():
    assert belonging(actors("k1 c1@ng r1@lan b1@bn"), at="lan").home == {"k1", "c1", "r1", "b1"}


def test_an_actor_without_place_is_never_home_but_can_be_brought_in():
    found = belonging(actors("k1 c2@-"), tie("k1 - c2"))

    assert found.home == {"k1"}
    assert found.actors == {"k1", "c2"}


SHARED = {
    "tie": tie("k1 - r1"),
    "planned tie": tie("k1 - r1", status="planned"),
    "funding tie": tie("k1 - r1", type="funding"),
    "membership": forum("f1", "k1 r1", "lan"),
    "membership of a broken forum": forum("f1", "k1 r1", "lan", status="broken"),
    "agreement": agreement("v1", "k1 r1", "lan"),
    "agreement that is approached": agreement("v1", "k1 r1", "lan", stage="approach"),
    "activity": activity("x1", "k1 r1", "lan"),
    "cancelled activity": activity("x1", "k1 r1", "lan", status="cancelled"),
    "need sighting": need("b1", "k1 r1", "lan"),
}


@pytest.mark.parametrize("record", SHARED.values(), ids=SHARED.keys())
def test_whoever_shares_a_record_with_a_home_actor_is_brought_in_whatever_its_status(record):
    assert belonging(actors("k1 r1@lan"), record).actors == {"k1", "r1"}


PLACED = {
    "tie": tie("r1 - s1", place_id="ng"),
    "membership": forum("f1", "r1 s1", "ng"),
    "agreement": agreement("v1", "r1 s1", "ng"),
    "activity": activity("x1", "r1 s1", "ng"),
    "need sighting": need("b1", "r1 s1", "ng"),
    "mandates": (mandate("m1", "r1", place_id="ng"), mandate("m2", "s1", place_id="kn", status="missing")),
}


@pytest.mark.parametrize("record", PLACED.values(), ids=PLACED.keys())
def test_a_record_placed_at_or_below_the_place_brings_its_actors_in(record):
    found = belonging(actors("r1@lan s1@-"), record)

    assert found.actors == {"r1", "s1"}
    assert found.home == frozenset()


ELSEWHERE = {
    "tie": tie("r1 - s1", place_id="lan"),
    "tie without place": tie("r1 - s1"),
    "forum without place": forum("f1", "r1 s1", None),
    "activity in the other municipality": activity("x1", "r1 s1", "bn"),
}


@pytest.mark.parametrize("record", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_record_between_outsiders_that_is_not_placed_here_brings_nobody_in(record):
    assert belonging(actors("k1 r1@lan s1@-"), record).actors == {"k1"}


def test_an_actor_from_outside_brings_nobody_in():
    assert belonging(actors("k1 r1@lan s1@-"), tie("k1 - r1"), tie("r1 - s1")).actors == {"k1", "r1"}


def test_a_mandate_without_a_place_of_its_own_brings_nobody_in():
    assert belonging(actors("k1 r1@lan"), mandate("m1", "r1")).actors == {"k1"}


def test_grants_completeness_and_inventories_bring_nobody_in():
    drawn = (actors("k1 s1@-"), grant("g1", "s1", "k1"), complete("s1"), inventory("sector:state"))

    assert belonging(*drawn).actors == {"k1"}


def test_addressing_a_need_to_somebody_brings_nobody_in():
    assert belonging(actors("k1 s1@-"), need("b1", "k1", addressed_to="s1")).actors == {"k1"}


def test_being_a_member_of_a_federation_or_part_of_a_legal_person_brings_nobody_in():
    drawn = (actors("x1@- x2@-"), actor("k1", parent_id="x1", federation_ids="x2"))

    assert belonging(*drawn).actors == {"k1"}


@pytest.mark.parametrize(
    "record",
    [
        tie("k1 - r1", confirmation="disputed"),
        [forum("f1", "k1"), member("f1", "r1", confirmation="disputed")],
        [agreement("v1", "k1"), party("v1", "r1", "disputed")],
        [activity("x1", "k1"), runner("x1", "r1", "disputed")],
    ],
    ids=["tie", "membership", "party", "activity"],
)
def test_a_disputed_statement_brings_nobody_in(record):
    assert belonging(actors("k1 r1@lan"), record).actors == {"k1"}


def test_a_member_on_paper_is_brought_in_although_it_does_not_count():
    drawn = (actors("k1 r1@lan"), forum("f1", "k1"), member("f1", "r1", attendance="on_paper"))
    snapshot = take_snapshot(make_register(drawn), DAY)

    assert find_belonging(snapshot, "kn").actors == {"k1", "r1"}
    assert set(snapshot.members["f1"]) == {"k1"}


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "belongs"),
    [
        ("2026-11-01", None, True),
        ("2026-11-02", None, False),
        (None, "2026-11-02", True),
        (None, "2026-11-01", False),
    ],
)
def test_a_record_counts_by_its_half_open_dates(valid_from, valid_to, belongs):
    found = belonging(actors("k1 r1@lan"), tie("k1 - r1", valid_from=valid_from, valid_to=valid_to))

    assert ("r1" in found.actors) is belongs


def test_a_membership_that_has_ended_brings_nobody_in():
    drawn = (actors("k1 r1@lan"), forum("f1", "k1"), member("f1", "r1", valid_to="2026-10"))

    assert belonging(*drawn).actors == {"k1"}


def test_a_record_that_is_over_brings_nobody_in():
    assert belonging(actors("r1@lan"), forum("f1", "r1", valid_to="2025")).actors == frozenset()


def test_an_actor_outside_its_own_dates_is_neither_home_nor_brought_in():
    drawn = (
        actors("k1"),
        actor("c1", valid_to="2026-10-01"),
        actor("r1", place_id="lan", valid_from="2027-01-01"),
        forum("f1", "k1 c1 r1"),
    )

    assert belonging(*drawn).actors == {"k1"}
    assert belonging(*drawn, day=date(2026, 9, 30)).home == {"k1", "c1"}


def test_records_placed_at_or_below_the_place_belong_to_it_whoever_takes_part():
    drawn = (
        [forum("f1", "", "ng"), forum("f2", "k1", "bn"), forum("f3", "k1", "lan")],
        [agreement("v1", "", "kn"), agreement("v2", "k1", "lan")],
        [activity("x1", "", "sg"), activity("x2", "k1", "bn")],
        [need("b1", "", "kn"), need("b2", "k1", "lan")],
    )
    found = belonging(actors("k1"), *drawn)

    assert ids(found.forums) == ["f1"]
    assert ids(found.agreements) == ["v1"]
    assert ids(found.activities) == ["x1"]
    assert ids(found.needs) == ["b1"]


def test_a_record_without_place_belongs_where_someone_takes_part_or_when_nobody_does():
    drawn = [forum("f1", "k1", None), forum("f2", "", None), forum("f3", "b1", None)]

    assert ids(belonging(actors("k1 b1@bn"), drawn).forums) == ["f1", "f2"]


def test_a_record_without_place_belongs_through_an_actor_that_was_brought_in():
    drawn = (actors("k1 s1@-"), tie("k1 - s1"), activity("x1", "s1", None))

    assert ids(belonging(*drawn).activities) == ["x1"]


def test_a_member_on_paper_takes_part_in_a_forum_without_place():
    drawn = (actors("k1"), forum("f1", "", None), member("f1", "k1", attendance="on_paper"))

    assert ids(belonging(*drawn).forums) == ["f1"]


def test_activities_placed_above_count_for_who_does_what_with_an_actor_of_the_system():
    drawn = [activity("x1", "k1", "lan"), activity("x2", "r1", "lan"), activity("x3", "k1", "bn")]
    found = belonging(actors("k1 r1@lan"), drawn)

    assert ids(found.activities) == []
    assert ids(found.work) == ["x1"]


def test_a_place_without_anything_has_an_empty_system():
    found = belonging(actors("b1@bn"), at="sg")

    assert (found.actors, found.forums, found.needs, found.work) == (frozenset(), (), (), ())
