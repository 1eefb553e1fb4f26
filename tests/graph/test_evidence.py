"""What speaks for a collaboration, how strongly, and who stands behind it."""

from datetime import date

import pytest

from graph.evidence import collect_evidence
from tests.graph.drawn import (
    activity,
    actor,
    actors,
    agreement,
    forum,
    make_system,
    mandate,
    member,
    need,
    party,
    runner,
    strengths,
    tie,
    ties,
)


def edges(*drawn, **options):
    return strengths(make_system(*drawn, **options).network)


@pytest.mark.parametrize(
    ("level", "strength"),
    [("unknown", 0.4), ("information", 0.2), ("consultation", 0.4), ("dialogue", 0.6), ("partnership", 0.8)],
)
def test_a_tie_is_as_strong_as_its_step_on_the_ladder(level, strength):
    assert edges(actors("a b"), tie("a - b", level=level)) == {"a - b": strength}


@pytest.mark.parametrize(
    ("kind", "strength"),
    [
        ("iop", 0.8),
        ("contract", 0.6),
        ("compact", 0.6),
        ("assignment", 0.6),
        ("letter_of_intent", 0.4),
        ("other", 0.4),
    ],
)
def test_an_agreement_in_force_is_as_strong_as_its_kind(kind, strength):
    assert edges(actors("a b"), agreement("v1", "a b", kind=kind)) == {"a - b": strength}


def test_an_activity_run_together_counts_0_6():
    assert edges(actors("a b"), activity("x1", "a b")) == {"a - b": 0.6}


@pytest.mark.parametrize(("level", "strength"), [("unknown", 0.4), ("information", 0.2), ("partnership", 0.8)])
def test_a_forum_counts_by_its_step_on_the_ladder(level, strength):
    assert edges(actors("a b"), forum("f1", "a b", collaboration_level=level)) == {"a - b": strength}


def test_a_blank_level_is_read_as_unknown():
    assert edges(actors("a b"), tie("a - b", level="unknown")) == {"a - b": 0.4}


@pytest.mark.parametrize(("size", "strength"), [(2, 0.6), (5, 0.6), (6, 0.48), (9, 0.3), (13, 0.2)])
def test_a_group_of_k_shares_its_strength_by_4_over_k_minus_1(size, strength):
    # 0.6 · min(1, 4/(k - 1)): k = 6 gives 0.6 · 4/5 = 0.48, k = 13 gives 0.6 · 4/12 = 0.2.
    everyone = " ".join(f"a{number:02}" for number in range(size))
    found = edges(actors(everyone), forum("f1", everyone))

    assert set(found.values()) == {strength}
    assert len(found) == size * (size - 1) // 2


def test_a_group_of_fourteen_makes_no_edge_by_itself():
    # 0.6 · 4/13 = 0.184615 < 0.2
    everyone = " ".join(f"a{number:02}" for number in range(14))

    assert edges(actors(everyone), forum("f1", everyone)) == {}


def test_k_counts_members_from_outside_the_system():
    # Two at kn and four elsewhere: k = 6, and 0.6 · 4/5 = 0.48; the forum at bn brings the four in.
    drawn = (actors("a b c@bn d@bn e@bn f@bn"), forum("f1", "a b c d e f", "bn"))

    assert edges(*drawn)["a - b"] == 0.48


def test_k_leaves_out_whoever_does_not_count():
    drawn = (
        actors("a b c d e f g"),
        actor("gone", valid_to="2026-01-01"),
        forum("f1", "a b c d e gone"),
        member("f1", "f", attendance="on_paper"),
        member("f1", "g", confirmation="disputed"),
    )

    # k = 5 of eight on the list.
    assert set(edges(*drawn).values()) == {0.6}


def test_k_of_agreements_counts_undisputed_parties():
    # k = 6: 0.6 · 4/5 = 0.48.
    drawn = (actors("a b c d e f g"), agreement("v1", "a b c d e f"), party("v1", "g", "disputed"))

    assert set(edges(*drawn).values()) == {0.48}


def test_the_better_of_two_memberships_counts():
    drawn = (
        actors("a b"),
        forum("f1", "a"),
        member("f1", "b", role="observer", confirmation="third_party"),
        member("f1", "b", role="convenor", confirmation="documented"),
    )
    network = make_system(*drawn).network

    assert network.edges["a", "b"]["confirmation"] == "documented"


def test_two_memberships_of_one_actor_make_it_one_member():
    # k = 5 although six rows: min(1, 4/4) = 1.
    drawn = (actors("a b c d e"), forum("f1", "a b c d e"), member("f1", "e", role="convenor"))

    assert set(edges(*drawn).values()) == {0.6}


def test_a_member_on_paper_in_one_role_and_active_in_another_counts():
    drawn = (
        actors("a b"),
        forum("f1", "a"),
        member("f1", "b", role="observer", attendance="on_paper"),
        member("f1", "b", role="member", attendance="active"),
    )

    assert edges(*drawn) == {"a - b": 0.6}


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("both", "documented", "documented"),
        ("both", "third_party", "third_party"),
        ("one_party", "documented", "one_party"),
        ("one_party", "third_party", "third_party"),
    ],
)
def test_a_pair_of_a_group_has_the_weaker_confirmation_of_the_two(one, other, pair):
    drawn = (actors("a b"), activity("x1"), runner("x1", "a", one), runner("x1", "b", other))

    assert make_system(*drawn).network.edges["a", "b"]["confirmation"] == pair


OUTSIDE = {
    "tie": lambda at: tie("r - s", place_id=at),
    "forum": lambda at: forum("f1", "r s", at),
    "agreement": lambda at: agreement("v1", "r s", at),
    "activity": lambda at: activity("x1", "r s", at),
}


@pytest.mark.parametrize("record", OUTSIDE.values(), ids=OUTSIDE.keys())
@pytest.mark.parametrize(("at", "count"), [("ng", 1), ("kn", 1), ("lan", 0), ("bn", 0), (None, 0)])
def test_two_outsiders_make_an_edge_only_by_a_record_placed_at_or_below_the_place(record, at, count):
    # Both are brought in by a need that they see at kn.
    drawn = (actors("r@lan s@-"), need("b1", "r s"), record(at))

    assert len(edges(*drawn)) == count


@pytest.mark.parametrize("at", ["ng", "lan", "bn", None])
def test_evidence_with_a_home_actor_counts_wherever_it_is_placed(at):
    assert edges(actors("k r@lan"), tie("k - r", place_id=at)) == {"k - r": 0.6}


def test_a_forum_elsewhere_connects_home_with_outsiders_but_not_outsiders_with_each_other():
    assert set(edges(actors("k r@lan s@-"), forum("f1", "k r s", "lan"))) == {"k - r", "k - s"}


@pytest.mark.parametrize("status", ["planned", "broken", "declined", "hindered", "unknown", "completed"])
def test_only_an_ongoing_tie_makes_an_edge(status):
    assert edges(actors("a b"), tie("a - b", status=status)) == {}


@pytest.mark.parametrize("kind", ["funding", "organisational"])
def test_money_and_belonging_are_no_collaboration(kind):
    assert edges(actors("a b"), tie("a - b", type=kind)) == {}


def test_an_assignment_is_collaboration():
    assert edges(actors("a b"), tie("a - b", type="assignment")) == {"a - b": 0.6}


ENDED = {
    "tie": lambda to: tie("a - b", status="completed", valid_to=to),
    "forum": lambda to: forum("f1", "a b", status="ended", valid_to=to),
    "agreement": lambda to: agreement("v1", "a b", stage="ended", valid_to=to),
}


@pytest.mark.parametrize("record", ENDED.values(), ids=ENDED.keys())
def test_what_has_ended_made_an_edge_while_its_end_was_still_to_come(record):
    drawn = (actors("a b"), record("2026-06-01"))

    assert len(edges(*drawn, day=date(2026, 5, 31))) == 1
    assert edges(*drawn, day=date(2026, 6, 1)) == {}
    assert edges(actors("a b"), record(None), day=date(2026, 5, 31)) == {}


@pytest.mark.parametrize("stage", ["approach", "dialogue", "draft", "decided"])
def test_an_agreement_that_is_not_in_force_makes_no_edge(stage):
    assert edges(actors("a b"), agreement("v1", "a b", stage=stage)) == {}


@pytest.mark.parametrize("status", ["planned", "broken"])
def test_a_forum_that_does_not_meet_makes_no_edge(status):
    assert edges(actors("a b"), forum("f1", "a b", status=status)) == {}


@pytest.mark.parametrize(
    ("status", "count"), [("planned", 0), ("cancelled", 0), ("ongoing", 1), ("completed", 1), ("unknown", 1)]
)
def test_an_activity_counts_unless_planned_or_cancelled(status, count):
    assert len(edges(actors("a b"), activity("x1", "a b", status=status))) == count


def test_mandates_needs_and_themes_never_make_edges():
    drawn = (
        [actor("a", themes="health"), actor("b", themes="health")],
        [mandate("m1", "a"), mandate("m2", "b")],
        need("b1", "a b", theme="health"),
        [activity("x1", "a", themes="health"), activity("x2", "b", themes="health")],
    )

    assert edges(*drawn) == {}


def test_a_forum_with_one_member_gives_no_evidence():
    assert edges(actors("a b"), forum("f1", "a"), activity("x1"), agreement("v1", "b")) == {}


def test_a_disputed_tie_makes_no_edge():
    assert edges(actors("a b"), tie("a - b", confirmation="disputed")) == {}


def test_each_piece_of_evidence_names_its_record_and_channel():
    drawn = (
        actors("a b"),
        ties("a - b"),
        agreement("v1", "a b", themes="health"),
        activity("x1", "a b"),
        forum("f1", "a b"),
    )
    system = make_system(*drawn)
    found = collect_evidence(system.snapshot, {"a", "b"}, {"a", "b"}, {"kn"})

    assert [(piece.channel, piece.record, piece.strength, piece.themes) for piece in found] == [
        ("direct", "ties:t-a-b", 0.6, ()),
        ("agreement", "agreements:v1", 0.6, ("health",)),
        ("activity", "activities:x1", 0.6, ()),
        ("forum", "forums:f1", 0.6, ()),
    ]
