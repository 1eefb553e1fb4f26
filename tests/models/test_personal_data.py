"""What is taken for a fact about a person in a free text, and what is not."""

import pytest

from models.personal_data import personal_data_in
from models.vocabulary import PersonalData

NUMBER, PHONE, EMAIL = PersonalData

# The numbers are test numbers that the tax agency publishes, or have a check digit of their own making.
PERSONAL = {
    "811228-9874": NUMBER,
    "8112289874": NUMBER,
    "19811228-9874": NUMBER,
    "198112289874": NUMBER,
    "198112289874.": NUMBER,
    "19121212+1212": NUMBER,
    "121212+1212": NUMBER,
    "811228 9874": NUMBER,
    "(811228-9874)": NUMBER,
    "nr:811288-9870": NUMBER,  # A coordination number counts 60 on the day.
    "811228-9875": NUMBER,  # With its hyphen it is personal even if a digit is wrong.
    "070-123 45 67": PHONE,
    "0701234567": PHONE,
    "+46701234567": PHONE,
    "+46 (0)70 123 45 67": PHONE,
    "0046 70 123 45 67": PHONE,
    "08-12 34 56": PHONE,
    "08-123 456 78": PHONE,
    "0920-123 45": PHONE,
    "031-12 34 56": PHONE,
    "031/123456": PHONE,
    "Ring 0701-23 45 67!": PHONE,
    "eva.ek@exempel.se": EMAIL,
    "Eva.Ek-Berg@exempel.se": EMAIL,
    "eva_ek@exempel.co.uk": EMAIL,
    "åsa.öberg@exempel.se": EMAIL,
}

NOT_PERSONAL = [
    "",
    "Föreningen",
    "802002-4231",
    "8020024231",
    "16802002-4231",
    "2120000142",
    "811328-9874",  # There is no thirteenth month.
    "811232-9874",
    "8112289875",
    "1981122898741",
    "KS 2021/00123",
    "2026-01-01",
    "2024-01-01 2025-12-31",
    "01-12 2025",
    "010-2026",
    "1 000 000 kr",
    "https://exempel.se/0701234567",
    "id=0701234567",
    "00701234567",
    "info@exempel.se",
    "kansli.norr@exempel.se",
    "kultur.fritid@exempel.se",
    "bron@exempel.se",
    "eva.ek",
    "a.b@exempel.se",
    "forening.eva.ek@exempel.se",
]


@pytest.mark.parametrize(("text", "kind"), PERSONAL.items())
def test_what_is_about_a_person_is_recognised(text: str, kind: PersonalData) -> None:
    assert personal_data_in(text) == (kind,)
    assert personal_data_in(f"Kontakt: {text} (vardagar)") == (kind,)


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_is_not_is_left_alone(text: str) -> None:
    assert personal_data_in(text) == ()


def test_each_kind_is_told_once_and_in_the_same_order() -> None:
    text = "eva.ek@exempel.se, 070-123 45 67, 811228-9874, 08-12 34 56, 121212+1212"
    assert personal_data_in(text) == (NUMBER, PHONE, EMAIL)


def test_a_number_that_begins_with_zero_is_not_told_twice() -> None:
    assert personal_data_in("010101-1234") == (NUMBER,)
