"""Finds the actor, forum or place that a list names. A name that is not known is never taken for a new one."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from graph.packages.remarks import quoted
from models.text import search_key
from models.vocabulary import Level

MOST_NEAR, LEAST_LIKENESS = 3, 65
"""How many names are proposed, and how much they must resemble (rapidfuzz ratio of the sorted words)."""

MOST_LOOKED_FOR = 100
"""For so many different unknown names those that resemble them are looked for: it takes its time."""

_ASIDE = re.compile(
    r"[\"'”“’´`]|\bideella? förening(en)?\b|\(ideell\)|\bideell fören\.?|\bek(onomisk|\.)? för(ening|\.)"
)
_TELL_NOTHING = frozenset({"förening", "föreningen", "organisationen", "stiftelsen", "i", "och", "för", "på", "av"})
_SPACES = re.compile(r"\s+")

UNKNOWN = "{name} finns inte i registret"
AMBIGUOUS = "{name} kan vara flera: {several}; skriv id:t i stället"


class Named(Protocol):
    """Somebody or something that has a name; records are."""

    @property
    def id(self) -> str:
        """What tells it from all others."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What else it is called."""


class Known(NamedTuple):
    """Something with a name, for what is no record or has no other names; a place has a level."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    level: Level | None = None


class UnknownNameError(ValueError):
    """A name means nobody or several; the message is a Swedish sentence that says who may have been meant."""


class Names:
    """What is known, by its names.

    Args:
        known: all that a list may name.
    """

    def __init__(self, known: Iterable[Named] = ()) -> None:
        self._by_id = {each.id: each for each in known}
        self._looked_for: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def find(self, text: str) -> Named:
        """Return what a text names, by a name, another name or the id.

        Raises:
            UnknownNameError: it names nothing, or several.
        """
        found = self._meant(text)
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{each.name} ({each.id})" for each in found[:MOST_NEAR])
            raise UnknownNameError(AMBIGUOUS.format(name=quoted(text), several=several))
        raise UnknownNameError(UNKNOWN.format(name=quoted(text)) + self._hint(key(text)))

    def knows(self, text: str) -> bool:
        """Tell whether a text names exactly one."""
        return len(self._meant(text)) == 1

    def names_any(self, text: str) -> bool:
        """Tell whether a text names somebody, be it several of one name."""
        return bool(self._meant(text))

    def _meant(self, text: str) -> tuple[Named, ...]:
        """Return those that a text can mean: of that name, else with that other name; an id always means one."""
        written = key(text)
        found = self._by_key.get(written) or self._by_other_name.get(written) or ()
        named = self._by_id.get(text.strip()) if len(found) != 1 else None
        return (named,) if named is not None else found

    def _hint(self, written: str) -> str:
        """Return the end of a sentence that names those whose names resemble a text."""
        if written not in self._looked_for:
            if len(self._looked_for) >= MOST_LOOKED_FOR:
                return "; rätta namnet eller lägg in aktören först"
            self._looked_for[written] = self._near(written)
        return self._looked_for[written]

    def _near(self, written: str) -> str:
        alike = process.extract(
            _sorted(written),
            self._sorted_keys,
            scorer=fuzz.ratio,
            limit=2 * MOST_NEAR,
            score_cutoff=LEAST_LIKENESS,
        )
        near = list(dict.fromkeys(self._by_sorted[place].name for _name, _score, place in alike))[:MOST_NEAR]
        return (
            f"; menade du {' eller '.join(map(quoted, near))}?" if near else "; lägg in den först, eller rätta namnet"
        )

    @cached_property
    def _by_key(self) -> dict[str, tuple[Named, ...]]:
        return _grouped((key(each.name), each) for each in self._by_id.values())

    @cached_property
    def _by_other_name(self) -> dict[str, tuple[Named, ...]]:
        return _grouped((key(alias), each) for each in self._by_id.values() for alias in each.aliases)

    @cached_property
    def _by_sorted(self) -> list[Named]:
        return [each for each in self._by_id.values() for _name in (each.name, *each.aliases)]

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return [_sorted(key(name)) for each in self._by_id.values() for name in (each.name, *each.aliases)]


def key(name: str) -> str:
    """Return a name as it is compared: caseless, single spaces, without quotation marks and legal form.

    >>> key("  Föreningen  ”Bron” ideell förening")
    'föreningen bron'
    """
    written = search_key(name)
    return _SPACES.sub(" ", _ASIDE.sub(" ", written)).strip(" ,.") or written


def _sorted(written: str) -> str:
    """Return the words of a name that tell it from others, in alphabetical order."""
    words = written.split()
    return " ".join(sorted(word for word in words if word not in _TELL_NOTHING) or sorted(words))


def _grouped(pairs: Iterable[tuple[str, Named]]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, dict[str, Named]] = defaultdict(dict)
    for name, each in pairs:
        found[name][each.id] = each
    return {name: tuple(several.values()) for name, several in found.items()}
