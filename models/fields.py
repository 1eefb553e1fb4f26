"""The types of the records' fields: how each is read from a cell or from JSON, and what is refused."""

import re
from collections.abc import Iterable
from typing import Annotated

from annotated_types import Ge, Le
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from models.personal_data import MAY_BE_A_PERSON, personal_data_in
from models.text import Name, RecordId, Text, cleaned
from models.vocabulary import INVENTORY_SCOPES, PersonalData, Theme

LARGEST_AMOUNT = 10**15

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#:@]\S*", re.IGNORECASE)


def split_list(value: object) -> object:
    """Read `a; b;a` as the tuple ("a", "b"): lists travel with semicolons inside one cell.

    The items of a list are split too, so that whatever is stored can be written to a cell and read again.
    """
    if isinstance(value, str):
        return tuple(dict.fromkeys(_items(value)))
    if isinstance(value, Iterable) and not isinstance(value, dict | bytes):
        return tuple(dict.fromkeys(item for whole in value for item in _items(whole)))
    return value


def _items(whole: object) -> Iterable[object]:
    if not isinstance(whole, str):
        return (whole,)
    if ";" not in whole:
        return (whole,) if whole and not whole.isspace() else ()
    return (item.strip() for item in whole.split(";") if item and not item.isspace())


def in_order(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Sort the ids of a list: they are links, whose order means nothing and is not stored."""
    return tuple(sorted(ids))


def once_each(words: tuple[str, ...]) -> tuple[str, ...]:
    """Drop words that are equal once they are cleaned."""
    return tuple(dict.fromkeys(words)) if len(words) > 1 else words


def read_yes_no(value: object) -> object:
    """Read the package's yes and no."""
    if not isinstance(value, str):
        return value
    if value not in ("yes", "no"):
        raise PydanticCustomError("not_yes_or_no", "”{value}” är inget svar; skriv yes eller no", {"value": value[:40]})
    return value == "yes"


def refuse_yes_no(value: object) -> object:
    """Refuse true and false where a number is meant: Python would take them for one and zero."""
    if isinstance(value, bool):
        raise PydanticCustomError("yes_no_for_a_number", "är inget heltal; skriv bara siffror, till exempel 250000")
    return value


def check_web_address(value: str) -> str:
    """Refuse what is no address of a page on the web: it becomes a link.

    >>> check_web_address("https://www.forening.example/om-oss")
    'https://www.forening.example/om-oss'
    """
    if not _WEB_ADDRESS.fullmatch(value):
        raise PydanticCustomError(
            "not_a_web_address", "är ingen webbadress; skriv hela, till exempel https://www.forening.se"
        )
    return value


def check_own_id(value: str) -> str:
    """Refuse an id with what may be a personal number in it: ids stand in addresses, logs and links."""
    if MAY_BE_A_PERSON.search(value) and PersonalData.PERSONAL_NUMBER in personal_data_in(value):
        raise PydanticCustomError(
            "may_be_a_personal_number", "innehåller det som kan vara ett personnummer; välj ett id utan det"
        )
    return value


def check_scope(value: str) -> str:
    """Refuse a scope of inventory that the vocabulary does not know."""
    if value not in INVENTORY_SCOPES:
        raise PydanticCustomError(
            "not_a_scope",
            "”{value}” är ingen kod; skriv till exempel sector:region, theme:health eller forums",
            {"value": value[:40]},
        )
    return value


Words = Annotated[tuple[Name, ...], BeforeValidator(split_list), AfterValidator(once_each)]
Themes = Annotated[tuple[Theme, ...], BeforeValidator(split_list)]
RecordIds = Annotated[tuple[RecordId, ...], BeforeValidator(split_list), AfterValidator(in_order)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
InventoryScope = Annotated[str, BeforeValidator(check_scope)]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=320),
    BeforeValidator(cleaned),
]
Group = Annotated[str, StringConstraints(pattern=r"^[ABC][1-9]/[0-9]{4}$")]
Amount = Annotated[int, Ge(0), Le(LARGEST_AMOUNT), BeforeValidator(refuse_yes_no)]
WebAddress = Annotated[Text, AfterValidator(check_web_address)]
OwnId = Annotated[RecordId, AfterValidator(check_own_id)]
"""The id of the record itself, by which all others and every address of a page name it."""
