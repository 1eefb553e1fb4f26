"""Two actors beside each other, and making them one: nothing happens before what would happen was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.doubles.merge_company import kept_instead, speaking_for
from api.doubles.merging import Known, Proposal, merge, propose
from api.language import message
from api.pages.accounts.forms import see
from api.pages.doubles.fields import ComparedField, SharedField, choices_of, compared_fields, shared_fields
from api.pages.doubles.outcome import (
    Named,
    ToldOutcome,
    named_along,
    named_refused,
    obstacle_faults,
    told_outcomes,
)
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.changing import CameFrom
from api.pages.editing.confirmation import told_address
from api.pages.editing.desk import Desk, SomebodyAtDesk
from api.pages.editing.draft import Kept, actors_in
from api.pages.editing.faults import Fault
from api.pages.editing.names import load_directory
from api.pages.editing.saving import Saved
from api.pages.editing.sent import SentForm
from api.pages.facts import Link
from api.requests import RegisteredId
from api.self_service.carrying import count_living_links
from api.templating import Page, page
from graph.doubles import Choice
from models.dates import now
from models.errors import (
    ChangedMeanwhileError,
    DatabaseBusyError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
)
from models.records import Actor

router = APIRouter(include_in_schema=False)

CHANGED = message(
    "Något av det som berörs har ändrats sedan du öppnade sidan, så inget är sammanslaget än. Det du har valt står "
    "kvar. Se efter att allt stämmer och slå ihop igen."
)


@dataclass(frozen=True)
class Side:
    """One of the two actors: its name, the address of its page, and where it is at home."""

    id: str
    name: str
    address: str
    place: str


@dataclass(frozen=True)
class MergePage(Page):
    """Two actors that may be made one.

    Attributes:
        trail: the way back.
        keep, drop: the actor that stays, and the one that becomes a part of it.
        compared: the questions for which an answer is chosen.
        shared: those that both answer alike.
        along: what comes to hang on the kept actor.
        speakers: how many accounts speak for the dropped actor, and for the kept one afterwards.
        links: how many links of the dropped actor's own lead nowhere afterwards.
        told: what happens to what both had.
        faults: what is in the way, and can be chosen otherwise.
        refused: what the viewer may not write.
        notice: why it was not done; blank at first.
        known: the state from which the page was made.
        address: where the form is sent.
        back: where to go instead.
    """

    template: ClassVar[str] = "pages/doubles/merge.html"

    trail: tuple[Link, ...]
    keep: Side
    drop: Side
    compared: tuple[ComparedField, ...]
    shared: tuple[SharedField, ...]
    along: tuple[Named, ...]
    speakers: int
    links: int
    told: tuple[ToldOutcome, ...]
    faults: tuple[Fault, ...]
    refused: tuple[Named, ...]
    notice: str
    known: Known
    address: str
    back: str


@dataclass(frozen=True)
class Two:
    """Which actors are compared: the one to keep and the other, and the place that the viewer came from."""

    keep: str
    drop: str
    place: str

    @property
    def address(self) -> str:
        """Where they are compared."""
        way = f"?place={quote(self.place)}" if self.place else ""
        return f"/aktorer/{quote(self.keep)}/sla-ihop/{quote(self.drop)}{way}"

    @property
    def turned(self) -> "Two":
        """The same with the other one kept."""
        return replace(self, keep=self.drop, drop=self.keep)


@router.get("/aktorer/{actor_id}/sla-ihop/{other_id}")
def show_two(
    desk: SomebodyAtDesk, actor_id: RegisteredId, other_id: RegisteredId, came_from: CameFrom = ""
) -> Response:
    """Show two actors beside each other, and what making them one would do."""
    return _compared(desk, Two(actor_id, other_id, came_from), {})


@router.post("/aktorer/{actor_id}/sla-ihop/{other_id}")
def merge_two(
    desk: SomebodyAtDesk, actor_id: RegisteredId, other_id: RegisteredId, sent: SentForm, came_from: CameFrom = ""
) -> Response:
    """Make two actors one, or show them again with what was chosen and why it was not done."""
    two = Two(actor_id, other_id, came_from)
    if sent.one("switch"):
        return _compared(desk, two.turned, choices_of(sent, other_id, actor_id))
    chosen = choices_of(sent, actor_id, other_id)
    known = Known(sent.number("version_keep") or 0, sent.number("version_drop") or 0, sent.one("mark"))
    try:
        done = merge(desk.engine, desk.viewer, actor_id, other_id, chosen, known)
    except ChangedMeanwhileError:
        return _compared(desk, two, chosen, CHANGED, 409)
    except InvalidRecordError:
        return _compared(desk, two, chosen, status=422)
    except ForbiddenError:
        return _compared(desk, two, chosen, status=403)
    except DatabaseBusyError as error:
        return _compared(desk, two, chosen, str(error), 503)
    except NotFoundError:
        return _led_on(desk, two)
    way = f"?place={quote(came_from)}" if came_from else ""
    return see(told_address(f"/aktorer/{quote(actor_id)}{way}", ACTOR_FORM, Saved(actor_id, done.change_set)))


def _led_on(desk: Desk, two: Two) -> Response:
    """Lead to the actor that one of the two has become a part of meanwhile.

    Raises:
        NotFoundError: it has become a part of none.
    """
    with desk.looking() as (seen, connection):
        for gone in (two.drop, two.keep):
            if kept := kept_instead(connection, seen, gone):
                return see(f"/aktorer/{quote(kept)}")
    raise NotFoundError("actors", two.drop)


def _compared(desk: Desk, two: Two, chosen: Mapping[str, Choice], notice: str = "", status: int = 200) -> Response:
    with desk.looking() as (seen, connection):
        proposal = propose(connection, desk.viewer, two.keep, two.drop, chosen)
        shown = _merge_page(seen, connection, two, proposal, chosen, notice)
    answer = page(desk.request, shown, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _merge_page(
    seen: Seen,
    connection: Connection,
    two: Two,
    proposal: Proposal,
    chosen: Mapping[str, Choice],
    notice: str,
) -> MergePage:
    keep, drop = (proposal.shown.actor[actor_id] for actor_id in (two.keep, two.drop))
    directory = load_directory(seen, (name for actor in (keep, drop) for name in actors_in(ACTOR_FORM, Kept(actor, 0))))
    places = proposal.shown.place
    doubles = f"/platser/{quote(two.place)}/dubbletter" if two.place in places else ""
    return MergePage(
        trail=_trail(two, proposal),
        keep=_side(proposal, keep),
        drop=_side(proposal, drop),
        compared=compared_fields(keep, drop, directory, chosen),
        shared=shared_fields(keep, drop, directory),
        along=named_along(proposal),
        speakers=len(speaking_for(connection, two.drop)),
        links=count_living_links(connection, two.drop, now()),
        told=told_outcomes(proposal),
        faults=obstacle_faults(proposal),
        refused=named_refused(proposal),
        notice=notice,
        known=proposal.versions,
        address=two.address,
        back=doubles or f"/aktorer/{quote(two.keep)}",
    )


def _side(proposal: Proposal, actor: Actor) -> Side:
    place = proposal.shown.place.get(actor.place_id or "")
    return Side(actor.id, actor.name, f"/aktorer/{quote(actor.id)}", place.name if place else "")


def _trail(two: Two, proposal: Proposal) -> tuple[Link, ...]:
    place = proposal.shown.place.get(two.place)
    if place is None:
        return ()
    address = f"/platser/{quote(place.id)}"
    return (Link(place.name, address), Link("", f"{address}/registrera"))
