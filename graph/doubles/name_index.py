"""Finds the candidates whose names may be like a name, so that few have to be looked at word by word."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from graph.doubles.candidates import Standing
from graph.doubles.likeness import is_fixed, spelled_alike
from graph.doubles.localities import Localities
from graph.doubles.nearness import near_pairs
from graph.doubles.short_names import is_short
from graph.doubles.terms import Term

MOST_LOOKED_AT = 50
"""Names found by one key that are looked at, those first that stand first by id."""

FEWEST_LETTERS, MOST_LETTERS = 5, 150
"""Shorter names have no second spelling that could be told from another name; longer ones are no names."""

Found: TypeAlias = tuple[int, Term]
"""The place of a candidate in its list, and one of its names."""

Terms: TypeAlias = Sequence[Sequence[Term]]
"""The names of each candidate of a list."""


class NameIndex:
    """The names of the known candidates, by what names that are like them have in common.

    That is: the same words; the same letters run together; words of which some are the initials of the other's; or,
    looked for once for all the names of a place, nearly the same letters.

    Args:
        new, new_terms: the candidates asked about, and their names.
        known, known_terms: those among which is looked, and theirs.
        localities: says which places overlap.
    """

    def __init__(
        self,
        new: Sequence[Standing],
        new_terms: Terms,
        known: Sequence[Standing],
        known_terms: Terms,
        localities: Localities,
    ) -> None:
        self._localities = localities
        self._place_of = [one.candidate.place_id for one in known]
        self._new_place_of = [one.candidate.place_id for one in new]
        self._asked_initials = _initials_in(new_terms)
        self._listed_initials = _initials_in(known_terms)
        self._equal: dict[Hashable, list[Found]] = defaultdict(list)
        self._shortened: dict[Hashable, list[Found]] = defaultdict(list)
        self._in_words: dict[tuple[str | None, tuple[str, ...]], list[Found]] = defaultdict(list)
        for place, terms in enumerate(known_terms):
            for term in terms:
                self._enter((place, term))
        self._near = dict(self._near_names(new_terms))

    def like(self, place: int, term: Term, is_asked: Callable[[int], bool]) -> Iterator[Found]:
        """Yield the known names that may be like a name of a new candidate, each once.

        Args:
            place: of the new candidate in its list.
            term: the name.
            is_asked: tells whether a known candidate, by its place in the list, is to be looked at.
        """
        seen: set[tuple[int, int]] = set()
        for found in self._by_keys(place, term):
            asked = (one for one in found if is_asked(one[0]) and self._is_around(place, one[0]))
            for other, theirs in islice(asked, MOST_LOOKED_AT):
                # One name may stand there in several ways, as in full and for short.
                if (other, id(theirs)) not in seen:
                    seen.add((other, id(theirs)))
                    yield other, theirs

    def _by_keys(self, place: int, term: Term) -> Iterator[Sequence[Found]]:
        """Yield the known names that have one key in common with a name."""
        for key in (*term.word_lists, *term.joined, *term.short_forms(self._listed_initials)):
            yield self._equal.get(key, ())
        for words in term.word_lists:
            yield self._shortened.get(words, ())
        for words in self._near.get((self._new_place_of[place], term.words), ()):
            yield self._equal.get(words, ())

    def _enter(self, found: Found) -> None:
        place, term = found
        for key in (*term.word_lists, *term.joined):
            self._equal[key].append(found)
        for words in term.short_forms(self._asked_initials):
            self._shortened[words].append(found)
        self._in_words[self._place_of[place], term.words].append(found)

    def _is_around(self, place: int, other: int) -> bool:
        return self._localities.overlap(self._new_place_of[place], self._place_of[other])

    def _near_names(
        self, new_terms: Terms
    ) -> Iterator[tuple[tuple[str | None, tuple[str, ...]], list[tuple[str, ...]]]]:
        """Yield the words of each new name at each place, with those of the known names that are nearly the same."""
        asked: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
        for place, terms in enumerate(new_terms):
            asked[self._new_place_of[place]].update(term.words for term in terms)
        listed: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
        for home, words in self._in_words:
            listed[home].add(words)
        for home, names in asked.items():
            around = set().union(*(others for other, others in listed.items() if self._localities.overlap(home, other)))
            for words, near in _near(names, around).items():
                yield (home, words), near


def _initials_in(listed: Terms) -> frozenset[str]:
    """Return the words of all names that can be initials."""
    return frozenset(word for terms in listed for term in terms for word in term.key.words if is_short(word))


def _near(
    names: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]]
) -> Mapping[tuple[str, ...], list[tuple[str, ...]]]:
    """Return for each name the others that are nearly the same, compared where they can be one in two spellings.

    That is where they have as many words, and the same short words and numbers.
    """
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    mine, theirs = _by_pattern(names), _by_pattern(others)
    for pattern, texts in mine.items():
        candidates = theirs.get(pattern, {})
        rows, columns = list(texts), list(candidates)
        for row, column in near_pairs(rows, columns):
            one, other = texts[rows[row]], candidates[columns[column]]
            if one != other and spelled_alike(one, other):
                found[one].append(other)
    return {words: sorted(near) for words, near in found.items()}


def _by_pattern(names: Iterable[tuple[str, ...]]) -> Mapping[Hashable, dict[str, tuple[str, ...]]]:
    """Return the names long enough to be spelled in two ways, by what must be the same in both."""
    found: dict[Hashable, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for words in names:
        text = " ".join(words)
        if FEWEST_LETTERS <= len(text) <= MOST_LETTERS:
            found[len(words), tuple(filter(is_fixed, words))][text] = words
    return found
