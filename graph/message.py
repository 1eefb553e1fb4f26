"""Sentences with facts in them, kept apart from the language they are read in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, Union

from models.vocabulary import Code

Translate: TypeAlias = Callable[[str], str]
Value: TypeAlias = Union[str, int, float, date, Code, "Message", tuple["Value", ...]]


@dataclass(frozen=True)
class Message:
    """A Swedish sentence with `{named}` places for facts; the sentence is the id of its translations.

    >>> Message("{name} har {count} kontakter.", {"name": "Hjälpkretsen", "count": 4}).render(str)
    'Hjälpkretsen har 4 kontakter.'
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def render(self, translate: Translate) -> str:
        """Return the sentence in the language of `translate`; names and numbers filled in, dates in words."""
        return translate(self.text).format(**{name: _shown(value, translate) for name, value in self.values.items()})


MONTHS = (
    Message("januari"),
    Message("februari"),
    Message("mars"),
    Message("april"),
    Message("maj"),
    Message("juni"),
    Message("juli"),
    Message("augusti"),
    Message("september"),
    Message("oktober"),
    Message("november"),
    Message("december"),
)


def _shown(value: Value, translate: Translate) -> str:
    if isinstance(value, Message):
        return value.render(translate)
    if isinstance(value, Code):
        return translate(value.label)
    if isinstance(value, tuple):
        return enumeration([_shown(item, translate) for item in value], translate)
    return _day(value).render(translate) if isinstance(value, date) else str(value)


def _day(day: date) -> Message:
    return Message("{day} {month} {year}", {"day": day.day, "month": MONTHS[day.month - 1], "year": day.year})


def enumeration(words: list[str], translate: Translate) -> str:
    """Return `a, b och c` in the language of `translate`.

    >>> enumeration(["a", "b", "c"], str)
    'a, b och c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {translate('och')} {words[-1]}"
