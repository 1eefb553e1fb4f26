"""The two tables beside the map: the actors, and the collaborations between them."""

from collections.abc import Iterator

from graph.analysis import Analysis
from graph.channel_words import CHANNEL_WORDS
from graph.message import Message, Translate
from graph.sheets.columns import ACTOR, ACTOR_ID, DAY, SECTOR, Cell, Column, sheet
from graph.system import System
from models.text import swedish_order

ACTOR_COLUMNS = (
    ACTOR_ID,
    ACTOR,
    SECTOR,
    Column(Message("Slag")),
    Column(Message("Nivå")),
    Column(Message("Namnet står för"), Message("en organisation, flera, eller någon vars namn inte är känt.")),
    Column(Message("Hemma på platsen"), Message("”nej” för den som kommer utifrån.")),
    Column(Message("Plats")),
    Column(Message("Samarbetar med"), Message("så många aktörer; 0 när inget är registrerat.")),
    Column(Message("Källa")),
    DAY,
)

TIE_COLUMNS = (
    Column(Message("Den enas id")),
    Column(Message("Den ena")),
    Column(Message("Den andras id")),
    Column(Message("Den andra")),
    Column(Message("Steg"), Message("på samverkansstegen.")),
    Column(Message("Styrka"), Message("alla underlag tillsammans, från 0 till 1.")),
    Column(Message("Genom")),
    Column(Message("Bekräftelse")),
    Column(Message("Sakfrågor")),
    Column(Message("Poster som samarbetet vilar på"), Message("tabell och id.")),
    DAY,
)


def actors_csv(analysis: Analysis, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the actors of a place as CSV, by name; those without any collaboration too."""
    return sheet(ACTOR_COLUMNS, _actors(analysis.system, translate), translate, decimal_sign)


def ties_csv(analysis: Analysis, translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return the collaborations of a place as CSV, the strongest first."""
    return sheet(TIE_COLUMNS, _ties(analysis.system, translate), translate, decimal_sign)


def _actors(system: System, translate: Translate) -> Iterator[list[Cell]]:
    network, places = system.network, system.snapshot.register.place
    for actor in sorted(system.actor.values(), key=lambda one: (swedish_order(one.name), one.id)):
        place = places.get(actor.place_id) if actor.place_id else None
        yield [
            actor.id,
            actor.name,
            translate(actor.sector.label),
            translate(actor.kind.label) if actor.kind else "",
            translate(actor.level.label) if actor.level else "",
            translate(actor.entity.label),
            translate("ja") if network.nodes[actor.id]["home"] else translate("nej"),
            place.name if place else "",
            network.degree[actor.id],
            actor.source or "",
            system.day.isoformat(),
        ]


def _ties(system: System, translate: Translate) -> Iterator[list[Cell]]:
    edges = [(min(a, b), max(a, b), tie) for a, b, tie in system.network.edges(data=True)]
    for a, b, tie in sorted(edges, key=lambda edge: (-edge[2]["strength"], edge[0], edge[1])):
        step, confirmation = tie["step"], tie["confirmation"]
        yield [
            a,
            system.actor[a].name,
            b,
            system.actor[b].name,
            translate(step.label),
            tie["strength"],
            "; ".join(CHANNEL_WORDS[channel].render(translate) for channel in tie["channels"]),
            translate(confirmation.label),
            "; ".join(translate(theme.label) for theme in tie["themes"]),
            "; ".join(tie["evidence"]),
            system.day.isoformat(),
        ]
