"""Where the figures of several places lie on one scale, for drawing them beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from graph.comparison.indicators import Indicator
from graph.comparison.peers import Spread
from graph.comparison.places import Figure

ERRORS_SHOWN = 2
"""An error bar reaches so many standard errors to each side."""


@dataclass(frozen=True)
class Scale:
    """The stretch of values that a plot shows, in the indicator's own unit."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return how far along the scale a value lies, between 0 and 1; what lies outside stops at the end.

        >>> Scale(-1.0, 1.0).at(-0.5), Scale(0.0, 1.0).at(1.7)
        (0.25, 1.0)
        """
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True)
class Bar:
    """A stretch along a scale, each end between 0 and 1; a cut end goes on outside of the scale."""

    start: float
    end: float
    start_cut: bool = False
    end_cut: bool = False


@dataclass(frozen=True)
class Dot:
    """A place's figure along a scale, everything between 0 and 1.

    Attributes:
        value: where the registered figure lies.
        error: two standard errors to each side; None without an error.
        confirmed: where the confirmed figure lies, when it is another one.
        peers: from the lower to the upper quartile of the place's peers.
        peer_median: where their median lies.
    """

    value: float
    error: Bar | None
    confirmed: float | None
    peers: Bar | None
    peer_median: float | None


def scale_of(indicator: Indicator, figures: Iterable[Figure], spreads: Iterable[Spread]) -> Scale:
    """Return the one scale of all places: the whole range of a share, else from 0 to what has to be shown."""
    if indicator.is_share:
        return Scale(indicator.lowest, 1.0)
    ends = [figure.plus + ERRORS_SHOWN * (figure.se or 0.0) for figure in figures if figure.plus is not None]
    ends += [spread.upper for spread in spreads if spread.upper is not None]
    return Scale(indicator.lowest, float(max(1, ceil(max(ends, default=0.0)))))


def dot(scale: Scale, figure: Figure, spread: Spread | None) -> Dot | None:
    """Return where a place's figure lies; None when it is missing, which is no place on a scale."""
    if figure.plus is None:
        return None
    reach = None if figure.se is None else ERRORS_SHOWN * figure.se
    quartiles = spread if spread and not spread.too_few else None
    return Dot(
        value=scale.at(figure.plus),
        error=None if reach is None else _bar(scale, figure.plus - reach, figure.plus + reach),
        confirmed=None if figure.minus is None or not figure.readings_differ else scale.at(figure.minus),
        peers=_bar(scale, quartiles.lower, quartiles.upper) if quartiles else None,
        peer_median=scale.at(quartiles.median) if quartiles and quartiles.median is not None else None,
    )


def _bar(scale: Scale, start: float | None, end: float | None) -> Bar | None:
    if start is None or end is None:
        return None
    return Bar(scale.at(start), scale.at(end), start < scale.low, end > scale.high)
