"""The names and other names of a candidate, ready to be compared within its place."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.doubles.candidates import Candidate
from graph.doubles.loose_names import loose_names
from graph.doubles.names import NameKey, name_key, undotted, without_form_words
from graph.doubles.national_bodies import FULL_NAMES
from graph.doubles.short_names import is_short, shortened, split_compound
from graph.doubles.words import FORM_WORDS, PLACE_WORDS

FEWEST_LETTERS_LEFT = 3
"""Without the name of the place at least one word of so many letters must be left: ”Haga BK” is not ”BK”."""

MOST_NAMES = 20
"""Further aliases of one candidate are not compared."""


@dataclass(frozen=True)
class Term:
    """One name of a candidate.

    Attributes:
        text: as it is written.
        is_alias: whether it is another name than the first.
        key: as it is compared.
        written, words: those of the key without the name of the place, where something is left then.
        place: the words left out, as they are compared.
        is_loose: whether words for its sort are set aside, so that equal words are a hint and no more.
    """

    text: str
    is_alias: bool
    key: NameKey
    written: tuple[str, ...]
    words: tuple[str, ...]
    place: frozenset[str]
    is_loose: bool = False

    @cached_property
    def run_together(self) -> str:
        """All words without spaces and dots: how ”Kultur föreningen” and ”Kulturforeningen” are alike."""
        return undotted("".join(self.key.written))

    @cached_property
    def joined(self) -> frozenset[str]:
        """The words run together, with and without the name of the place."""
        return frozenset((self.run_together, undotted("".join(self.written))))

    @cached_property
    def word_lists(self) -> frozenset[tuple[str, ...]]:
        """The words with and without the name of the place."""
        return frozenset((self.key.words, self.words))

    def short_forms(self, among: Container[str] | None = None) -> frozenset[tuple[str, ...]]:
        """Return the words as they would be with initials, all or those among what is given."""
        written = {self.key.written, self.written}
        found = frozenset(words for one in written for words in shortened(one, among))
        return (found | self._spoken_initials(among)) - self.word_lists

    def _spoken_initials(self, among: Container[str] | None) -> frozenset[tuple[str, ...]]:
        """Return the initials of all words, the small ones too, where the name has any."""
        initials = "".join(word[0] for word in self.key.spoken)
        is_meant = is_short(initials) and (among is None or initials in among)
        return frozenset([(initials,)] if is_meant and self.key.spoken != self.key.written else [])

    def may_be(self, other: "Term") -> bool:
        """Tell whether neither the legal forms nor the places that the names say contradict each other."""
        forms, others = self.key.forms, other.key.forms
        if forms and others and forms.isdisjoint(others):
            return False
        return self.place <= other.place or other.place <= self.place


def terms_of(candidate: Candidate, place_words: Mapping[str, str]) -> tuple[Term, ...]:
    """Return the names of a candidate, each once; those without letters and digits are left out.

    Args:
        candidate: whose names.
        place_words: the words that name its place or one above, each with the form in which it is compared.
    """
    return tuple(_terms(candidate, place_words))


def _terms(candidate: Candidate, place_words: Mapping[str, str]) -> Iterator[Term]:
    seen = set()
    for text in (candidate.name, *candidate.aliases[: MOST_NAMES - 1]):
        key = name_key(text)
        if key.words and key not in seen:
            seen.add(key)
            term = _term(text, key, place_words, is_alias=text != candidate.name)
            yield term
            yield from _further(term)


def _further(term: Term) -> Iterator[Term]:
    """Yield what else a name stands for: the full name of a national body, and itself without its sort."""
    if full := FULL_NAMES.get(term.words):
        whole = (*full.written, *sorted(term.place))
        key = NameKey(whole, without_form_words(whole), full.forms)
        yield Term(term.text, True, key, full.written, full.words, term.place)
    for written in loose_names(term.text, term.written):
        words = without_form_words(written)
        if any(len(word) >= FEWEST_LETTERS_LEFT and word not in FORM_WORDS for word in words):
            key = NameKey(written, words, term.key.forms)
            yield Term(term.text, term.is_alias, key, written, words, term.place, is_loose=True)


def _term(text: str, key: NameKey, place_words: Mapping[str, str], *, is_alias: bool) -> Term:
    written = [part for word in key.written for part in _parts(word, place_words)]
    named = frozenset(place_words[word] for word in written if word in place_words)
    left = tuple(word for word in written if word not in place_words and word not in PLACE_WORDS)
    if named and any(len(word) >= FEWEST_LETTERS_LEFT and word not in FORM_WORDS for word in left):
        return Term(text, is_alias, key, left, without_form_words(left), named)
    return Term(text, is_alias, key, key.written, key.words, frozenset())


def _parts(word: str, place_words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of a compound with the name of a place, ”Umeåkretsen”, and any other word as it is."""
    first, last = split_compound(word)
    return (first, last) if last and first in place_words else (word,)
