"""Columns of foreign files that are about people, which the register does not hold."""

import re

from models.personal_data import personal_data_in

PERSONS = "kolumnen {column} gäller personer och är inte inläst; registret är till för organisationer"
PERSONAL_ADDRESS = "e-postadressen ser ut att höra till en person och är inte inläst"

_ABOUT_PEOPLE = re.compile(
    r"\b(?:contacts?|first (?:and last )?name|last name|surname|job title|position|phones?|telephone|mobile|cell|"
    r"birth\w*|gender|assurer|recipient ?ind(?:ividual)?|to individuals details|gravatar)\b|"
    r"kontaktperson|förnamn|efternamn|personn(?:ummer|r)|födelse|telefon|mobil|befattning|ordförande|kassör",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\be-?(?:mail|post)\w*\b", re.IGNORECASE)


def is_personal(heading: str) -> bool:
    """Tell whether a column is about people by its heading.

    >>> is_personal("Recipient Org:Contact Name"), is_personal("Kontaktpersonens telefon"), is_personal("Name")
    (True, True, False)
    """
    text = re.sub(r"[_/]|(?<=[a-z])(?=[A-Z])", " ", heading)
    return bool(_ABOUT_PEOPLE.search(text) or _ADDRESS.search(text))


def functional_address(text: str) -> str:
    """Return an e-mail address unless it seems to belong to a person; what is no address is left to the check.

    >>> functional_address("info@bron.example"), functional_address("anna.ek@bron.example")
    ('info@bron.example', '')
    """
    return "" if personal_data_in(text) else text
