"""The fourteen indicators of a collaboration system, all robust to its size.

An indicator whose denominator is empty is missing (None), never 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from statistics import median

from graph.gaps.forums import has_residents, themes_without_decider
from graph.gaps.foundations import STRONG, grounds
from graph.gaps.reach import local_and_cut_off
from graph.gaps.sectors import working_pairs
from graph.gaps.situation import Situation
from graph.measures.connectivity import components
from graph.message import Message
from models.vocabulary import Direction, Sector, Theme


@dataclass(frozen=True)
class Indicator:
    """One figure of a system.

    Attributes:
        name: its permanent name.
        title: what it is called.
        meaning: what it tells, in a line.
        missing: what is not registered when it has no value.
        value: computes it; None when its denominator is empty.
        is_share: whether it is a share of something, at most 1, and can be shown in percent.
        lowest: the least value that it can have.
    """

    name: str
    title: Message
    meaning: Message
    missing: Message
    value: Callable[[Situation], float | None]
    is_share: bool = True
    lowest: float = 0.0


INDICATORS: dict[str, Indicator] = {}

Value = Callable[[Situation], float | None]


def indicator(
    title: str, meaning: str, missing: str, *, is_share: bool = True, lowest: float = 0.0
) -> Callable[[Value], Value]:
    """Register the decorated function; its name is the indicator's."""

    def register(value: Value) -> Value:
        name = value.__name__
        texts = (Message(title), Message(meaning), Message(missing))
        INDICATORS[name] = Indicator(name, *texts, value, is_share, lowest)
        return value

    return register


def indicator_values(situation: Situation) -> dict[str, float | None]:
    """Return every indicator of a system, by name, in the order of the catalogue."""
    return {name: indicator.value(situation) for name, indicator in INDICATORS.items()}


@indicator(
    "Sektorernas bredd",
    "Andel av de sex sektorerna som har minst en registrerad aktör.",
    "ingen registrerad aktör",
)
def sector_breadth(situation: Situation) -> float | None:
    """Sectors present of six."""
    return sum(map(bool, situation.members.values())) / len(Sector)


@indicator(
    "Sektorer som möts",
    "Andel av paren av närvarande sektorer som har minst ett registrerat samarbete.",
    "färre än två sektorer har en registrerad aktör",
)
def sector_connection(situation: Situation) -> float | None:
    """Connected pairs of present sectors."""
    possible = comb(sum(map(bool, situation.members.values())), 2)
    nodes = situation.system.network.nodes
    met = {frozenset((nodes[a]["sector"], nodes[b]["sector"])) for a, b in situation.system.network.edges}
    return sum(len(sectors) > 1 for sectors in met) / possible if possible else None


@indicator(
    "Överskott mellan sektorer",
    "Andel samarbeten mellan sektorer, minus den andel som sektorernas storlek ensam skulle ge.",
    "inget registrerat samarbete",
    lowest=-1.0,
)
def cross_sector_surplus(situation: Situation) -> float | None:
    """External share of edges, less the share expected from the sizes of sectors."""
    network = situation.system.network
    total, pairs = network.number_of_edges(), comb(len(network), 2)
    if not total:
        return None
    external = sum(bool(network.nodes[a]["sector"] != network.nodes[b]["sector"]) for a, b in network.edges)
    within = sum(comb(len(members), 2) for members in situation.members.values())
    return external / total - (pairs - within) / pairs


@indicator(
    "Partner per aktör",
    "Hälften av aktörerna har minst så här många samarbetspartner.",
    "ingen registrerad aktör",
    is_share=False,
)
def median_partners(situation: Situation) -> float | None:
    """Median number of partners."""
    degrees = [degree for _, degree in situation.system.network.degree]
    return float(median(degrees)) if degrees else None


@indicator(
    "Sammanhållning",
    "Andel av aktörerna som når varandra genom registrerade samarbeten.",
    "ingen registrerad aktör",
)
def cohesion(situation: Situation) -> float | None:
    """Share of actors in the largest component."""
    groups = components(situation.system.network)
    return len(groups[0]) / len(situation.system.network) if groups else None


@indicator(
    "Skörhet",
    "Största andelen par som skulle tappa kontakten om en enda aktör försvann.",
    "för få registrerade samarbeten",
)
def fragility(situation: Situation) -> float | None:
    """Largest share of pairs that one actor's removal would part."""
    shares = [loss.share for loss in situation.losses.values() if loss.pairs_reachable]
    return max(shares, default=None)


@indicator(
    "Formalisering",
    "Andel av de nära samarbetena mellan organisationer som vilar på avtal eller stadgar.",
    "inget registrerat nära samarbete mellan organisationer",
)
def formalisation(situation: Situation) -> float | None:
    """Strong edges between legal persons that rest on something written."""
    found = grounds(situation)
    return 1 - len(found.bare) / len(found.strong) if found.strong else None


@indicator(
    "Djup",
    "Andel av samarbetena som når dialog eller mer på samverkansstegen.",
    "inget registrerat samarbete",
)
def depth(situation: Situation) -> float | None:
    """Share of edges of strength 0.6 or more."""
    edges = situation.system.network.edges(data=True)
    strong = [attributes for _, _, attributes in edges if attributes["strength"] >= STRONG]
    return len(strong) / len(edges) if edges else None


@indicator(
    "Samverkan i samma fråga",
    "Andel av paren som arbetar med samma fråga på samma plats och samverkar.",
    "inga registrerade aktörer med samma fråga på samma plats",
)
def issue_collaboration(situation: Situation) -> float | None:
    """Pairs on the same theme in overlapping places that have an edge."""
    pairs = [pair for theme in Theme for pair in working_pairs(situation, theme)]
    return sum(situation.system.network.has_edge(*pair) for pair in pairs) / len(pairs) if pairs else None


@indicator(
    "Behov som möts gemensamt",
    "Andel av behoven som möts av minst två aktörer som samverkar.",
    "inget registrerat behov med en fråga",
)
def needs_met_jointly(situation: Situation) -> float | None:
    """Needs met by at least two adjacent actors."""
    needs = [need for need in situation.system.belonging.needs if need.theme]
    network = situation.system.network
    jointly = 0
    for need in needs:
        actors = frozenset().union(*map(situation.doers, situation.meeting(need)))
        jointly += any(network.has_edge(a, b) for a, b in combinations(sorted(actors), 2))
    return jointly / len(needs) if needs else None


@indicator(
    "Insatser mot orsaker",
    "Andel av verksamheterna som riktar sig mot orsakerna till segregation.",
    "ingen registrerad verksamhet",
)
def cause_share(situation: Situation) -> float | None:
    """Activities directed at causes."""
    work = situation.work
    return sum(activity.direction is Direction.CAUSE for activity in work) / len(work) if work else None


@indicator(
    "Forum med mandat",
    "Andel av forumen där någon får besluta i varje fråga som forumet har.",
    "inget registrerat forum",
)
def forums_with_mandate(situation: Situation) -> float | None:
    """Forums whose every theme has a member who decides."""
    forums = situation.live_forums
    return sum(not themes_without_decider(situation, f) for f in forums) / len(forums) if forums else None


@indicator(
    "Forum med invånare",
    "Andel av forumen där invånarna är företrädda eller har hörts det senaste året.",
    "inget registrerat forum",
)
def forums_with_residents(situation: Situation) -> float | None:
    """Forums in which residents are represented or were heard."""
    forums = situation.live_forums
    return sum(has_residents(situation, forum) for forum in forums) / len(forums) if forums else None


@indicator(
    "Räckvidd uppåt",
    "Andel av de lokala aktörerna som når regional eller nationell nivå i två steg.",
    "ingen registrerad aktör på kommun- eller områdesnivå",
)
def vertical_reach(situation: Situation) -> float | None:
    """Local actors that reach a region or nation in two steps."""
    local, cut_off = local_and_cut_off(situation)
    return 1 - len(cut_off) / len(local) if local else None
