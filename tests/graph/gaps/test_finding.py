"""The arithmetic of findings."""

import pytest

from graph.gaps.finding import MOST_PAIRS_NAMED, named_pairs, priority_of, severity_of, status_of
from graph.knowledge import Knowledge
from models.records import Need
from tests.graph.drawn import make_network


@pytest.mark.parametrize(
    ("kappa", "status"),
    [(1.0, "gap"), (0.8, "gap"), (0.799999, "possible"), (0.5, "possible"), (0.499999, "ask_first"), (0, "ask_first")],
)  # fmt: skip
def test_a_finding_is_called_by_what_is_known(kappa, status):
    assert status_of(kappa) == status


@pytest.mark.parametrize(
    ("urgency", "priority", "severity"),
    [
        (1.0, 1.0, 100),
        (1.0, 0.75, 75),
        # 100 · 0.5 · 0.75 = 37.5, rounded up.
        (0.5, 0.75, 38),
        # 100 · 0.57 · 0.5 = 28.499999999999996 in binary, 28.5 to nine decimals.
        (0.57, 0.5, 29),
        # 100/6 · 0.75 = 12.5
        (1 / 6, 0.75, 13),
        # 100 · 1/3 · 0.75 = 25
        (1 / 3, 0.75, 25),
        (0.004, 1.0, 0),
    ],
)
def test_severity_is_urgency_times_priority_in_whole_hundredths(urgency, priority, severity):
    assert severity_of(urgency, priority) == severity


@pytest.mark.parametrize(
    ("priorities", "factor"), [([], 0.75), (["low"], 0.5), (["low", "medium"], 0.75), (["medium", "high"], 1.0)]
)
def test_priority_is_the_highest_of_the_linked_needs(priorities, factor):
    needs = [Need.model_validate({"id": p, "title": p, "priority": p}) for p in priorities]

    assert priority_of(needs) == factor


def test_pairs_are_named_known_ones_first():
    knowledge = Knowledge(make_network("a, b, c, d"), frozenset({"d"}))
    named = named_pairs(knowledge, [("a", "b"), ("c", "a"), ("c", "d")])

    assert [(pair.a, pair.b, pair.state) for pair in named] == [
        ("c", "d", "no"),
        ("a", "b", "unknown"),
        ("a", "c", "unknown"),
    ]


def test_no_finding_names_more_pairs_than_can_be_read():
    names = [f"n{number:02}" for number in range(13)]
    knowledge = Knowledge(make_network(",".join(names)), frozenset())
    pairs = [(a, b) for a in names for b in names if a < b]

    assert len(pairs) == 78
    assert len(named_pairs(knowledge, pairs)) == MOST_PAIRS_NAMED == 60
