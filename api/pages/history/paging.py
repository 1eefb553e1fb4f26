"""Long lists in parts, each with an address of its own."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

PAGE = 25
"""Rows of a list that are shown at once."""

WantedPart = Annotated[int, Query(alias="sida", ge=1, le=400_000, description="Which part of the list.")]


@dataclass(frozen=True)
class Part:
    """A part of a list.

    Attributes:
        address: of the page, without query.
        number: which part, the first is 1.
        total: how many rows the list has.
        size: how many are shown at once.
        chosen: what else the address chooses.
    """

    address: str
    number: int
    total: int
    size: int = PAGE
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> int:
        """The number of the first row that is shown."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last row that is shown."""
        return min(self.total, self.number * self.size)

    @property
    def before(self) -> str | None:
        """The address of the part before; None for the first."""
        return self._address(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """The address of the part after; None for the last."""
        return self._address(self.number + 1) if self.last < self.total else None

    def _address(self, number: int) -> str:
        return f"{self.address}?" + urlencode([*self.chosen, ("sida", number)])


def offset_of(number: int, size: int = PAGE) -> int:
    """Return how many rows stand before a part."""
    return (number - 1) * size
