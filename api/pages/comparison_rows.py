"""What the page of a comparison shows of each place and of each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from api.pages.comparison_choice import PlaceOption
from api.viewpoints import Viewpoint
from graph.analysis import Analysis
from graph.comparison.beside import Comparison
from graph.comparison.indicators import INDICATORS, Indicator
from graph.comparison.peers import KNOWN_ENOUGH, PeerGroup, Spread
from graph.comparison.places import (
    Difference,
    Figure,
    difference,
    partner_match,
    similarity,
    unmet_themes,
    work_profile,
)
from graph.comparison.scales import Dot, Scale, dot, scale_of
from models.vocabulary import Direction, Theme

UNEVEN = 0.2
"""Places of which the known shares differ by more than that are unevenly known."""


@dataclass(frozen=True)
class PlaceColumn:
    """A place of the comparison and how well it is known.

    Attributes:
        option: the place as it could be chosen.
        address: its own first page, on the day of the comparison and in the same view.
        kappa: how much of its pairs is known, between 0 and 1; None when there is no pair to count on.
        confirmation: the confirmed share of its collaborations; None without any.
        actors: how many nodes its network has.
        peers: its peers; None without SKR group.
    """

    option: PlaceOption
    address: str
    kappa: float | None
    confirmation: float | None
    actors: int
    peers: PeerGroup | None

    @property
    def name(self) -> str:
        """What the place is called."""
        return self.option.name

    @property
    def little_known(self) -> bool:
        """Whether less is known than a place must have to count among peers, or there is nothing to count on."""
        return is_little_known(self.kappa)


def is_little_known(kappa: float | None) -> bool:
    """Tell whether too little is known of a place to state that it differs from another."""
    return kappa is None or kappa < KNOWN_ENOUGH


@dataclass(frozen=True)
class Cell:
    """An indicator of a place: its figure, its peers', and where they lie on the scale of all places.

    Of a place that is little known the figure is shown, and no difference is stated.
    """

    place: str
    figure: Figure
    spread: Spread | None
    dot: Dot | None
    little_known: bool


@dataclass(frozen=True)
class ComparedPair:
    """Two places' figures of one indicator."""

    one: Cell
    other: Cell
    difference: Difference

    @property
    def has_values(self) -> bool:
        """Whether both places have a value."""
        return self.one.figure.plus is not None and self.other.figure.plus is not None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator of all places, in the order asked for."""

    indicator: Indicator
    scale: Scale
    cells: tuple[Cell, ...]

    @property
    def marks(self) -> tuple[float, float, float]:
        """The values that the scale is marked with: its ends and its middle."""
        return (self.scale.low, (self.scale.low + self.scale.high) / 2, self.scale.high)

    @cached_property
    def pairs(self) -> tuple[ComparedPair, ...]:
        """Every two places of which enough is known."""
        known = [cell for cell in self.cells if not cell.little_known]
        return tuple(
            ComparedPair(one, other, difference(one.figure, other.figure)) for one, other in combinations(known, 2)
        )

    @property
    def safe_pairs(self) -> tuple[ComparedPair, ...]:
        """Those that differ safely."""
        return tuple(pair for pair in self.pairs if pair.difference.is_safe)

    @property
    def can_be_judged(self) -> bool:
        """Whether any two of these places have what a difference takes."""
        return any(pair.difference.t is not None for pair in self.pairs)

    @property
    def has_pair_of_values(self) -> bool:
        """Whether any two of these places have a value."""
        return any(pair.has_values for pair in self.pairs)

    @property
    def has_value(self) -> bool:
        """Whether any of the places has a value."""
        return any(cell.dot for cell in self.cells)

    @property
    def has_peers(self) -> bool:
        """Whether any place's peers can be drawn."""
        return any(cell.dot and cell.dot.peers for cell in self.cells)


@dataclass(frozen=True)
class Likeness:
    """How much of what two places work on they have in common; None when neither does anything."""

    one: str
    other: str
    share: float | None
    common: tuple[tuple[Theme, Direction], ...]


@dataclass(frozen=True)
class PartnerLine:
    """What a place lacks, and which of it each other place already works on.

    Attributes:
        place: its name.
        needs: how many needs with a theme are registered there.
        unmet: the themes of those that nobody or one actor alone works on.
        partners: each other place that has ongoing activities on some of them, with the themes.
    """

    place: str
    needs: int
    unmet: tuple[Theme, ...]
    partners: tuple[tuple[str, tuple[Theme, ...]], ...]


def place_columns(comparison: Comparison, options: Sequence[PlaceOption]) -> tuple[PlaceColumn, ...]:
    """Return the places in the order asked for."""
    return tuple(
        _column(place, option, comparison.peers_of(place))
        for place, option in zip(comparison.places, options, strict=True)
    )


def _column(place: Analysis, option: PlaceOption, peers: PeerGroup | None) -> PlaceColumn:
    system = place.system
    return PlaceColumn(
        option=option,
        address=Viewpoint(system.place.id, system.day, system.view).address(),
        kappa=system.knowledge.known_share,
        confirmation=system.confirmation,
        actors=len(system.network),
        peers=peers,
    )


def unevenly_known(columns: Sequence[PlaceColumn]) -> bool:
    """Tell whether so much more is known of one place than of another that it may explain a difference."""
    known = [column.kappa for column in columns if column.kappa is not None]
    return max(known, default=0.0) - min(known, default=0.0) > UNEVEN


def indicator_rows(comparison: Comparison) -> tuple[IndicatorRow, ...]:
    """Return the indicators in the order of the catalogue."""
    return tuple(_row(indicator, comparison) for indicator in INDICATORS.values())


def _row(indicator: Indicator, comparison: Comparison) -> IndicatorRow:
    figures = [place.indicators[indicator.name] for place in comparison.places]
    peers = [comparison.peers_of(place) for place in comparison.places]
    spreads = [group.spreads[indicator.name] if group else None for group in peers]
    scale = scale_of(indicator, figures, filter(None, spreads))
    cells = (
        Cell(
            place=place.system.place.name,
            figure=figure,
            spread=spread,
            dot=dot(scale, figure, spread),
            little_known=is_little_known(place.system.knowledge.known_share),
        )
        for place, figure, spread in zip(comparison.places, figures, spreads, strict=True)
    )
    return IndicatorRow(indicator, scale, tuple(cells))


def likenesses(comparison: Comparison) -> tuple[Likeness, ...]:
    """Return how alike every two places' work is."""
    return tuple(_likeness(one, other) for one, other in combinations(comparison.places, 2))


def _likeness(one: Analysis, other: Analysis) -> Likeness:
    themes, directions = list(Theme), list(Direction)
    common = work_profile(one.system) & work_profile(other.system)
    in_order = sorted(common, key=lambda work: (themes.index(work[0]), directions.index(work[1])))
    share = similarity(one.system, other.system)
    return Likeness(one.system.place.name, other.system.place.name, share, tuple(in_order))


def partner_lines(comparison: Comparison) -> tuple[PartnerLine, ...]:
    """Return for each place who already does what it needs."""
    return tuple(_partner_line(place, comparison.places) for place in comparison.places)


def _partner_line(place: Analysis, places: Sequence[Analysis]) -> PartnerLine:
    matches = (
        (other.system.place.name, partner_match(place.system, place.gaps, other.system).themes)
        for other in places
        if other is not place
    )
    return PartnerLine(
        place=place.system.place.name,
        needs=sum(need.theme is not None for need in place.system.belonging.needs),
        unmet=unmet_themes(place.system, place.gaps),
        partners=tuple((name, themes) for name, themes in matches if themes),
    )
