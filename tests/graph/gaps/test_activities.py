"""G06, G18 and G19: groups that nobody reaches, only consequences, activities against each other."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import activity, actor, actors, findings_of, inventory, need, runner, tie

YOUNG = {"target_groups": "13-25"}
HEALTH = {"theme": "health"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


def urgencies(code, *drawn, **options):
    return {finding.subjects: finding.urgency for finding in findings_of(code, *drawn, **options)}


# G06: the target group of a need that at most one actor reaches


def test_a_group_that_no_activity_reaches_is_full_urgent():
    # 100 · 1 · 0.75 = 75
    finding = one("G06", actors("k1"), need("b1", "k1", **YOUNG, **HEALTH), inventory("activities", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("b1", "13-25"), 1.0, 75)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.evidence == ("needs:b1",)
    assert (
        finding.sentence.render(str)
        == "Ingen registrerad insats når målgruppen unga 13–25 år, som behovet ”B1” gäller."
    )
    assert finding.next_step.render(str) == "Sök en förening som når unga 13–25 år och fråga vad den behöver."


def test_a_group_reached_by_one_actor_is_half_urgent_however_much_it_does():
    # 100 · 0.5 · 1 = 50
    work = [activity(f"x{n}", "k1", **YOUNG) for n in (2, 1)]
    finding = one("G06", actors("k1"), need("b1", priority="high", **YOUNG), work)

    assert (finding.urgency, finding.severity) == (0.5, 50)
    assert finding.evidence == ("needs:b1", "activities:x1", "activities:x2")
    assert finding.sentence.render(str) == "Bara K1 når målgruppen unga 13–25 år, som behovet ”B1” gäller."


def test_a_group_reached_by_two_actors_is_no_finding():
    apart = [activity("x1", "k1", **YOUNG), activity("x2", "c1", **YOUNG)]

    assert findings_of("G06", actors("k1 c1"), need("b1", **YOUNG), apart) == []
    assert findings_of("G06", actors("k1 c1"), need("b1", **YOUNG), activity("x1", "k1 c1", **YOUNG)) == []


def test_units_of_one_legal_person_are_one_actor_in_the_organisation_view():
    drawn = (actors("k1"), actor("k2", parent_id="k1"), need("b1", **YOUNG), activity("x1", "k1 k2", **YOUNG))

    assert findings_of("G06", *drawn) == []
    assert one("G06", *drawn, view=View.ORGANISATION).urgency == 0.5


def test_each_group_of_each_need_is_found_by_itself():
    drawn = (actors("k1"), need("b1", target_groups="65+;13-25"), need("b2", **YOUNG), activity("x1", "k1", **YOUNG))

    assert urgencies("G06", *drawn) == {("b1", "65+"): 1.0, ("b1", "13-25"): 0.5, ("b2", "13-25"): 0.5}


def test_a_need_without_target_groups_is_no_finding():
    assert findings_of("G06", actors("k1"), need("b1", "k1", **HEALTH)) == []


def test_activities_of_any_theme_reach_a_group():
    drawn = (actors("k1"), need("b1", **YOUNG, **HEALTH))

    assert one("G06", *drawn, activity("x1", "k1", themes="safety", **YOUNG)).urgency == 0.5
    assert one("G06", *drawn, activity("x1", "k1", **YOUNG)).urgency == 0.5


@pytest.mark.parametrize(
    ("fields", "urgency"),
    [
        ({"place_id": "ng"}, 0.5),
        ({"place_id": "kn"}, 0.5),
        ({"place_id": "lan"}, 0.5),
        ({"place_id": None}, 0.5),
        ({"place_id": "sg"}, 1.0),
        ({"place_id": "bn"}, 1.0),
        ({"status": "completed"}, 0.5),
        ({"status": "planned"}, 1.0),
        ({"status": "cancelled"}, 1.0),
        ({"valid_to": "2026-11-01"}, 1.0),
        ({"target_groups": "65+"}, 1.0),
        ({"target_groups": "all_residents"}, 1.0),
    ],
    ids=str,
)
def test_what_is_done_for_the_group_in_an_overlapping_place_reaches_it(fields, urgency):
    drawn = (actors("k1"), need("b1", place_id="ng", **YOUNG), activity("x1", "k1", **YOUNG | fields))

    assert one("G06", *drawn).urgency == urgency


def test_an_activity_without_actors_reaches_nobody():
    finding = one("G06", actors("k1"), need("b1", **YOUNG), activity("x1", **YOUNG), runner("x1", "k1", "disputed"))

    assert (finding.urgency, finding.evidence) == (1.0, ("needs:b1",))


@pytest.mark.parametrize(
    ("inventories", "kappa"),
    [
        ([], 0.4),
        ([inventory("activities", "ongoing")], 0.6),
        ([inventory("theme:health")], 1.0),
        ([inventory("theme:health", "ongoing"), inventory("activities")], 1.0),
        ([inventory("theme:safety"), inventory("needs")], 0.4),
    ],
)
def test_kappa_is_the_higher_of_activities_and_the_need_s_theme(inventories, kappa):
    assert one("G06", actors("k1"), need("b1", **YOUNG, **HEALTH), inventories).kappa == kappa


def test_a_need_without_theme_has_groups_too():
    assert one("G06", actors("k1"), need("b1", **YOUNG), inventory("activities")).kappa == 1.0
    assert one("G06", actors("k1"), need("b1", **YOUNG), inventory("theme:health")).kappa == 0.4


@pytest.mark.parametrize(
    ("place_id", "known", "kappa"),
    [("kn", "done", 0.6), ("lan", "done", 0.6), ("ng", "done", 0.6), ("sg", "done", 1.0), ("ng", "not_started", 0.4)],
)
def test_an_activity_for_everyone_nearby_caps_what_is_known(place_id, known, kappa):
    everyone = activity("x1", "k1", place_id, target_groups="all_residents")
    drawn = (actors("k1"), need("b1", place_id="ng", **YOUNG), everyone, inventory("activities", known))

    assert (one("G06", *drawn).urgency, one("G06", *drawn).kappa) == (1.0, kappa)


def test_a_need_is_linked_to_itself_alone():
    drawn = (actors("k1"), need("b1", "k1", priority="low", **YOUNG), need("b2", "k1", priority="high"))

    assert one("G06", *drawn).priority == 0.5


# G18: themes of needs that have activities but none directed at causes


def test_the_share_of_themes_with_nothing_done_about_causes_is_found():
    # health and safety have activities, safety one at causes; education has a need and no activity: 1 of 2.
    drawn = (
        actors("k1"),
        [need("b1", "k1", priority="high", **HEALTH), need("b2", theme="safety"), need("b3", theme="education")],
        activity("x1", "k1", themes="health", direction="consequence"),
        activity("x2", "k1", themes="health;safety"),
        activity("x3", "k1", themes="safety", direction="cause"),
        activity("x4", "k1", themes="democracy", direction="consequence"),
    )
    finding = one("G18", *drawn, inventory("activities"), inventory("needs", "ongoing"))

    # 100 · 0.5 · 0.75 = 37.5
    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("kn",), 0.5, 0.75, 38)
    assert (finding.kappa, finding.status) == (1.0, "gap")
    assert finding.evidence == ("activities:x1", "activities:x2")
    assert "I hälsa finns" in finding.sentence.render(str)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"direction": "cause"}, 0),
        ({"direction": "consequence"}, 1),
        ({"direction": "unknown"}, 1),
        ({"direction": "consequence", "themes": "safety"}, 0),
        ({"direction": "consequence", "place_id": "lan"}, 1),
        ({"direction": "consequence", "place_id": None}, 1),
        ({"direction": "consequence", "place_id": "sg"}, 0),
        ({"direction": "consequence", "status": "planned"}, 0),
        ({"direction": "consequence", "status": "cancelled"}, 0),
    ],
    ids=str,
)
def test_only_what_is_done_on_the_theme_near_the_need_is_asked(fields, found):
    drawn = (actors("k1"), need("b1", place_id="ng", **HEALTH), activity("x1", "k1", **{"themes": "health"} | fields))

    assert list(urgencies("G18", *drawn).values()) == [1.0] * found


def test_work_on_causes_somewhere_else_is_not_work_on_the_need():
    drawn = (actors("k1"), need("b1", place_id="ng", **HEALTH))
    work = [
        activity("x1", "k1", "ng", themes="health", direction="consequence"),
        activity("x2", "k1", "sg", themes="health", direction="cause"),
    ]

    assert one("G18", *drawn, work).evidence == ("activities:x1",)
    assert findings_of("G18", *drawn, work, need("b2", place_id="sg", **HEALTH)) == []


def test_activities_without_actors_count_both_ways():
    drawn = (actors("k1"), need("b1", **HEALTH), activity("x1", themes="health", direction="consequence"))

    assert one("G18", *drawn).urgency == 1.0
    assert findings_of("G18", *drawn, activity("x2", themes="health", direction="cause")) == []


def test_needs_without_theme_or_without_activity_have_no_share():
    assert findings_of("G18", actors("k1"), need("b1"), activity("x1", "k1", direction="consequence")) == []
    assert findings_of("G18", actors("k1"), need("b1", **HEALTH)) == []


# G19: two activities that people flag as working against each other


def against(first="k1", second="c1", **fields):
    return [activity("x2", first, counteracts="x1", **fields), activity("x1", second)]


def test_two_activities_flagged_by_either_are_found_sorted():
    # 100 · 1 · 0.75 = 75
    finding = one("G19", actors("k1 c1"), against(), inventory("activities", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("x1", "x2"), 1.0, 75)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.evidence == ("activities:x1", "activities:x2")
    assert finding.sentence.render(str) == "”X1” och ”X2” motverkar enligt registret varandra."
    assert finding.next_step.render(str) == "Låt C1 och K1 mötas om hur insatserna påverkar varandra."


def test_flagged_by_both_is_one_finding():
    both = [activity("x1", "k1", counteracts="x2"), activity("x2", "c1", counteracts="x1;x3"), activity("x3", "c1")]

    assert urgencies("G19", actors("k1 c1"), both) == {("x1", "x2"): 1.0, ("x2", "x3"): 0.5}


def test_owners_who_meet_or_are_the_same_make_it_half_urgent():
    assert one("G19", actors("k1 c1"), against(), tie("k1 - c1")).urgency == 0.5
    assert one("G19", actors("k1"), against("k1", "k1")).urgency == 0.5
    assert one("G19", actors("k1 c1 c2"), against("k1 c2", "c1"), tie("c2 - c1")).urgency == 0.5
    assert one("G19", actors("k1 c1 c2"), against("k1", "c1"), tie("k1 - c2"), tie("c2 - c1")).urgency == 1.0
    assert one("G19", actors("k1"), against("k1", "")).urgency == 1.0


def test_whether_owners_meet_is_that_of_the_reading_and_the_view():
    unconfirmed = (actors("k1 c1"), against(), tie("k1 - c1", confirmation="one_party"))
    units = (actors("k1"), actor("c1", parent_id="k1"), against())

    assert (one("G19", *unconfirmed).urgency, one("G19", *unconfirmed, reading=Reading.MINUS).urgency) == (0.5, 1.0)
    assert (one("G19", *units).urgency, one("G19", *units, view=View.ORGANISATION).urgency) == (1.0, 0.5)


def test_it_is_never_inferred():
    same = {"themes": "health", "target_groups": "13-25"}

    assert findings_of("G19", actors("k1 c1"), activity("x1", "k1", **same), activity("x2", "c1", **same)) == []


@pytest.mark.parametrize(
    ("one_place", "other_place", "found"),
    [("ng", "sg", 1), ("kn", "lan", 1), ("lan", "ng", 1), ("lan", "lan", 0), ("ng", "bn", 0), (None, "lan", 1)],
)
def test_one_of_the_two_may_be_placed_above(one_place, other_place, found):
    drawn = (activity("x1", "k1", one_place, counteracts="x2"), activity("x2", "c1", other_place))

    assert len(findings_of("G19", actors("k1 c1"), *drawn)) == found


def test_what_is_above_counts_only_with_an_actor_of_the_system():
    drawn = (activity("x1", "k1", counteracts="x2"), activity("x2", "r1", "lan"))

    assert findings_of("G19", actors("k1 r1@lan"), *drawn) == []
    assert one("G19", actors("k1 r1@lan"), *drawn, tie("k1 - r1")).urgency == 0.5


@pytest.mark.parametrize(
    "fields", [{"status": "planned"}, {"status": "cancelled"}, {"valid_to": "2026-11-01"}], ids=str
)
def test_what_is_not_done_works_against_nothing(fields):
    assert findings_of("G19", actors("k1 c1"), against(**fields)) == []


@pytest.mark.parametrize(
    ("theme", "place_id", "priority"),
    [
        ("health", "ng", 1.0),
        ("safety", "sg", 1.0),
        ("health", "sg", 0.75),
        ("safety", "ng", 0.75),
        ("democracy", "ng", 0.75),
    ],
)
def test_the_pair_is_linked_to_the_needs_of_either_theme_where_that_activity_is(theme, place_id, priority):
    pair = (activity("x1", "k1", "ng", themes="health", counteracts="x2"), activity("x2", "c1", "sg", themes="safety"))
    drawn = (actors("k1 c1"), *pair, need("b1", place_id=place_id, theme=theme, priority="high"))

    assert one("G19", *drawn).priority == priority
