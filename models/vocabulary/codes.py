"""What a code of a closed vocabulary is."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code of a closed vocabulary; `label` is its Swedish word."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
