"""G17 and G20: more wished for than there is, and small actors that stand outside."""

import pytest

from graph.gaps.mentors import Mentor, mentoring_for
from graph.gaps.situation import Situation
from graph.system import Reading, View
from models.vocabulary import Theme
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    complete,
    findings_of,
    forum,
    inventory,
    make_system,
    member,
    need,
    tie,
    ties,
)

WISH = {"level": "information", "desired_level": "dialogue"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


def urgencies(*drawn, **options):
    return {finding.subjects: finding.urgency for finding in findings_of("G17", *drawn, **options)}


def small(text, **fields):
    return [actor(one_of, "civil_society", capacity="small", **fields) for one_of in text.split()]


# G17: a desired step of the ladder above the edge's actual step


def test_a_wish_above_what_there_is_is_found():
    # (3 - 1)/3; 100 · 2/3 · 0.75 = 50. Pairs of k1 and c1 with the three: k1-c1 is known, k1-c2 and c1-c2 are not.
    drawn = (actors("k1 c1 c2"), tie("k1 - c1", "t1", desired_by="c1", **WISH), inventory("agreements"))
    finding = one("G17", *drawn)

    assert (finding.subjects, finding.urgency, finding.severity) == (("c1", "k1"), pytest.approx(2 / 3), 50)
    assert (finding.kappa, finding.status) == (pytest.approx(1 / 3), "ask_first")
    assert finding.evidence == ("ties:t1",)
    assert finding.sentence.render(str) == "C1 önskar dialog med K1; registrerat är information."


def test_kappa_is_that_of_the_two_with_all_others():
    # Of k1-c1, k1-c2, k1-c3, c1-c2, c1-c3 all but c1-c3 and k1-c3 are known; c2-c3 is not asked.
    drawn = (actors("k1 c1 c2 c3"), tie("k1 - c1", **WISH), complete("c2"))

    assert one("G17", *drawn).kappa == pytest.approx(3 / 5)


def test_the_first_end_wishes_unless_another_is_named():
    assert list(urgencies(actors("k1 c1"), tie("k1 - c1", **WISH))) == [("k1", "c1")]
    assert list(urgencies(actors("k1 c1"), tie("k1 - c1", desired_by="k1", **WISH))) == [("k1", "c1")]


@pytest.mark.parametrize(
    ("level", "desired", "urgency"),
    [
        ("information", "consultation", 1 / 3),
        ("information", "partnership", 1.0),
        ("consultation", "dialogue", 1 / 3),
        # Of unknown level: 0.4, which is the step of consultation.
        ("unknown", "dialogue", 1 / 3),
        ("dialogue", "dialogue", None),
        ("partnership", "dialogue", None),
        ("dialogue", "unknown", None),
        ("dialogue", None, None),
    ],
)
def test_urgency_is_a_third_for_each_step_that_is_wished_for(level, desired, urgency):
    found = urgencies(actors("k1 c1"), tie("k1 - c1", level=level, desired_level=desired))

    assert found == ({("k1", "c1"): pytest.approx(urgency)} if urgency else {})


def test_the_actual_step_is_that_of_the_whole_edge():
    # 1 - 0.8 · 0.4 = 0.68: with the contract they are on the step of dialogue already.
    drawn = (actors("k1 c1"), tie("k1 - c1", **WISH))

    assert urgencies(*drawn, agreement("v1", "k1 c1")) == {}
    assert urgencies(*drawn) == {("k1", "c1"): pytest.approx(2 / 3)}


@pytest.mark.parametrize("status", ["planned", "broken", "declined", "hindered", "unknown", "completed"])
def test_a_wish_without_edge_starts_from_nothing_whatever_the_status(status):
    # 3 - 0 of 3; from nothing to partnership it would be 4/3.
    found = one("G17", actors("k1 c1"), tie("k1 - c1", status=status, desired_level="dialogue"))

    assert found.urgency == 1.0
    assert found.sentence.render(str) == "K1 önskar dialog med C1; ingen samverkan är registrerad."


def test_from_nothing_to_partnership_is_more_than_full():
    # 4/3 · 0.75 · 100 = 100
    found = one("G17", actors("k1 c1"), tie("k1 - c1", status="planned", desired_level="partnership"))

    assert (found.urgency, found.severity) == (pytest.approx(4 / 3), 100)


@pytest.mark.parametrize("kind", ["funding", "organisational"])
def test_a_wish_counts_on_ties_of_any_type(kind):
    assert urgencies(actors("k1 c1"), tie("k1 - c1", type=kind, **WISH)) == {("k1", "c1"): 1.0}


@pytest.mark.parametrize(
    "fields", [{"confirmation": "disputed"}, {"valid_to": "2026-11-01"}, {"valid_from": "2026-11-02"}], ids=str
)
def test_a_disputed_tie_or_one_of_another_day_is_no_wish(fields):
    assert urgencies(actors("k1 c1"), tie("k1 - c1", **WISH | fields)) == {}


def test_the_highest_wish_of_each_direction_counts():
    # The edge: 1 - 0.8 · 0.8 · 0.8 = 0.488, consultation. k1 wishes partnership: 2/3; c1 dialogue: 1/3.
    drawn = (
        actors("k1 c1"),
        tie("k1 - c1", "t1", **WISH),
        tie("c1 - k1", "t2", level="information", desired_level="partnership", desired_by="k1"),
        tie("c1 - k1", "t3", **WISH),
    )
    found = {finding.subjects: finding for finding in findings_of("G17", *drawn)}

    assert {ends: finding.urgency for ends, finding in found.items()} == {
        ("k1", "c1"): pytest.approx(2 / 3),
        ("c1", "k1"): pytest.approx(1 / 3),
    }
    assert found["k1", "c1"].evidence == ("ties:t1", "ties:t2")


@pytest.mark.parametrize(("place_id", "found"), [("kn", 1), ("ng", 1), ("lan", 0), ("bn", 0), (None, 0)])
def test_between_two_outsiders_only_a_tie_placed_here_counts(place_id, found):
    drawn = (actors("k1 r1@lan s1@-"), ties("k1 - r1, k1 - s1"), tie("r1 - s1", "t1", place_id=place_id, **WISH))

    assert len(urgencies(*drawn)) == found


@pytest.mark.parametrize("place_id", ["lan", "bn", None])
def test_with_one_at_home_it_counts_wherever_it_is_placed(place_id):
    assert len(urgencies(actors("k1 r1@lan"), tie("k1 - r1", place_id=place_id, **WISH))) == 1


def test_a_wish_for_somebody_who_is_no_longer_there_is_none():
    assert urgencies(actors("k1"), actor("c1", valid_to="2026-11-01"), tie("k1 - c1", **WISH)) == {}


def test_in_the_organisation_view_legal_persons_wish():
    drawn = (actors("k1 c1"), actor("k2", parent_id="k1"))
    wish = tie("k2 - c1", "t1", **WISH)

    assert list(urgencies(*drawn, wish)) == [("k2", "c1")]
    assert list(urgencies(*drawn, wish, view=View.ORGANISATION)) == [("k1", "c1")]
    # k1 and c1 are in dialogue already, and so the legal person is.
    assert urgencies(*drawn, wish, tie("k1 - c1"), view=View.ORGANISATION) == {}
    assert urgencies(*drawn, tie("k1 - k2", **WISH), view=View.ORGANISATION) == {}


def test_the_actual_step_is_that_of_the_reading():
    drawn = (actors("k1 c1"), tie("k1 - c1", confirmation="one_party", **WISH))

    assert urgencies(*drawn, reading=Reading.MINUS) == {("k1", "c1"): 1.0}
    assert one("G17", *drawn, reading=Reading.MINUS).kappa == 1.0


def test_a_wish_is_linked_to_the_needs_of_both():
    drawn = (actors("k1 c1 c2"), tie("k1 - c1", **WISH))

    assert [one("G17", *drawn, need("b1", seer, priority="high")).priority for seer in ("k1", "c1", "c2")] == [
        1,
        1,
        0.75,
    ]


# G20: small actors with at most one contact and no forum


def test_the_share_of_small_actors_that_stand_outside_is_found():
    # c1 has one contact, c2 none, c3 two: 2 of 3; 100 · 2/3 · 0.75 = 50.
    # Pairs of c1 and c2 with the five: 4 + 3; k1-c1 is known, and k2 spoke for c1-k2 and c2-k2: 3/7.
    drawn = (actors("k1 k2"), small("c1 c2 c3"), ties("k1 - c1, k1 - c3, k2 - c3"), complete("k2"))
    finding = one("G20", *drawn)

    assert (finding.subjects, finding.urgency, finding.severity) == (("kn",), pytest.approx(2 / 3), 50)
    assert (finding.kappa, finding.status) == (pytest.approx(3 / 7), "ask_first")
    assert finding.evidence == ("actors:c1", "actors:c2")
    assert finding.sentence.render(str) == (
        "2 av 3 små aktörer har högst en registrerad kontakt och inget registrerat forum: C1 och C2."
    )


def test_two_contacts_or_a_forum_are_enough():
    assert findings_of("G20", actors("k1 k2"), small("c1"), ties("k1 - c1, k2 - c1")) == []
    assert findings_of("G20", small("c1"), forum("f1", "c1")) == []


@pytest.mark.parametrize("capacity", ["medium", "large", None])
def test_only_small_actors_are_asked(capacity):
    assert findings_of("G20", actor("c1", capacity=capacity)) == []


@pytest.mark.parametrize(
    ("fields", "outside"),
    [
        ({"place_id": "bn"}, 0),
        ({"place_id": "lan"}, 0),
        ({"place_id": None}, 0),
        ({"status": "ended", "valid_to": "2027"}, 0),
        ({"status": "planned"}, 1),
        ({"status": "broken"}, 1),
        ({"status": "ended"}, 1),
        ({"valid_to": "2026-11-01"}, 1),
    ],
    ids=str,
)
def test_a_live_forum_counts_wherever_it_is_placed(fields, outside):
    assert len(findings_of("G20", small("c1"), forum("f1", "c1", **fields))) == outside


@pytest.mark.parametrize(
    "fields", [{"attendance": "on_paper"}, {"confirmation": "disputed"}, {"valid_to": "2026-11-01"}], ids=str
)
def test_a_membership_that_does_not_count_is_no_forum(fields):
    assert len(findings_of("G20", small("c1"), forum("f1"), member("f1", "c1", **fields))) == 1


def test_contacts_are_those_of_the_reading_and_memberships_stay():
    unconfirmed = {"confirmation": "third_party"}
    drawn = (actors("k1 k2"), small("c1"), ties("k1 - c1, k2 - c1", **unconfirmed))

    assert findings_of("G20", *drawn) == []
    assert len(findings_of("G20", *drawn, reading=Reading.MINUS)) == 1
    assert findings_of("G20", *drawn, forum("f1"), member("f1", "c1", **unconfirmed), reading=Reading.MINUS) == []


def test_in_the_organisation_view_the_legal_person_s_capacity_and_forums_count():
    drawn = (small("c1"), actor("c2", parent_id="c1", capacity="large"))

    assert one("G20", *drawn, view=View.ORGANISATION).evidence == ("actors:c1",)
    assert findings_of("G20", *drawn, forum("f1", "c2"), view=View.ORGANISATION) == []
    assert len(findings_of("G20", *drawn, forum("f1", "c2"))) == 1


def test_it_is_linked_to_the_needs_of_those_outside_alone():
    drawn = (actors("k1 k2"), small("c1 c2"), ties("k1 - c2, k2 - c2"))

    assert one("G20", *drawn, need("b1", "c1", priority="high")).priority == 1.0
    assert one("G20", *drawn, need("b1", "c2", priority="high")).priority == 0.75


def test_a_mentor_is_large_willing_and_shares_a_theme_or_an_area():
    health, willing = {"themes": "health"}, {"capacity": "large", "mentor": "yes"}
    drawn = (
        small("c1", place_id="ng", **health),
        actor("l1", place_id="sg", **health, **willing),
        actor("l2", place_id="ng", **willing),
        actor("l3", place_id="sg", **willing),
        actor("l4", place_id="ng", capacity="large", mentor="no", **health),
        actor("l5", place_id="ng", capacity="medium", mentor="yes", **health),
        actor("l6", place_id="sg", **willing),
        activity("x1", "l6", "sg", **health),
    )

    assert mentoring_for(Situation(make_system(*drawn)), "c1").mentors == (
        Mentor("l1", (Theme.HEALTH,), None),
        Mentor("l2", (), "ng"),
        Mentor("l6", (Theme.HEALTH,), None),
    )
    assert one("G20", *drawn).next_step.render(str) == "Fråga C1 om L1 kan vara mentor."
