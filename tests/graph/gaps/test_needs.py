"""G05 and G07: needs that nobody is registered to meet, or to decide on."""

from datetime import date

import pytest

from tests.graph.drawn import activity, actor, actors, findings_of, inventory, mandate, need

HEALTH = {"theme": "health"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


# G05: a need without an activity of its theme in an overlapping place


def test_a_need_that_no_activity_meets_is_full_urgent():
    finding = one("G05", actors("k1"), need("b1", "k1", **HEALTH))

    assert (finding.subjects, finding.urgency, finding.severity) == (("b1",), 1.0, 75)
    assert finding.sentence.render(str) == "Behovet ”B1” har ingen registrerad insats i KN."
    assert finding.evidence == ("needs:b1",)


def test_a_need_met_by_exactly_one_actor_is_half_urgent():
    # Two activities, one actor. 100 · 0.5 · 0.75 = 37.5
    work = [activity("x1", "k1", themes="health"), activity("x2", "k1", themes="health")]
    finding = one("G05", actors("k1"), need("b1", **HEALTH), *work)

    assert (finding.urgency, finding.severity) == (0.5, 38)
    assert finding.evidence == ("needs:b1", "activities:x1", "activities:x2")


def test_a_need_met_by_two_actors_is_no_finding():
    together = activity("x1", "k1 c1", themes="health")
    apart = [activity("x1", "k1", themes="health"), activity("x2", "c1", themes="health")]

    assert findings_of("G05", actors("k1 c1"), need("b1", **HEALTH), together) == []
    assert findings_of("G05", actors("k1 c1"), need("b1", **HEALTH), apart) == []


@pytest.mark.parametrize(
    "work",
    [
        activity("x1", "", themes="health"),
        activity("x1", "k1", themes="safety"),
        activity("x1", "k1"),
        activity("x1", "k1", "sg", themes="health"),
        activity("x1", "k1", "bn", themes="health"),
        activity("x1", "k1", themes="health", status="planned"),
        activity("x1", "k1", themes="health", status="cancelled"),
        activity("x1", "k1", themes="health", valid_to="2026-11-01"),
    ],
    ids=["no actor", "other theme", "no theme", "other area", "other town", "planned", "cancelled", "over"],
)
def test_this_does_not_meet_a_need(work):
    assert one("G05", actors("k1"), need("b1", place_id="ng", **HEALTH), work).urgency == 1.0


@pytest.mark.parametrize("place_id", ["ng", "kn", "lan", None])
def test_an_activity_at_above_or_below_the_need_s_place_meets_it(place_id):
    finding = one(
        "G05", actors("k1"), need("b1", place_id="ng", **HEALTH), activity("x", "k1", place_id, themes="health")
    )

    assert finding.urgency == 0.5


def test_a_need_without_place_is_met_anywhere_in_the_place():
    work = activity("x1", "k1", "sg", themes="health")

    assert one("G05", actors("k1"), need("b1", "k1", None, **HEALTH), work).urgency == 0.5


def test_only_actors_of_the_system_meet_a_need():
    # c9 runs an activity in the county without anybody of the place, and stays outside.
    work = [activity("x1", "k1", "lan", themes="health"), activity("x2", "c9", "lan", themes="health")]

    assert one("G05", actors("k1 c9@bn"), need("b1", **HEALTH), *work).urgency == 0.5


def test_a_need_without_theme_is_skipped_but_is_still_a_need():
    assert findings_of("G05", actors("k1"), need("b1", "k1")) == []


def test_a_place_without_registered_needs_gets_one_finding():
    finding = one("G05", actors("k1"), inventory("needs", "ongoing"))

    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("kn",), 1.0, 0.75, 75)
    assert (finding.kappa, finding.status) == (0.6, "possible")
    assert finding.sentence.render(str) == "Inga behov är registrerade för KN."


def test_needs_of_another_day_or_place_are_not_needs_here_now():
    drawn = (actors("k1"), need("b1", valid_to="2026-11-01", **HEALTH), need("b2", place_id="bn", **HEALTH))

    assert one("G05", *drawn).subjects == ("kn",)
    assert one("G05", *drawn, day=date(2026, 10, 31)).subjects == ("b1",)


@pytest.mark.parametrize(
    ("inventories", "kappa"),
    [
        ([], 0.4),
        ([inventory("activities", "ongoing")], 0.6),
        ([inventory("theme:health", "done")], 1.0),
        ([inventory("theme:health", "ongoing"), inventory("activities", "done")], 1.0),
        ([inventory("theme:safety", "done"), inventory("needs", "done")], 0.4),
    ],
)
def test_kappa_is_the_higher_of_activities_and_the_need_s_theme(inventories, kappa):
    assert one("G05", actors("k1"), need("b1", **HEALTH), inventories).kappa == kappa


@pytest.mark.parametrize(("priority", "severity"), [("high", 100), ("medium", 75), ("low", 50)])
def test_a_need_is_linked_to_itself(priority, severity):
    other = need("b2", theme="safety", priority="high")
    found = findings_of("G05", actors("k1"), need("b1", priority=priority, **HEALTH), other)

    assert next(f.severity for f in found if f.subjects == ("b1",)) == severity


def test_those_who_see_it_are_to_meet_the_mandate_holder():
    finding = one("G05", actors("k1 c1 c2"), need("b1", "c1 c2", **HEALTH), mandate("m1", "k1"))

    assert finding.next_step.render(str) == ("Samla dem som ser behovet, C1 och C2, med den som beslutar i frågan, K1.")


# G07: no actor decides on the theme of a need


def test_a_need_on_which_nobody_decides_is_full_urgent():
    finding = one("G07", actors("k1"), need("b1", "k1", **HEALTH), inventory("mandates"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("b1",), 1.0, 75)
    assert (finding.kappa, finding.status) == (1.0, "gap")


def test_one_local_decider_is_no_finding():
    assert findings_of("G07", actors("k1"), need("b1", **HEALTH), mandate("m1", "k1")) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": "safety"},
        {"theme": None},
        {"kind": "delivers"},
        {"status": "missing"},
        {"status": "proposed"},
        {"place_id": "sg"},
        {"place_id": "bn"},
    ],
    ids=str,
)
def test_this_mandate_does_not_decide_on_the_need(fields):
    drawn = (actors("k1"), need("b1", place_id="ng", **HEALTH), mandate("m1", "k1", **fields))

    assert one("G07", *drawn).urgency == 1.0


@pytest.mark.parametrize("place_id", ["ng", "kn", "lan"])
def test_a_mandate_covers_its_place_and_all_below(place_id):
    drawn = (actors("k1"), need("b1", place_id="ng", **HEALTH), mandate("m1", "k1", place_id=place_id))

    assert findings_of("G07", *drawn) == []


def test_a_mandate_for_an_area_does_not_cover_a_need_of_the_whole_place():
    drawn = (actors("k1"), need("b1", **HEALTH), mandate("m1", "k1", place_id="ng"))

    assert one("G07", *drawn).urgency == 1.0


def test_a_mandate_without_place_covers_its_actor_s_place():
    drawn = (actors("r1@lan b1@bn"), need("n1", place_id="ng", **HEALTH))

    assert findings_of("G07", *drawn, mandate("m1", "r1", level="region")) == []
    assert one("G07", *drawn, mandate("m1", "b1")).urgency == 1.0


def test_a_mandate_with_neither_place_covers_nothing():
    drawn = (actors("s1@-"), need("b1", **HEALTH), mandate("m1", "s1"))

    assert one("G07", *drawn).urgency == 1.0


def test_a_decider_from_outside_the_system_counts():
    # r1 shares no record with the place.
    drawn = (actors("k1 r1@lan"), need("b1", "k1", **HEALTH), mandate("m1", "r1"))

    assert findings_of("G07", *drawn) == []


def test_a_decider_that_no_longer_exists_does_not_count():
    drawn = (actor("k1", valid_to="2026"), need("b1", **HEALTH), mandate("m1", "k1"))

    assert one("G07", *drawn, day=date(2027, 1, 1)).urgency == 1.0


@pytest.mark.parametrize(
    ("own", "mandated", "found"),
    [("nation", None, 1), (None, "nation", 1), ("municipality", "nation", 1), ("nation", "municipality", 0)],
)
def test_only_the_nation_deciding_is_half_urgent_by_the_level_of_the_mandate_else_of_the_actor(own, mandated, found):
    drawn = (actor("s1", level=own), need("b1", **HEALTH), mandate("m1", "s1", level=mandated))

    assert [f.urgency for f in findings_of("G07", *drawn)] == [0.5] * found


def test_two_deciders_on_one_level_are_half_urgent():
    drawn = (
        [actor("k1", level="municipality"), actor("k2", level="municipality")],
        need("b1", **HEALTH),
        [mandate("m1", "k1"), mandate("m2", "k2")],
    )
    finding = one("G07", *drawn)

    assert (finding.urgency, finding.evidence) == (0.5, ("needs:b1", "mandates:m1", "mandates:m2"))
    assert "K1 och K2" in finding.sentence.render(str)


def test_two_deciders_on_two_levels_are_no_finding():
    drawn = (
        [actor("k1", level="municipality"), actor("s1", level="nation")],
        need("b1", **HEALTH),
        [mandate("m1", "k1"), mandate("m2", "s1", place_id="kn")],
    )

    assert findings_of("G07", *drawn) == []


def test_one_decider_with_two_mandates_is_one():
    drawn = (
        actor("k1", level="municipality"),
        need("b1", **HEALTH),
        [mandate("m1", "k1", issue="vård"), mandate("m2", "k1", issue="omsorg")],
    )

    assert findings_of("G07", *drawn) == []


def test_a_need_without_theme_has_no_question_to_decide():
    assert findings_of("G07", actors("k1"), need("b1", "k1")) == []


def test_mandates_are_known_as_far_as_they_are_inventoried():
    assert one("G07", need("b1", **HEALTH)).kappa == 0.4
    assert one("G07", need("b1", **HEALTH), inventory("mandates", "ongoing")).kappa == 0.6


# Where a need is


@pytest.mark.parametrize(
    ("place_id", "told"), [("kn", "”B1” gäller"), (None, "”B1” gäller"), ("ng", "”B1” i NG gäller")]
)
def test_a_sentence_tells_where_a_need_is_that_has_a_place_of_its_own(place_id, told):
    drawn = (actors("k1"), need("b1", "k1", place_id=place_id, target_groups=("13-25",), **HEALTH))

    assert told in one("G06", *drawn).sentence.render(str)
    assert told in one("G07", *drawn).sentence.render(str)


def test_a_path_from_a_need_tells_where_it_is():
    drawn = (actors("k1 c1"), need("b1", "c1", place_id="ng", **HEALTH), mandate("m1", "k1", theme="health"))

    assert one("G09", *drawn).sentence.render(str) == (
        "Det finns ingen registrerad väg från dem som ser behovet ”B1” i NG till dem som beslutar i frågan."
    )
