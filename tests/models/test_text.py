"""Texts: cleaned once, sorted as in Swedish, and compared in searches."""

import pytest
from pydantic import TypeAdapter, ValidationError

from models.text import LONGEST_NAME, LONGEST_TEXT, Name, Text, search_key, swedish_order

NAME, TEXT = TypeAdapter(Name), TypeAdapter(Text)


def test_a_text_is_trimmed_and_composed():
    assert NAME.validate_python("  A\u030angermanland \t") == "Ångermanland"


def test_line_ends_are_of_one_kind():
    assert TEXT.validate_python("ett\r\ntvå\rtre\nfyra\tfem") == "ett\ntvå\ntre\nfyra\tfem"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1f", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_cannot_be_stored_is_refused_by_its_code(character):
    with pytest.raises(ValidationError) as refused:
        TEXT.validate_python(f"a{character}b")

    assert f"U+{ord(character):04X}" in refused.value.errors()[0]["msg"]


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "x" * (LONGEST_NAME + 1)])
def test_a_name_is_neither_blank_nor_endless(name):
    with pytest.raises(ValidationError):
        NAME.validate_python(name)


def test_the_length_is_that_of_the_cleaned_text():
    assert len(NAME.validate_python(" " * 50 + "a\u030a" * LONGEST_NAME)) == LONGEST_NAME
    with pytest.raises(ValidationError):
        TEXT.validate_python("x" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("value", [1, None, ["text"]])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(ValidationError):
        NAME.validate_python(value)


def test_names_are_sorted_as_a_swedish_reader_expects():
    names = ["Örebro", "ale", "Åre", "Zinkgruvan", "Ängelholm", "Vara", "Wadköping", "Borås"]

    assert sorted(names, key=swedish_order) == [
        "ale",
        "Borås",
        "Vara",
        "Wadköping",
        "Zinkgruvan",
        "Åre",
        "Ängelholm",
        "Örebro",
    ]


def test_searches_ignore_case_spacing_and_composition():
    assert search_key(" RÖDA \n Korset ") == search_key("ro\u0308da korset") == "röda korset"


def test_a_search_key_is_no_longer_than_a_name():
    assert len(search_key("ß" * LONGEST_NAME)) == LONGEST_NAME
