import pytest

from graph.doubles.names import name_key
from graph.doubles.short_names import shortened, split_compound


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ABF", "Arbetarnas bildningsförbund"),
        ("SKR", "Sveriges Kommuner och Regioner"),
        ("MUCF", "Myndigheten för ungdoms- och civilsamhällesfrågor"),
        ("HSB", "Hyresgästernas sparkasse- och byggnadsförening"),
        ("PRO", "Pensionärernas riksorganisation"),
        ("SCB", "Statistiska centralbyrån"),
        ("Umeå IK", "Umeå idrottsklubb"),
        ("Tegs BK", "Tegs bollklubb"),
    ],
)
def test_initials_stand_for_a_name_or_a_part_of_it(short, long):
    assert name_key(short).words in set(shortened(name_key(long).written))


def test_initials_of_other_words_do_not():
    assert name_key("Umeå IF").words not in set(shortened(name_key("Umeå idrottsklubb").written))


def test_an_endless_name_has_no_short_forms():
    assert list(shortened(("ord",) * 11)) == []


def test_a_last_part_alone_is_no_compound():
    assert split_compound("förening") == ("förening", "")
