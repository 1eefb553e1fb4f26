"""Whether actors are intermediaries more than chance explains: asked for with a button, shown when it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.betweenness_tests import AskedMark, BetweennessTests, Standing, ask, look_up
from api.pages.facts import ActorLink, link_to
from api.pages.heading import PlaceHeading
from api.pages.sights import Seen, Sight
from api.templating import Page, page
from graph.betweenness_null import MOST_ACTORS, BetweennessNull, Mediation
from graph.verdict import FEWEST_ACTORS, Verdict
from models.errors import TooMuchWorkError
from models.text import swedish_order

router = APIRouter(include_in_schema=False)

SECTION = "brobyggare/mellanhander"
REFRESH_S = 3


@dataclass(frozen=True)
class MediationRow:
    """An actor with what was found of it.

    Attributes:
        degree: how many contacts it has.
        p_in_other_reading: its tail probability in the other reading; None where that was not needed.
    """

    actor: ActorLink
    degree: int
    mediation: Mediation
    verdict: Verdict
    p_in_other_reading: float | None


@dataclass(frozen=True)
class BetweennessPage(Page):
    """How far the comparison has come, and what it says when it is done.

    Attributes:
        heading: place, day and caveats.
        standing: how far it has come.
        changed: whether the data have changed since the comparison that the address speaks of was asked for.
        full: whether it was refused because too many wait.
        rows: the actors, clear intermediaries first; none before it is done.
    """

    template: ClassVar[str] = "pages/betweenness.html"
    fewest_actors: ClassVar[int] = FEWEST_ACTORS
    most_actors: ClassVar[int] = MOST_ACTORS
    refresh_s: ClassVar[int] = REFRESH_S

    heading: PlaceHeading
    standing: Standing
    changed: bool = False
    full: bool = False
    rows: tuple[MediationRow, ...] = ()

    @property
    def form_address(self) -> str:
        """Where the button sends its question."""
        return self.heading.viewpoint.address(SECTION)

    @property
    def null(self) -> BetweennessNull | None:
        """The comparison in the reading that is shown, when it is done."""
        return self.standing.test.null if self.standing.test else None

    @property
    def clear(self) -> tuple[MediationRow, ...]:
        """Those that may be called clear intermediaries."""
        return tuple(row for row in self.rows if row.verdict is Verdict.CLEAR)


@router.get("/platser/{place_id}/brobyggare/mellanhander")
def show_betweenness(request: Request, seen: Seen, tests: BetweennessTests, asked: AskedMark = None) -> Response:
    """Show how far the comparison of a place has come, and what it says."""
    standing = look_up(tests, seen.system, asked)
    answer = page(request, betweenness_page(seen, standing, changed=standing.changed_since(asked)))
    if standing.under_way:
        answer.headers["Refresh"] = str(REFRESH_S)
    return answer


@router.post("/platser/{place_id}/brobyggare/mellanhander")
def ask_for_betweenness(request: Request, seen: Seen, tests: BetweennessTests) -> Response:
    """Begin the comparison of a place, and lead to where it can be followed."""
    try:
        standing = ask(tests, seen.system)
    except TooMuchWorkError:
        standing = look_up(tests, seen.system)
        return page(request, betweenness_page(seen, standing, full=True), status=503)
    return RedirectResponse(seen.heading().viewpoint.address(SECTION, asked=standing.mark), status_code=303)


def betweenness_page(seen: Sight, standing: Standing, *, changed: bool = False, full: bool = False) -> BetweennessPage:
    """Return the page of a comparison that has come so far."""
    heading = seen.heading("brobyggare")
    return BetweennessPage(heading, standing, changed, full, _rows(seen, heading, standing))


def _rows(seen: Sight, heading: PlaceHeading, standing: Standing) -> tuple[MediationRow, ...]:
    test = standing.test
    if test is None:
        return ()
    beside: Mapping[str, float | None] = test.other.by_chance if test.other else {}
    actors, degree = seen.system.actor, seen.system.network.degree
    rows = (
        MediationRow(
            actor=link_to(actors[found.id], heading.viewpoint),
            degree=degree[found.id],
            mediation=found,
            verdict=test.verdicts[found.id],
            p_in_other_reading=beside.get(found.id),
        )
        for found in test.null.actors
    )
    return tuple(sorted(rows, key=_order))


def _order(row: MediationRow) -> tuple[bool, float, str]:
    return row.verdict is not Verdict.CLEAR, -row.mediation.observed, swedish_order(row.actor.name)
