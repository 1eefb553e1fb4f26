"""From what stands in a field to what the register keeps, and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from api.language import message
from api.pages.editing.days import read_first_day, read_last_day, show_last_day
from api.pages.editing.directory import Directory, KnownActor
from api.pages.editing.fields import Field, Shape

NOBODY = message("det finns ingen registrerad aktör med det namnet; välj i listan, eller registrera aktören först")
SEVERAL = message("flera aktörer heter så; välj den du menar")
NO_DAY = message("är inget datum; skriv till exempel 2026-11-01, 2026-11 eller 2026")
NO_AMOUNT = message("skriv bara siffror, till exempel 250000")


class MisfitError(Exception):
    """What stands in a field cannot be read.

    Attributes:
        reason: why, a Swedish message.
        actors: those that may have been meant.
    """

    def __init__(self, reason: str, actors: Sequence[KnownActor] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.actors = tuple(actors)


def read_answer(field: Field, given: tuple[str, ...], directory: Directory, kept: Sequence[str] = ()) -> Any:
    """Return what the register keeps of an answer; None or an empty list for none.

    Args:
        given: what stands in the field.
        directory: the actors that can be named.
        kept: what was stored, whose words may hold commas and whose order is kept.

    Raises:
        MisfitError: it cannot be read.
    """
    text = given[0].strip() if given else ""
    if field.shape is Shape.CHECKS:
        ticked = [value for value in given if value]
        return list(kept) if set(kept) == set(ticked) else ticked
    if field.shape is Shape.WORDS:
        return read_words(text, kept)
    if field.shape is Shape.ACTORS:
        return [_actor(line, directory) for line in written_names(text)]
    if not text:
        return None
    if field.shape is Shape.ACTOR:
        return _actor(text, directory)
    return _READERS[field.shape](text) if field.shape in _READERS else text


def show_answer(field: Field, value: Any, directory: Directory) -> tuple[str, ...]:
    """Return what stands in a field for what the register keeps."""
    if field.shape is Shape.ACTOR:
        return (directory.label(value),) if value else ("",)
    if field.shape is Shape.ACTORS:
        return ("\n".join(map(directory.label, value)),)
    if field.shape is Shape.CHECKS:
        return tuple(map(str, value))
    if field.shape is Shape.WORDS:
        return ("\n".join(value),)
    if field.shape is Shape.LAST_DAY:
        return (show_last_day(value),)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, date):
        return (value.isoformat(),)
    return ("" if value is None else str(value),)


def read_words(text: str, kept: Sequence[str] = ()) -> list[str]:
    r"""Return words that stand one per line or with commas between; what was stored is not torn apart.

    >>> read_words("mötesplatser, språk\nbarn, unga", kept=["barn, unga"])
    ['mötesplatser', 'språk', 'barn, unga']
    """
    words: list[str] = []
    for line in text.split("\n"):
        words += [line] if line.strip() in kept else re.split(r"[,;]", line)
    return [word.strip() for word in words if word.strip()]


def written_names(text: str) -> list[str]:
    """Return the names in a field for actors: one per line, or with semicolons between."""
    return [name.strip() for name in re.split(r"[\n;]", text) if name.strip()]


def _actor(text: str, directory: Directory) -> str:
    found = directory.meant(text)
    if len(found) == 1:
        return found[0].id
    if found:
        raise MisfitError(SEVERAL, found)
    raise MisfitError(NOBODY, directory.alike(text))


def _amount(text: str) -> str:
    digits = re.sub(r"\s|kr(onor)?$", "", text)
    if not digits.isascii() or not digits.isdigit():
        raise MisfitError(NO_AMOUNT)
    return digits


def _day(read: Callable[[str], date | None]) -> Callable[[str], date | None]:
    def day(text: str) -> date | None:
        try:
            return read(text)
        except (PydanticCustomError, OverflowError):
            raise MisfitError(NO_DAY) from None

    return day


_READERS: Mapping[Shape, Callable[[str], Any]] = {
    Shape.AMOUNT: _amount,
    Shape.FIRST_DAY: _day(read_first_day),
    Shape.LAST_DAY: _day(read_last_day),
}
