"""Who connects whom, as a table: one row for each actor, by name."""

from collections.abc import Iterator

from graph.analysis import Analysis
from graph.message import Message, Translate
from graph.sheets.columns import ACTOR, ACTOR_ID, DAY, SECTOR, Cell, Column, sheet
from models.text import swedish_order

COLUMNS = (
    ACTOR_ID,
    ACTOR,
    SECTOR,
    Column(Message("Kontakter"), Message("andra aktörer som den har ett registrerat samarbete med.")),
    Column(
        Message("Par från olika sektorer"),
        Message("par av aktörens kontakter från olika sektorer som saknar egen registrerad kontakt."),
    ),
    Column(
        Message("Brobyggare"),
        Message("förbinder två andra sektorer, till exempel en förening som känner både en myndighet och ett företag."),
    ),
    Column(Message("Dörröppnare"), Message("förbinder någon i sin egen sektor med någon i en annan.")),
    Column(
        Message("Samlar en annan sektor"),
        Message("förbinder två aktörer i samma sektor, men en annan än den egna."),
    ),
    Column(Message("Samlar egna sektorn"), Message("förbinder två aktörer i sin egen sektor.")),
    Column(Message("Ensam bro"), Message("par som inte har någon annan gemensam kontakt.")),
    Column(
        Message("Skilda kretsar"),
        Message("hur många kretsar som inte känner varandra kontakterna fördelar sig på."),
    ),
    Column(
        Message("Skör länk"),
        Message("par av andra aktörer som tappar vägen till varandra om aktören försvinner."),
    ),
    Column(
        Message("Mellanhand (betweenness)"),
        Message("andel av de kortaste vägarna mellan andra som går genom aktören, från 0 till 1."),
    ),
    Column(
        Message("Bundenhet (constraint)"),
        Message("hur mycket kontakterna är en och samma krets; ju högre, desto mer."),
    ),
    Column(
        Message("Sannolikhet av slump (p)"),
        Message("för minst så många par från olika sektorer, om sektorerna vore utdelade av slumpen."),
    ),
    DAY,
)


def brokers_csv(analysis: Analysis, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the brokers of a place as CSV."""
    return sheet(COLUMNS, _rows(analysis, translate), translate, decimal_sign)


def _rows(analysis: Analysis, translate: Translate) -> Iterator[list[Cell]]:
    actors = analysis.system.actor
    for broker in sorted(analysis.brokers, key=lambda one: (swedish_order(actors[one.id].name), one.id)):
        actor, roles = actors[broker.id], broker.roles
        yield [
            actor.id,
            actor.name,
            translate(actor.sector.label),
            broker.degree,
            roles.between_groups,
            roles.liaison,
            roles.gatekeeper,
            roles.itinerant,
            roles.coordinator,
            broker.bridging.sole_pairs,
            broker.effective_size,
            broker.loss.pairs_lost,
            broker.betweenness,
            broker.constraint,
            broker.p_cross_sector,
            analysis.system.day.isoformat(),
        ]
