from itertools import product
from random import Random

from rapidfuzz.fuzz import token_sort_ratio

from graph.doubles.nearness import MOST_NEAR, near_pairs


def words(random: Random) -> str:
    return " ".join(sorted("".join(random.choices("abå", k=random.randint(1, 9))) for _ in range(random.randint(1, 3))))


def test_the_pairs_are_those_of_comparing_each_name_with_each():
    random = Random(7)
    names = sorted({words(random) for _ in range(150)})
    others = sorted({words(random) for _ in range(150)})
    pairs = product(range(len(names)), range(len(others)))
    expected = {(a, b) for a, b in pairs if token_sort_ratio(names[a], others[b]) >= 85}

    assert len(expected) > 10
    assert set(near_pairs(names, others)) == expected


def test_of_a_name_like_very_many_others_only_the_most_alike_are_given():
    others = [f"bygdegårdsföreningen{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]

    found = list(near_pairs(["bygdegårdsföreningenaa"], others))

    assert len(found) == MOST_NEAR
    assert (0, 0) in found


def test_nothing_is_near_nothing():
    assert list(near_pairs([], ["a"])) == []
    assert list(near_pairs(["a"], [])) == []
