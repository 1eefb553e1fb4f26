"""The register on one day."""

from datetime import date

import pytest

from graph.snapshot import is_done, is_held, is_in_force, is_live, makes_edge, take_snapshot
from models.records import Activity, Agreement, Forum, Mandate, Tie
from models.vocabulary import (
    ActivityStatus,
    AgreementKind,
    AgreementStage,
    ForumStatus,
    MandateKind,
    MandateStatus,
    TieStatus,
    TieType,
)
from tests.graph.drawn import (
    DAY,
    activity,
    actor,
    actors,
    agreement,
    forum,
    make_register,
    mandate,
    member,
    need,
    party,
    tie,
)

LATER = date(2030, 1, 1)


def snapshot(*drawn, day=DAY):
    return take_snapshot(make_register(*drawn), day)


def test_only_facts_whose_dates_contain_the_day_are_there():
    now, then = {"valid_from": "2026-11-01"}, {"valid_to": "2026-11-01"}
    drawn = (
        [forum("f1", **now), forum("f2", **then)],
        [agreement("v1", **now), agreement("v2", **then)],
        [activity("x1", **now), activity("x2", **then)],
        [need("b1", **now), need("b2", **then)],
    )
    found = snapshot(*drawn)

    assert [f.id for f in (*found.forums, *found.agreements, *found.activities, *found.needs)] == [
        "f1",
        "v1",
        "x1",
        "b1",
    ]


def test_a_tie_stays_while_one_of_its_ends_exists():
    drawn = (actors("k1"), actor("c1", valid_to="2026"), actor("c2", valid_to="2026"), tie("k1 - c1"), tie("c1 - c2"))

    assert [tie.id for tie in snapshot(*drawn, day=date(2027, 1, 1)).ties] == ["t-k1-c1"]


def test_mandates_and_participations_of_actors_that_do_not_exist_then_are_gone():
    drawn = (
        actors("k1"),
        actor("c1", valid_to="2026"),
        mandate("m1", "c1"),
        [forum("f1", "k1 c1"), agreement("v1", "k1 c1"), activity("x1", "k1 c1"), need("b1", "k1 c1")],
    )
    found = snapshot(*drawn, day=date(2027, 1, 1))

    assert found.mandates == ()
    for taking_part in (found.members["f1"], found.parties["v1"], found.runners["x1"], found.seers["b1"]):
        assert list(taking_part) == ["k1"]


def test_disputed_statements_are_gone():
    drawn = (
        actors("k1 c1"),
        tie("k1 - c1", confirmation="disputed"),
        [agreement("v1", "k1"), party("v1", "c1", "disputed")],
        [forum("f1", "k1"), member("f1", "c1", confirmation="disputed")],
    )
    found = snapshot(*drawn)

    assert found.ties == ()
    assert list(found.parties["v1"]) == list(found.listed_members["f1"]) == ["k1"]


def test_a_disputed_membership_leaves_an_undisputed_one_of_the_same_actor():
    drawn = (
        actors("k1"),
        forum("f1"),
        member("f1", "k1", role="convenor", confirmation="disputed"),
        member("f1", "k1", confirmation="third_party"),
    )

    assert snapshot(*drawn).members["f1"] == {"k1": "third_party"}


@pytest.mark.parametrize("status", list(ForumStatus))
@pytest.mark.parametrize("valid_to", [None, LATER])
def test_a_forum_is_live_while_ongoing_and_before_a_known_end(status, valid_to):
    live = status is ForumStatus.ONGOING or (status is ForumStatus.ENDED and valid_to is not None)

    assert is_live(Forum(id="f", name="f", status=status, valid_to=valid_to)) is live


@pytest.mark.parametrize("stage", list(AgreementStage))
@pytest.mark.parametrize("valid_to", [None, LATER])
def test_an_agreement_is_in_force_by_its_stage_and_before_a_known_end(stage, valid_to):
    binding = stage is AgreementStage.IN_FORCE or (stage is AgreementStage.ENDED and valid_to is not None)

    assert is_in_force(Agreement(id="v", title="v", kind=AgreementKind.IOP, stage=stage, valid_to=valid_to)) is binding


@pytest.mark.parametrize("status", list(TieStatus))
@pytest.mark.parametrize("valid_to", [None, LATER])
def test_a_tie_makes_an_edge_while_ongoing_and_before_a_known_end(status, valid_to):
    makes = status is TieStatus.ONGOING or (status is TieStatus.COMPLETED and valid_to is not None)
    made = Tie(id="t", actor_a="a", actor_b="b", status=status, valid_to=valid_to)

    assert makes_edge(made) is makes


@pytest.mark.parametrize(
    ("kind", "makes"),
    [
        (TieType.COLLABORATION, True),
        (TieType.ASSIGNMENT, True),
        (TieType.FUNDING, False),
        (TieType.ORGANISATIONAL, False),
    ],
)
def test_a_tie_makes_an_edge_by_its_type(kind, makes):
    assert makes_edge(Tie(id="t", actor_a="a", actor_b="b", type=kind)) is makes


def test_activities_count_unless_planned_or_cancelled():
    counting = [status for status in ActivityStatus if is_done(Activity(id="x", title="x", status=status))]

    assert counting == [ActivityStatus.ONGOING, ActivityStatus.COMPLETED, ActivityStatus.UNKNOWN]


def test_only_held_mandates_are_held():
    held = [
        status
        for status in MandateStatus
        if is_held(Mandate(id="m", actor_id="a", kind=MandateKind.DECIDES, status=status))
    ]

    assert held == [MandateStatus.HELD]
