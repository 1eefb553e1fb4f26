"""Which sectors meet, as a table: one row for each pair of sectors."""

from collections.abc import Iterator

from graph.analysis import Analysis
from graph.channel_words import CHANNEL_WORDS
from graph.message import Message, Translate
from graph.sectors import CHANNELS, SectorCell
from graph.sheets.columns import DAY, SECTOR, Cell, Column, sheet

STATES: dict[str | None, Message] = {
    None: Message("bara en aktör"),
    "sector_missing": Message("ingen registrerad aktör"),
    "unknown": Message("för lite känt"),
    "none_registered": Message("ingen registrerad samverkan"),
    "weak": Message("mindre än väntat"),
    "strong": Message("mer än väntat"),
    "as_expected": Message("som väntat"),
}

COLUMNS = (
    SECTOR,
    Column(Message("Sektor som den möter")),
    Column(Message("Aktörer i den första")),
    Column(Message("Aktörer i den andra")),
    Column(Message("Möjliga par"), Message("så många par av aktörer som kunde samarbeta.")),
    Column(Message("Registrerade samarbeten"), Message("så många av paren som samarbetar.")),
    Column(Message("Väntat antal"), Message("vad slumpen skulle ge med så många aktörer i varje sektor.")),
    Column(Message("Registrerat delat med väntat")),
    Column(Message("Sannolikhet av slump för högst så många (p)")),
    Column(Message("Sannolikhet av slump för minst så många (p)")),
    Column(Message("Kända par (κ)"), Message("andel av paren som registret vet något om, från 0 till 1.")),
    *(Column(Message("Genom"), CHANNEL_WORDS[channel]) for channel in CHANNELS),
    Column(Message("Bara i forum"), Message("par som bara möts i forum.")),
    Column(Message("Gemensam kontakt"), Message("par som saknar egen kontakt men har en gemensam.")),
    Column(Message("Läge"), Message("hur det registrerade står sig mot det väntade.")),
    Column(Message("Litet underlag"), Message("”ja” när färre än ett samarbete är väntat.")),
    DAY,
)


def sectors_csv(analysis: Analysis, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the sectors of a place as CSV."""
    return sheet(COLUMNS, _rows(analysis, translate), translate, decimal_sign)


def _rows(analysis: Analysis, translate: Translate) -> Iterator[list[Cell]]:
    for cell in analysis.sectors.cells:
        yield [*_counts(cell, translate), *_judged(cell, translate), analysis.system.day.isoformat()]


def _counts(cell: SectorCell, translate: Translate) -> list[Cell]:
    sectors = [translate(sector.label) for sector in (cell.a, cell.b)]
    return [*sectors, cell.n_a, cell.n_b, cell.possible, cell.observed, cell.expected, cell.ratio]


def _judged(cell: SectorCell, translate: Translate) -> list[Cell]:
    state = STATES[cell.state].render(translate)
    channels = [cell.channels[channel] for channel in CHANNELS]
    few = translate("ja") if cell.too_few else translate("nej")
    return [cell.p_lower, cell.p_upper, cell.kappa, *channels, cell.forum_only, cell.via_broker, state, few]
