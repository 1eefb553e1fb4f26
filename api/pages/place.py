"""The first page of a place: what is known in a sentence, the findings that matter most, and the key figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.pages.facts import Link
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithGaps, Sight
from api.templating import Page, page
from graph.gaps import Finding, Status
from graph.sectors import members_by_sector
from graph.snapshot import is_done, is_in_force, is_live
from graph.system import System
from models.text import swedish_order
from models.vocabulary import INVENTORY_SCOPES, InventoryStatus, Ladder, Sector

router = APIRouter(include_in_schema=False)

MAIN_FINDINGS, FIRST_QUESTIONS = 5, 3


@dataclass(frozen=True)
class KeyFigures:
    """Counts of what is registered at the day; `confirmed` counts collaborations of the confirmed reading."""

    actors: int
    actors_from_outside: int
    collaborations: int
    confirmed: int
    forums: int
    agreements: int
    activities: int
    needs: int


@dataclass(frozen=True)
class PlacePage(Page):
    """The overview of a place.

    Attributes:
        heading: place, day and caveats.
        figures: counts of what is registered.
        findings: how many there are of each status.
        main_findings: the first few gaps and possible gaps, most severe first.
        questions_first: the first few questions when there is no gap to show.
        sectors: how many actors of each sector, in the usual order.
        ladder: how many collaborations stand on each step of the ladder, lowest first.
        scopes_done, scopes: how many of the scopes of the inventory are done, and how many there are.
        last_confirmed: the latest day that an actor or the inventory confirmed something.
        below: the places right below it.
    """

    template: ClassVar[str] = "pages/place.html"

    heading: PlaceHeading
    figures: KeyFigures
    findings: dict[Status, int]
    main_findings: tuple[Finding, ...]
    questions_first: tuple[Finding, ...]
    sectors: tuple[tuple[Sector, int], ...]
    ladder: tuple[tuple[Ladder, int], ...]
    scopes_done: int
    scopes: int
    last_confirmed: date | None
    below: tuple[Link, ...]

    @property
    def compare(self) -> str:
        """Where other places are chosen to stand beside this one."""
        return f"/jamfor?{urlencode({'place': self.heading.viewpoint.place_id, 'choose': 1})}"

    @property
    def sectors_present(self) -> int:
        """How many of the six sectors have an actor here."""
        return sum(count > 0 for _, count in self.sectors)


@router.get("/platser/{place_id}")
def show_place(request: Request, seen: SeenWithGaps) -> Response:
    """Show what is known of a place and the findings that matter most."""
    return page(request, place_page(seen))


def place_page(seen: Sight) -> PlacePage:
    """Return the overview of the place that is seen."""
    system, gaps = seen.system, seen.analysis.gaps
    heading = seen.heading()
    counted = tuple(finding for finding in gaps if finding.status is not Status.ASK_FIRST)
    found = Counter(finding.status for finding in gaps)
    steps = Counter(edge["step"] for _, _, edge in system.network.edges(data=True))
    return PlacePage(
        heading=heading,
        figures=_figures(system),
        findings={status: found[status] for status in Status},
        main_findings=counted[:MAIN_FINDINGS],
        questions_first=() if counted else _one_of_each_rule(gaps)[:FIRST_QUESTIONS],
        sectors=tuple((sector, len(members)) for sector, members in members_by_sector(system.network).items()),
        ladder=tuple((step, steps[step]) for step in Ladder if step.step),
        scopes_done=sum(status is InventoryStatus.DONE for status in system.inventory.status.values()),
        scopes=len(INVENTORY_SCOPES),
        last_confirmed=_last_confirmed(system),
        below=_below(system, heading),
    )


def _figures(system: System) -> KeyFigures:
    belonging = system.belonging
    return KeyFigures(
        actors=len(system.network),
        actors_from_outside=sum(not home for _, home in system.network.nodes(data="home")),
        collaborations=system.network.number_of_edges(),
        confirmed=system.minus.number_of_edges(),
        forums=sum(map(is_live, belonging.forums)),
        agreements=sum(map(is_in_force, belonging.agreements)),
        activities=sum(map(is_done, belonging.activities)),
        needs=len(belonging.needs),
    )


def _one_of_each_rule(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the most severe finding of each rule: three questions of one kind would say the same thrice."""
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.code, finding)
    return tuple(first.values())


def _last_confirmed(system: System) -> date | None:
    said = (row.date for row in system.snapshot.register.completeness if row.actor_id in system.belonging.home)
    days = [day for day in (*said, *system.inventory.dates.values()) if day and day <= system.day]
    return max(days, default=None)


def _below(system: System, heading: PlaceHeading) -> tuple[Link, ...]:
    places = [place for place in system.snapshot.register.places if place.parent_id == system.place.id]
    places.sort(key=lambda place: swedish_order(place.name))
    return tuple(Link(place.name, heading.viewpoint.of(place.id).address()) for place in places)
