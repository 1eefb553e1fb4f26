"""A name is found exactly after normalisation, or refused with those whose names resemble it."""

import pytest

from graph.lists import Known, Names
from graph.lists.names import UnknownNameError

NAMES = Names(
    [
        Known("bron", "Föreningen Bron", ("Bro-folket",)),
        Known("an", "Ån ideell förening"),
        Known("norr", "Hjälpen"),
        Known("soder", "Hjälpen"),
        Known("hjalp", "Hjälpen i Umeå", ("Hjälpen",)),
    ]
)


@pytest.mark.parametrize(
    "text", ["föreningen  bron", "Föreningen ”Bron”", "Föreningen Bron ideell förening", "BRO-FOLKET", "bron"]
)
def test_case_spaces_quotation_marks_and_legal_form_do_not_matter(text):
    assert NAMES.find(text).id == "bron"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Bronn", "”Bronn” finns inte i registret; menade du ”Föreningen Bron”?"),
        ("Helt annat", "”Helt annat” finns inte i registret; lägg in den först, eller rätta namnet"),
        ("Hjälpen", "”Hjälpen” kan vara flera: Hjälpen (norr), Hjälpen (soder); skriv id:t i stället"),
        ("880320-0016", "”…” finns inte i registret; lägg in den först, eller rätta namnet"),
    ],
)
def test_a_name_of_nobody_or_several_is_refused_with_those_who_may_be_meant(text, reason):
    with pytest.raises(UnknownNameError) as refused:
        NAMES.find(text)
    assert str(refused.value) == reason


def test_an_id_tells_those_of_one_name_apart():
    assert NAMES.find("soder").id == "soder"


def test_nobody_is_known_to_an_empty_register():
    assert not Names().knows("Bron")
