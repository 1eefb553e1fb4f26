"""Two records of one kind beside each other, field by field: where they agree, differ, or only one knows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record

_FILE_OF = {file.record: file for file in PACKAGE_FILES}


JOINED_TEXTS = frozenset({"source", "note"})
"""Texts that can be written one after the other."""


class Agreeing(StrEnum):
    """What two records say of one field."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_ONE = "only_one"
    ONLY_OTHER = "only_other"


@dataclass(frozen=True)
class FieldPair:
    """A field that at least one of two records knows.

    Attributes:
        name: of the field; what it is called in words, forms know.
        one, other: what they say: None or an empty list where they say nothing.
        agreeing: how that fits together. Lists are the same when they hold the same in any order.
    """

    name: str
    one: Any
    other: Any
    agreeing: Agreeing

    @property
    def takes_both(self) -> bool:
        """Whether the field can hold what both say: a list can, and so can the source and the remark."""
        return takes_both(self.name, self.one)


def compare_records(one: Record, other: Record) -> tuple[FieldPair, ...]:
    """Return the fields that at least one of two records knows, in the order of their file and without the key.

    Raises:
        ValueError: they are records of different kinds.
    """
    if type(one) is not type(other):
        raise ValueError(f"{type(one).__name__} cannot be compared with a {type(other).__name__}")
    file = file_of(one)
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in file.columns if name not in file.key)
    return tuple(
        FieldPair(name, mine, theirs, _agreeing(mine, theirs))
        for name, mine, theirs in pairs
        if not (is_blank(mine) and is_blank(theirs))
    )


def file_of(record: Record) -> PackageFile:
    """Return the file of the package in which a record stands."""
    return _FILE_OF[type(record)]


def takes_both(name: str, value: object) -> bool:
    """Tell whether a field, of which a record holds `value`, can hold what two records say."""
    return isinstance(value, tuple) or name in JOINED_TEXTS


def is_blank(value: object) -> bool:
    """Tell whether a field says nothing. No is an answer, and so is a code that says that something is not known."""
    return value is None or value in ((), "")


def _agreeing(one: object, other: object) -> Agreeing:
    if is_blank(other):
        return Agreeing.ONLY_ONE
    if is_blank(one):
        return Agreeing.ONLY_OTHER
    if isinstance(one, tuple) and isinstance(other, tuple):
        return Agreeing.SAME if set(one) == set(other) else Agreeing.DIFFERENT
    return Agreeing.SAME if one == other else Agreeing.DIFFERENT
