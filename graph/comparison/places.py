"""Two or more places side by side: figures with their errors, differences stated only when they are safe."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import hypot

from graph.comparison.indicators import INDICATORS, indicator_values
from graph.comparison.jackknife import leave_one_out
from graph.gaps import Finding
from graph.gaps.situation import Situation
from graph.message import Message
from graph.system import Reading, System, View
from models.vocabulary import ActivityStatus, Direction, Theme

SAFE = 2.0
"""A difference of at least so many standard errors is stated."""

SAME_FIGURE = 0.5e-6
"""Figures are told with six decimals; what differs by less is one figure."""

EXACT_DECIMALS = 9
"""Arithmetic in floating point is exact to more decimals than that."""

MOST_FOR_ERRORS = 400
"""Each actor is left out in turn and everything computed anew: some twenty seconds for so many, four times that for
twice as many."""

NO_SAFE_DIFFERENCE = Message("ingen säker skillnad")
SAFE_DIFFERENCE = Message("säker skillnad")


@dataclass(frozen=True)
class Figure:
    """An indicator of a place: registered, confirmed, and the standard error; None is missing, never 0."""

    plus: float | None
    minus: float | None
    se: float | None

    @property
    def readings_differ(self) -> bool:
        """Whether the confirmed reading gives another answer, as far as figures are told."""
        if self.plus is None or self.minus is None:
            return self.plus is not self.minus
        return abs(self.plus - self.minus) >= SAME_FIGURE


@dataclass(frozen=True)
class Difference:
    """Two places' figures beside each other: t = |Δ|/√(SE₁² + SE₂²), None when it cannot be told."""

    t: float | None

    @property
    def is_safe(self) -> bool:
        """Whether the two are so far apart that the difference may be stated."""
        # Without rounding, a difference of exactly two errors would be a hair less, and still be told as 2.
        return self.t is not None and round(self.t, EXACT_DECIMALS) >= SAFE

    @property
    def verdict(self) -> Message:
        """What may be said of the difference."""
        return SAFE_DIFFERENCE if self.is_safe else NO_SAFE_DIFFERENCE


@dataclass(frozen=True)
class PartnerMatch:
    """What a place could learn from another: its unmet themes on which the other has ongoing activities."""

    themes: tuple[Theme, ...]
    share: float | None


def figures(system: System, *, errors: bool | None = None) -> dict[str, Figure]:
    """Return the indicators of a system in both readings, whichever it is read in.

    Args:
        system: the system of a place.
        errors: whether to compute standard errors; by default in the organisation view, where places are compared.
            Above `MOST_FOR_ERRORS` actors they are missing, and with them statements about differences.
    """
    registered = replace(system, reading=Reading.PLUS)
    plus = indicator_values(Situation(registered))
    minus = indicator_values(Situation(replace(system, reading=Reading.MINUS)))
    wanted = system.view is View.ORGANISATION if errors is None else errors
    wanted = wanted and len(system.network) <= MOST_FOR_ERRORS
    se = leave_one_out(registered, lambda part: indicator_values(Situation(part))) if wanted else {}
    return {name: Figure(plus[name], minus[name], se.get(name)) for name in INDICATORS}


def difference(one: Figure, other: Figure) -> Difference:
    """Return how many standard errors two places' figures are apart.

    >>> difference(Figure(0.6, 0.6, 0.3), Figure(0.1, 0.1, 0.4)).t
    1.0
    """
    if one.plus is None or other.plus is None or one.se is None or other.se is None:
        return Difference(None)
    error = hypot(one.se, other.se)
    return Difference(abs(one.plus - other.plus) / error if error else None)


def edge_jaccard(one: System, other: System) -> float | None:
    """Return the share of edges that two networks have in common, among the actors that both have.

    None when neither has an edge between them.
    """
    common = one.network.nodes & other.network.nodes
    first, second = (
        {frozenset(edge) for edge in system.network.edges if common >= set(edge)} for system in (one, other)
    )
    return len(first & second) / len(first | second) if first | second else None


def work_profile(system: System) -> frozenset[tuple[Theme, Direction]]:
    """Return what is done in a place: the themes of its activities, with what they are directed at."""
    work = Situation(system).work
    return frozenset((theme, activity.direction) for activity in work for theme in activity.themes)


def similarity(one: System, other: System) -> float | None:
    """Return the Jaccard index of two places' work profiles; None when neither does anything."""
    first, second = work_profile(one), work_profile(other)
    return len(first & second) / len(first | second) if first | second else None


def unmet_themes(system: System, gaps: Iterable[Finding]) -> tuple[Theme, ...]:
    """Return the themes of the needs that the gaps of a place find without activity, or with one actor alone."""
    needs = {need.id: need for need in system.belonging.needs}
    found = {needs[gap.subjects[0]].theme for gap in gaps if gap.code == "G05" and gap.subjects[0] in needs}
    return tuple(theme for theme in Theme if theme in found)


def partner_match(one: System, gaps: Iterable[Finding], other: System) -> PartnerMatch:
    """Return on which of the unmet need themes of a place, found by its gaps, the other place already works."""
    unmet = unmet_themes(one, gaps)
    ongoing = [activity for activity in Situation(other).work if activity.status is ActivityStatus.ONGOING]
    worked_on = {theme for activity in ongoing for theme in activity.themes}
    themes = tuple(theme for theme in unmet if theme in worked_on)
    return PartnerMatch(themes, len(themes) / len(unmet) if unmet else None)
