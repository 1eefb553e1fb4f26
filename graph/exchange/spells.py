"""When the nodes and edges of a network hold, before and after the day that it was derived for.

An edge of today may rest on an agreement that was in force, lapsed and came back: then it has two spells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from graph.derivation import WEAKEST_EDGE, combined_strength
from models.records import Dated


class Spell(NamedTuple):
    """The days start <= day < after. The first and the last date of the calendar stand for open ends."""

    start: date
    after: date

    def holds_at(self, day: date) -> bool:
        """Tell whether the day lies in the spell."""
        return self.start <= day < self.after


Spells: TypeAlias = tuple[Spell, ...]
"""Spells in order that neither overlap nor touch."""

ALWAYS = Spell(date.min, date.max)


def spell_of(fact: Dated) -> Spell:
    """Return the days on which a fact holds."""
    return Spell(fact.valid_from or date.min, fact.valid_to or date.max)


def overlap(one: Spell, *others: Spell) -> Spell | None:
    """Return the days that spells share; None where there are none."""
    start = max(one.start, *(other.start for other in others))
    after = min(one.after, *(other.after for other in others))
    return Spell(start, after) if start < after else None


def united(spells: Iterable[Spell]) -> Spells:
    """Return the fewest spells that hold the same days.

    >>> spring, summer, later = (Spell(date(2026, a, 1), date(2026, b, 1)) for a, b in ((3, 6), (6, 9), (10, 12)))
    >>> united([later, summer, spring]) == (Spell(spring.start, summer.after), later)
    True
    """
    found: list[Spell] = []
    for spell in sorted(spells):
        if found and spell.start <= found[-1].after:
            found[-1] = Spell(found[-1].start, max(found[-1].after, spell.after))
        else:
            found.append(spell)
    return tuple(found)


def shared(one: Spells, other: Spells) -> Iterator[Spell]:
    """Yield the spells on which both hold."""
    for a in one:
        for b in other:
            if both := overlap(a, b):
                yield both


def strong_enough(pieces: Sequence[tuple[Spell, float]]) -> Iterator[Spell]:
    """Yield the spells in which pieces of evidence, each with its strength, together make an edge."""
    begun: dict[date, list[float]] = defaultdict(list)
    ended: dict[date, list[float]] = defaultdict(list)
    for spell, strength in pieces:
        begun[spell.start].append(strength)
        ended[spell.after].append(strength)
    counting: list[float] = []
    for start, after in pairwise(sorted(begun.keys() | ended.keys())):
        counting += begun.get(start, ())
        for strength in ended.get(start, ()):
            counting.remove(strength)
        if counting and combined_strength(counting) >= WEAKEST_EDGE:
            yield Spell(start, after)
