"""Sentences with facts in them."""

from datetime import date

import pytest

from graph.message import Message, enumeration
from models.vocabulary import Theme

ENGLISH = {
    "{name} har {count} kontakter i {where}.": "{name} has {count} contacts in {where}.",
    "kommunen": "the municipality",
    "hälsa": "health",
    "och": "and",
    "november": "November",
}


def english(text):
    return ENGLISH.get(text, text)


def test_the_sentence_and_its_parts_are_translated_but_names_are_not():
    message = Message(
        "{name} har {count} kontakter i {where}.", {"name": "och", "count": 3, "where": Message("kommunen")}
    )

    assert message.render(english) == "och has 3 contacts in the municipality."


def test_codes_are_shown_by_their_label():
    assert Message("{theme}", {"theme": Theme.HEALTH}).render(english) == "health"


def test_dates_are_shown_in_words():
    assert Message("{day}", {"day": date(2026, 11, 1)}).render(str) == "1 november 2026"
    assert Message("{day}", {"day": date(2026, 11, 1)}).render(english) == "1 November 2026"


@pytest.mark.parametrize(
    ("names", "shown"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_names_are_enumerated(names, shown):
    assert Message("{names}", {"names": names}).render(english) == shown


def test_an_enumeration_translates_what_it_enumerates():
    assert Message("{all}", {"all": (Theme.HEALTH, Message("kommunen"))}).render(english) == (
        "health and the municipality"
    )


def test_braces_in_a_name_are_left_as_they_are():
    assert Message("{name}", {"name": "{0} {x} %s"}).render(str) == "{0} {x} %s"


def test_an_enumeration_of_words_joins_the_last_with_and():
    assert enumeration(["a", "b", "c"], english) == "a, b and c"
