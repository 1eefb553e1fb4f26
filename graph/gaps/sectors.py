"""Gap rules about sectors: one that is missing, and two that do not meet."""

from collections.abc import Iterator
from itertools import combinations, product

from graph.gaps.finding import Draft, named_pairs
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.gaps.wording import IN_SENTENCE, number_of_actors
from graph.measures.brokerage import brokerage
from graph.message import Message
from graph.suggestions import Introduction, small_actors, unreachable_actors
from models.vocabulary import Sector, Theme


@gap_rule(
    "G01",
    "Sektor saknas",
    questions=("F2.1.1", "F2.3.1", "C-present"),
    why="Om en hel sektor saknas vid bordet saknas också dess kunskap, mandat och resurser.",
    trap="En aktör på regional eller nationell nivå kan verka här utan att vara registrerad på platsen.",
)
def missing_sector(situation: Situation) -> Iterator[Draft]:
    """Sector missing."""
    for sector, members in situation.members.items():
        if not members:
            yield Draft(
                subjects=(sector,),
                urgency=1.0,
                kappa=situation.system.inventory.kappa(f"sector:{sector}"),
                sentence=Message(
                    "Ingen registrerad aktör från {sector} i {place}.",
                    {"sector": IN_SENTENCE[sector], "place": situation.system.place.name},
                ),
                next_step=_whom_to_ask(situation, sector),
            )


def _whom_to_ask(situation: Situation, sector: Sector) -> Message:
    network = situation.system.network
    roles = brokerage(network, {node: attributes["sector"] for node, attributes in network.nodes(data=True)})
    spared = small_actors(network) | unreachable_actors(network)
    asked = (node for node in roles if node not in spared)
    best = min(asked, key=lambda node: (-roles[node].between_groups, node), default=None)
    if best is None or roles[best].between_groups == 0:
        return Message(
            "Fråga dem som redan samverkar vem från {sector} som bör bjudas in.",
            {"sector": IN_SENTENCE[sector]},
        )
    return Message(
        "Fråga {broker}, som förbinder flest aktörer ur olika sektorer, vem från {sector} som bör bjudas in.",
        {"broker": situation.name(best), "sector": IN_SENTENCE[sector]},
    )


@gap_rule(
    "G02",
    "Sektorer utan förbindelse",
    questions=("F2.1.1",),
    why="Frågor som kräver båda sektorerna riskerar att falla mellan stolarna.",
    trap="Alla sektorer behöver inte samverka direkt med varandra; en gemensam kontakt kan räcka.",
)
def unconnected_sectors(situation: Situation) -> Iterator[Draft]:
    """Sectors without a connection."""
    knowledge, counts = situation.system.knowledge, situation.sectors
    for cell in counts.unconnected():
        a, b = (counts.members[sector] for sector in cell)
        if not knowledge.home.isdisjoint((*a, *b)):
            yield Draft(
                subjects=cell,
                urgency=min(1.0, counts.expected(*cell) / 2),
                kappa=knowledge.kappa_between(a, b),
                needs=situation.needs_of_actors((*a, *b)),
                pairs=named_pairs(knowledge, knowledge.open_pairs(situation.system.network, a, b)),
                evidence=tuple(f"actors:{actor}" for actor in sorted((*a, *b))),
                sentence=Message(
                    "Ingen registrerad samverkan mellan {a} ({in_a}) och {b} ({in_b}).",
                    {
                        "a": IN_SENTENCE[cell[0]],
                        "b": IN_SENTENCE[cell[1]],
                        "in_a": number_of_actors(len(a)),
                        "in_b": number_of_actors(len(b)),
                    },
                ),
                next_step=Introduction(tuple(a), tuple(b)),
            )


@gap_rule(
    "G03",
    "Samma fråga, ingen samverkan",
    questions=("F2.1.4",),
    why="Aktörer som arbetar med samma fråga på samma plats kan dubblera, missa eller motverka varandra.",
    trap="De kan vända sig till olika målgrupper och därför ha liten nytta av varandra.",
)
def same_theme_without_tie(situation: Situation) -> Iterator[Draft]:
    """Same issue, no collaboration."""
    system = situation.system
    for theme, activities in situation.work_by_theme.items():
        pairs = working_pairs(situation, theme)
        apart = sorted(pair for pair in pairs if not system.network.has_edge(*pair))
        if apart:
            involved = {actor for pair in apart for actor in pair}
            records = sorted(activity.id for activity in activities if involved & situation.doers(activity))
            yield Draft(
                subjects=(theme,),
                urgency=len(apart) / len(pairs),
                kappa=system.knowledge.kappa_of(apart),
                needs=situation.needs_of_theme(theme),
                pairs=named_pairs(system.knowledge, apart),
                evidence=(
                    *(f"activities:{activity}" for activity in records),
                    *(f"actors:{actor}" for actor in sorted(involved)),
                ),
                sentence=Message(
                    "{apart} av {all} par av aktörer som arbetar med {theme} på samma plats "
                    "har ingen registrerad samverkan.",
                    {"apart": len(apart), "all": len(pairs), "theme": theme},
                ),
                next_step=_joint_meeting(situation, involved),
            )


def working_pairs(situation: Situation, theme: Theme) -> set[tuple[str, str]]:
    """Return the pairs of actors, one of them at home, with activities of a theme in overlapping places."""
    system = situation.system
    at: dict[str, set[str]] = {}
    for activity in situation.work_by_theme[theme]:
        at.setdefault(system.place_of(activity.place_id), set()).update(situation.doers(activity))
    found: set[tuple[str, str]] = set()
    for one, other in [*combinations(sorted(at), 2), *((place, place) for place in at)]:
        if system.snapshot.tree.overlap(one, other):
            found.update((min(a, b), max(a, b)) for a, b in product(at[one], at[other]) if a != b)
    return {pair for pair in found if system.knowledge.counts(*pair)}


def _joint_meeting(situation: Situation, involved: set[str]) -> Message:
    """Return an invitation to the live forum that most of `involved` already attend."""
    members = situation.system.snapshot.members
    forums = situation.live_forums
    attended = {forum.id: len(involved & situation.system.nodes(members.get(forum.id, ()))) for forum in forums}
    best = min(forums, key=lambda forum: (-attended[forum.id], forum.id), default=None)
    if best is None:
        return Message("Bjud in dem till ett gemensamt möte om vem som gör vad för vem.")
    return Message("Ta upp frågan i {forum} och bjud in dem som inte är med där.", {"forum": best.name})
