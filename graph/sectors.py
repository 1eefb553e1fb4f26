"""Which sectors meet: observed and expected edges of every pair of sectors, and the balance between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, combinations_with_replacement
from math import comb
from typing import Literal, TypeAlias

from graph.derivation import Network
from graph.knowledge import Knowledge
from graph.permutation import LabelTails
from models.vocabulary import Sector

CellState = Literal["sector_missing", "unknown", "none_registered", "weak", "strong", "as_expected"]

CHANNELS = ("direct", "agreement", "activity", "forum")
LEAST_KNOWN = 0.5
WEAK_RATIO, STRONG_RATIO, TAIL = 0.5, 1.5, 0.1
FEW_EXPECTED = 1.0

Cell: TypeAlias = tuple[Sector, Sector]

SECTOR_CODE = {sector: number for number, sector in enumerate(Sector)}


@dataclass(frozen=True)
class SectorCell:
    """One pair of sectors, or a sector with itself.

    Attributes:
        n_a, n_b: the actors of either sector.
        possible, observed, expected: pairs, edges, and the mean number of edges if sectors were dealt at random.
        ratio: observed / expected; None when nothing is expected.
        p_lower, p_upper: the probability of at most and at least as many edges; None without pairs or tests.
        kappa: the known share of the cell's pairs.
        channels: how many of the edges have evidence of each channel.
        forum_only: edges that rest on forums alone.
        via_broker: pairs without an edge that have a common neighbour.
        state: what the cell amounts to; None for a single actor with itself.
    """

    a: Sector
    b: Sector
    n_a: int
    n_b: int
    possible: int
    observed: int
    expected: float
    ratio: float | None
    p_lower: float | None
    p_upper: float | None
    p_exact: bool
    kappa: float
    channels: dict[str, int]
    forum_only: int
    via_broker: int
    state: CellState | None
    too_few: bool


@dataclass(frozen=True)
class ExternalInternal:
    """The E-I index beside what the sizes of the sectors alone would give.

    Source: D. Krackhardt and R. N. Stern (1988), Informal networks and organizational crises: an experimental
    simulation, Social Psychology Quarterly 51, 123-140.
    """

    value: float | None
    expected: float | None
    external: int
    internal: int
    p_lower: float | None
    p_upper: float | None


@dataclass(frozen=True)
class SectorMatrix:
    """All 21 cells in the order of the vocabulary, and the E-I index."""

    cells: tuple[SectorCell, ...]
    ei: ExternalInternal


def members_by_sector(network: Network) -> dict[Sector, list[str]]:
    """Return the actors of each sector, empty sectors included."""
    members: dict[Sector, list[str]] = {sector: [] for sector in Sector}
    for node, attributes in network.nodes(data=True):
        members[attributes["sector"]].append(node)
    return members


def sector_matrix(network: Network, knowledge: Knowledge, tails: LabelTails | None) -> SectorMatrix:
    """Return what every pair of sectors has, and what would be expected of it.

    Args:
        network: the network of the reading.
        knowledge: what is known of its pairs.
        tails: the permutation tests; without them the cells have no p and are neither weak nor strong.
    """
    counts = SectorCounts(network)
    cells = tuple(_cell(counts, knowledge, tails, a, b) for a, b in combinations_with_replacement(Sector, 2))
    return SectorMatrix(cells, _external_internal(network, cells, tails))


class SectorCounts:
    """What the cells are made of; each count is made in one pass over the network when it is asked for."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.members = members_by_sector(network)
        self.total, self.pairs = network.number_of_edges(), comb(len(network), 2)

    @cached_property
    def edges(self) -> Counter[Cell]:
        """The edges of each cell."""
        return Counter(_cell_of(self.network, a, b) for a, b in self.network.edges)

    @cached_property
    def by_channel(self) -> tuple[Counter[tuple[Sector, Sector, str]], Counter[Cell]]:
        """The edges of each cell that have evidence of a channel, and those with evidence of forums alone."""
        return _by_channel(self.network)

    @cached_property
    def brokered(self) -> Counter[Cell]:
        """The pairs of each cell at distance two."""
        return _brokered_pairs(self.network)

    def possible(self, a: Sector, b: Sector) -> int:
        """Return the number of pairs between two sectors, or inside one."""
        n_a, n_b = len(self.members[a]), len(self.members[b])
        return comb(n_a, 2) if a == b else n_a * n_b

    def unconnected(self) -> Iterator[Cell]:
        """Yield the pairs of present sectors without an edge."""
        present = [sector for sector, members in self.members.items() if members]
        return (cell for cell in combinations(present, 2) if not self.edges[cell])

    def expected(self, a: Sector, b: Sector) -> float:
        """Return the mean number of edges of a cell if the sectors were dealt out at random."""
        # Whole numbers are multiplied before anything is divided, so that a ratio of exactly 1.5 is 1.5.
        return self.total * self.possible(a, b) / self.pairs if self.pairs else 0.0

    def ratio(self, a: Sector, b: Sector) -> float | None:
        """Return observed / expected; None when nothing is expected."""
        possible = self.total * self.possible(a, b)
        return self.edges[a, b] * self.pairs / possible if possible else None


def _cell(counts: SectorCounts, knowledge: Knowledge, tails: LabelTails | None, a: Sector, b: Sector) -> SectorCell:
    members_a, members_b = counts.members[a], counts.members[b]
    possible, observed = counts.possible(a, b), counts.edges[a, b]
    expected, ratio = counts.expected(a, b), counts.ratio(a, b)
    channels, forum_only = counts.by_channel
    kappa = knowledge.kappa_between(members_a, members_b)
    tested = (SECTOR_CODE[a], SECTOR_CODE[b]) if possible else None
    lower = tails.cell_lower[tested] if tails and tested else None
    upper = tails.cell_upper[tested] if tails and tested else None
    present = bool(members_a and members_b)
    return SectorCell(
        a=a,
        b=b,
        n_a=len(members_a),
        n_b=len(members_b),
        possible=possible,
        observed=observed,
        expected=expected,
        ratio=ratio,
        p_lower=lower,
        p_upper=upper,
        p_exact=tails.exact if tails else False,
        kappa=kappa,
        channels={channel: channels[a, b, channel] for channel in CHANNELS},
        forum_only=forum_only[a, b],
        via_broker=counts.brokered[a, b],
        state=_state(present, possible, kappa, observed, ratio, lower, upper),
        too_few=expected < FEW_EXPECTED,
    )


def _state(
    present: bool,
    possible: int,
    kappa: float,
    observed: int,
    ratio: float | None,
    lower: float | None,
    upper: float | None,
) -> CellState | None:
    if not present:
        return "sector_missing"
    if possible == 0:
        return None
    if kappa < LEAST_KNOWN:
        return "unknown"
    if observed == 0:
        return "none_registered"
    if ratio is not None and ratio < WEAK_RATIO and lower is not None and lower <= TAIL:
        return "weak"
    if ratio is not None and ratio > STRONG_RATIO and upper is not None and upper <= TAIL:
        return "strong"
    return "as_expected"


def _cell_of(network: Network, a: str, b: str) -> tuple[Sector, Sector]:
    one, other = network.nodes[a]["sector"], network.nodes[b]["sector"]
    return (one, other) if SECTOR_CODE[one] <= SECTOR_CODE[other] else (other, one)


def _by_channel(
    network: Network,
) -> tuple[Counter[tuple[Sector, Sector, str]], Counter[Cell]]:
    channels: Counter[tuple[Sector, Sector, str]] = Counter()
    forum_only: Counter[Cell] = Counter()
    for a, b, attributes in network.edges(data=True):
        cell = _cell_of(network, a, b)
        channels.update((*cell, channel) for channel in attributes["channels"])
        forum_only[cell] += attributes["channels"] == ("forum",)
    return channels, forum_only


def _brokered_pairs(network: Network) -> Counter[Cell]:
    """Count the pairs at distance two, by cell."""
    brokered: Counter[Cell] = Counter()
    for a in network:
        near = set(network[a])
        two_steps = {c for b in near for c in network[b]} - near
        brokered.update(_cell_of(network, a, c) for c in two_steps if a < c)
    return brokered


def _external_internal(network: Network, cells: Sequence[SectorCell], tails: LabelTails | None) -> ExternalInternal:
    internal = sum(cell.observed for cell in cells if cell.a == cell.b)
    external = sum(cell.observed for cell in cells if cell.a != cell.b)
    within = sum(cell.possible for cell in cells if cell.a == cell.b)
    pairs, total = comb(len(network), 2), external + internal
    return ExternalInternal(
        value=(external - internal) / total if total else None,
        expected=(pairs - 2 * within) / pairs if pairs else None,
        external=external,
        internal=internal,
        p_lower=tails.external_lower if tails and total else None,
        p_upper=tails.external_upper if tails and total else None,
    )
