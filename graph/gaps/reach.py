"""Gap rules about distance: knowledge that does not reach a mandate, levels that do not meet, silos inside a house."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import networkx as nx

from graph.gaps.finding import Draft, named_pairs
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.gaps.wording import need_in_words
from graph.measures.connectivity import steps_between
from graph.message import Message
from graph.suggestions import Introduction
from graph.system import View, root_of
from models.vocabulary import ActorKind, Level

NEAR = 2
"""Steps within which one can still ask somebody to ask somebody."""

FEWEST_DEPARTMENTS, MOST_OPEN = 3, 0.5
LOWER_LEVELS, UPPER_LEVELS = (Level.AREA, Level.MUNICIPALITY), (Level.REGION, Level.NATION)
LEAST_CUT_OFF = 0.5


@gap_rule(
    "G09",
    "Kunskapen når inte mandatet",
    questions=("F2.1.3",),
    why="Den som beslutar bör nås av dem som ser behovet; är vägen lång når kunskapen inte fram.",
    trap="En väg i nätet betyder inte att kunskapen faktiskt går den vägen.",
    about_needs=True,
)
def knowledge_far_from_mandate(situation: Situation) -> Iterator[Draft]:
    """Knowledge does not reach the mandate."""
    system = situation.system
    for need in system.belonging.needs:
        mandates = situation.deciders(need.theme, need.place_id) if need.theme else []
        seers = situation.seers(need)
        if not mandates or not seers:
            continue
        deciders = system.nodes(mandate.actor_id for mandate in mandates)
        steps = steps_between(situation.neighbours, seers, deciders)
        if steps is not None and steps <= NEAR:
            continue
        yield Draft(
            subjects=(need.id,),
            urgency=0.5 if steps == NEAR + 1 else 1.0,
            kappa=system.knowledge.kappa_around(seers | deciders),
            needs=[need],
            evidence=(f"needs:{need.id}", *sorted(f"mandates:{mandate.id}" for mandate in mandates)),
            sentence=_how_far(need_in_words(system, need), steps),
            next_step=_who_should_meet(seers, deciders),
        )


def _how_far(need: Message, steps: int | None) -> Message:
    if steps is None:
        return Message(
            "Det finns ingen registrerad väg från dem som ser behovet {need} till dem som beslutar i frågan.",
            {"need": need},
        )
    return Message(
        "Från dem som ser behovet {need} till dem som beslutar i frågan är det {steps} steg.",
        {"need": need, "steps": steps},
    )


def _who_should_meet(seers: frozenset[str], deciders: frozenset[str]) -> Message | Introduction:
    if not deciders:
        return Message("Låt den som ser behovet ta kontakt direkt med den som beslutar.")
    return Introduction(tuple(sorted(seers)), tuple(sorted(deciders)))


@gap_rule(
    "G10",
    "Stuprör",
    questions=("F2.1.2",),
    why="Förvaltningar som inte samverkar inåt möter föreningar och invånare med var sin bild.",
    trap="Samverkan i linjen, till exempel i ledningsgrupper, registreras sällan.",
)
def silos(situation: Situation) -> Iterator[Draft]:
    """Silos."""
    if situation.system.view is not View.UNIT:
        return
    system = situation.system
    for root, departments in sorted(_departments(situation).items()):
        inside = system.network.subgraph(departments)
        if len(departments) < FEWEST_DEPARTMENTS:
            continue
        openness = 1 - nx.density(inside)
        alone = sorted(department for department in departments if not inside.degree[department])
        if openness >= MOST_OPEN or alone:
            pairs = list(combinations(sorted(departments), 2))
            apart = [pair for pair in pairs if not inside.has_edge(*pair)]
            yield Draft(
                subjects=(root,),
                urgency=openness,
                kappa=system.knowledge.kappa_of(pairs),
                needs=situation.needs_of_actors(departments),
                pairs=named_pairs(system.knowledge, apart),
                evidence=tuple(f"actors:{department}" for department in sorted(departments)),
                sentence=Message(
                    "{apart} av {all} par av förvaltningar inom {root} har ingen registrerad samverkan.",
                    {"apart": len(apart), "all": len(pairs), "root": system.snapshot.register.actor[root].name},
                ),
                next_step=Message("Låt en central förvaltning sammankalla {names}.",
                                  {"names": situation.names(alone or departments)}),
            )  # fmt: skip


def _departments(situation: Situation) -> dict[str, list[str]]:
    """Return the departments of each legal person: its units, and the root itself when it is a department."""
    register = situation.system.snapshot.register
    found: dict[str, list[str]] = defaultdict(list)
    for node in situation.system.network:
        root = root_of(register, node)
        if root != node or register.actor[node].kind is ActorKind.DEPARTMENT:
            found[root].append(node)
    return found


@gap_rule(
    "G16",
    "Nivåglapp",
    questions=("F2.3.4–6", "C-tools"),
    why="Orsaker som ligger på en högre nivå kan bara påverkas om den lokala nivån når dit.",
    trap="Kontakten uppåt kan gå genom ett riksförbund som inte är registrerat här.",
)
def level_gap(situation: Situation) -> Iterator[Draft]:
    """Level gap."""
    local, cut_off = local_and_cut_off(situation)
    if local and len(cut_off) / len(local) >= LEAST_CUT_OFF:
        yield Draft(
            subjects=(situation.system.place.id,),
            urgency=len(cut_off) / len(local),
            kappa=situation.kappa,
            evidence=tuple(f"actors:{actor}" for actor in cut_off),
            sentence=Message(
                "{cut_off} av {local} lokala aktörer når ingen registrerad aktör på regional eller nationell nivå "
                "i två steg.",
                {"cut_off": len(cut_off), "local": len(local)},
            ),
            next_step=Message("Fråga länsstyrelsen eller ett riksförbund om ett nätverk som de lokala kan vara med i."),
        )


def local_and_cut_off(situation: Situation) -> tuple[list[str], list[str]]:
    """Return the actors of area or municipality level, and those that reach no region or nation in two steps."""
    network = situation.system.network
    levels = {node: attributes["level"] for node, attributes in network.nodes(data=True)}
    reached: set[str] = set()
    for node, level in levels.items():
        if level in UPPER_LEVELS:
            reached.update(nx.single_source_shortest_path_length(network, node, cutoff=NEAR))
    local = [node for node, level in levels.items() if level in LOWER_LEVELS]
    return local, [node for node in local if node not in reached]
