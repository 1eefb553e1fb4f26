"""G01, G02 and G03: sectors that are missing or do not meet, and issues that several work on apart."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    complete,
    findings_of,
    forum,
    inventory,
    mandate,
    need,
    tie,
    ties,
)


def subjects(found):
    return [finding.subjects for finding in found]


def pairs(finding):
    return [(pair.a, pair.b, pair.state) for pair in finding.pairs]


# G01: a sector has no actor in the place's system


def test_every_sector_without_an_actor_is_missing():
    found = findings_of("G01", actors("k1 c1:civil_society s1:state"))

    assert subjects(found) == [("region",), ("business",), ("research",)]
    assert {(f.urgency, f.priority, f.severity) for f in found} == {(1.0, 0.75, 75)}


def test_an_actor_from_outside_fills_its_sector():
    drawn = (actors("k1 r1:region@lan s1:state b1:business c1:civil_society u1:research@-"), tie("k1 - r1"))

    assert subjects(findings_of("G01", *drawn)) == [("research",)]
    assert subjects(findings_of("G01", *drawn, tie("k1 - u1"))) == []


def test_in_the_organisation_view_the_legal_person_s_sector_counts():
    drawn = (actor("root", "state", None), actor("office", "business", parent_id="root"))

    assert ("business",) not in subjects(findings_of("G01", *drawn))
    assert ("business",) in subjects(findings_of("G01", *drawn, view=View.ORGANISATION))
    assert ("state",) not in subjects(findings_of("G01", *drawn, view=View.ORGANISATION))


@pytest.mark.parametrize(
    ("status", "kappa", "called"),
    [("done", 1.0, "gap"), ("ongoing", 0.6, "possible"), ("not_started", 0.4, "ask_first")],
)
def test_a_missing_sector_is_as_sure_as_the_inventory_of_that_sector(status, kappa, called):
    found = findings_of("G01", actors("k1"), inventory("sector:state", status), inventory("sector:region"))
    state = next(f for f in found if f.subjects == ("state",))

    assert (state.kappa, state.status) == (kappa, called)


def test_a_sector_is_linked_to_no_need():
    found = findings_of("G01", actors("k1"), need("b1", "k1", priority="high", theme="health"))

    assert {f.priority for f in found} == {0.75}


def test_the_best_broker_is_asked_whom_to_invite():
    drawn = (actors("k1 k2 c1:civil_society s1:state"), ties("k1 - c1, k1 - s1, k2 - c1"))

    assert "K1" in findings_of("G01", *drawn)[0].next_step.render(str)


# G02: two present sectors have no edge


def test_two_present_sectors_without_an_edge_do_not_meet():
    # M = 3 of 6 pairs; E of the cell state-civil society = 3 · 1/6 = 0.5 and U = min(1, 0.25).
    drawn = (actors("k1 k2 s1:state c1:civil_society"), ties("k1 - k2, k1 - s1, k1 - c1"))
    (finding,) = findings_of("G02", *drawn)

    assert finding.subjects == ("state", "civil_society")
    assert finding.urgency == pytest.approx(0.25)
    # 100 · 0.25 · 0.75 = 18.75
    assert finding.severity == 19
    assert pairs(finding) == [("c1", "s1", "unknown")]
    assert (finding.kappa, finding.status) == (0.0, "ask_first")


def test_urgency_is_full_from_two_expected_edges():
    # n = 7, M = 6 of 21 pairs, 3 states and 3 associations: P = 9, E = 6 · 9/21 = 2.57, U = 1.
    drawn = (
        actors("k s1:state s2:state s3:state c1:civil_society c2:civil_society c3:civil_society"),
        ties("k - s1, k - s2, k - s3, k - c1, k - c2, k - c3"),
    )
    (finding,) = findings_of("G02", *drawn)

    assert (finding.subjects, finding.urgency) == (("state", "civil_society"), 1.0)


def test_without_any_edge_nothing_is_expected_and_nothing_found():
    assert findings_of("G02", actors("k1 c1:civil_society")) == []


def test_the_actors_of_one_sector_are_not_asked_to_meet_each_other():
    assert findings_of("G02", actors("k1 k2 c1:civil_society"), tie("k1 - c1")) == []


def test_sectors_of_outsiders_alone_are_not_asked_to_meet():
    # r1 and s1 are both from outside: no pair with a home actor.
    drawn = (actors("k1 r1:region@lan s1:state@-"), ties("k1 - r1, k1 - s1"))

    assert findings_of("G02", *drawn) == []


def test_one_pair_with_a_home_actor_is_enough():
    drawn = (actors("k1 r1:region@lan s1:state@- s2:state"), ties("k1 - r1, k1 - s1, k1 - s2"))
    (finding,) = findings_of("G02", *drawn)

    assert finding.subjects == ("region", "state")
    assert pairs(finding) == [("r1", "s2", "unknown")]


def test_sectors_that_do_not_meet_are_as_sure_as_their_pairs():
    # s1 spoke: s1-c1 and s1-c2 known; s2-c1 and s2-c2 unknown: κ = 0.5.
    drawn = (
        actors("k1 s1:state s2:state c1:civil_society c2:civil_society"),
        ties("k1 - s1, k1 - s2, k1 - c1, k1 - c2"),
        complete("s1"),
    )
    (finding,) = findings_of("G02", *drawn)

    assert (finding.kappa, finding.status) == (0.5, "possible")


def test_in_the_confirmed_reading_unconfirmed_edges_do_not_connect_sectors():
    drawn = (
        actors("k1 s1:state c1:civil_society"),
        ties("k1 - s1, k1 - c1"),
        tie("s1 - c1", confirmation="one_party"),
    )
    (finding,) = findings_of("G02", *drawn, reading=Reading.MINUS)

    assert findings_of("G02", *drawn) == []
    assert finding.subjects == ("state", "civil_society")
    assert finding.kappa == 1.0


def test_a_pair_of_sectors_is_linked_to_the_needs_of_all_its_actors():
    drawn = (actors("k1 s1:state c1:civil_society"), ties("k1 - s1, k1 - c1"))

    assert findings_of("G02", *drawn, need("b1", "k1", priority="high"))[0].priority == 0.75
    assert findings_of("G02", *drawn, need("b1", "c1", priority="high"))[0].priority == 1.0
    assert findings_of("G02", *drawn, need("b1", "s1", priority="low"))[0].priority == 0.5


def test_the_next_step_goes_through_somebody_who_knows_both():
    drawn = (actors("k1 s1:state c1:civil_society"), ties("k1 - s1, k1 - c1"))

    assert findings_of("G02", *drawn)[0].next_step.render(str) == (
        "Be K1, som har kontakt med båda, att föra samman S1 och C1."
    )


# G03: pairs of actors with activities of one theme in overlapping places and no edge


def test_two_who_work_on_one_theme_in_one_place_are_apart():
    drawn = (actors("k1 c1"), activity("x1", "k1", themes="health"), activity("x2", "c1", themes="health"))
    (finding,) = findings_of("G03", *drawn)

    assert (finding.subjects, finding.urgency, finding.severity) == (("health",), 1.0, 75)
    assert pairs(finding) == [("c1", "k1", "unknown")]
    assert finding.kappa == 0.0


def test_urgency_is_the_open_share_of_the_pairs():
    # a, b, c: a-b is closed, a-c and b-c are open: 2/3.
    drawn = (
        actors("a b c"),
        [activity(f"x{one}", one, themes="health") for one in "abc"],
        tie("a - b"),
    )
    (finding,) = findings_of("G03", *drawn)

    assert finding.urgency == pytest.approx(2 / 3)
    assert finding.severity == 50


def test_kappa_is_that_of_the_open_pairs():
    drawn = (
        actors("a b c"),
        [activity(f"x{one}", one, themes="health") for one in "abc"],
        tie("a - b"),
        complete("a"),
    )

    # Open: a-c (a spoke) and b-c: 1 of 2; with the closed pair it would be 2 of 3.
    assert findings_of("G03", *drawn)[0].kappa == 0.5


def test_a_theme_on_which_all_work_together_is_no_finding():
    assert findings_of("G03", actors("a b"), activity("x1", "a b", themes="health")) == []


def test_two_actors_of_one_large_activity_are_a_pair_too():
    # Fourteen run it together: 0.6 · 4/13 < 0.2, so no edges: 91 open pairs.
    everyone = " ".join(f"a{number:02}" for number in range(14))
    (finding,) = findings_of("G03", actors(everyone), activity("x1", everyone, themes="health"))

    assert finding.urgency == 1.0
    assert finding.sentence.values["all"] == 91


def test_a_pair_counts_once_per_theme_and_once_for_each_theme():
    drawn = (
        actors("a b"),
        [activity(f"x{n}", "a", themes="health;safety") for n in (1, 2)],
        [activity(f"y{n}", "b", "ng", themes="health;safety") for n in (1, 2)],
    )
    found = findings_of("G03", *drawn)

    assert subjects(found) == [("health",), ("safety",)]
    assert {finding.sentence.values["all"] for finding in found} == {1}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [("ng", "ng", 1), ("kn", "ng", 1), (None, "ng", 1), ("ng", "sg", 0), ("lan", "sg", 1), (None, None, 1)],
)
def test_only_activities_in_overlapping_places_make_a_pair(one, other, found):
    drawn = (actors("a b"), activity("x", "a", one, themes="health"), activity("y", "b", other, themes="health"))

    assert len(findings_of("G03", *drawn)) == found


def test_two_outsiders_are_no_pair():
    drawn = (actors("r@lan s@-"), activity("x", "r", themes="health"), activity("y", "s", themes="health"))

    assert findings_of("G03", *drawn) == []


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_what_is_not_done_is_not_the_same_work(status):
    drawn = (
        actors("a b"),
        activity("x", "a", themes="health", status=status),
        activity("y", "b", themes="health"),
    )

    assert findings_of("G03", *drawn) == []


def test_units_of_one_legal_person_are_one_in_the_organisation_view():
    drawn = (
        actors("k1"),
        actor("k2", parent_id="k1"),
        activity("x", "k1", themes="health"),
        activity("y", "k2", themes="health"),
    )

    assert len(findings_of("G03", *drawn)) == 1
    assert findings_of("G03", *drawn, view=View.ORGANISATION) == []


def test_a_theme_is_linked_to_the_needs_of_that_theme_anywhere_in_the_system():
    drawn = (actors("a b"), activity("x", "a", themes="health"), activity("y", "b", themes="health"))

    assert findings_of("G03", *drawn, need("b1", theme="health", priority="low"))[0].priority == 0.5
    assert findings_of("G03", *drawn, need("b1", theme="safety", priority="high"))[0].priority == 0.75


def test_a_joint_meeting_is_suggested_in_the_forum_that_most_of_them_attend():
    drawn = (
        actors("a b k"),
        activity("x", "a", themes="health"),
        activity("y", "b", themes="health"),
        forum("f1", "k"),
        forum("f2", "a k"),
        forum("f3", "b k", status="planned"),
    )

    assert "F2" in findings_of("G03", *drawn)[0].next_step.render(str)


def test_a_mandate_is_no_activity():
    assert findings_of("G03", actors("a b"), mandate("m1", "a"), activity("x", "b", themes="health")) == []
