"""A place on two days: what came and went by its own dates, and what was merely registered later."""

from datetime import date

from graph.analysis import Analysis
from graph.changes import Changes, changes_object
from graph.contrast import contrast
from graph.register import Register
from graph.system import build_system
from tests.graph.drawn import (
    PLACE,
    activity,
    actor,
    actors,
    complete,
    forum,
    grant,
    make_register,
    mandate,
    need,
    party,
    tie,
)
from tests.graph.drawn import agreement as drawn_agreement

EARLIER, LATER = date(2025, 11, 1), date(2026, 11, 1)


def on(register: Register, day: date) -> Analysis:
    return Analysis(build_system(register, PLACE, day), tests=False)


def two_days(*drawn, registered: Register | None = None) -> Changes:
    register = make_register(*drawn)
    return Changes(on(register, EARLIER), on(register, LATER), registered or Register())


def test_collaborations_come_and_go_by_their_own_dates():
    found = two_days(
        actors("k1 k2 c1:civil_society"),
        tie("k1 - k2", valid_to="2026-01-01"),
        tie("k1 - c1", valid_from="2026-03-01"),
        tie("k2 - c1"),
    ).contrast

    assert found.edges_gone == (("k1", "k2"),)
    assert found.edges_come == (("c1", "k1"),)
    assert found.edges_changed == ()
    assert found.actors_come == found.actors_gone == ()


def test_a_collaboration_that_only_changed_its_strength_neither_came_nor_went():
    # Two signs of 0.6 make 1 - 0.4 * 0.4 = 0.84.
    found = two_days(actors("k1 k2"), tie("k1 - k2", "t1"), tie("k2 - k1", "t2", valid_from="2026-03-01")).contrast

    assert [(c.a, c.b, c.before["strength"], c.after["strength"]) for c in found.edges_changed] == [
        ("k1", "k2", 0.6, 0.84)
    ]
    assert found.edges_come == found.edges_gone == ()


def test_an_actor_comes_with_its_own_dates():
    found = two_days(actor("k1"), actor("k2", valid_from="2026-01-01"), actor("k3", valid_to="2026-01-01")).contrast

    assert (found.actors_come, found.actors_gone) == (("k2",), ("k3",))


def test_a_finding_goes_when_its_need_is_met_and_comes_when_its_need_does():
    drawn = (
        actors("k1"),
        need("n1", "k1", theme="health"),
        activity("a1", "k1", themes="health", valid_from="2026-01-01"),
        need("n2", "k1", theme="safety", valid_from="2026-02-01"),
    )
    found = two_days(*drawn).contrast

    def unmet(findings):
        return [finding.subjects for finding in findings if finding.code == "G05"]

    assert unmet(found.findings_come) == [("n2",)]
    assert unmet(found.findings_gone) == []
    # One actor meets the need, so its urgency fell from 1 to 0.5 and the finding stays.
    assert [
        (change.before.urgency, change.after.urgency)
        for change in found.findings_changed
        if change.after.subjects == ("n1",)
    ] == [(1.0, 0.5)]


def test_nothing_differs_between_a_day_and_itself():
    analysis = on(make_register(actors("k1 k2"), tie("k1 - k2")), LATER)
    assert contrast(analysis, analysis).is_empty


def test_what_remains_is_told_of_the_actors_that_both_days_have():
    # Of k1-k2, k1-k3 and k2-k3, the first is there on both days: 1/3. What k4 has does not count.
    changes = two_days(
        actors("k1 k2 k3"),
        actor("k4", valid_from="2026-01-01"),
        tie("k1 - k2"),
        tie("k1 - k3", valid_to="2026-01-01"),
        tie("k2 - k3", valid_from="2026-01-01"),
        tie("k1 - k4"),
    )
    assert changes.remaining == 1 / 3


def late(changes: Changes) -> list[tuple[str, str]]:
    return [(found.file.name, vars(found.record)[found.file.key[0]]) for found in changes.newly_registered]


def test_what_held_on_the_first_day_is_merely_registered_later():
    drawn = (actors("k1 k2 k3"), tie("k1 - k2"), tie("k1 - k3", valid_from="2026-02-01"))
    came = make_register(*drawn)
    registered = Register(ties=came.ties)

    assert late(two_days(*drawn, registered=registered)) == [("ties", "t-k1-k2")]


def test_a_membership_is_told_only_when_its_forum_was_there_before():
    drawn = (actors("k1 k2"), forum("f1", "k1 k2"), drawn_agreement("v1", "k1 k2", valid_from="2026-02-01"))
    came = make_register(*drawn)

    with_forum = Register(forums=came.forums, forum_members=came.forum_members)
    members_alone = Register(forum_members=came.forum_members)
    # The agreement itself is new, and so are its parties.
    parties = Register(agreement_parties=(party("v1", "k1"),))  # type: ignore[arg-type]

    assert late(two_days(*drawn, registered=with_forum)) == [("forums", "f1")]
    assert late(two_days(*drawn, registered=members_alone)) == [("forum_members", "f1")] * 2
    assert late(two_days(*drawn, registered=parties)) == []


def test_a_statement_of_a_later_day_is_no_late_one():
    drawn = (actors("k1"), complete("k1", "2025-06-01"), complete("k1", "2026-06-01"))
    came = make_register(*drawn)

    found = two_days(*drawn, registered=Register(completeness=came.completeness)).newly_registered

    assert [record.record for record in found] == [came.completeness[0]]


def test_the_object_says_both_days_and_gives_edges_with_what_they_rest_on():
    changed = changes_object(
        two_days(
            actors("k1 k2"),
            tie("k1 - k2", valid_from="2026-03-01"),
            registered=Register(actors=make_register(actors("k1")).actors),
        )
    )
    assert (changed["from"], changed["to"], changed["date"]) == ("2025-11-01", "2026-11-01", "2026-11-01")
    assert [(edge["source"], edge["target"], edge["evidence"]) for edge in changed["edges"]["come"]] == [
        ("k1", "k2", ["ties:t-k1-k2"])
    ]
    assert changed["edge_jaccard"] == 0.0
    assert changed["newly_registered"] == [{"table": "actors", "key": ["k1"]}]


def test_what_an_actor_from_outside_does_elsewhere_is_not_told():
    # x works with k1 and belongs to the system of kn; its forum, tie, mandate and grant in bn do not.
    drawn = (
        actors("k1 x:state@- b1@bn"),
        tie("k1 - x"),
        tie("b1 - x", place_id="bn"),
        forum("fb", "x b1", place_id="bn"),
        mandate("mb", "x", place_id="bn"),
        grant("gb", "x", "b1"),
        grant("gk", "x", "k1"),
        complete("x", "2025-01-01"),
    )
    found = late(two_days(*drawn, registered=make_register(*drawn)))

    assert [pair for pair in found if pair[0] != "places"] == [
        ("actors", "k1"),
        ("actors", "x"),
        ("ties", "t-k1-x"),
        ("grants", "gk"),
    ]
