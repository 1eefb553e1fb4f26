"""What can be supposed of a place in a thought experiment, and how addresses write it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.message import Message
from graph.system import System
from models.errors import InvalidRequestError
from models.records import Agreement, Forum
from models.vocabulary import Ladder


@dataclass(frozen=True)
class WithoutActor:
    """The actor is not there. It is a node of the view: in the organisation view all its units leave with it.

    In the unit view the others of its legal person stay, as actors in their own right and still as parts of it: a
    municipality without its central office has its departments left.
    """

    actor_id: str


@dataclass(frozen=True)
class WithoutForum:
    """The forum does not meet; its members stay."""

    forum_id: str


@dataclass(frozen=True)
class WithoutAgreement:
    """The agreement was not made; its parties stay."""

    agreement_id: str


@dataclass(frozen=True)
class WithTie:
    """Two actors collaborate on a step of the ladder, beside what is registered of them."""

    a: str
    b: str
    level: Ladder


Supposition: TypeAlias = WithoutActor | WithoutForum | WithoutAgreement | WithTie


class ImpossibleSuppositionError(InvalidRequestError):
    """The supposition makes no sense for the place on the day; `said` tells what to do instead."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.render(str))
        self.said = said


class UnreadableSuppositionError(ImpossibleSuppositionError):
    """The supposition is not written as addresses have it; `said` tells a program how it is."""


_ID = r"[a-z0-9][a-z0-9_.-]{0,99}"
_REMOVAL, _TIE = re.compile(rf"(actors|forums|agreements):({_ID})"), re.compile(rf"({_ID})~({_ID})~([a-z]+)")
_STEPS: Mapping[str, Ladder] = {str(step): step for step in Ladder}
_WITHOUT: Mapping[str, Callable[[str], Supposition]] = {
    "actors": WithoutActor,
    "forums": WithoutForum,
    "agreements": WithoutAgreement,
}


def read_removal(text: str) -> Supposition:
    """Read what is left out, as addresses have it.

    Raises:
        UnreadableSuppositionError: it is written in another way.

    >>> read_removal("forums:f1")
    WithoutForum(forum_id='f1')
    """
    found = _REMOVAL.fullmatch(text)
    if not found:
        raise UnreadableSuppositionError(
            Message("Adressen nämner något som inte går att läsa. Det som tas bort skrivs som ”actors:k1”.")
        )
    return _WITHOUT[found[1]](found[2])


def read_tie(text: str) -> WithTie:
    """Read a supposed tie, as addresses have it; its two ends come in the order of their ids.

    Raises:
        UnreadableSuppositionError: it is written in another way, or the step is none of the ladder's.

    >>> read_tie("k1~c1~dialogue")
    WithTie(a='c1', b='k1', level=<Ladder.DIALOGUE: 'dialogue'>)
    """
    found = _TIE.fullmatch(text)
    if not found or found[3] not in _STEPS:
        raise UnreadableSuppositionError(
            Message("Adressen nämner något som inte går att läsa. Ett tänkt samarbete skrivs som ”k1~c1~dialogue”.")
        )
    a, b = sorted((found[1], found[2]))
    return WithTie(a, b, _STEPS[found[3]])


def written(supposed: Supposition) -> str:
    """Return a supposition as addresses have it.

    >>> written(WithoutActor("k1")), written(WithTie("c1", "k1", Ladder.DIALOGUE))
    ('actors:k1', 'c1~k1~dialogue')
    """
    match supposed:
        case WithoutActor(actor_id):
            return f"actors:{actor_id}"
        case WithoutForum(forum_id):
            return f"forums:{forum_id}"
        case WithoutAgreement(agreement_id):
            return f"agreements:{agreement_id}"
        case WithTie(a, b, level):
            return f"{a}~{b}~{level}"


@dataclass(frozen=True)
class Supposable:
    """What suppositions about a system can name: its actors, and the forums and agreements that they share."""

    actors: tuple[str, ...]
    forums: tuple[Forum, ...]
    agreements: tuple[Agreement, ...]


def supposable(system: System) -> Supposable:
    """Return what can be left out of a system or tied together in it, on its day and in its view."""
    snapshot, here = system.snapshot, system.node_of.keys()
    forums = {forum.id for forum in system.belonging.forums}
    forums |= {forum_id for forum_id, members in snapshot.listed_members.items() if here & members.keys()}
    agreements = {agreement.id for agreement in system.belonging.agreements}
    agreements |= {agreement_id for agreement_id, parties in snapshot.parties.items() if here & parties.keys()}
    return Supposable(
        actors=tuple(system.network),
        forums=tuple(forum for forum in snapshot.forums if forum.id in forums),
        agreements=tuple(agreement for agreement in snapshot.agreements if agreement.id in agreements),
    )
