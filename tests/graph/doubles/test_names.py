import pytest

from graph.doubles import name_key
from graph.doubles.words import LegalForm


def same(one: str, other: str) -> bool:
    return name_key(one).words == name_key(other).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Röda Korset", "RÖDA  KORSET"),
        ("Café Müller", "Cafe Muller"),
        ("Kvinno- & tejjouren", "Kvinno- och tejjouren"),
        ("Vän i Umeå", "Vän Umeå"),
        ("A.B.F.", "ABF"),
        ("S:t Eriks vänner", "Sankt Eriks vänner"),
        ("Navet ek. för.", "Navet, ekonomisk förening"),
        ("Navet, ideell fören.", "Navet (ideell förening)"),
        ("Ideella föreningen Navet", "Navet"),
        ("Föreningen Navet", "Navet"),
        ("Stift. Skyddsvärnet", "Stiftelsen Skyddsvärnet"),
        ("Umeå Energi AB", "Umeå Energi"),
        ("Kulturfvn", "Kulturförvaltningen"),
        ("Socialförv.", "Socialförvaltningen"),
        ("Hyresgästförening", "Hyresgästföreningen"),
        ("Göteborgs stad", "Göteborgs kommun"),
        ("Umeå IBK", "Umeå innebandyklubb"),
        ("Umeå Röda Korset", "Röda Korset Umeå"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Umeå kommun", "Umeå"),
        ("Umeå kommun", "Umeå förening"),
        ("Umeå kommun", "Umeå, ideell förening"),
        ("Ås IF", "As IF"),
        ("Håns hus", "Hans hus"),
        ("Luleå stift", "Stiftelsen Luleå"),
        ("Umeå IF", "Umeå IK"),
        ("Scoutkår 1", "Scoutkår 2"),
    ],
)
def test_another_name_stays_another(one, other):
    assert not same(one, other)


def test_a_name_of_words_that_are_left_out_elsewhere_keeps_them():
    assert name_key("Föreningen").words == ("förening",)
    assert name_key("AB").words == ("ab",)
    assert name_key("I och för").words == ("för", "i", "och")


def test_a_name_says_its_legal_form():
    assert name_key("Navet AB").forms == {LegalForm.COMPANY}
    assert name_key("Stiftelsen Navet").forms == {LegalForm.FOUNDATION}
    assert name_key("Navet").forms == frozenset()


def test_words_keep_the_order_in_which_they_are_written():
    assert name_key("Föreningen Vän i Umeå").written == ("förening", "vän", "umeå")


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\x00", "\ud800", "…–"])
def test_what_holds_no_letters_has_no_words(text):
    assert name_key(text).words == ()


def test_of_an_endless_name_only_its_beginning_is_read():
    assert name_key("a" * 1_000_000).words == ("a" * 500,)
