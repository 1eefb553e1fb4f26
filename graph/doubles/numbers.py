"""Who has the same organisation number, and whether that says which organisation it is or only what it is a part of."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from graph.doubles.candidates import Standing
from graph.doubles.reasons import Ground, Reason, number_reason

MOST_HOLDERS = 50
"""Legal persons with the same number that are told for one candidate: more of them are a slip of a whole column."""


class Numbers:
    """The organisation numbers of two lists, which may be the same list.

    Args:
        new, known: the candidates; those of the first list are asked about.
    """

    def __init__(self, new: Sequence[Standing], known: Sequence[Standing]) -> None:
        self._new, self._known = new, known
        self._within = new is known
        self._parts: dict[tuple[str, str], int] = defaultdict(int)
        self._asking: dict[str, int] = defaultdict(int)
        persons: dict[str, dict[str, int]] = defaultdict(dict)
        for place, one in enumerate(known):
            if one.number:
                self._parts[one.number, one.root] += 1
                if one.candidate.id == one.root or one.root not in persons[one.number]:
                    persons[one.number][one.root] = place
        for one in new:
            if one.number:
                self._asking[one.number] += 1
        self._persons = {number: list(holders.values()) for number, holders in persons.items()}

    def holders(self, place: int, alike: Collection[int]) -> dict[int, Reason]:
        """Return the known candidates that have the number of a new one, and what that says.

        Parts of one legal person all have it. Among them the number adds to a like name; where no name is like,
        only the legal person itself is told, as one that the new one may be or be a part of.

        Args:
            place: of the candidate asked about, in its list.
            alike: the places of those with a like name.
        """
        one = self._new[place]
        found: dict[int, Reason] = {}
        for other in {*self._of_persons(place), *alike}:
            holder = self._known[other]
            if one.number and holder.number == one.number and holder.root != one.root:
                ground = Ground.SHARED_NUMBER if self._is_shared(one, holder) else Ground.SAME_NUMBER
                found[other] = number_reason(ground, one.number)
        named = {other: reason for other, reason in found.items() if other in alike}
        shared_only = all(reason.ground is Ground.SHARED_NUMBER for reason in found.values())
        return named if named and shared_only else found

    def _of_persons(self, place: int) -> Iterator[int]:
        """Yield one candidate for each legal person that has the number: itself, or the first of its parts."""
        found = self._persons.get(self._new[place].number or "", ())
        return islice((other for other in found if not self._within or other > place), MOST_HOLDERS)

    def _is_shared(self, one: Standing, holder: Standing) -> bool:
        """Tell whether several on one side have the number, so that it does not say which of them is meant."""
        assert holder.number
        if self._parts[holder.number, holder.root] > 1:
            return True
        if self._within:
            return self._parts[holder.number, one.root] > 1
        return self._asking[holder.number] > 1
