"""Finds organisations that may be the same: by organisation number, then by name within the place.

Whatever is found is a question to a person, told with its reasons. Nothing is merged or left out because of it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from graph.doubles.candidates import Candidate, LegalPersons, Standing, organisations, standings
from graph.doubles.localities import Localities
from graph.doubles.name_index import NameIndex
from graph.doubles.numbers import Numbers
from graph.doubles.reasons import Ground, Reason, name_reason
from graph.doubles.terms import Term, terms_of
from models.records import Place

MOST_PER_RECORD = 10
"""More organisations than these, the most like, are no answer to the question whether one is registered already."""

MOST_JUDGED = 400
"""Pairs of names that are looked at for one record. Real names have a handful; this bounds lists of one pattern."""

ELSEWHERE, ANYWHERE = 0.02, 0.04
"""What a name loses in score where one place lies below the other, and where a place is not known."""

WITH_NUMBER = 1.0
"""The score of the same number and a like name together."""


@dataclass(frozen=True)
class Match:
    """Two organisations that may be the same.

    Attributes:
        one, other: they; of a search among new ones the new one first, within a register by id.
        score: how much speaks for it, from 0 to 1; 1 is the same organisation number.
        reasons: why, the strongest first.
    """

    one: Candidate
    other: Candidate
    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_certain(self) -> bool:
        """Whether the organisation number says so."""
        return any(reason.ground is Ground.SAME_NUMBER for reason in self.reasons)


Pair = tuple[str, str]
"""Two ids, in any order."""


def find_doubles(
    new: Sequence[Candidate],
    known: Sequence[Candidate],
    *,
    places: Iterable[Place] = (),
    different: Collection[Pair] = (),
) -> tuple[Match, ...]:
    """Return which of the new organisations may be one that is known.

    An organisation number says that two are the same, and two numbers that they are not. Where several parts of one
    legal person have the number, names decide between them. Names are compared where one place is the other or lies
    below it.

    Args:
        new, known: any actors; only organisations are compared.
        places: the places at which they are, and those above and below. Without them a place is only itself.
        different: pairs of ids that a person has declared to be different.

    Returns:
        At most `MOST_PER_RECORD` for each new one; the highest score first, then by id, in whatever order they came.
    """
    search = _Search(new, known, Localities(places), different)
    return search.find(range(len(search.new)))


def find_doubles_within(
    known: Sequence[Candidate], *, places: Iterable[Place] = (), different: Collection[Pair] = ()
) -> tuple[Match, ...]:
    """Return which of the organisations may be the same as each other; arguments and order as in `find_doubles`."""
    search = _Search(known, known, Localities(places), different, within=True)
    return search.find(range(len(search.new)))


class _Search:
    """One search: the candidates of both sides, sorted by id, and where each is found."""

    def __init__(
        self,
        new: Sequence[Candidate],
        known: Sequence[Candidate],
        localities: Localities,
        different: Collection[Pair],
        *,
        within: bool = False,
    ) -> None:
        persons = LegalPersons([*known, *new])
        self.localities = localities
        self.within = within
        self.known = standings(organisations(known), persons)
        self.new = self.known if within else standings(organisations(new), persons)
        self.different = {frozenset(pair) for pair in different}
        known_terms = self._terms(self.known)
        self.new_terms = known_terms if within else self._terms(self.new)
        self.numbers = Numbers(self.new, self.known)
        self.index = NameIndex(self.new, self.new_terms, self.known, known_terms, localities)

    def find(self, places: Iterable[int]) -> tuple[Match, ...]:
        found = [match for place in places for match in self._matches(place)]
        return tuple(sorted(found, key=_order))

    def _terms(self, listed: Sequence[Standing]) -> list[tuple[Term, ...]]:
        return [terms_of(one.candidate, self.localities.words(one.candidate.place_id)) for one in listed]

    def _matches(self, place: int) -> list[Match]:
        """Return the best matches of one candidate."""
        one = self.new[place]
        reasons = self._name_reasons(place)
        numbered = self.numbers.holders(place, reasons.keys())
        found = []
        for other in {**reasons, **numbered}:
            if self._is_asked(place, other):
                why = [reason for reason in (numbered.get(other), reasons.get(other)) if reason]
                found.append(self._match(one, self.known[other], why))
        return sorted(found, key=_order)[:MOST_PER_RECORD]

    def _is_asked(self, place: int, other: int) -> bool:
        """Tell whether a pair is a question at all, and one that nobody has answered."""
        if self.within and other <= place:
            return False
        one, two = self.new[place], self.known[other]
        return one.may_be(two) and frozenset((one.candidate.id, two.candidate.id)) not in self.different

    def _name_reasons(self, place: int) -> dict[int, Reason]:
        """Return the best reason of every candidate with a like name."""
        best: dict[int, Reason] = {}
        for mine, other, theirs in islice(self._like(place), MOST_JUDGED):
            reason = name_reason(mine, theirs)
            if reason and (other not in best or _stronger(reason, best[other])):
                best[other] = reason
        return best

    def _like(self, place: int) -> Iterator[tuple[Term, int, Term]]:
        for term in self.new_terms[place]:
            for other, theirs in self.index.like(place, term, partial(self._is_asked, place)):
                yield term, other, theirs

    def _match(self, one: Standing, other: Standing, reasons: list[Reason]) -> Match:
        reasons = sorted(reasons, key=lambda reason: -reason.score)
        numbered = len(reasons) > 1 or reasons[0].ground is Ground.SAME_NUMBER
        score = WITH_NUMBER if numbered else reasons[0].score - self._distance(one.candidate, other.candidate)
        return Match(one.candidate, other.candidate, round(score, 3), tuple(reasons))

    def _distance(self, one: Candidate, other: Candidate) -> float:
        if one.place_id is None or other.place_id is None:
            return ANYWHERE
        return 0.0 if one.place_id == other.place_id else ELSEWHERE


def _stronger(reason: Reason, other: Reason) -> bool:
    """Tell whether a reason says more; of two that say as much the first by its words."""
    return (-reason.score, reason.one, reason.other) < (-other.score, other.one, other.other)


def _order(match: Match) -> tuple[float, str, str]:
    return -match.score, match.one.id, match.other.id
