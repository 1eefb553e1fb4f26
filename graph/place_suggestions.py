"""Everything that a place is suggested: who could bring whom together, and who could be whose mentor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from graph.derivation import Network
from graph.gaps import Finding
from graph.gaps.mentors import Mentoring, mentoring_for, small_outside
from graph.gaps.situation import Situation
from graph.message import Message
from graph.suggestions import Introducer, Introduction, Suggestion
from graph.system import System
from models.errors import InvalidRequestError, NotFoundError
from models.vocabulary import Sector

MOST_WAYS = 5
"""How many ways to bring two together are told."""

THE_SAME = Message("De två är samma aktör eller sektor. Välj två olika.").text


@dataclass(frozen=True)
class SuggestedIntroduction:
    """Who brings together whom, and the finding behind it."""

    finding: Finding
    suggestion: Suggestion


@dataclass(frozen=True)
class PlaceSuggestions:
    """What a place is suggested.

    Attributes:
        introductions: those behind its findings, the most severe finding first.
        mentoring: the small actors that stand outside, by id, each with those who could be its mentor.
    """

    introductions: tuple[SuggestedIntroduction, ...]
    mentoring: tuple[Mentoring, ...]

    @property
    def carried(self) -> Counter[str]:
        """How many different introductions each actor is asked to carry."""
        favours = {introduced.suggestion.favour: introduced.suggestion for introduced in self.introductions}
        return Counter(broker for suggestion in favours.values() for broker in suggestion.asked)


@dataclass(frozen=True)
class Collaboration:
    """The strongest tie between two groups, and how many there are."""

    a: str
    b: str
    strength: float
    ties: int


@dataclass(frozen=True)
class Answer:
    """Who could bring together two actors or sectors: the collaboration that there is, else ways to begin one."""

    collaboration: Collaboration | None
    ways: tuple[Suggestion, ...]


def place_suggestions(system: System, findings: Iterable[Finding]) -> PlaceSuggestions:
    """Return what a place is suggested, given its findings."""
    situation = Situation(system)
    return PlaceSuggestions(
        introductions=tuple(
            SuggestedIntroduction(finding, finding.suggestion) for finding in findings if finding.suggestion
        ),
        mentoring=tuple(mentoring_for(situation, small) for small in small_outside(situation)),
    )


def who_can_introduce(system: System, a: str, b: str, *, small: bool = False) -> Answer:
    """Return who could bring together two actors or sectors of a system.

    Whoever asks for these two wants the best way: also a broker who carries suggestions already is named, and it is
    told how many.

    Args:
        system: the place's system.
        a, b: each the id of an actor of the system, or a sector. A sector does not hold the actor it is to meet.
        small: whether actors of small capacity may be asked to carry it.

    Raises:
        NotFoundError: the system has no such actor, and no sector is called so.
        InvalidRequestError: both are the same.
    """
    one, other = _group(system, a), _group(system, b)
    if a == b or (one == other and len(one) == 1):
        raise InvalidRequestError(THE_SAME)
    first = one if len(one) == 1 else one - other
    second = other if len(other) == 1 else other - one
    collaboration = _collaboration(system.network, first, second)
    if collaboration:
        return Answer(collaboration, ())
    found = Introducer(system, small=small).ways(Introduction(tuple(sorted(first)), tuple(sorted(second))))
    return Answer(None, tuple(islice(found, MOST_WAYS)))


def _group(system: System, named: str) -> frozenset[str]:
    """Return the actors that an id or the code of a sector stands for, as nodes of the view."""
    if named in set(Sector):
        nodes = system.network.nodes(data=True)
        return frozenset(node for node, attributes in nodes if attributes["sector"] == named)
    if named in system.network:
        return frozenset({named})
    if named in system.node_of:
        return system.nodes([named])
    raise NotFoundError("actors", named)


def _collaboration(network: Network, one: frozenset[str], other: frozenset[str]) -> Collaboration | None:
    ties = sorted((-network.edges[a, b]["strength"], a, b) for a in one for b in network.adj[a].keys() & other)
    return Collaboration(ties[0][1], ties[0][2], -ties[0][0], len(ties)) if ties else None
