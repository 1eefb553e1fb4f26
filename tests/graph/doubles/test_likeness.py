import pytest

from graph.doubles.likeness import spelled_alike, whole_likeness
from graph.doubles.names import name_key


def alike(one: str, other: str) -> bool:
    return spelled_alike(name_key(one).words, name_key(other).words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brottsofferjoren", "Brottsofferjouren"),
        ("Roda Korset", "Röda Korset"),
        ("Hyresgästföreningn", "Hyresgästföreningen"),
        ("Lunds konstklubb", "Lund konstklubb"),
    ],
)
def test_a_slip_of_the_pen_leaves_a_name_alike(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Umeå IF", "Umeå IK"),
        ("Scoutkår 1", "Scoutkår 2"),
        ("Östra skolans vänner", "Västra skolans vänner"),
        ("Förskoleförvaltningen", "Grundskoleförvaltningen"),
        ("Tjejjouren", "Killjouren"),
        ("Hyresgästföreningen Bostad Väst", "Hyresgästföreningen Bostad"),
    ],
)
def test_another_short_word_number_or_first_part_is_no_slip_of_the_pen(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


def test_the_likeness_of_a_whole_is_that_of_its_sorted_words():
    # ”korset röda” and ”korset roda”: 11 letters each, ö goes and o comes: 100 (1 - 2 / 22).
    assert whole_likeness(("korset", "röda"), ("korset", "roda")) == pytest.approx(100 * 20 / 22)
