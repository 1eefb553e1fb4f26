from typing import Any

import pytest

from graph.doubles import Choice, ImpossibleMergeError, MergePlan, Outcome, merge_plan
from graph.packages import key_of
from graph.register import Register
from models.package_files import FILES
from models.records import Actor, Record
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    complete,
    forum,
    grant,
    make_register,
    mandate,
    member,
    need,
    tie,
)

NUMBER, OTHER_NUMBER = "802002-8711", "802002-4231"


def plan_of(*drawn: Any, chosen: dict[str, Choice] | None = None) -> MergePlan:
    """Return the plan of merging the actor b into the actor a."""
    register = make_register(*drawn)
    return merge_plan(register, register.actor["a"], register.actor["b"], chosen)


def rows(plan: MergePlan, *drawn: Any) -> Register:
    return plan.applied_to(make_register(*drawn))


def said(plan: MergePlan, outcome: Outcome) -> list[str]:
    return [told.said.render(str) for told in plan.told if told.outcome is outcome]


def keys(plan_part: Any) -> dict[str, list[tuple[str, ...]]]:
    return {name: [key_of(FILES[name], record) for record in records] for name, records in plan_part.items()}


EVERYWHERE = (
    actors("a b c"),
    actor("d", parent_id="b"),
    actor("e", federation_ids="b;c"),
    tie("b - c", "t1", desired_by="b", desired_level="partnership"),
    tie("c - b", "t2"),
    forum("f", "b c"),
    agreement("v", "b c"),
    activity("x", "b"),
    need("n", "b", addressed_to="c;b"),
    mandate("m", "b"),
    grant("g1", "b", "c"),
    grant("g2", "c", "b"),
    complete("b"),
)


def test_every_reference_leads_to_the_kept_actor():
    after = rows(plan_of(*EVERYWHERE), *EVERYWHERE)

    assert after.actor.keys() == {"a", "c", "d", "e"}
    assert after.actor["d"].parent_id == "a"
    assert after.actor["e"].federation_ids == ("a", "c")
    assert [(t.id, t.actor_a, t.actor_b, t.desired_by) for t in after.ties] == [
        ("t1", "a", "c", "a"),
        ("t2", "c", "a", None),
    ]
    assert {row.actor_id for row in after.forum_members} == {row.actor_id for row in after.agreement_parties}
    assert {row.actor_id for row in after.agreement_parties} == {"a", "c"}
    assert [row.actor_id for row in after.activity_actors] == ["a"]
    assert [row.actor_id for row in after.need_sightings] == ["a"]
    assert [row.actor_id for row in after.completeness] == ["a"]
    assert after.needs[0].addressed_to == ("a", "c")
    assert after.mandates[0].actor_id == "a"
    assert [(g.grantor_id, g.recipient_id) for g in after.grants] == [("a", "c"), ("c", "a")]


def test_links_that_name_the_dropped_actor_in_their_key_go_and_come_again():
    plan = plan_of(*EVERYWHERE)

    assert keys(plan.gone) == {
        "actors": [("b",)],
        "forum_members": [("f", "b", "member", "")],
        "agreement_parties": [("v", "b")],
        "activity_actors": [("x", "b")],
        "need_sightings": [("n", "b")],
        "completeness": [("b", "2026-06-01")],
    }
    assert keys(plan.new) == {
        "forum_members": [("f", "a", "member", "")],
        "agreement_parties": [("v", "a")],
        "activity_actors": [("x", "a")],
        "need_sightings": [("n", "a")],
        "completeness": [("a", "2026-06-01")],
    }
    assert [str(change) for change in plan.changes] == [
        "actors a",
        "actors d",
        "actors e",
        "ties t1",
        "ties t2",
        "mandates m",
        "needs n",
        "grants g1",
        "grants g2",
    ]
    assert plan.obstacles == ()


def test_the_change_of_the_kept_actor_is_one_among_the_others():
    change = plan_of(actors("a b")).changes[0]

    assert [(column.column, column.old, column.new) for column in change.columns] == [("aliases", "", "B")]


def test_what_the_merge_does_not_touch_is_not_written():
    plan = plan_of(actors("a b c"), tie("a - c", "t"), forum("f", "c"), mandate("m", "a"))

    assert [str(change) for change in plan.changes] == ["actors a"]
    assert keys(plan.gone) == {"actors": [("b",)]}
    assert plan.new == {}


def test_two_memberships_of_one_forum_become_one():
    drawn = (
        actors("a b"),
        forum("f"),
        member("f", "a", confirmation="one_party", valid_to="2025"),
        member("f", "b", confirmation="documented", valid_to="2026", attendance="active"),
    )
    plan = plan_of(*drawn)

    (row,) = rows(plan, *drawn).forum_members
    assert (row.actor_id, row.confirmation, row.attendance, str(row.valid_to)) == (
        "a",
        "documented",
        "active",
        "2027-01-01",
    )
    assert said(plan, Outcome.FOLDED) == ["Båda är med i ”F”. De två uppgifterna blir en."]
    assert keys(plan.gone)["forum_members"] == [("f", "b", "member", "")]
    assert plan.new == {}


def test_what_a_folded_record_no_longer_says_is_told():
    plan = plan_of(
        actors("a b"), forum("f"), member("f", "a", attendance="active"), member("f", "b", attendance="on_paper")
    )

    assert [told.lost for told in plan.told if told.outcome is Outcome.FOLDED] == [("attendance",)]


def test_memberships_that_begin_on_different_days_both_stay():
    drawn = (actors("a b"), forum("f"), member("f", "a"), member("f", "b", valid_from="2024"))
    plan = plan_of(*drawn)

    assert sorted(str(row.valid_from) for row in rows(plan, *drawn).forum_members) == ["2024-01-01", "None"]
    assert said(plan, Outcome.FOLDED) == []


def test_a_tie_and_a_grant_between_the_two_go_and_that_is_told():
    drawn = (actors("a b c"), tie("a - b", "t1"), tie("b - c", "t2"), grant("g", "b", "a"))
    plan = plan_of(*drawn)

    assert [t.id for t in rows(plan, *drawn).ties] == ["t2"]
    assert rows(plan, *drawn).grants == ()
    assert said(plan, Outcome.WITH_ITSELF) == [
        "Samarbetet mellan ”A” och ”B” tas bort, för en aktör kan inte samverka med sig själv.",
        "Bidraget mellan ”A” och ”B” tas bort, för en aktör kan inte ge bidrag till sig själv.",
    ]


def test_ties_that_say_the_same_afterwards_both_stay_and_that_is_told():
    drawn = (
        actors("a b c"),
        tie("a - c", "t1", source="Webben", confirmation="one_party"),
        tie("c - b", "t2", source="Protokoll"),
        tie("b - c", "t3", level="partnership"),
    )
    plan = plan_of(*drawn)

    assert [t.id for t in rows(plan, *drawn).ties] == ["t1", "t2", "t3"]
    (told,) = (told for told in plan.told if told.outcome is Outcome.TWICE)
    assert told.other is not None
    assert (vars(told.record)["id"], vars(told.other)["id"]) == ("t2", "t1")


def test_mandates_that_say_the_same_afterwards_are_told_too():
    plan = plan_of(actors("a b"), mandate("m1", "a"), mandate("m2", "b"))

    assert said(plan, Outcome.TWICE) == [
        "Två uppgifter säger nu samma sak. Båda finns kvar; ta bort den ena om den är överflödig."
    ]


def test_a_mandate_without_a_place_keeps_the_place_of_its_actor():
    drawn = (actors("a@ng b@sg"), mandate("m1", "a"), mandate("m2", "b"), mandate("m3", "b", place_id="kn"))

    after = rows(plan_of(*drawn), *drawn)
    moved = rows(plan_of(*drawn, chosen={"place_id": Choice.DROP}), *drawn)

    assert [(m.id, m.actor_id, m.place_id) for m in after.mandates] == [
        ("m1", "a", None),
        ("m2", "a", "sg"),
        ("m3", "a", "kn"),
    ]
    assert [m.place_id for m in moved.mandates] == ["ng", None, "kn"]


def test_the_end_of_the_dropped_actor_is_told_with_what_it_alone_had_said():
    plan = plan_of(actor("a", website="https://a.se"), actor("b", website="https://b.se", offers="Lokaler"))

    (told,) = (told for told in plan.told if told.outcome is Outcome.ACTOR)
    assert told.lost == ("website",)
    assert told.said.render(str) == "”B” tas bort som egen aktör. Namnet finns kvar bland namnen på ”A”."


def test_two_organisation_numbers_are_two_legal_persons_unless_somebody_says_which_is_right():
    drawn = (actor("a", org_number=NUMBER), actor("b", org_number=OTHER_NUMBER))

    (obstacle,) = plan_of(*drawn).obstacles
    decided = plan_of(*drawn, chosen={"org_number": Choice.DROP})

    assert str(obstacle).startswith("actors:org_number: aktörerna har olika organisationsnummer")
    assert decided.obstacles == ()
    assert decided.actor.org_number == OTHER_NUMBER


def test_a_circle_of_parts_is_an_obstacle():
    drawn = (actor("b"), actor("c", parent_id="b"), actor("a", parent_id="c"))

    (obstacle,) = plan_of(*drawn).obstacles

    assert str(obstacle) == "actors:parent_id: går i cirkel: c → a → c; ta bort en av hänvisningarna"
    assert plan_of(*drawn, chosen={"parent_id": Choice.DROP}).obstacles == ()


def test_a_partnership_that_would_lose_one_side_is_an_obstacle():
    drawn = (
        actor("a", "municipality"),
        actor("b", "civil_society"),
        agreement("v", "a b", kind="iop"),
        agreement("w", "a b", kind="iop"),
    )

    (obstacle,) = plan_of(*drawn).obstacles

    assert obstacle.reason == "ett IOP har minst en offentlig och en idéburen part; här saknas en idéburen part"


def test_a_number_of_a_collective_is_an_obstacle():
    drawn = (actor("a", entity="collective"), actor("b", org_number=NUMBER))

    assert plan_of(*drawn).obstacles == ()
    (obstacle,) = plan_of(*drawn, chosen={"entity": Choice.KEEP}).obstacles
    assert obstacle.column == "org_number"


def test_an_actor_is_not_merged_with_itself():
    register = make_register(actors("a"))

    with pytest.raises(ImpossibleMergeError, match="Välj två olika"):
        merge_plan(register, register.actor["a"], register.actor["a"])


@pytest.mark.parametrize("stale", ["a", "b"])
def test_an_actor_that_has_changed_meanwhile_is_not_merged(stale):
    register = make_register(actors("a b"))
    pair: dict[str, Record] = {**register.actor, stale: actor(stale, name="Annat")}
    keep, drop = pair["a"], pair["b"]
    assert isinstance(keep, Actor)
    assert isinstance(drop, Actor)

    with pytest.raises(ImpossibleMergeError, match="Läs in sidan på nytt"):
        merge_plan(register, keep, drop)
