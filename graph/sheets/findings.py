"""What is missing, as a table: one row for each finding, the most severe first."""

from collections.abc import Iterator

from graph.analysis import Analysis
from graph.gaps import RULES
from graph.message import Message, Translate
from graph.sheets.columns import DAY, Cell, Column, sheet

COLUMNS = (
    Column(Message("Kod"), Message("regelns, samma i alla språk.")),
    Column(Message("Regel")),
    Column(Message("Hur säkert"), Message("lucka, möjlig lucka eller en fråga att ställa först.")),
    Column(Message("Fynd")),
    Column(Message("Varför det spelar roll")),
    Column(Message("Nästa steg")),
    Column(Message("Kom ihåg")),
    Column(Message("Allvar"), Message("det som ordnar listan, från 0 till 100.")),
    Column(Message("Känt (κ)"), Message("andel av det som fyndet vilar på som är känt, från 0 till 1.")),
    Column(Message("Vad fyndet gäller"), Message("id i registret, eller koder.")),
    Column(Message("Poster som fyndet vilar på"), Message("tabell och id.")),
    Column(Message("Vägledningen frågar"), Message("frågornas nummer.")),
    DAY,
)


def findings_csv(analysis: Analysis, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the gap report of a place as CSV."""
    return sheet(COLUMNS, _rows(analysis, translate), translate, decimal_sign)


def _rows(analysis: Analysis, translate: Translate) -> Iterator[list[Cell]]:
    for finding in analysis.gaps:
        yield [
            finding.code,
            translate(finding.title),
            translate(finding.status.label),
            finding.sentence.render(translate),
            RULES[finding.code].why.render(translate),
            finding.next_step.render(translate),
            finding.trap.render(translate),
            finding.severity,
            finding.kappa,
            "; ".join(finding.subjects),
            "; ".join(finding.evidence),
            "; ".join(finding.questions),
            analysis.system.day.isoformat(),
        ]
