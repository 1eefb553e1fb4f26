"""What reading a foreign file needs to know, and what comes out of it: a package, losses and guesses."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graph.packages.remarks import RowRemark
from graph.packages.sheets import RawPackage
from models.records import ActorFields, Tie
from models.text import search_key
from models.vocabulary import Sector, TieType

NewId = Callable[[str, str], str]
"""Makes an id that is not taken, of the name of a package's file and the name of the record."""

Remark = TypeVar("Remark", bound=RowRemark)
Registered = tuple[str, str, TieType]
"""The ids of two actors, the lesser first, and the type of a tie that is registered between them."""


@dataclass(frozen=True)
class KnownActors:
    """The registered actors that a foreign file may mean, and their ties.

    Attributes:
        by_number: their ids by organisation number, `802002-8711`.
        by_name: their ids and numbers by each name, as names are compared in searches.
        ties: the ties between them.
        ids, tie_ids: the ids of the actors and of these ties.
    """

    by_number: Mapping[str, str] = field(default_factory=dict, repr=False)
    by_name: Mapping[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict, repr=False)
    ties: frozenset[Registered] = field(default=frozenset(), repr=False)
    ids: frozenset[str] = field(default=frozenset(), repr=False)
    tie_ids: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, actors: Iterable[ActorFields], ties: Iterable[Tie] = ()) -> "KnownActors":
        """Return what is known of these actors, by their names and their aliases."""
        actors, ties = list(actors), list(ties)
        numbers: dict[str, str] = {}
        names: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for actor in actors:
            if actor.org_number:
                numbers.setdefault(actor.org_number, actor.id)
            for name in dict.fromkeys(map(search_key, (actor.name, *actor.aliases))):
                names[name].append((actor.id, actor.org_number))
        return cls(
            by_number=numbers,
            by_name={name: tuple(found) for name, found in names.items()},
            ties=frozenset(registered(tie.actor_a, tie.actor_b, tie.type) for tie in ties),
            ids=frozenset(actor.id for actor in actors),
            tie_ids=frozenset(tie.id for tie in ties),
        )

    def find(self, name: str, number: str | None) -> str | None:
        """Return the id of the only actor with that number, or else that name and no other number."""
        if number is not None and number in self.by_number:
            return self.by_number[number]
        meant = [
            actor
            for actor, registered_number in self.by_name.get(search_key(name), ())
            if not (number and registered_number)
        ]
        return meant[0] if len(meant) == 1 else None

    def has(self, actor_id: str, name: str) -> bool:
        """Tell whether the actor of that id is called so: other tools number from 1, as a register may."""
        return any(actor == actor_id for actor, _number in self.by_name.get(search_key(name), ()))


def registered(a: str, b: str, kind: TieType) -> Registered:
    """Return a tie as it is known; its ends have no order.

    >>> registered("b", "a", TieType.COLLABORATION)[:2]
    ('a', 'b')
    """
    return (*sorted((a, b)), kind)  # type: ignore[return-value]


@dataclass(frozen=True)
class Context:
    """Into what a foreign file is read.

    Attributes:
        place_id: the place that new actors and activities belong to.
        new_id: makes ids.
        known: the registered actors that may be meant.
        source: where the facts come from, as every record will say: `Kumu-fil karta.xlsx, inläst 2026-11-22`.
        default_sector: the sector of actors of which the file says none; without it they are errors.
    """

    place_id: str
    new_id: NewId
    known: KnownActors = field(default_factory=KnownActors, repr=False)
    source: str = ""
    default_sector: Sector | None = None


@dataclass(frozen=True)
class Told:
    """Something that a reader of a foreign file has to know.

    Attributes:
        where: the sheet or the file.
        what: what is the matter, in Swedish.
        rows: how many rows it is about.
        first: the first of these; None when it is about no row in particular.
    """

    where: str
    what: str
    rows: int
    first: int | None

    def __str__(self) -> str:
        if self.first is None:
            return f"{self.where}: {self.what}"
        told = f"rad {self.first}" if self.rows == 1 else f"{self.rows} rader, den första är rad {self.first}"
        return f"{self.where}: {self.what} ({told})"


@dataclass(frozen=True)
class Foreign:
    """A foreign file as a package, with what was lost and what was guessed on the way.

    The labels and row numbers of the package are those of the file. Where the rows of one of the package's files
    come out of several sheets, the package counts them on through these, and `located` tells where they stand.

    Attributes:
        raw: the package, to be checked as any other.
        unmapped: the columns, values and rows that have no place in the register.
        guesses: what was taken for granted.
        origins: by label and row of the package, where rows of several sheets stand.
    """

    raw: RawPackage
    unmapped: tuple[Told, ...]
    guesses: tuple[Told, ...]
    origins: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict, repr=False)

    def located(self, remark: Remark) -> Remark:
        """Return an error or a warning of the package's check as it stands in the file."""
        label, row = self.origins.get((remark.file, remark.row or 0), (remark.file, remark.row))
        return replace(remark, file=label, row=row)
