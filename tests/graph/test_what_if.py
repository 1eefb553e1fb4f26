"""What follows from a thought: which pairs lose contact, and what comes and goes, worked out by hand."""

from itertools import pairwise

import pytest

from graph.analysis import analyse
from graph.gaps.finding import MOST_PAIRS_NAMED
from graph.measures.connectivity import losses
from graph.suppositions import WithoutActor, WithoutAgreement, WithoutForum, WithTie
from graph.system import Reading, View
from graph.what_if import Contacts, find_consequences
from models.vocabulary import Ladder
from tests.graph.drawn import DAY, PLACE, activity, actors, agreement, forum, make_register, tie, ties

NOTHING = Contacts(0, (), ())


def follows(*drawn, suppose, **options):
    return find_consequences(analyse(make_register(*drawn), PLACE, DAY, tests=False, **options), suppose)


def test_without_the_middle_of_a_path_its_ends_lose_contact():
    found = follows(actors("a b c"), ties("a - b, b - c"), suppose=[WithoutActor("b")])

    assert found.lost == Contacts(1, (("a", "c"),), ((("a",), ("c",)),))
    assert (found.gained, found.reaching, found.leaving) == (NOTHING, 1, ())
    assert found.contrast.actors_gone == ("b",)
    assert found.contrast.edges_gone == (("a", "b"), ("b", "c"))


def test_who_still_has_another_way_loses_nothing():
    found = follows(actors("a b c"), ties("a - b, b - c, a - c"), suppose=[WithoutActor("b")])

    assert (found.lost, found.reaching) == (NOTHING, 1)


def test_pairs_are_counted_by_the_parts():
    # Without m: three parts of 3, 2 and 1; 3·2 + 3·1 + 2·1 = 11 of 15 pairs.
    drawn = (actors("a b c d e f m"), ties("a - b, b - c, d - e, m - a, m - d, m - f"))
    found = follows(*drawn, suppose=[WithoutActor("m")])

    assert (found.lost.count, found.reaching) == (11, 15)
    assert found.lost.parts == ((("a", "b", "c"), ("d", "e"), ("f",)),)
    assert len(found.lost.named) == 11


def test_of_many_pairs_only_the_first_are_named_and_all_are_counted():
    # 10 on each side of the forum's only link: 100 pairs and more.
    left, right = [f"a{number:02}" for number in range(10)], [f"b{number:02}" for number in range(10)]
    chains = [f"{one} - {other}" for side in (left, right) for one, other in pairwise(side)]
    drawn = (actors(" ".join([*left, *right, "m"])), ties(", ".join([*chains, "m - a00", "m - b00"])))
    found = follows(*drawn, suppose=[WithoutActor("m")])

    assert (found.lost.count, len(found.lost.named)) == (100, MOST_PAIRS_NAMED)
    assert all(a.startswith("a") and b.startswith("b") for a, b in found.lost.named)


def test_a_forum_may_be_the_only_way():
    drawn = (actors("a b c"), tie("a - b"), forum("f1", "b c"))
    found = follows(*drawn, suppose=[WithoutForum("f1")])

    # a, b and c reached each other: 3 pairs; c loses a and b.
    assert (found.lost.count, found.reaching, found.contrast.edges_gone) == (2, 3, (("b", "c"),))
    assert found.contrast.actors_gone == ()


def test_an_agreement_may_only_weaken_a_tie():
    # 1 - 0.4 · 0.4 = 0.84 with both; 0.6 with the tie alone: from partnership to dialogue.
    found = follows(actors("a b"), tie("a - b"), agreement("v1", "a b"), suppose=[WithoutAgreement("v1")])

    (change,) = found.contrast.edges_changed
    assert (change.before["strength"], change.after["strength"]) == (0.84, 0.6)
    assert (change.before["step"], change.after["step"]) == (Ladder.PARTNERSHIP, Ladder.DIALOGUE)
    assert found.lost == NOTHING


def test_a_tie_lets_two_groups_reach_each_other():
    drawn = (actors("a b c d"), ties("a - b, c - d"))
    found = follows(*drawn, suppose=[WithTie("b", "c", Ladder.DIALOGUE)])

    assert (found.gained.count, found.lost, found.reaching) == (4, NOTHING, 2)
    assert found.gained.parts == ((("a", "b"), ("c", "d")),)
    assert found.contrast.edges_come == (("b", "c"),)


def test_a_second_tie_keeps_contact_when_the_middle_goes():
    drawn = (actors("a b c"), ties("a - b, b - c"))
    found = follows(*drawn, suppose=[WithoutActor("b"), WithTie("a", "c", Ladder.DIALOGUE)])

    assert (found.lost, found.gained) == (NOTHING, NOTHING)


def test_who_leaves_the_place_with_its_only_contact_has_lost_contact():
    # r is of the county and belongs through b alone. It reached a, c and b: without b it has lost a and c,
    # and a and c each other: 3 of the 3 pairs of those who remain.
    found = follows(actors("a b c r:region@lan"), ties("a - b, b - c, b - r"), suppose=[WithoutActor("b")])

    assert found.leaving == ("r",)
    assert (found.lost.count, found.reaching) == (3, 3)
    assert found.lost.parts == ((("a",), ("c",), ("r",)),)


@pytest.mark.parametrize("reading", list(Reading))
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("place_id", ["kn", "bn"])
def test_without_one_actor_as_many_pairs_lose_contact_as_its_fragile_link_says(acceptance, place_id, view, reading):
    registered = acceptance(place_id, view, reading)
    expected = losses(registered.system.network)
    found = {node: find_consequences(registered, [WithoutActor(node)]) for node in expected}

    assert {node: (what.lost.count, what.reaching) for node, what in found.items()} == {
        node: (loss.pairs_lost, loss.pairs_reachable) for node, loss in expected.items()
    }
    assert {what.gained for what in found.values()} == {NOTHING}


def test_findings_come_go_and_change_on_the_acceptance_place(acceptance):
    found = find_consequences(acceptance("kn"), [WithoutActor("k1")])
    contrast = found.contrast

    assert sorted(finding.anchor for finding in contrast.findings_come) == ["G04-s1", "G07-b2", "G08-f1"]
    assert sorted(finding.anchor for finding in contrast.findings_gone) == ["G13-k1", "G14b-v1", "G17-k1-s1"]
    changed = {
        change.before.anchor: (change.before.severity, change.after.severity) for change in contrast.findings_changed
    }
    # E = M·P/C(n, 2) with 17 edges of 12 actors, 12 of 11: 12 · 8 / 55 = 1.745, U = 0.8727, B = 1.
    assert changed["G02-state-civil_society"] == (100, 87)


def test_a_finding_about_what_is_supposed_away_is_told_apart(acceptance):
    found = find_consequences(acceptance("kn"), [WithoutActor("k1")])

    # The agreement v1 has two parties and goes with one of them.
    assert found.absent == {"k1", "v1"}
    assert all(found.is_about_absent(finding) for finding in found.contrast.findings_gone)
    assert not any(found.is_about_absent(finding) for finding in found.contrast.findings_come)


def test_an_activity_that_goes_with_its_actor_is_absent_too():
    found = follows(actors("a b"), activity("x1", "a"), activity("x2", "a b"), suppose=[WithoutActor("a")])

    assert found.absent == {"a", "x1"}


def test_knowledge_is_told_before_and_after(acceptance):
    found = find_consequences(acceptance("kn"), [WithoutActor("k1")])

    # 57 of 66 pairs are known; k1 had declared completeness, so all its 11 were: 46 of 55 are left.
    assert found.kappa_before == pytest.approx(57 / 66)
    assert found.kappa_after == pytest.approx(46 / 55)


def test_the_same_twice_is_once(acceptance):
    found = find_consequences(acceptance("kn"), [WithoutActor("k1"), WithoutActor("k1")])

    assert found.suppositions == (WithoutActor("k1"),)


def test_nothing_supposed_changes_nothing(acceptance):
    found = find_consequences(acceptance("kn"), [])

    assert found.contrast.is_empty
    assert (found.lost, found.gained, found.leaving, found.absent) == (NOTHING, NOTHING, (), frozenset())


def test_the_thought_is_of_the_view_and_reading_that_are_seen(acceptance):
    found = find_consequences(acceptance("kn", View.ORGANISATION, Reading.MINUS), [WithoutActor("k1")])

    after = found.after.system
    assert (after.view, after.reading) == (View.ORGANISATION, Reading.MINUS)
    assert not {"k1", "k2", "k3"} & after.node_of.keys()
