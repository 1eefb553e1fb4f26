"""Recognises what a heading means: by its words, by its spelling, or by a word in it."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from graph.lists.heading_words import HEADING_WORDS
from graph.lists.meanings import ListKind, Meaning
from graph.lists.plain_words import joined, parts_of, plain

SAME, ALIKE = 100, 90
"""The score of a heading that is one of the words, and the least of one that is spelt like it (rapidfuzz ratio)."""

_HOLDS_A_WORD = 84
_EACH_OTHER_WORD = 3
_MOST_OTHER_WORDS = 3
_LONGEST_HEADING = 100
_SHORTEST_ALIKE = 5
"""Letters below which a likeness says nothing: `typ` and `ty` and `tema`."""


class Recognised(NamedTuple):
    """What a heading may mean: how sure that is, of 100, and the word that says so."""

    meaning: Meaning
    score: float
    word: str


class _Word(NamedTuple):
    meaning: Meaning
    word: str
    joined: str
    parts: tuple[str, ...]


@lru_cache(maxsize=5_000)
def meanings_of(heading: str, kind: ListKind) -> tuple[Recognised, ...]:
    """Return what a heading may mean in a kind of list, the surest first.

    >>> [str(found.meaning) for found in meanings_of("Org.nr", ListKind.ACTORS)]
    ['org_number']
    """
    best: dict[Meaning, Recognised] = {}
    for part in parts_of(heading):
        for word in _words(kind):
            score = _score(part, word)
            if score and score > (best[word.meaning].score if word.meaning in best else 0):
                best[word.meaning] = Recognised(word.meaning, score, word.word)
    return tuple(sorted(best.values(), key=lambda found: -found.score))


def likeness(text: str) -> float:
    """Return how much a text is like a heading of any kind of list, of 100; 0 for what only holds a word of one.

    Nothing is kept of the text: what is no heading may be about a person.
    """
    best = 0.0
    for part in parts_of(text) if len(text) <= _LONGEST_HEADING else ():
        written = part.replace(" ", "")
        if written in _all_words():
            return SAME
        if len(written) >= _SHORTEST_ALIKE:
            found = process.extractOne(written, _all_words(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            best = max(best, found[1] if found else 0)
    return best


@cache
def _all_words() -> dict[str, str]:
    return {word.joined: word.joined for kind in ListKind for word in _words(kind)}


@cache
def _words(kind: ListKind) -> tuple[_Word, ...]:
    words: Mapping[Meaning, tuple[str, ...]] = HEADING_WORDS[kind]
    return tuple(
        _Word(meaning, word, joined(word), tuple(plain(word).split()))
        for meaning, several in words.items()
        for word in several
    )


def _score(part: str, word: _Word) -> float:
    written = part.replace(" ", "")
    if written == word.joined:
        return SAME
    if min(len(written), len(word.joined)) >= _SHORTEST_ALIKE:
        ratio = fuzz.ratio(written, word.joined, score_cutoff=ALIKE)
        if ratio:
            return ratio
    others = len(part.split()) - len(word.parts)
    if 0 < others <= _MOST_OTHER_WORDS and len(word.joined) > 2 and f" {' '.join(word.parts)} " in f" {part} ":
        return _HOLDS_A_WORD - _EACH_OTHER_WORD * others
    return 0
