"""What is about persons in a list is taken out before anything else sees it.

The register is about organisations. A column about persons is recognised by its heading or by what stands in it,
and emptied; in the other cells, personal numbers and addresses that bear a person's name are hidden.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from stdnum import luhn

from graph.lists.headings import meanings_of
from graph.lists.meanings import ListKind, Meaning
from graph.lists.plain_words import parts_of, plain
from models.personal_data import personal_data_in
from models.vocabulary import PersonalData
from models.vocabulary.codes import Code

HIDDEN = "…"
"""What stands where something about a person was."""

_NUMBER = re.compile(r"(?<!\d)(?:\d{2} ?)?(?:\d{2} ?){3} ?(?P<sign>[-+\u2010-\u2015]?) ?\d{4}(?!\d)")
"""Ten or twelve digits, spaced as people space them: wider than what the register refuses."""

_DIGITS = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST_LOOKED_AT = 200
"""Characters of a cell that tell what its column is about."""

_BETWEEN_DIGITS = re.compile(r"[\s\u2010-\u2015-]|\.0$")
_MOBILE_WITHOUT_ZERO = re.compile(r"(?:46)?7[02369]\d{7}")
_LONGEST_NUMBER = 24
_MOST_ROWS_LOOKED_AT = 1_000
_MOST = 0.5
"""The share of a column's filled cells that decides what the column is about."""


class PersonColumn(Code):
    """Why a column of a list is taken to be about persons, and is not read."""

    CONTACT = "contact", "uppgifter om kontaktpersoner eller förtroendevalda"
    PHONE = "phone", "telefonnummer"
    ADDRESS = "address", "adresser, som kan vara någons hem"
    PERSONAL_NUMBER = "personal_number", "personnummer eller födelsedatum"
    EMAIL = "email", "e-postadresser med personnamn"


_BEGINNINGS = {
    PersonColumn.PERSONAL_NUMBER: ("personnummer", "personnr", "persnr", "fodelse", "samordningsnummer"),
    PersonColumn.CONTACT: (
        *("kontaktperson", "contactperson", "contactpeople", "customercontact", "fornamn", "efternamn", "firstname"),
        *("lastname", "ordforand", "viceordforand", "kassor", "sekreterar", "firmateckn", "revisor", "handlaggar"),
        *("representant", "ledamot", "ledamoter", "suppleant", "foretradare", "verksamhetschef", "styrelsemedlem"),
    ),
    PersonColumn.PHONE: ("telefon", "mobiltel", "mobilnummer", "mobilnr", "telnr", "phone", "mobile", "hemtelefon"),
    PersonColumn.ADDRESS: ("hemadress", "bostadsadress", "gatuadress", "postadress", "utdelningsadress"),
}
"""Beginnings of a word in the heading."""

_WHOLE = {
    PersonColumn.PERSONAL_NUMBER: {"pnr", "fodd", "fodelsear", "ssn"},
    PersonColumn.CONTACT: {
        *("ansvarig", "ansvarig person", "ledare", "styrelse", "namn kontakt", "kontakt namn", "chef"),
    },
    PersonColumn.PHONE: {"tel", "tfn", "tele", "mobil", "cell", "hem", "home", "arbete", "work", "fax", "telefon nr"},
    PersonColumn.ADDRESS: {"adress", "address", "street", "street address", "besoksadress", "gata", "co", "c o"},
}
"""Whole headings, or a part of one between strokes."""

_CONTACT_OF_ANY_SORT = {"kontakt", "kontakter", "kontaktuppgift", "kontaktuppgifter", "contact", "contacts"}


def screened(text: str) -> tuple[str, PersonalData | None]:
    """Return a cell with what is about persons hidden, and what it was; None for nothing.

    The address of a function stays.

    >>> screened("Bron, 880320-0016")
    ('Bron, …', <PersonalData.PERSONAL_NUMBER: 'personal_number'>)
    >>> screened("info@exempel.se")
    ('info@exempel.se', None)
    """
    digits, address = _DIGITS.search(text), "@" in text
    if not (digits or address):
        return text, None
    if digits and _is_personal_number(text):
        return HIDDEN, PersonalData.PERSONAL_NUMBER
    shown = _NUMBER.sub(_shown_number, text) if digits else text
    if shown != text:
        return _ADDRESS.sub(_shown_address, shown), PersonalData.PERSONAL_NUMBER
    shown = _ADDRESS.sub(_shown_address, text) if address else text
    return shown, PersonalData.EMAIL if shown != text else None


def person_columns(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> dict[int, PersonColumn]:
    """Return the columns that are about persons, by their place, each with why.

    Args:
        heading: the cells of the heading row; blank where there is none.
        rows: the cells of the rows below it, as they stand in the list.
    """
    looked_at = list(islice(rows, _MOST_ROWS_LOOKED_AT))
    width = max([len(heading), *map(len, looked_at)], default=0)
    found = {}
    for column in range(width):
        title = heading[column] if column < len(heading) else ""
        filled = [row[column][:_LONGEST_LOOKED_AT] for row in looked_at if column < len(row) and row[column]]
        why = _by_heading(title, filled) or _by_content(filled)
        if why == PersonColumn.PERSONAL_NUMBER and _is_for_organisations(title):
            continue  # Each cell is judged by itself, so that the list can be put right.
        if why is not None:
            found[column] = why
    return found


def is_about_persons(title: str) -> bool:
    """Tell whether a heading, whatever stands below it, says that a column is about persons."""
    return _by_heading(title, []) is not None


def _by_heading(title: str, filled: Sequence[str]) -> PersonColumn | None:
    for part in parts_of(title):
        words = part.replace("e post", "epost").split()
        for why, beginnings in _BEGINNINGS.items():
            if any(word.startswith(beginnings) for word in (*words, "".join(words))):
                return why
        for why, wholes in _WHOLE.items():
            if part in wholes:
                return why
        if part in _CONTACT_OF_ANY_SORT and not (filled and all(map(_names_a_function, filled))):
            return PersonColumn.CONTACT
    return None


def _is_for_organisations(title: str) -> bool:
    return any(found.meaning == Meaning.ORG_NUMBER for found in meanings_of(title, ListKind.ACTORS)[:1])


def _by_content(filled: Sequence[str]) -> PersonColumn | None:
    """Tell what most of the filled cells are; a column with some addresses of functions is read without the others."""
    if not filled:
        return None
    kinds = [screened(cell)[1] for cell in filled]
    addresses = [cell for cell in filled if "@" in cell]
    if kinds.count(PersonalData.PERSONAL_NUMBER) > _MOST * len(filled):
        return PersonColumn.PERSONAL_NUMBER
    if len(addresses) > _MOST * len(filled) and all(screened(cell)[0] == HIDDEN for cell in addresses):
        return PersonColumn.EMAIL
    if sum(map(_is_phone, filled)) > _MOST * len(filled):
        return PersonColumn.PHONE
    return None


def _is_personal_number(text: str) -> bool:
    """Tell whether a whole cell is a personal number, however it is spaced, and though its last digit be wrong."""
    if len(text) > _LONGEST_NUMBER:
        return False
    digits = _BETWEEN_DIGITS.sub("", text.strip())
    if not (digits.isdecimal() and len(digits) in (10, 12) and _may_hold_a_month(digits)):
        return False
    if personal_data_in(text) == (PersonalData.PHONE,):
        return False
    return PersonalData.PERSONAL_NUMBER in personal_data_in(f"{digits[:-4]}-{digits[-4:]}")


def _may_hold_a_month(digits: str) -> bool:
    """Tell whether the month of a personal number can begin as these digits do; organisation numbers never do."""
    return digits[-8] in "01"


def _shown_number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if not _may_hold_a_month(digits) or not (match["sign"] or luhn.is_valid(digits[-10:])):
        return match.group()
    number = f"{digits[:-4]}{'-' if match['sign'] else ''}{digits[-4:]}"
    return HIDDEN if PersonalData.PERSONAL_NUMBER in personal_data_in(number) else match.group()


def _shown_address(match: re.Match[str]) -> str:
    return HIDDEN if PersonalData.EMAIL in personal_data_in(match.group()) else match.group()


def _is_phone(cell: str) -> bool:
    if len(cell) > _LONGEST_NUMBER:
        return False
    bare = _BETWEEN_DIGITS.sub("", cell)
    return PersonalData.PHONE in personal_data_in(cell) or _MOBILE_WITHOUT_ZERO.fullmatch(bare) is not None


def _names_a_function(cell: str) -> bool:
    """Tell whether a cell is an address, on the web or of a function, and nothing about a person."""
    is_address = _ADDRESS.fullmatch(cell) is not None or plain(cell).startswith(("http", "www"))
    return is_address and screened(cell)[1] is None
