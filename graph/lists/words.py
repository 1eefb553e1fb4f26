"""Reads words as codes: the code, its Swedish label, another word for it, or one that is spelt like it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from graph.lists.plain_words import plain
from graph.lists.word_lists import OTHER_WORDS
from graph.packages.remarks import quoted
from models.vocabulary import Ladder
from models.vocabulary.codes import Code

SPELT_ALIKE = 88
"""The least likeness (rapidfuzz ratio) of a word that was probably meant; a word of five letters may lack one."""

_SHORTEST_ALIKE = 5
_MOST_NAMED = 12
_STEP = re.compile(r"(?:niva|steg|level|step)?\s*([1-4])\b\s*(.*)")

AnyCode = TypeVar("AnyCode", bound=Code)


class Understood(NamedTuple, Generic[AnyCode]):
    """A code, and the word it was taken for when it was not written exactly; empty when it was."""

    code: AnyCode
    taken_for: str


def understood(text: str, vocabulary: type[AnyCode]) -> Understood[AnyCode] | None:
    """Return the code that a text means; None when that cannot be told.

    >>> understood("Samråd", Ladder), understood("nivå 3", Ladder)
    (Understood(code=<Ladder.CONSULTATION: 'consultation'>, taken_for=''),
     Understood(code=<Ladder.DIALOGUE: 'dialogue'>, taken_for=''))
    """
    written = plain(text)
    words = _words(vocabulary)
    if written in words:
        return Understood(words[written], "")
    if vocabulary is Ladder and (step := _step(text)) is not None:
        return Understood(step, "")  # type: ignore[arg-type]
    if len(written) < _SHORTEST_ALIKE:
        return None
    alike = process.extractOne(written, words.keys(), scorer=fuzz.ratio, score_cutoff=SPELT_ALIKE)
    return Understood(words[alike[0]], alike[0]) if alike else None


def not_understood(text: str, vocabulary: type[Code]) -> str:
    """Return why a word cannot be read, with those that can."""
    labels = [code.label for code in vocabulary]
    listed = ", ".join(labels[:_MOST_NAMED]) + (" …" if len(labels) > _MOST_NAMED else "")
    return f"{quoted(text)} går inte att tolka; skriv {listed}"


def _step(text: str) -> Ladder | None:
    """Read a step of the ladder by its number; a word beside it has to say the same."""
    found = _STEP.fullmatch(plain(text)) or _STEP.fullmatch(" ".join(reversed(plain(text).split(maxsplit=1))))
    if not found:
        return None
    number, word = int(found[1]), found[2]
    step = next(step for step in Ladder if step.step == number)
    return step if not word or _words(Ladder).get(word) == step else None


@cache
def _words(vocabulary: type[AnyCode]) -> Mapping[str, AnyCode]:
    """Return the codes by the words for them; codes and labels win over other words."""
    found: dict[str, AnyCode] = {}
    for code, words in OTHER_WORDS.get(vocabulary, {}).items():
        found.update((plain(word), code) for word in words)
    for code in vocabulary:
        found[plain(code.label)] = code
    for code in vocabulary:
        found.setdefault(plain(code), code)
    return found
