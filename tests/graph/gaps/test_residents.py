"""G12: forums in which no resident is heard."""

from datetime import date

import pytest

from tests.graph.drawn import activity, actor, actors, findings_of, forum, inventory, member, tie


def one(*drawn):
    (finding,) = findings_of("G12", *drawn)
    return finding


def subjects(*drawn, **options):
    return [finding.subjects for finding in findings_of("G12", *drawn, **options)]


# G12: a forum without residents


def test_a_forum_where_no_resident_is_heard_is_found():
    # 100 · 1 · 0.75 = 75; forums are half inventoried: κ = 0.6.
    finding = one(actors("k1"), forum("f1", "k1"), inventory("forums", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("f1",), 1.0, 75)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.evidence == ("forums:f1",)


def test_a_resident_representative_speaks_for_residents():
    drawn = (actors("k1"), forum("f1"))

    assert findings_of("G12", *drawn, member("f1", "k1", role="resident_representative")) == []
    assert subjects(*drawn, member("f1", "k1", role="process_leader")) == [("f1",)]


@pytest.mark.parametrize(("represents", "found"), [("yes", 0), ("no", 1), (None, 1)])
def test_so_does_a_member_that_represents_residents(represents, found):
    drawn = (actor("c1", "civil_society", represents_residents=represents), forum("f1", "c1"))

    assert len(findings_of("G12", *drawn)) == found


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
@pytest.mark.parametrize("role", ["resident_representative", "member"])
def test_only_counted_members_speak_for_residents(fields, role):
    drawn = (actor("c1", represents_residents="yes"), forum("f1"))

    assert subjects(*drawn, member("f1", "c1", role=role, **fields)) == [("f1",)]


def test_who_represents_residents_elsewhere_does_not_help():
    drawn = (actor("c1", represents_residents="yes"), actors("k1"), forum("f1", "k1"))
    finding = one(*drawn)

    assert finding.next_step.render(str) == "Bjud in C1, som företräder invånare, eller håll en medborgardialog."


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, 0),
        ({"status": "ongoing", "valid_from": "2026-11-01"}, 0),
        ({"status": "ongoing", "valid_from": "2026-11-02"}, 1),
        # Twelve months before 2026-11-01 is 2025-11-01; valid_to is the first day that no longer counts.
        ({"status": "ended", "valid_to": "2025-11-02"}, 0),
        ({"status": "ended", "valid_to": "2025-11-01"}, 1),
        ({"status": "ongoing", "valid_to": "2025-11-02"}, 0),
        ({"status": "ongoing", "valid_to": "2025-11-01"}, 1),
        ({"status": "ended", "valid_to": "2026-12-01"}, 0),
        ({"status": "ended"}, 1),
        ({"status": "planned"}, 1),
        ({"status": "broken", "valid_to": "2026-10-01"}, 1),
        ({"kind": "dialogue_meeting"}, 1),
        ({"kind": None}, 1),
    ],
    ids=str,
)
def test_a_citizen_dialogue_during_the_last_twelve_months_is_enough(fields, found):
    dialogue = forum("f2", **{"kind": "citizen_dialogue"} | fields)

    assert subjects(actors("k1"), forum("f1", "k1"), dialogue).count(("f1",)) == found


def test_a_dialogue_is_known_twelve_calendar_months_back():
    # Twelve months before 2028-02-29 is 2027-02-28, the last day of its month.
    drawn = (actors("k1"), forum("f1", "k1"))
    day = {"day": date(2028, 2, 29)}
    just = forum("f2", kind="citizen_dialogue", status="ended", valid_to="2027-03-01")
    late = forum("f2", kind="citizen_dialogue", status="ended", valid_to="2027-02-28")

    assert findings_of("G12", *drawn, just, **day) == []
    assert subjects(*drawn, late, **day) == [("f1",)]


@pytest.mark.parametrize(
    ("place_id", "heard"), [("ng", True), ("kn", True), ("lan", True), ("sg", False), ("bn", False)]
)
def test_the_dialogue_is_held_in_a_place_that_overlaps_the_forum_s(place_id, heard):
    dialogue = forum("f2", place_id=place_id, kind="citizen_dialogue", status="ended", valid_to="2026-10-01")

    assert subjects(actors("k1"), forum("f1", "k1", "ng"), dialogue) == [("f1",)] * (not heard)


@pytest.mark.parametrize(
    ("members", "fields", "heard"),
    [
        ("k1", {}, True),
        ("", {}, True),
        ("b1", {}, False),
        ("k1", {"status": "ended", "valid_to": "2026-12-01"}, True),
        ("k1", {"status": "ended", "valid_to": "2026-10-01"}, False),
    ],
)
def test_a_dialogue_without_place_counts_only_as_a_live_forum_of_the_system(members, fields, heard):
    dialogue = forum("f2", members, None, kind="citizen_dialogue", **fields)

    assert subjects(actors("k1 b1@bn"), forum("f1", "k1", "ng"), dialogue) == [("f1",)] * (not heard)


def test_a_citizen_dialogue_is_itself_a_dialogue_with_residents():
    assert findings_of("G12", actors("k1"), forum("f1", "k1", kind="citizen_dialogue")) == []


def test_an_activity_or_a_tie_with_a_resident_voice_is_no_membership():
    voice = actor("c1", "civil_society", represents_residents="yes")
    drawn = (actors("k1"), voice, tie("k1 - c1"), activity("x1", "k1 c1"), forum("f1", "k1"))

    assert subjects(*drawn) == [("f1",)]
