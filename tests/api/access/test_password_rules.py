"""Which passwords are refused, and which are not."""

import pytest

from api.access.password_rules import ABOUT_YOU, TOO_COMMON, TOO_LONG, TOO_SHORT, common_passwords, fault_of


@pytest.mark.parametrize(
    "password",
    [
        "gröna hästar äter soppa",
        "              x-7-åäö-%&/",
        "correct horse battery staple",
        "fjorton tecken",
        "密碼密碼很長很長的密碼喔喔",
        "z" * 20 + "mnopqr",
        "ö7" * 3 + "hjkl" + "x" * 246,
    ],
)
def test_any_characters_make_a_password(password):
    assert fault_of(password) is None


def test_a_password_has_twelve_characters_at_least():
    assert fault_of("hästar soppa"[:11]) == TOO_SHORT
    assert fault_of("hästar soppa") is None


def test_a_password_has_256_characters_at_most():
    phrase = "gröna hästar äter soppa "
    assert fault_of((phrase * 11)[:256]) is None
    assert fault_of((phrase * 11)[:257]) == TOO_LONG


@pytest.mark.parametrize(
    "password",
    [
        "administrator",
        "1qaz2wsx3edc4rfv",  # published as it is
        "Password2026!",  # a common word with a year
        "PASSWORDPASSWORD",
        "monkeydragon",  # two common ones
        "monkey & dragon",
        "Samverkanskartan1!",  # the product's own
        "Sommar-Kommunen",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        "123456789012",
        "            ",
        "!!!!!!!!!!!!????",
    ],
)
def test_what_a_guesser_tries_first_is_refused(password):
    assert fault_of(password) == TOO_COMMON


@pytest.mark.parametrize(
    "password", ["fritidsforum1", "FritidsForum-2026", "kansli@fritidsforum", "kansliFritidsforum7"]
)
def test_a_password_is_not_made_of_the_accounts_own_address(password):
    assert fault_of(password, ("kansli@fritidsforum.example", "Fritidsforum")) == ABOUT_YOU


def test_a_phrase_may_hold_a_word_of_the_name():
    assert fault_of("fritidsforum äter gröna hästar", ("kansli@fritidsforum.example", "Fritidsforum")) is None


def test_the_list_holds_what_its_readme_says():
    assert len(common_passwords()) == 10_279
    assert sum(len(password) >= 12 for password in common_passwords()) == 308
