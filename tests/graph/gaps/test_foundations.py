"""G14a and G15: collaboration without agreement, and without goal or follow-up."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import (
    actor,
    actors,
    agreement,
    findings_of,
    forum,
    inventory,
    member,
    need,
    party,
    tie,
    ties,
)

FINISHED = {"goal": "mötas", "follow_up": "varje år"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


def subjects(code, *drawn, **options):
    return [finding.subjects for finding in findings_of(code, *drawn, **options)]


# G14a: strong edges between legal persons that rest on nothing written


def test_the_share_of_strong_edges_without_anything_written_is_found():
    # k1-c1 (0.6) has an agreement, k1-c2 and c1-c2 (0.6) have none, k1-c3 (0.4) is not strong: 2 of 3.
    # 100 · 2/3 · 0.75 = 50.
    drawn = (
        actors("k1 c1 c2 c3"),
        agreement("v1", "k1 c1"),
        ties("k1 - c2, c1 - c2"),
        tie("k1 - c3", level="consultation"),
    )
    finding = one("G14a", *drawn, inventory("agreements", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("kn",), pytest.approx(2 / 3), 50)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.evidence == ("ties:t-c1-c2", "ties:t-k1-c2")
    assert finding.sentence.render(str).startswith("2 av 3 nära samarbeten")


def test_the_whole_place_is_linked_to_no_need():
    drawn = (actors("k1 c1"), tie("k1 - c1"), need("b1", "k1 c1", priority="high"))

    assert one("G14a", *drawn).priority == 0.75


@pytest.mark.parametrize(("level", "found"), [("dialogue", 1), ("consultation", 0), ("unknown", 0)])
def test_only_edges_from_six_tenths_are_asked(level, found):
    assert len(findings_of("G14a", actors("k1 c1"), tie("k1 - c1", level=level))) == found


def test_weaker_evidence_may_add_up_to_a_strong_edge():
    # 1 - 0.6 · 0.6 = 0.64
    drawn = (actors("k1 c1"), [tie("k1 - c1", tie_id, level="consultation") for tie_id in ("t1", "t2")])

    assert one("G14a", *drawn).evidence == ("ties:t1", "ties:t2")


def test_units_of_one_legal_person_need_no_agreement():
    drawn = (actors("k1 c1"), [actor("k2", parent_id="k1"), actor("k3", parent_id="k2")])

    assert findings_of("G14a", *drawn, ties("k1 - k2, k2 - k3")) == []
    assert one("G14a", *drawn, ties("k2 - k3, k3 - c1")).urgency == 1.0


def test_an_agreement_of_the_legal_person_is_the_unit_s_in_the_organisation_view_alone():
    drawn = (actors("k1 c1"), actor("k2", parent_id="k1"), agreement("v1", "k1 c1"), tie("k2 - c1"))

    # Unit view: k1-c1 is written, k2-c1 is not: 1 of 2.
    assert one("G14a", *drawn).urgency == 0.5
    assert findings_of("G14a", *drawn, view=View.ORGANISATION) == []


@pytest.mark.parametrize(
    ("fields", "bare"),
    [
        ({"stage": "in_force"}, 0),
        ({"stage": "ended", "valid_to": "2027"}, 0),
        ({"stage": "in_force", "place_id": "bn"}, 0),
        ({"stage": "in_force", "place_id": "lan"}, 0),
        ({"stage": "in_force", "place_id": None}, 0),
        ({"stage": "ended"}, 1),
        ({"stage": "decided"}, 1),
        ({"stage": "draft"}, 1),
        ({"stage": "in_force", "valid_to": "2026-11-01"}, 1),
        ({"stage": "in_force", "valid_from": "2026-11-02"}, 1),
    ],
    ids=str,
)
def test_an_agreement_in_force_is_a_ground_wherever_it_is_placed(fields, bare):
    drawn = (actors("k1 c1"), tie("k1 - c1"), agreement("v1", "k1 c1", kind="letter_of_intent", **fields))

    assert len(findings_of("G14a", *drawn)) == bare


def test_both_must_be_parties():
    drawn = (actors("k1 c1 c2"), tie("k1 - c1"), agreement("v1", "k1 c2"))

    assert one("G14a", *drawn, party("v1", "c1", "disputed")).urgency == 0.5
    assert findings_of("G14a", *drawn, party("v1", "c1", "third_party")) == []


@pytest.mark.parametrize(
    ("fields", "bare"),
    [
        ({"charter": "yes"}, 0),
        ({"charter": "yes", "place_id": "bn"}, 0),
        ({"charter": "yes", "place_id": None}, 0),
        ({"charter": "yes", "status": "ended", "valid_to": "2027"}, 0),
        ({"charter": "no"}, 1),
        ({}, 1),
        ({"charter": "yes", "status": "planned"}, 1),
        ({"charter": "yes", "status": "ended"}, 1),
        ({"charter": "yes", "valid_to": "2026-11-01"}, 1),
    ],
    ids=str,
)
def test_a_live_chartered_forum_in_common_is_a_ground_wherever_it_is_placed(fields, bare):
    drawn = (actors("k1 c1"), tie("k1 - c1"), forum("f1", "k1 c1", **{"collaboration_level": "information"} | fields))

    assert len(findings_of("G14a", *drawn)) == bare


def test_members_on_paper_do_not_share_the_forum():
    drawn = (
        actors("k1 c1"),
        tie("k1 - c1"),
        forum("f1", "k1", charter="yes"),
        member("f1", "c1", attendance="on_paper"),
    )

    assert one("G14a", *drawn).urgency == 1.0


def test_the_confirmed_reading_asks_the_confirmed_edges_and_keeps_agreements():
    drawn = (actors("k1 c1 c2"), tie("k1 - c1"), tie("k1 - c2", confirmation="one_party"))
    unconfirmed = (agreement("v1", "k1"), party("v1", "c1", "third_party"))

    assert one("G14a", *drawn).sentence.values["strong"] == 2
    assert one("G14a", *drawn, reading=Reading.MINUS).sentence.values["strong"] == 1
    assert findings_of("G14a", *drawn, unconfirmed, reading=Reading.MINUS) == []


def test_without_strong_edges_there_is_nothing_to_write_down():
    assert findings_of("G14a", actors("k1 c1")) == []


# G15: forums and agreements in force that lack goal or follow-up


def test_forums_and_agreements_without_goal_or_follow_up_are_counted_in_one_share():
    # f1 lacks both, f2 follow-up, v1 goal, v2 nothing: 3 of 4; 100 · 0.75 · 0.75 = 56.25.
    drawn = (
        actors("k1 c1"),
        [forum("f1", "k1"), forum("f2", "k1", goal="mötas")],
        [agreement("v1", "k1 c1", follow_up="varje år"), agreement("v2", "k1 c1", **FINISHED)],
        need("b1", "k1", priority="high"),
    )
    finding = one("G15", *drawn, inventory("forums"), inventory("agreements", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("kn",), 0.75, 0.75, 56)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.evidence == ("agreements:v1", "forums:f1", "forums:f2")
    assert finding.sentence.values["lacking"] == 3
    assert finding.sentence.values["all"] == 4


@pytest.mark.parametrize(
    ("forums", "agreements", "kappa"),
    [("done", "done", 1.0), ("done", "not_started", 0.4), ("ongoing", "done", 0.6), ("not_started", "ongoing", 0.4)],
)
def test_kappa_is_the_lower_of_forums_and_agreements(forums, agreements, kappa):
    drawn = (forum("f1"), inventory("forums", forums), inventory("agreements", agreements))

    assert one("G15", *drawn).kappa == kappa


def test_where_all_have_goal_and_follow_up_there_is_no_finding():
    assert findings_of("G15", actors("k1"), forum("f1", "k1", **FINISHED), agreement("v1", "k1", **FINISHED)) == []


def test_where_there_is_neither_forum_nor_agreement_there_is_no_finding():
    assert findings_of("G15", actors("k1 c1"), tie("k1 - c1")) == []


@pytest.mark.parametrize(
    "fields", [{"goal": "mötas", "follow_up": " "}, {"goal": "", "follow_up": "årlig"}, {"goal": None}, {}], ids=str
)
def test_a_blank_text_is_lacking(fields):
    assert one("G15", actors("k1"), forum("f1", "k1", **fields)).urgency == 1.0
    assert one("G15", actors("k1"), agreement("v1", "k1", **fields)).urgency == 1.0


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (forum("f1", "k1", status="planned"), 0),
        (forum("f1", "k1", status="ended"), 0),
        (forum("f1", "k1", status="ended", valid_to="2027"), 1),
        (forum("f1", "k1", "lan"), 0),
        (forum("f1", "k1", None), 1),
        (agreement("v1", "k1", stage="draft"), 0),
        (agreement("v1", "k1", stage="decided"), 0),
        (agreement("v1", "k1", stage="ended"), 0),
        (agreement("v1", "k1", stage="ended", valid_to="2027"), 1),
        (agreement("v1", "k1", valid_to="2026-11-01"), 0),
        (agreement("v1", "k1", "bn"), 0),
        (agreement("v1", "k1", "ng"), 1),
    ],
)
def test_only_live_forums_and_agreements_in_force_of_the_system_are_asked(drawn, found):
    assert len(findings_of("G15", actors("k1"), drawn)) == found
