"""Who seeks what an actor offers: by the words in which both say it."""

from collections.abc import Iterable
from functools import lru_cache

from graph.lists.plain_words import plain
from models.records import ActorFields

FEWEST_LETTERS, FEWEST_OF_A_STEM = 4, 5
"""So long a word must be to count, and so long to stand for a longer one that begins with it."""

_SAY_LITTLE = """
aktiviteter aktorer andra annan behover eller erbjuder exempel flera fler foreningar foreningen garna hjalp
hjalpa inom kommun kommunen kring manga med medlemmar nagon nagra organisationer olika samarbeta samarbete
samarbeten samverka samverkan sina skulle soker till tillsammans verksamhet verksamheter vill under ungefar
vara annu aven
"""
"""Words that many write whatever they seek, in plain letters."""
_IDLE = frozenset(_SAY_LITTLE.split())


def seekers(offering: ActorFields, others: Iterable[ActorFields]) -> tuple[ActorFields, ...]:
    """Return those of `others` that seek something of what an actor offers, in their order.

    A word stands for another that begins with it, so that who offers ”lokal” meets who seeks ”lokaler”.
    """
    offered = _words(offering.offers or "")
    return tuple(
        other
        for other in others
        if other.id != offering.id
        and any(_same(word, sought) for word in offered for sought in _words(other.seeks or ""))
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    said = (word for line in text.splitlines() for word in plain(line).split())
    return frozenset(word for word in said if len(word) >= FEWEST_LETTERS and word not in _IDLE)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= FEWEST_OF_A_STEM and long.startswith(short))
