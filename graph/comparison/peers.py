"""The peers of a place: the other municipalities of its SKR group, seen through medians and quartiles alone.

Peers have not shared their map. What they lend is therefore nameless, and only what holds of at least five of
them comes out. The group is a filter, never a score.

Quartiles are the seventh definition of R. J. Hyndman and Y. Fan (1996), Sample quantiles in statistical packages,
The American Statistician 50(4), 361-365: the p-quantile of n sorted values lies at 1 + (n - 1)p, straight lines
between neighbours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from graph.comparison.indicators import INDICATORS, indicator_values
from graph.gaps.situation import Situation
from graph.message import Message
from graph.system import System

KNOWN_ENOUGH = 0.7
"""A place of which less is known counts in no median."""

FEWEST_PEERS = 5

EDITIONS = ("2017", "2023")
"""The editions of the division into groups in which they have the names below."""

GROUP_NAMES = {
    "A1": Message("storstäder"),
    "A2": Message("pendlingskommuner nära storstad"),
    "B3": Message("större städer"),
    "B4": Message("pendlingskommuner nära större stad"),
    "B5": Message("lågpendlingskommuner nära större stad"),
    "C6": Message("mindre städer och tätorter"),
    "C7": Message("pendlingskommuner nära mindre stad eller tätort"),
    "C8": Message("landsbygdskommuner"),
    "C9": Message("landsbygdskommuner med besöksnäring"),
}


@dataclass(frozen=True)
class PeerFigures:
    """What a place lends to the medians of its peers.

    Attributes:
        kappa: how much is known of its pairs, between 0 and 1; None when it has no pair that could be known.
        values: its registered indicators by name; None is missing.
    """

    kappa: float | None
    values: Mapping[str, float | None]

    @property
    def is_comparable(self) -> bool:
        """Whether enough is known of it. An empty place has no pair, and is not known for that."""
        return self.kappa is not None and self.kappa >= KNOWN_ENOUGH


@dataclass(frozen=True)
class Spread:
    """The quartiles and the median of `n` peers' values; None when the values are too few."""

    n: int
    lower: float | None = None
    median: float | None = None
    upper: float | None = None

    @property
    def too_few(self) -> bool:
        """Whether so few peers have a value that nothing is said of them."""
        return self.n < FEWEST_PEERS


@dataclass(frozen=True)
class PeerGroup:
    """The comparable peers of one place.

    Attributes:
        group: the SKR group with its edition, such as `A1/2023`; editions never mix.
        n: how many of the peers are known well enough.
        spreads: for each indicator how their values lie.
    """

    group: str
    n: int
    spreads: Mapping[str, Spread]

    @property
    def too_few(self) -> bool:
        """Whether the peers are too few for any median."""
        return self.n < FEWEST_PEERS

    @property
    def told(self) -> Message:
        """The group with its name in words, the code alone where the name is not known."""
        return group_in_words(self.group)


def group_in_words(group: str) -> Message:
    """Return a group with its edition and, where that is known, its name.

    >>> group_in_words("A1/2023").render(str), group_in_words("A1/2041").render(str)
    ('A1/2023, storstäder', 'A1/2041')
    """
    code, _, edition = group.partition("/")
    name = GROUP_NAMES.get(code) if edition in EDITIONS else None
    if name is None:
        return Message("{group}", {"group": group})
    return Message("{group}, {name}", {"group": group, "name": name})


def peers_of(place_id: str, groups: Mapping[str, str]) -> list[str]:
    """Return the other places of the same group and edition, by id; none for a place without group.

    >>> peers_of("a", {"a": "A1/2023", "b": "A1/2023", "c": "A1/2017", "d": "A2/2023"})
    ['b']
    """
    group = groups.get(place_id)
    return sorted(other for other in groups if other != place_id and groups[other] == group) if group else []


def peer_figures(system: System) -> PeerFigures:
    """Return what the place of `system` lends its peers; the system is of the organisation view."""
    return PeerFigures(system.knowledge.known_share, indicator_values(Situation(system)))


def peer_group(group: str, peers: Iterable[PeerFigures]) -> PeerGroup:
    """Return how the comparable ones among the peers of a place lie."""
    comparable = [peer for peer in peers if peer.is_comparable]
    spreads = {name: spread([peer.values[name] for peer in comparable]) for name in INDICATORS}
    return PeerGroup(group, len(comparable), spreads)


def spread(values: Sequence[float | None]) -> Spread:
    """Return quartiles and median of the values that are not missing.

    >>> spread([0.1, 0.2, 0.4, 0.5, None, 0.9])
    Spread(n=5, lower=0.2, median=0.4, upper=0.5)
    >>> spread([0.1, 0.2, 0.4, 0.5, None])
    Spread(n=4, lower=None, median=None, upper=None)
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_PEERS:
        return Spread(len(known))
    return Spread(len(known), *quantiles(known, n=4, method="inclusive"))
