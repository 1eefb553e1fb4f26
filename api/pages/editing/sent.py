"""What a form sends, read with a limit and kept as it was typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from api.language import message
from api.sent_bytes import read_at_most
from models.errors import InvalidRequestError

LARGEST_FORM = 1_000_000
MOST_FIELDS = 10_000
MOST_ROWS = 1_000

TOO_LARGE = message("Det som skickades är för stort för ett formulär.")
NOT_A_FORM = message("Det som skickades är inget formulär.")

Answers = Mapping[str, tuple[str, ...]]
"""What stands in the fields, as texts: one for most, several where several can be ticked."""


@dataclass(frozen=True)
class Sent:
    """A form as it was sent."""

    answers: Answers

    def one(self, name: str) -> str:
        """Return what was sent as `name`, the first of several; empty when nothing was."""
        return next(iter(self.answers.get(name, ())), "")

    def number(self, name: str) -> int | None:
        """Return a number that was sent, None when it is none."""
        text = self.one(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def rows(self, name: str) -> tuple[Answers, ...]:
        """Return the rows whose fields are called `name.0.actor_id` and so on, in the order of their numbers."""
        found: dict[int, dict[str, tuple[str, ...]]] = {}
        for number, column, given in self._cells(name):
            found.setdefault(number, {})[column] = given
        return tuple(found[number] for number in sorted(found)[:MOST_ROWS])

    def _cells(self, name: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        for key, given in self.answers.items():
            first, _, rest = key.partition(".")
            number, _, column = rest.partition(".")
            if first == name and column and number.isascii() and number.isdigit() and len(number) < 10:
                yield int(number), column, given


def sent_as(pairs: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Sent:
    """Return a form of names and texts; browsers send line ends of two characters."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        found.setdefault(name, []).append(text.replace("\r\n", "\n"))
    return Sent({name: tuple(texts) for name, texts in found.items()})


async def _form(request: Request) -> Sent:
    """Read at most so much as a form can need.

    Raises:
        TooLargeError: there is more of it.
        InvalidRequestError: it is no form.
    """
    content = await read_at_most(request, LARGEST_FORM, TOO_LARGE)
    try:
        pairs = parse_qsl(content.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidRequestError(NOT_A_FORM) from None
    return sent_as(pairs)


SentForm = Annotated[Sent, Depends(_form)]
