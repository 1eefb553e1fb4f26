"""G14b: agreements, and activities for a limited time, that end without a successor."""

from datetime import date

import pytest

from tests.graph.drawn import activity, actors, agreement, findings_of, inventory, need, party, runner


def one(*drawn, **options):
    (finding,) = findings_of("G14b", *drawn, **options)
    return finding


def subjects(*drawn):
    return [finding.subjects for finding in findings_of("G14b", *drawn)]


# G14b: an agreement, or an activity for a limited time, that ends within a year with no successor


def test_an_agreement_that_ends_without_successor_is_found():
    # 2026-11-01 to 2027-01-13 is 73 days: 1 - 73/365 = 0.8; 100 · 0.8 · 0.75 = 60.
    finding = one(actors("k1 c1"), agreement("v1", "k1 c1", valid_to="2027-01-13"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("v1",), 0.8, 60)
    assert (finding.kappa, finding.status) == (0.4, "ask_first")
    assert finding.evidence == ("agreements:v1",)
    assert finding.sentence.render(str) == "V1 tar slut om 73 dagar utan registrerad fortsättning."
    assert finding.next_step.render(str) == "Samla parterna före 13 januari 2027 och bestäm hur det ska fortsätta."


@pytest.mark.parametrize(
    ("valid_to", "urgencies"),
    [
        ("2026-11-01", []),
        ("2026-11-02", [364 / 365]),
        # 364 days: 1/365. On day 365 nothing is left of U.
        ("2027-10-31", [1 / 365]),
        ("2027-11-01", []),
        ("2027-11-02", []),
        (None, []),
    ],
)
def test_urgency_falls_to_nothing_within_a_year(valid_to, urgencies):
    found = findings_of("G14b", actors("k1"), agreement("v1", "k1", valid_to=valid_to))

    assert [finding.urgency for finding in found] == pytest.approx(urgencies)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"stage": "in_force"}, 1),
        # Ended, but its end is still to come: it is in force on the day.
        ({"stage": "ended"}, 1),
        ({"stage": "decided"}, 0),
        ({"stage": "dialogue"}, 0),
        ({"place_id": "ng"}, 1),
        ({"place_id": None}, 1),
        ({"place_id": "bn"}, 0),
        ({"place_id": "lan"}, 0),
    ],
    ids=str,
)
def test_only_agreements_of_the_system_that_are_in_force_end(fields, found):
    drawn = (actors("k1 c1"), agreement("v1", "k1 c1", **{"valid_to": "2027-01-13"} | fields))

    assert len(findings_of("G14b", *drawn)) == found


@pytest.mark.parametrize(
    ("parties", "fields", "found"),
    [
        ("k1 c1", {}, 0),
        ("k1 c1 c2", {}, 0),
        ("k1", {}, 1),
        ("k1 c2", {}, 1),
        ("k1 c1", {"stage": "decided", "valid_from": "2027-02-01"}, 0),
        ("k1 c1", {"stage": "decided", "valid_from": "2027-02-02"}, 1),
        ("k1 c1", {"valid_to": "2027-02-02"}, 0),
        ("k1 c1", {"valid_to": "2027-02-01"}, 1),
        # Ended with its end still to come on that day: it is in force then.
        ("k1 c1", {"stage": "ended", "valid_to": "2028-01-01"}, 0),
        ("k1 c1", {"stage": "ended"}, 1),
        ("k1 c1", {"stage": "draft"}, 1),
        ("k1 c1", {"place_id": "bn", "kind": "letter_of_intent"}, 0),
    ],
    ids=str,
)
def test_another_agreement_of_the_same_parties_that_runs_on_the_day_is_a_successor(parties, fields, found):
    drawn = (actors("k1 c1 c2"), agreement("v1", "k1 c1", valid_to="2027-02-01"), agreement("v2", parties, **fields))

    assert subjects(*drawn).count(("v1",)) == found


def test_a_disputed_party_is_no_party():
    ending = agreement("v1", "k1 c1", valid_to="2027-02-01")
    drawn = (actors("k1 c1 c2"), ending, agreement("v2", "k1"))

    assert subjects(*drawn, party("v2", "c1", "disputed")) == [("v1",)]
    assert findings_of("G14b", *drawn, party("v2", "c1"), party("v1", "c2", "disputed")) == []


def test_an_agreement_without_parties_has_no_successor():
    assert subjects(agreement("v1", valid_to="2027-01-13"), agreement("v2")) == [("v1",)]


def test_two_that_end_on_one_day_do_not_follow_each_other():
    drawn = (actors("k1 c1"), [agreement(f"v{n}", "k1 c1", valid_to="2027-02-01") for n in (1, 2)])

    assert subjects(*drawn) == [("v1",), ("v2",)]


def test_an_activity_for_a_limited_time_that_ends_without_successor_is_found():
    # 146 days: 1 - 146/365 = 0.6; 100 · 0.6 · 0.75 = 45.
    work = activity("x1", "k1", funding="time_limited", valid_to="2027-03-27")
    finding = one(actors("k1"), work, inventory("activities"), inventory("agreements", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("x1",), 0.6, 45)
    assert (finding.kappa, finding.evidence) == (1.0, ("activities:x1",))


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, 1),
        ({"status": "ongoing"}, 1),
        ({"status": "completed"}, 1),
        ({"status": "planned"}, 0),
        ({"status": "cancelled"}, 0),
        ({"funding": "regular"}, 0),
        ({"funding": "unknown"}, 0),
        ({"valid_to": "2027-11-01"}, 0),
        ({"valid_to": "2026-11-01"}, 0),
        ({"place_id": "lan"}, 0),
        ({"place_id": "bn"}, 0),
        ({"place_id": None}, 1),
    ],
    ids=str,
)
def test_only_done_time_limited_activities_of_the_system_end(fields, found):
    work = activity("x1", "k1", **{"funding": "time_limited", "valid_to": "2027-01-13"} | fields)

    assert len(findings_of("G14b", actors("k1"), work)) == found


@pytest.mark.parametrize(
    ("runners", "fields", "found"),
    [
        ("k1", {}, 0),
        ("k1 c2", {}, 0),
        ("c1", {"themes": "health;safety"}, 0),
        ("k1", {"place_id": "kn"}, 0),
        ("k1", {"place_id": "lan"}, 0),
        ("k1", {"place_id": None}, 0),
        ("k1", {"status": "planned", "valid_from": "2027-02-01"}, 0),
        ("k1", {"status": "planned", "valid_from": "2027-02-02"}, 1),
        ("k1", {"valid_to": "2027-02-02"}, 0),
        ("k1", {"valid_to": "2027-02-01"}, 1),
        ("k1", {"status": "cancelled"}, 1),
        ("k1", {"place_id": "sg"}, 1),
        ("k1", {"themes": "safety"}, 1),
        ("k1", {"themes": ""}, 1),
        ("c2", {}, 1),
        ("", {}, 1),
    ],
    ids=str,
)
def test_another_activity_of_a_common_actor_and_theme_near_that_runs_on_the_day_is_a_successor(runners, fields, found):
    ending = activity("x1", "k1 c1", "ng", themes="health", funding="time_limited", valid_to="2027-02-01")
    following = activity("x2", runners, **{"themes": "health", "place_id": "ng"} | fields)

    assert len(findings_of("G14b", actors("k1 c1 c2"), ending, following)) == found


def test_a_disputed_runner_is_not_common():
    ending = activity("x1", "k1", themes="health", funding="time_limited", valid_to="2027-02-01")
    drawn = (actors("k1"), ending, activity("x2", themes="health"))

    assert subjects(*drawn, runner("x2", "k1", "disputed")) == [("x1",)]
    assert findings_of("G14b", *drawn, runner("x2", "k1", "third_party")) == []


def test_an_ending_is_linked_to_the_needs_of_its_parties_or_actors():
    drawn = (
        actors("k1 c1 c2"),
        agreement("v1", "k1", valid_to="2027-01-13"),
        activity("x1", "c1", funding="time_limited", valid_to="2027-01-13"),
    )

    def priorities(seer):
        found = findings_of("G14b", *drawn, need("b1", seer, priority="high"))
        return {finding.subjects[0]: finding.priority for finding in found}

    assert priorities("k1") == {"v1": 1.0, "x1": 0.75}
    assert priorities("c1") == {"v1": 0.75, "x1": 1.0}
    assert priorities("c2") == {"v1": 0.75, "x1": 0.75}


def test_days_are_counted_from_the_day_analysed():
    drawn = (actors("k1"), agreement("v1", "k1", valid_to="2027-01-01"))

    # 2026-12-31: one day left, 1 - 1/365.
    assert one(*drawn, day=date(2026, 12, 31)).urgency == pytest.approx(364 / 365)
    assert findings_of("G14b", *drawn, day=date(2027, 1, 1)) == []
