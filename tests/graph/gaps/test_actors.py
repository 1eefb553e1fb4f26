"""G04 and G13: actors who stand alone, and actors on whom too much hangs."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    complete,
    findings_of,
    mandate,
    need,
    tie,
    ties,
)

CORE = (actors("k1 k2 k3"), ties("k1 - k2, k2 - k3"))


def urgencies(found):
    return {finding.subjects: finding.urgency for finding in found}


# G04: outside the largest component, in a component of at most two


def test_an_isolate_and_a_pair_stand_alone_but_a_group_of_three_does_not():
    drawn = (*CORE, actors("k4 a b c d p q lone"), ties("k3 - k4, a - b, b - c, p - q, c - d"))

    # Largest: {a, b, c, d} and {k1 … k4} have four each; {a, …} has the smallest id.
    assert urgencies(findings_of("G04", *drawn)) == {("p",): 0.5, ("q",): 0.5, ("lone",): 0.5}


def test_the_finding_is_per_actor():
    found = findings_of("G04", *CORE, actors("p q"), tie("p - q"))

    assert [finding.subjects for finding in found] == [("p",), ("q",)]
    assert "Q" in found[0].sentence.render(str)


@pytest.mark.parametrize("drawn", ["a", "a b"])
def test_nobody_stands_alone_outside_when_all_do(drawn):
    # The largest component is the one with the smallest id.
    assert [f.subjects for f in findings_of("G04", actors(drawn))] == [("b",)] * (len(drawn) > 1)


def test_a_pair_that_is_the_largest_component_is_not_alone():
    assert findings_of("G04", actors("a b"), tie("a - b")) == []


def test_who_runs_an_activity_or_sights_a_need_is_more_urgent():
    drawn = (*CORE, actors("a b c d"), activity("x1", "a"), need("b1", "b"), mandate("m1", "c"))

    assert urgencies(findings_of("G04", *drawn)) == {("a",): 1.0, ("b",): 1.0, ("c",): 0.5, ("d",): 0.5}


@pytest.mark.parametrize(
    ("status", "urgency"), [("completed", 1.0), ("unknown", 1.0), ("planned", 0.5), ("cancelled", 0.5)]
)
def test_an_activity_that_is_not_done_is_not_run(status, urgency):
    drawn = (*CORE, actors("a"), activity("x1", "a", status=status))

    assert urgencies(findings_of("G04", *drawn)) == {("a",): urgency}


def test_what_it_runs_or_sees_in_another_municipality_does_not_count():
    drawn = (*CORE, actors("a"), activity("x1", "a", "bn"), need("b1", "a", "bn"))

    assert urgencies(findings_of("G04", *drawn)) == {("a",): 0.5}


def test_kappa_is_that_of_the_actor_s_pairs_with_all_others():
    # k1 spoke: one of three pairs of a is known.
    (finding,) = findings_of("G04", *CORE, actors("a"), complete("k1"))

    assert finding.kappa == pytest.approx(1 / 3)
    assert finding.status == "ask_first"
    assert [(pair.a, pair.b, pair.state) for pair in finding.pairs] == [
        ("a", "k1", "no"),
        ("a", "k2", "unknown"),
        ("a", "k3", "unknown"),
    ]


def test_who_said_that_all_is_registered_stands_alone_for_sure():
    (finding,) = findings_of("G04", *CORE, actors("a"), complete("a"))

    assert (finding.kappa, finding.status) == (1.0, "gap")


def test_an_outsider_with_nothing_but_a_planned_tie_stands_alone():
    (finding,) = findings_of("G04", *CORE, actors("r@lan"), tie("k1 - r", status="planned"))

    assert finding.subjects == ("r",)


def test_an_actor_is_linked_to_the_needs_it_sees_works_on_or_has_a_mandate_for():
    high, low = {"priority": "high", "theme": "health"}, {"priority": "low", "theme": "safety"}
    drawn = (*CORE, actors("a"))

    def priority(*more):
        return findings_of("G04", *drawn, *more)[0].priority

    assert priority(need("b1", "k1", **high)) == 0.75
    assert priority(need("b1", "a", **high)) == 1.0
    assert priority(need("b1", "a", **low)) == 0.5
    assert priority(need("b1", "k1", **high), activity("x1", "a", "ng", themes="health")) == 1.0
    assert priority(need("b1", "k1", "sg", **high), activity("x1", "a", "ng", themes="health")) == 0.75
    assert priority(need("b1", "k1", **high), activity("x1", "a", themes="safety")) == 0.75
    assert priority(need("b1", "k1", **high), mandate("m1", "a", "health", kind="voice", place_id="bn")) == 1.0
    assert priority(need("b1", "k1", **high), mandate("m1", "a", "health", status="missing")) == 0.75
    assert priority(need("b1", "a", **low), need("b2", "a", **high)) == 1.0


def test_departments_of_one_legal_person_are_one_actor_in_the_organisation_view():
    drawn = (*CORE, actor("d1", parent_id="k1"))

    assert [f.subjects for f in findings_of("G04", *drawn)] == [("d1",)]
    assert findings_of("G04", *drawn, view=View.ORGANISATION) == []


# G13: an actor whose removal separates pairs that reach each other


def test_the_middle_of_a_chain_is_a_fragile_link():
    (finding,) = findings_of("G13", *CORE)

    assert (finding.subjects, finding.urgency, finding.severity) == (("k2",), 1.0, 75)
    assert finding.sentence.render(str) == "Utan K2 förlorar 1 av 1 par av aktörer kontakten med varandra."
    assert set(finding.evidence) == {"actors:k2", "ties:t-k1-k2", "ties:t-k2-k3"}


def test_urgency_is_the_share_of_pairs_lost():
    # a - b - c - d: without b, a loses c and d: 2 of the 3 pairs among a, c, d; the same for c.
    found = findings_of("G13", actors("a b c d"), ties("a - b, b - c, c - d"))

    assert urgencies(found) == {("b",): pytest.approx(2 / 3), ("c",): pytest.approx(2 / 3)}


def test_pairs_of_other_components_are_among_those_reachable():
    # Without b one pair is lost; x-y stays: 1 of 2.
    found = findings_of("G13", actors("a b c x y"), ties("a - b, b - c, x - y"))

    assert urgencies(found) == {("b",): 0.5}


def test_a_circle_has_no_fragile_link():
    assert findings_of("G13", actors("a b c"), ties("a - b, b - c, a - c")) == []


def test_fragile_links_are_those_of_the_reading():
    drawn = (actors("a b c"), ties("a - b, b - c"), tie("a - c", confirmation="one_party"))

    assert findings_of("G13", *drawn) == []
    assert urgencies(findings_of("G13", *drawn, reading=Reading.MINUS)) == {("b",): 1.0}


def test_kappa_is_that_of_the_whole_place():
    # a-b and b-c have edges, c spoke for c-d; a-c too by c; a-d and b-d are unknown: 4 of 6.
    (finding,) = findings_of("G13", actors("a b c d"), ties("a - b, b - c"), complete("c"))

    assert finding.kappa == pytest.approx(4 / 6)


def test_a_second_tie_is_suggested_past_the_actor():
    drawn = (actors("a b c d"), ties("a - b, b - c, c - d"))

    assert findings_of("G13", *drawn)[0].next_step.render(str) == (
        "Knyt en andra kontakt förbi B, till exempel mellan C och A."
    )
