"""A comparison as a table for a spreadsheet: one row for each indicator of each place, with its definition."""

from collections.abc import Iterator
from dataclasses import astuple
from typing import TypeAlias

from graph.analysis import Analysis
from graph.analysis_object import plain
from graph.comparison.beside import Comparison
from graph.comparison.indicators import INDICATORS, Indicator
from graph.comparison.peers import PeerGroup
from graph.message import Translate
from graph.packages.csv_text import write_spreadsheet

COLUMNS = (
    *("indicator", "title", "meaning", "place_id", "place", "date", "kappa", "confirmation"),
    *("plus", "minus", "se", "missing", "group", "peers", "lower_quartile", "median", "upper_quartile"),
)

Cell: TypeAlias = str | float | None


def comparison_csv(comparison: Comparison, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the comparison as CSV; numbers with six decimals, blank where there is none.

    Args:
        comparison: the places.
        translate: the language of titles and definitions, by default Swedish.
        decimal_sign: the one that the language writes.
    """
    return write_spreadsheet(COLUMNS, _rows(comparison, translate), decimal_sign)


def _rows(comparison: Comparison, translate: Translate) -> Iterator[list[Cell]]:
    for indicator in INDICATORS.values():
        for place in comparison.places:
            cells = _cells(indicator, place, comparison.peers_of(place), translate)
            yield [plain(cell) for cell in cells]


def _cells(indicator: Indicator, one: Analysis, peers: PeerGroup | None, translate: Translate) -> tuple[Cell, ...]:
    system, figure = one.system, one.indicators[indicator.name]
    return (
        indicator.name,
        indicator.title.render(translate),
        indicator.meaning.render(translate),
        system.place.id,
        system.place.name,
        system.day.isoformat(),
        system.knowledge.kappa(),
        system.confirmation,
        figure.plus,
        figure.minus,
        figure.se,
        indicator.missing.render(translate) if figure.plus is None else "",
        peers.group if peers else "",
        *(astuple(peers.spreads[indicator.name]) if peers else (None,) * 4),
    )
