"""Adjectives only where there are enough actors, enough is known, and both readings say the same."""

import pytest

from graph.verdict import Verdict, enough_known, verdicts
from tests.graph.drawn import actors, complete, make_system, ties

TEN = "k1 k2 k3 k4 k5 k6 k7 k8 k9 k10"
NINE = "k1 k2 k3 k4 k5 k6 k7 k8 k9"


def system(names, known):
    return make_system(actors(names), ties("k1 - k2"), complete(known))


@pytest.mark.parametrize(
    ("shown", "other", "verdict"),
    [
        (0.1, 0.1, Verdict.CLEAR),
        (0.101, 0.01, Verdict.AS_EXPECTED),
        (0.01, 0.101, Verdict.AS_EXPECTED),
        (0.01, None, Verdict.AS_EXPECTED),
        (None, 0.01, Verdict.NOT_ASSESSABLE),
    ],
)
def test_clear_takes_one_chance_in_ten_in_both_readings(shown, other, verdict):
    assert verdicts(system(TEN, TEN), {"k1": shown}, {"k1": other}) == {"k1": verdict}


def test_an_actor_that_is_not_in_the_other_reading_is_not_clear():
    assert verdicts(system(TEN, TEN), {"k1": 0.0}, {}) == {"k1": Verdict.AS_EXPECTED}


def test_nine_actors_are_too_few():
    assert enough_known(system(TEN, TEN))
    assert not enough_known(system(NINE, NINE))
    assert verdicts(system(NINE, NINE), {"k1": 0.0}, {"k1": 0.0}) == {"k1": Verdict.TOO_FEW}


def test_eight_pairs_of_ten_are_to_be_known():
    # Pairs of ten actors: 45. Where five have declared everything, the 10 pairs of the others are unknown but for
    # k1 - k2, which has a tie: 36 of 45 = 0.8. Where four have, 15 pairs of the others less one: 31 of 45.
    assert enough_known(system(TEN, "k6 k7 k8 k9 k10"))
    assert not enough_known(system(TEN, "k7 k8 k9 k10"))
    little = system(TEN, "k7 k8 k9 k10")
    assert verdicts(little, {"k1": 0.0}, {"k1": 0.0}) == {"k1": Verdict.TOO_LITTLE_KNOWN}


def test_what_cannot_be_assessed_is_said_before_how_little_is_known():
    assert verdicts(system(NINE, ""), {"k1": None}, {}) == {"k1": Verdict.NOT_ASSESSABLE}
