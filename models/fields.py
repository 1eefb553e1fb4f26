"""The types of the records' fields: how each is read from a cell or from JSON, and what is refused."""

from collections.abc import Iterable
from typing import Annotated

from annotated_types import Ge, Le
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from models.text import Name, RecordId, cleaned
from models.vocabulary import INVENTORY_SCOPES, Theme

LARGEST_AMOUNT = 10**15


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
Amount = Annotated[int, Ge(0), Le(LARGEST_AMOUNT)]
