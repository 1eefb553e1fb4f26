"""G08 and G11: forums without mandate, and areas without a forum; what a forum's findings have in common."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import (
    MAP,
    actor,
    actors,
    findings_of,
    forum,
    inventory,
    mandate,
    member,
    need,
    place,
)

SAFETY = {"themes": "safety"}
BOTH = {"themes": "safety;health"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


def subjects(code, *drawn, **options):
    return [finding.subjects for finding in findings_of(code, *drawn, **options)]


# G08: themes of a forum on which no member decides


def test_a_forum_on_whose_theme_no_member_decides_is_without_mandate():
    # 1 of 1 theme; 100 · 1 · 0.75 = 75. Nothing is said of mandates: κ = 0.4.
    finding = one("G08", actors("k1 k2"), forum("f1", "k1", **SAFETY), mandate("m1", "k2", "safety"))

    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("f1",), 1.0, 0.75, 75)
    assert (finding.kappa, finding.status) == (0.4, "ask_first")
    assert finding.evidence == ("forums:f1",)
    assert finding.sentence.render(str) == (
        "I F1 finns ingen registrerad medlem som beslutar om trygghet och brottslighet."
    )
    assert finding.next_step.render(str) == "Bjud in K2, som har mandatet, till F1."


def test_urgency_is_the_share_of_the_forum_s_themes():
    # health of safety and health: 1/2; 100 · 0.5 · 0.75 = 37.5.
    finding = one("G08", actors("k1"), forum("f1", "k1", **BOTH), mandate("m1", "k1", "safety"))

    assert (finding.urgency, finding.severity) == (0.5, 38)
    assert finding.next_step.render(str) == "Ta reda på vem som beslutar om hälsa och bjud in dem."


def test_two_members_may_share_the_mandate():
    decided = [mandate("m1", "k1", "safety"), mandate("m2", "c1", "health")]

    assert findings_of("G08", actors("k1 c1"), forum("f1", "k1 c1", **BOTH), decided) == []


def test_a_forum_without_themes_is_no_finding():
    assert findings_of("G08", actors("k1"), forum("f1", "k1")) == []


def test_a_forum_without_members_has_nobody_who_decides():
    assert one("G08", actors("k1"), forum("f1", **SAFETY), mandate("m1", "k1", "safety")).urgency == 1.0


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "missing"},
        {"status": "proposed"},
        {"kind": "responsible"},
        {"kind": "coordinates"},
        {"place_id": "sg"},
        {"place_id": "bn"},
        {"theme": "health"},
        {"theme": None},
    ],
    ids=str,
)
def test_this_mandate_does_not_decide_in_the_forum(fields):
    drawn = (actors("k1"), forum("f1", "k1", "ng", **SAFETY), mandate("m1", "k1", **{"theme": "safety"} | fields))

    assert one("G08", *drawn).urgency == 1.0


@pytest.mark.parametrize("place_id", ["ng", "kn", "lan", None])
def test_a_mandate_for_the_forum_s_place_or_above_is_enough(place_id):
    drawn = (actors("k1"), forum("f1", "k1", "ng", **SAFETY), mandate("m1", "k1", "safety", place_id=place_id))

    assert findings_of("G08", *drawn) == []


def test_a_mandate_with_neither_place_covers_no_forum():
    drawn = (actors("k1 s1:state@-"), forum("f1", "k1 s1", **SAFETY), mandate("m1", "s1", "safety"))

    assert one("G08", *drawn).urgency == 1.0


def test_a_forum_without_place_stands_for_the_place():
    # A mandate for an area does not cover the whole place.
    drawn = (actors("k1"), forum("f1", "k1", None, **SAFETY))

    assert findings_of("G08", *drawn, mandate("m1", "k1", "safety", place_id="kn")) == []
    assert subjects("G08", *drawn, mandate("m1", "k1", "safety", place_id="ng")) == [("f1",)]


@pytest.mark.parametrize(
    "fields",
    [
        {"attendance": "on_paper"},
        {"confirmation": "disputed"},
        {"valid_to": "2026-11-01"},
        {"valid_from": "2026-11-02"},
    ],
    ids=str,
)
def test_only_a_counted_member_brings_its_mandate(fields):
    drawn = (actors("k1"), forum("f1", **SAFETY), mandate("m1", "k1", "safety"))

    assert findings_of("G08", *drawn, member("f1", "k1")) == []
    assert subjects("G08", *drawn, member("f1", "k1", **fields)) == [("f1",)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"status": "ongoing"}, 1),
        ({"status": "planned"}, 0),
        ({"status": "broken"}, 0),
        ({"status": "ended"}, 0),
        ({"status": "ended", "valid_to": "2027"}, 1),
        ({"status": "ongoing", "valid_to": "2026-11-01"}, 0),
        ({"status": "ongoing", "valid_from": "2026-11-02"}, 0),
        ({"place_id": "bn"}, 0),
        ({"place_id": "lan"}, 0),
    ],
    ids=str,
)
def test_only_live_forums_of_the_system_are_asked(fields, found):
    drawn = (actors("k1"), forum("f1", "k1", **SAFETY | fields))

    assert len(findings_of("G08", *drawn)) == found
    assert len(findings_of("G12", *drawn)) == found


def test_unconfirmed_members_stay_in_the_confirmed_reading():
    drawn = (actors("k1"), forum("f1", **SAFETY), mandate("m1", "k1", "safety"))

    assert findings_of("G08", *drawn, member("f1", "k1", confirmation="third_party"), reading=Reading.MINUS) == []


def test_in_the_organisation_view_a_legal_person_decides_through_any_of_its_units():
    drawn = (
        actors("k1"),
        [actor("k2", parent_id="k1"), actor("k3", parent_id="k1")],
        forum("f1", "k2", **SAFETY),
        mandate("m1", "k3", "safety"),
    )

    assert subjects("G08", *drawn) == [("f1",)]
    assert findings_of("G08", *drawn, view=View.ORGANISATION) == []


@pytest.mark.parametrize(("status", "kappa"), [("done", 1.0), ("ongoing", 0.6), ("not_started", 0.4)])
def test_a_missing_mandate_is_as_sure_as_the_inventory_of_mandates(status, kappa):
    found = one("G08", actors("k1"), forum("f1", "k1", **SAFETY), inventory("mandates", status), inventory("forums"))

    assert found.kappa == kappa


@pytest.mark.parametrize("code", ["G08", "G12"])
@pytest.mark.parametrize(
    ("theme", "place_id", "priority"),
    [
        ("safety", "ng", 1.0),
        ("safety", "kn", 1.0),
        ("safety", None, 1.0),
        ("safety", "sg", 0.75),
        ("health", "ng", 0.75),
    ],
)
def test_a_forum_is_linked_to_the_needs_of_its_themes_in_an_overlapping_place(code, theme, place_id, priority):
    drawn = (actors("k1"), forum("f1", "k1", "ng", **SAFETY))

    assert one(code, *drawn, need("b1", "k1", place_id, theme=theme, priority="high")).priority == priority


# G11: an area with a need and no forum placed in it


def test_an_area_with_a_need_and_no_forum_is_found():
    # 100 · 1 · 0.5 = 50; forums are inventoried: κ = 1.
    drawn = (actors("k1"), need("b2", "k1", "ng", priority="low"), need("b1", "k1", "ng", priority="low"))
    finding = one("G11", *drawn, inventory("forums"), inventory("needs", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("ng",), 1.0, 0.5, 50)
    assert (finding.kappa, finding.status) == (1.0, "gap")
    assert finding.evidence == ("needs:b1", "needs:b2")
    assert finding.sentence.render(str) == "NG har behov men inget registrerat forum i området."


def test_each_area_is_found_by_itself():
    drawn = (actors("k1"), need("b1", "k1", "ng"), need("b2", "k1", "sg"), need("b3", "k1", "og"))

    assert subjects("G11", *drawn) == [("ng",), ("sg",)]
    assert subjects("G11", *drawn, forum("f1", "k1", "sg")) == [("ng",)]


def test_an_area_is_linked_to_its_own_needs_alone():
    drawn = (actors("k1"), need("b1", "k1", "ng", priority="low"), need("b2", "k1", "kn", priority="high"))

    assert one("G11", *drawn).priority == 0.5


@pytest.mark.parametrize("place_id", ["kn", "lan", None])
def test_a_need_of_the_whole_place_is_not_the_area_s(place_id):
    assert findings_of("G11", actors("k1"), need("b1", "k1", place_id)) == []


@pytest.mark.parametrize(("place_id", "found"), [("ng", 0), ("kn", 1), ("lan", 1), ("sg", 1), (None, 1)])
def test_only_a_forum_placed_in_the_area_is_one_there(place_id, found):
    assert len(findings_of("G11", actors("k1"), need("b1", "k1", "ng"), forum("f1", "k1", place_id))) == found


@pytest.mark.parametrize("status", ["planned", "broken", "ended"])
def test_a_forum_that_does_not_meet_is_none_there(status):
    drawn = (actors("k1"), need("b1", "k1", "ng"), forum("f1", "k1", "ng", status=status))

    assert subjects("G11", *drawn) == [("ng",)]


def test_a_forum_in_a_part_of_the_area_is_in_it_and_a_need_of_that_part_is_not_its_own():
    drawn = (MAP, place("block", "area", "ng"), actors("k1"))

    assert findings_of("G11", *drawn, need("b1", "k1", "ng"), forum("f1", "k1", "block")) == []
    assert subjects("G11", *drawn, need("b1", "k1", "block"), forum("f1", "k1", "ng")) == [("block",)]


def test_when_the_area_itself_is_analysed_what_has_no_place_is_in_it():
    drawn = (actors("k1@ng"), need("b1", "k1", None))

    assert subjects("G11", *drawn, at="ng") == [("ng",)]
    assert findings_of("G11", *drawn, forum("f1", "k1", None), at="ng") == []


def test_the_forum_that_is_extended_is_the_largest_near():
    drawn = (actors("k1 k2"), need("b1", "k1", "ng"), forum("f1", "k1"), forum("f2", "k1 k2"), forum("f3", "k1", "sg"))

    assert one("G11", *drawn).next_step.render(str) == "Låt F2 mötas i NG eller bilda en grupp för området."
