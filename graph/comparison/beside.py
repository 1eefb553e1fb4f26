"""Several places side by side as one object. The places stand in the order asked for: none is ranked."""

from collections.abc import Sequence
from itertools import combinations, permutations
from typing import Any

from graph.analysis import Analysis
from graph.analysis_object import frame_object, indicators_object, plain
from graph.comparison.indicators import INDICATORS
from graph.comparison.places import difference, partner_match, similarity
from graph.message import Translate


def comparison_object(compared: Sequence[Analysis], translate: Translate = str) -> dict[str, Any]:
    """Return places side by side.

    Args:
        compared: the places' analyses in the organisation view, on one day.
        translate: the language of titles and verdicts, by default Swedish.
    """
    return {
        "indicators": [
            {"name": name, "title": indicator.title.render(translate), "meaning": indicator.meaning.render(translate)}
            for name, indicator in INDICATORS.items()
        ],
        "places": [
            {**frame_object(one.system), "indicators": indicators_object(one.indicators)} for one in compared
        ],
        "differences": [
            _difference(one, other, translate) for one, other in combinations(compared, 2)
        ],
        "partner_matches": [_match(one, other) for one, other in permutations(compared, 2)],
    }  # fmt: skip


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
