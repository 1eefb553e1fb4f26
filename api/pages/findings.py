"""The gap report of a place: what is known and how completely, then each finding with its evidence."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from math import comb
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.pages.facts import ActorLink
from api.pages.finding_items import FindingItem, show_item
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithBothGaps, Sight
from api.requests import Asking, RegisterWindow
from api.templating import Page, page
from graph.gaps import Status
from graph.knowledge import Knowledge
from graph.system import Reading
from models.vocabulary import INVENTORY_SCOPES, InventoryStatus

router = APIRouter(include_in_schema=False)

READ_AT_ONCE = 3
"""How many questions of one rule a reader meets before asking for more."""


@dataclass(frozen=True)
class ScopeInventory:
    """How far the mapping of one scope has come; no status when nothing is said."""

    scope: str
    status: InventoryStatus | None
    day: date | None


@dataclass(frozen=True)
class PairKnowledge:
    """How many pairs of actors are known to collaborate, known not to, and not known."""

    known_yes: int
    known_no: int
    unknown: int

    @property
    def total(self) -> int:
        """All pairs with at least one actor of the place itself."""
        return self.known_yes + self.known_no + self.unknown


@dataclass(frozen=True)
class Coverage:
    """How completely the place is mapped.

    Attributes:
        inventories: every scope, in the usual order.
        declared: the actors whose statement that all their collaborations are registered still counts.
        actors: how many actors there are.
        pairs: what is known of the pairs with at least one home actor.
        confirmation: the share of collaborations that both parties or a document confirm; None without any.
    """

    inventories: tuple[ScopeInventory, ...]
    declared: tuple[ActorLink, ...]
    actors: int
    pairs: PairKnowledge
    confirmation: float | None


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one rule: the first to read at once, the others on demand."""

    title: str
    first: tuple[FindingItem, ...]
    others: tuple[FindingItem, ...]


@dataclass(frozen=True)
class OtherReading:
    """What the other reading finds that this one does not, and the reverse.

    Attributes:
        confirmed: whether the other is the one that counts only what is confirmed.
        more, fewer: how many findings it has beside, and how many of these it lacks.
        address: where it is shown.
    """

    confirmed: bool
    more: int
    fewer: int
    address: str


@dataclass(frozen=True)
class FindingsPage(Page):
    """All findings of a place, by how sure they are, most severe first; what is to be asked first, by rule."""

    template: ClassVar[str] = "pages/findings.html"

    heading: PlaceHeading
    coverage: Coverage
    gaps: tuple[FindingItem, ...]
    possible: tuple[FindingItem, ...]
    ask_first: tuple[FindingGroup, ...]
    other_reading: OtherReading | None = None

    @property
    def questions(self) -> int:
        """How many findings are questions to ask."""
        return sum(len(group.first) + len(group.others) for group in self.ask_first)


@router.get("/platser/{place_id}/luckor")
def show_findings(request: Request, window: RegisterWindow, viewer: Asking, seen: SeenWithBothGaps) -> Response:
    """Show the gap report of a place."""
    references = {reference for found in seen.analysis.gaps for reference in found.evidence}
    return page(request, findings_page(seen.freshened(window, viewer, references)))


def findings_page(seen: Sight) -> FindingsPage:
    """Return the gap report of the place that is seen."""

    def of_status(status: Status) -> tuple[FindingItem, ...]:
        return tuple(show_item(found, seen.shelf) for found in seen.analysis.gaps if found.status is status)

    return FindingsPage(
        heading=seen.heading("luckor"),
        coverage=_coverage(seen),
        gaps=of_status(Status.GAP),
        possible=of_status(Status.POSSIBLE),
        ask_first=_by_rule(of_status(Status.ASK_FIRST)),
        other_reading=_other_reading(seen),
    )


def _other_reading(seen: Sight) -> OtherReading | None:
    """Return how the findings of the other reading differ, None where they do not."""
    if seen.other is None:
        return None
    here, there = ({gap.anchor for gap in analysis.gaps} for analysis in (seen.analysis, seen.other))
    if here == there:
        return None
    viewpoint = replace(seen.heading().viewpoint, reading=seen.other.system.reading)
    confirmed = viewpoint.reading is Reading.MINUS
    return OtherReading(confirmed, len(there - here), len(here - there), viewpoint.address("luckor"))


def _by_rule(items: tuple[FindingItem, ...]) -> tuple[FindingGroup, ...]:
    groups: dict[str, list[FindingItem]] = defaultdict(list)
    for item in items:
        groups[item.finding.title].append(item)
    return tuple(
        FindingGroup(title, tuple(found[:READ_AT_ONCE]), tuple(found[READ_AT_ONCE:])) for title, found in groups.items()
    )


def _coverage(seen: Sight) -> Coverage:
    system = seen.system
    status, dates = system.inventory.status, system.inventory.dates
    return Coverage(
        inventories=tuple(ScopeInventory(scope, status.get(scope), dates.get(scope)) for scope in INVENTORY_SCOPES),
        declared=seen.shelf.links(system.knowledge.declared & frozenset(system.network)),
        actors=len(system.network),
        pairs=_pair_knowledge(system.knowledge),
        confirmation=system.confirmation,
    )


def _pair_knowledge(knowledge: Knowledge) -> PairKnowledge:
    """Count the pairs that matter, all but those of two actors from outside, by what is known of them."""
    network = knowledge.network
    outside = sum(not home for _, home in network.nodes(data="home"))
    total = comb(len(network), 2) - comb(outside, 2)
    known_yes = sum(knowledge.counts(a, b) for a, b in network.edges)
    unknown = round(total * (1 - knowledge.kappa()))
    return PairKnowledge(known_yes, total - known_yes - unknown, unknown)
