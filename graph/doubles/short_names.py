"""Short names: initials of a name, of a part of it or of a compound, as ”ABF” and ”IK”."""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from graph.doubles.names import without_form_words
from graph.doubles.words import LAST_PARTS

FEWEST_LETTERS, MOST_LETTERS = 2, 6
"""How long a short name is."""

MOST_WORDS = 10
"""Longer names are not looked for short forms of: nobody shortens them by their initials."""

SHORTEST_FIRST_PART = 2
"""Letters before the last part of a compound."""

_LENGTHS = sorted({len(part) for part in LAST_PARTS}, reverse=True)


def is_short(word: str) -> bool:
    """Tell whether a word can be initials."""
    return FEWEST_LETTERS <= len(word) <= MOST_LETTERS and word.isalpha()


@lru_cache(maxsize=50_000)
def split_compound(word: str) -> tuple[str, str]:
    """Return the first and the last part of a compound; the last is empty where the word is none.

    >>> split_compound("bildningsförbund"), split_compound("frivilligcentral"), split_compound("korset")
    (('bildnings', 'förbund'), ('frivillig', 'central'), ('korset', ''))
    """
    for length in _LENGTHS:
        if len(word) - length >= SHORTEST_FIRST_PART and word[-length:] in LAST_PARTS:
            return word[:-length], word[-length:]
    return word, ""


def shortened(written: Sequence[str], among: Container[str] | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the sorted words of a name with one run of them, or one compound, replaced by its initials.

    Args:
        written: the words in order.
        among: the initials that are of interest; all of them by default.

    >>> sorted(shortened(("arbetarnas", "bildningsförbund")))
    [('ab',), ('abf',), ('arbetarnas', 'bf')]
    """
    if len(written) > MOST_WORDS:
        return
    seen = set()
    for start in range(len(written)):
        for end in range(start + 1, len(written) + 1):
            for initials in _initials(written[start:end]):
                if (among is None or initials in among) and is_short(initials):
                    words = without_form_words([*written[:start], initials, *written[end:]])
                    if words not in seen:
                        seen.add(words)
                        yield words


def _initials(words: Sequence[str]) -> Iterator[str]:
    """Yield the initials of the words: of whole words where there are several, and of the parts of compounds."""
    if len(words) > 1:
        yield "".join([word[0] for word in words])
    yield "".join([_letters(word) for word in words])


@lru_cache(maxsize=50_000)
def _letters(word: str) -> str:
    first, last = split_compound(word)
    return first[0] + last[:1]
