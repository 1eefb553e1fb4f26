"""Are two names one name in two spellings? Likeness of the whole is not enough: ”Umeå IF” is not ”Umeå IK”."""

from collections.abc import Sequence
from functools import lru_cache

from graph.doubles.names import undotted
from graph.doubles.short_names import split_compound

LIKE_AS_A_WHOLE = 85
"""Of 100: from here on the sorted words of two names are looked at word by word."""

LIKE_AS_A_WORD = 80
"""Of 100: words must be more like each other than this. ”Östra” and ”västra” are 73."""

LONGEST_SHORT_WORD = 3
"""A slip of the pen in so short a word cannot be told from another word: IF, IK."""


def is_fixed(word: str) -> bool:
    """Tell whether a word must be the same in both spellings: it is short or has digits, as ”Scoutkår 2”."""
    return len(word) <= LONGEST_SHORT_WORD or not word.isalpha()


def whole_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how like two lists of sorted words are, from 0 to 100.

    The words are sorted already, so that this is `token_sort_ratio` of rapidfuzz: 100 (1 - d / n), where d is the
    least number of letters to insert and delete, and n the number of letters of both.
    """
    from rapidfuzz.fuzz import ratio

    return ratio(" ".join(one), " ".join(other))


def spelled_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether each word that only one of the names has stands in the other in another spelling.

    >>> spelled_alike(("korset", "röda"), ("korstet", "röda")), spelled_alike(("if", "umeå"), ("ik", "umeå"))
    (True, False)
    """
    if len(one) != len(other):
        return False
    left, right = list(one), []
    for word in other:
        if word in left:
            left.remove(word)
        else:
            right.append(word)
    for word in left:
        match = next((candidate for candidate in right if _words_alike(word, candidate)), None)
        if match is None:
            return False
        right.remove(match)
    return True


@lru_cache(maxsize=50_000)
def _words_alike(one: str, other: str) -> bool:
    """Tell whether two words are one in two spellings; of compounds with the same last part the first decides."""
    from rapidfuzz.fuzz import ratio

    if is_fixed(one) or is_fixed(other):
        return one == other
    if undotted(one) == undotted(other):
        return True
    first, last = split_compound(one)
    second, end = split_compound(other)
    if last and last == end:
        return undotted(first) == undotted(second) or ratio(first, second) > LIKE_AS_A_WORD
    return ratio(one, other) > LIKE_AS_A_WORD
