"""A comparison as a table for a spreadsheet: one row for each indicator of each place, with its definition."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import TypeAlias

from graph.analysis import Analysis
from graph.analysis_object import plain
from graph.comparison.beside import Comparison
from graph.comparison.indicators import INDICATORS, Indicator
from graph.comparison.peers import PeerGroup
from graph.message import Message, Translate
from graph.packages.csv_text import write_spreadsheet

Cell: TypeAlias = str | float | None


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, and what stands in it."""

    heading: Message
    meaning: Message


COLUMNS = (
    Column(Message("Indikatorns kod"), Message("Samma i alla språk, som i JSON.")),
    Column(Message("Indikator"), Message("Vad den kallas.")),
    Column(Message("Betydelse"), Message("Vad indikatorn visar.")),
    Column(Message("Platsens id"), Message("Som i registret.")),
    Column(Message("Plats"), Message("Platsens namn.")),
    Column(Message("Datum"), Message("Den dag som jämförs.")),
    Column(Message("Kända par (κ)"), Message("Andel av platsens tänkbara par av aktörer som registret vet något om.")),
    Column(Message("Bekräftade samarbeten"), Message("Andel som båda parter bekräftar eller som är dokumenterade.")),
    Column(Message("Registrerat"), Message("Värdet när allt som är registrerat räknas.")),
    Column(Message("Bekräftat"), Message("Värdet när bara det som är bekräftat eller dokumenterat räknas.")),
    Column(Message("Standardfel"), Message("Hur mycket det registrerade värdet hänger på enstaka aktörer.")),
    Column(Message("Varför värdet saknas"), Message("Vad som inte är registrerat. Tomt när det finns ett värde.")),
    Column(Message("Kommungrupp"), Message("SKR:s grupp och årtalet för indelningen.")),
    Column(Message("Jämförbara kommuner"), Message("Hur många i samma grupp som är väl kända och har ett värde.")),
    Column(Message("Nedre kvartil"), Message("Av de jämförbara kommunernas värden.")),
    Column(Message("Median"), Message("Av de jämförbara kommunernas värden.")),
    Column(Message("Övre kvartil"), Message("Av de jämförbara kommunernas värden.")),
)


def comparison_csv(comparison: Comparison, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the comparison as CSV; numbers with six decimals, blank where there is none.

    Args:
        comparison: the places.
        translate: the language of headings, titles and definitions, by default Swedish.
        decimal_sign: the one that the language writes.
    """
    heading = [column.heading.render(translate) for column in COLUMNS]
    return write_spreadsheet(heading, _rows(comparison, translate), decimal_sign)


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
        system.knowledge.known_share,
        system.confirmation,
        figure.plus,
        figure.minus,
        figure.se,
        indicator.missing.render(translate) if figure.plus is None else "",
        peers.group if peers else "",
        *(astuple(peers.spreads[indicator.name]) if peers else (None,) * 4),
    )
