"""Several places side by side as one object. The places stand in the order asked for: none is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import Any

from graph.analysis import Analysis
from graph.analysis_object import frame_object, indicators_object, plain
from graph.comparison.indicators import INDICATORS
from graph.comparison.peers import PeerGroup, Spread
from graph.comparison.places import difference, partner_match, similarity
from graph.message import Translate

TOO_FEW = "too_few"
"""Why the peers say nothing of an indicator: fewer than five of them have a value."""


@dataclass(frozen=True)
class Comparison:
    """Places to be read beside each other.

    Attributes:
        places: their analyses in the organisation view, on one day, in the order asked for.
        peers: the peers of those that have an SKR group, by the id of the place.
    """

    places: tuple[Analysis, ...]
    peers: Mapping[str, PeerGroup] = field(default_factory=dict)

    def peers_of(self, place: Analysis) -> PeerGroup | None:
        """Return the peers of one of the places; None when it has no group."""
        return self.peers.get(place.system.place.id)


def comparison_object(comparison: Comparison, translate: Translate = str) -> dict[str, Any]:
    """Return the places side by side.

    Args:
        comparison: the places.
        translate: the language of titles and verdicts, by default Swedish.
    """
    compared = comparison.places
    return {
        "indicators": [
            {"name": name, "title": indicator.title.render(translate), "meaning": indicator.meaning.render(translate)}
            for name, indicator in INDICATORS.items()
        ],
        "places": [
            {
                **frame_object(one.system),
                "indicators": indicators_object(one.indicators),
                "peers": _peers(comparison.peers_of(one)),
            }
            for one in compared
        ],
        "differences": [
            _difference(one, other, translate) for one, other in combinations(compared, 2)
        ],
        "partner_matches": [_match(one, other) for one, other in permutations(compared, 2)],
    }  # fmt: skip


def _peers(peers: PeerGroup | None) -> dict[str, Any] | None:
    if peers is None:
        return None
    spreads = {name: _spread(spread) for name, spread in peers.spreads.items()}
    told: dict[str, Any] = plain({"group": peers.group, "n": peers.n, "indicators": spreads})
    return told


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "n": spread.n,
        "lower_quartile": spread.lower,
        "median": spread.median,
        "upper_quartile": spread.upper,
        "reason": TOO_FEW if spread.too_few else None,
    }


def _difference(one: Analysis, other: Analysis, translate: Translate) -> dict[str, Any]:
    told = {name: difference(one.indicators[name], other.indicators[name]) for name in INDICATORS}
    verdicts = {name: {"t": found.t, "verdict": found.verdict.render(translate)} for name, found in told.items()}
    beside: dict[str, Any] = plain(
        {
            "a": one.system.place.id,
            "b": other.system.place.id,
            "similarity": similarity(one.system, other.system),
            "indicators": verdicts,
        }
    )
    return beside


def _match(one: Analysis, other: Analysis) -> dict[str, Any]:
    match = partner_match(one.system, one.gaps, other.system)
    beside: dict[str, Any] = plain(
        {
            "place": one.system.place.id,
            "partner": other.system.place.id,
            "share": match.share,
            "themes": match.themes,
        }
    )
    return beside
