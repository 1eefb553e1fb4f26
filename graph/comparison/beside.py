"""Several places side by side as one object. The places stand in the order asked for: none is ranked."""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

from graph.analysis_object import frame_object, indicators_object, plain
from graph.comparison.indicators import INDICATORS
from graph.comparison.places import Figure, difference, partner_match, similarity
from graph.message import Translate
from graph.system import System

Figures = Mapping[str, Figure]


def comparison_object(
    systems: Sequence[System], figures: Sequence[Figures], translate: Translate = str
) -> dict[str, Any]:
    """Return places side by side.

    Args:
        systems: the places' systems in the organisation view, on one day.
        figures: the indicators of each, with standard errors.
        translate: the language of titles and verdicts, by default Swedish.
    """
    beside = list(zip(systems, figures, strict=True))
    return {
        "indicators": [
            {"name": name, "title": indicator.title.render(translate), "meaning": indicator.meaning.render(translate)}
            for name, indicator in INDICATORS.items()
        ],
        "places": [{**frame_object(system), "indicators": indicators_object(own)} for system, own in beside],
        "differences": [
            _difference(one, other, translate) for one, other in combinations(beside, 2)
        ],
        "partner_matches": [_match(one, other) for one, other in permutations(systems, 2)],
    }  # fmt: skip


def _difference(one: tuple[System, Figures], other: tuple[System, Figures], translate: Translate) -> dict[str, Any]:
    told = {name: difference(one[1][name], other[1][name]) for name in INDICATORS}
    verdicts = {name: {"t": found.t, "verdict": found.verdict.render(translate)} for name, found in told.items()}
    found: dict[str, Any] = plain(
        {
            "a": one[0].place.id,
            "b": other[0].place.id,
            "similarity": similarity(one[0], other[0]),
            "indicators": verdicts,
        }
    )
    return found


def _match(one: System, other: System) -> dict[str, Any]:
    match = partner_match(one, other)
    found: dict[str, Any] = plain(
        {"place": one.place.id, "partner": other.place.id, "share": match.share, "themes": match.themes}
    )
    return found
