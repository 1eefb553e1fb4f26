"""What would follow from a thought: findings, ties and contacts that come and go when something is supposed.

It says what the register would then show. It is no prediction: what is not registered is not known to it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from math import comb

from graph.analysis import Analysis, analyse
from graph.contrast import Contrast, contrast
from graph.derivation import Network
from graph.gaps import Finding
from graph.gaps.finding import MOST_PAIRS_NAMED
from graph.measures.connectivity import components
from graph.register import Register
from graph.supposed_register import suppose
from graph.suppositions import Supposition, WithoutActor
from models.records import Activity, Agreement, Forum


@dataclass(frozen=True)
class Contacts:
    """Pairs of actors that lose, or gain, every way to reach each other.

    Attributes:
        count: how many pairs.
        named: the first of them, at most `MOST_PAIRS_NAMED`; each by ids, the lower first.
        parts: one item for each group that falls apart (or comes together), with the parts that it consists of:
            most actors first, then by the smallest id, each part sorted.
    """

    count: int
    named: tuple[tuple[str, str], ...]
    parts: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True)
class Consequences:
    """What a thought changes in the analysis of a place.

    Pairs are of the actors that remain: those that are not themselves supposed away. An actor from outside that
    belonged to the place through what is gone leaves its network; it has lost contact with all that it reached.

    Attributes:
        before, after: the analysis as registered, and under the suppositions.
        suppositions: what was supposed.
        contrast: the actors, edges and findings that come, go or change.
        leaving: the actors that the place's network no longer has, beside those supposed away.
        absent: the ids of the records that are supposed away or go with what is.
        reaching: how many pairs of remaining actors reached each other.
        lost, gained: which of them no longer do, and which others now do.
    """

    before: Analysis
    after: Analysis
    suppositions: tuple[Supposition, ...]
    contrast: Contrast
    leaving: tuple[str, ...]
    absent: frozenset[str]
    reaching: int
    lost: Contacts
    gained: Contacts

    @property
    def kappa_before(self) -> float:
        """How much is known as registered, between 0 and 1."""
        return self.before.system.knowledge.kappa()

    @property
    def kappa_after(self) -> float:
        """How much would be known."""
        return self.after.system.knowledge.kappa()

    def is_about_absent(self, finding: Finding) -> bool:
        """Tell whether a finding goes only because what it is about does."""
        return not self.absent.isdisjoint(finding.subjects)


def find_consequences(before: Analysis, suppositions: Sequence[Supposition]) -> Consequences:
    """Return what would follow, for the place, day, view and reading of `before`, which stays as it is.

    Args:
        before: the analysis as registered.
        suppositions: all of them hold at once; the same one twice is one.

    Raises:
        NotFoundError: the register has no such record.
        ImpossibleSuppositionError: there are too many, or one names what is not of the system.
    """
    supposed = tuple(dict.fromkeys(suppositions))
    system = before.system
    register = suppose(system, supposed)
    after = analyse(register, system.place.id, system.day, system.view, system.reading, tests=False)
    return compare(before, after, supposed)


def compare(before: Analysis, after: Analysis, suppositions: Sequence[Supposition] = ()) -> Consequences:
    """Return how two analyses of one place, day, view and reading differ."""
    old, new = before.system.network, after.system.network
    removed = frozenset(supposed.actor_id for supposed in suppositions if isinstance(supposed, WithoutActor))
    remaining = old.nodes - removed
    were, are = _groups(old, remaining), _groups(new, remaining)
    return Consequences(
        before=before,
        after=after,
        suppositions=tuple(suppositions),
        contrast=contrast(before, after),
        leaving=tuple(sorted(remaining - new.nodes)),
        absent=removed | _absent(before.system.snapshot.register, after.system.snapshot.register),
        reaching=sum(comb(len(group), 2) for group in were),
        lost=_apart(were, are),
        gained=_apart(are, were),
    )


def _absent(before: Register, after: Register) -> frozenset[str]:
    """Return the ids of the forums, agreements and activities that are no longer there."""
    were, are = ({row.id for row in _things(register)} for register in (before, after))
    return frozenset(were - are)


def _things(register: Register) -> Iterator[Forum | Agreement | Activity]:
    yield from register.forums
    yield from register.agreements
    yield from register.activities


def _groups(network: Network, actors: Collection[str]) -> list[list[str]]:
    """Return which of `actors` reach each other, also through others; who left the network reaches nobody."""
    groups = [[actor for actor in component if actor in actors] for component in components(network)]
    left = sorted(actor for actor in actors if actor not in network)
    return [group for group in groups if group] + [[actor] for actor in left]


def _apart(together: Sequence[Sequence[str]], groups: Sequence[Sequence[str]]) -> Contacts:
    """Return the pairs inside the groups of `together` that are not in one group of `groups`, without listing them.

    >>> _apart([["a", "b", "c"]], [["a", "b"], ["c"]])
    Contacts(count=2, named=(('a', 'c'), ('b', 'c')), parts=((('a', 'b'), ('c',)),))
    """
    group_of = {actor: number for number, group in enumerate(groups) for actor in group}
    fallen: list[tuple[tuple[str, ...], ...]] = []
    for group in together:
        parts: dict[int, list[str]] = {}
        for actor in sorted(group):
            parts.setdefault(group_of[actor], []).append(actor)
        if len(parts) > 1:
            fallen.append(tuple(sorted(map(tuple, parts.values()), key=lambda part: (-len(part), part[0]))))
    number = sum(_pairs_between(parts) for parts in fallen)
    pairs = chain.from_iterable(product(one, other) for parts in fallen for one, other in combinations(parts, 2))
    named = sorted((min(pair), max(pair)) for pair in islice(pairs, MOST_PAIRS_NAMED))
    return Contacts(number, tuple(named), tuple(fallen))


def _pairs_between(parts: Sequence[Sequence[str]]) -> int:
    return comb(sum(map(len, parts)), 2) - sum(comb(len(part), 2) for part in parts)
