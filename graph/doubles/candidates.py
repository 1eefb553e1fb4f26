"""Who is compared with whom: organisations as a list or the register gives them, and their legal persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from models.organisation_number import read_organisation_number
from models.records import Actor
from models.vocabulary import Entity


@dataclass(frozen=True)
class Candidate:
    """What is known of an actor when doubles are looked for.

    Attributes:
        id: the actor's, or whatever names a row of a list.
        name, aliases: what it is called.
        org_number: as the register or a list writes it; one that cannot be read counts as not known.
        place_id: where it is at home; None when that is not known, which may be anywhere.
        parent_id: the candidate whose legal person it is a part of.
        federation_ids: the candidates that it is a member of.
        entity: only organisations are compared.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    org_number: str | None = None
    place_id: str | None = None
    parent_id: str | None = None
    federation_ids: tuple[str, ...] = ()
    entity: Entity = Entity.ORGANISATION

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """Return an actor of the register as a candidate."""
        return cls(
            id=actor.id,
            name=actor.name,
            aliases=actor.aliases,
            org_number=actor.org_number,
            place_id=actor.place_id,
            parent_id=actor.parent_id,
            federation_ids=actor.federation_ids,
            entity=actor.entity,
        )


def organisations(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the organisations by id: collectives and unnamed actors are nobody's double."""
    found = [candidate for candidate in candidates if candidate.entity is Entity.ORGANISATION]
    return sorted(found, key=lambda candidate: (candidate.id, candidate.name))


class LegalPersons:
    """The legal persons behind candidates: parts of one share its organisation number.

    Args:
        candidates: all that may be a part of another, of whatever entity; of those with the same id the first counts.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._by_id: dict[str, Candidate] = {}
        for candidate in candidates:
            self._by_id.setdefault(candidate.id, candidate)

    def wholes(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the ids of what the candidate is a part of, nearest first; a circle ends where it began."""
        chain: list[str] = []
        parent = candidate.parent_id
        while parent is not None and parent != candidate.id and parent not in chain:
            chain.append(parent)
            whole = self._by_id.get(parent)
            parent = whole.parent_id if whole else None
        return tuple(chain)

    def root(self, candidate: Candidate) -> str:
        """Return the id of the legal person; in a circle the least, so that all of its members agree."""
        wholes = self.wholes(candidate)
        if not wholes:
            return candidate.id
        last = self._by_id.get(wholes[-1])
        closes = last is not None and last.parent_id in {candidate.id, *wholes}
        return min(candidate.id, *wholes) if closes else wholes[-1]

    def number(self, candidate: Candidate) -> str | None:
        """Return the organisation number: its own, else that of the nearest whole that has one."""
        line = (candidate, *(self._by_id[whole] for whole in self.wholes(candidate) if whole in self._by_id))
        return next((number for one in line if (number := _readable(one.org_number))), None)


def _readable(number: str | None) -> str | None:
    """Return an organisation number as the register writes it; what may be a person's number is not looked at."""
    try:
        return read_organisation_number(number) if number else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Standing:
    """A candidate with what its legal person says of it.

    Attributes:
        number: its own organisation number, else its legal person's.
        root: the id of its legal person.
        kin: the ids of what it is a part or a member of.
    """

    candidate: Candidate
    number: str | None
    root: str
    kin: frozenset[str]

    def may_be(self, other: "Standing") -> bool:
        """Tell whether nothing that is known says that the two are different.

        Two known numbers do; so does that one is a part or a member of the other.
        """
        mine, theirs = self.candidate.id, other.candidate.id
        if mine == theirs or mine in other.kin or theirs in self.kin:
            return False
        return self.number is None or other.number is None or self.number == other.number


def standings(candidates: Iterable[Candidate], persons: LegalPersons) -> list[Standing]:
    """Return the candidates with their legal persons, in the same order."""
    return [
        Standing(
            candidate,
            persons.number(candidate),
            persons.root(candidate),
            frozenset((*persons.wholes(candidate), *candidate.federation_ids)),
        )
        for candidate in candidates
    ]
