"""What waits to be registered at a place, and the links with which it came."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Connection

from api.access.gate import Gate, TheGate
from api.access.seen import Seen
from api.pages.editing.desk import AtDesk, Desk, unkept_page
from api.pages.editing.directory import Directory
from api.pages.editing.names import load_directory, suggested_names
from api.pages.editing.registered import registering_heading
from api.pages.facts import Link
from api.pages.heading import PlaceHeading
from api.pages.joining.readings import find_likenesses, read_registration
from api.pages.joining.waiting_views import WaitingView, WaitingViews
from api.requests import Asked, RegisteredId, Today, Wanted
from api.self_service.deciding import Decider
from api.self_service.registration_links import RegistrationLink, registration_links_of
from api.self_service.registrations import Registration, decided_at, find_registration, waiting_at
from api.templating import Page
from models.vocabulary import RegistrationState

router = APIRouter(include_in_schema=False)

SECTION = "anmalningar"
MOST_WAITING_SHOWN, MOST_DECIDED_SHOWN = 20, 30
FARTHEST = 100_000


@dataclass(frozen=True)
class LinkView:
    """A link of the place: what it is called on the page, where it leads, and when it lives."""

    id: str
    address: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class DecidedView:
    """What was decided.

    Attributes:
        id, name, state: which, and what.
        at: when.
        who: which account; empty where it is no more.
        oneself: whether that is the viewer.
        answer: what whoever registered is told.
        actor: the actor that it became or was; None where that is gone or not seen.
        is_gone: whether an actor was registered and is no more.
        let_in: whether whoever registered has been let in to the actor's own link.
    """

    id: str
    name: str
    state: RegistrationState
    at: datetime | None
    who: str
    oneself: bool
    answer: str
    actor: Link | None
    is_gone: bool
    let_in: bool


@dataclass(frozen=True)
class NewLink:
    """The lifetime of a new link as it was typed, and what is wrong with it."""

    lifetime: str = "month"
    until: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Said:
    """What the page says first.

    Attributes:
        done: what the viewer decided just now.
        decided: what somebody else had decided already, so that the viewer's own choice was not stored.
        notice: why something was not stored, a Swedish message.
        about: the organisation that the notice is about.
        names: how the actors are called that may have been meant.
    """

    done: DecidedView | None = None
    decided: DecidedView | None = None
    notice: str = ""
    about: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModerationPage(Page):
    """What waits to be registered at a place.

    Attributes:
        heading: the head of the place's pages.
        here: the address of the page.
        said: what is said first.
        links: those that live.
        dead_links: those that do not.
        new_link: the form for another.
        waiting: what waits, the first that came first.
        total: how much waits in all.
        offset: how much of it stands on earlier pages.
        decided: what was decided last.
        actors: the names that a browser can offer.
    """

    template: ClassVar[str] = "pages/joining/moderation.html"

    heading: PlaceHeading
    here: str
    said: Said
    links: tuple[LinkView, ...]
    dead_links: tuple[LinkView, ...]
    new_link: NewLink
    waiting: tuple[WaitingView, ...]
    total: int
    offset: int
    decided: tuple[DecidedView, ...]
    actors: tuple[str, ...]

    @property
    def next_offset(self) -> int:
        """Where the next page begins; 0 where this is the last."""
        after = self.offset + len(self.waiting)
        return after if self.waiting and after < self.total else 0


@dataclass(frozen=True)
class Moderator:
    """Somebody who decides at a place what is registered."""

    desk: Desk
    gate: Gate
    asked: Wanted
    today: date

    def require(self, seen: Seen, place_id: str) -> None:
        """Do nothing when the viewer may decide at a place.

        Raises:
            SignInRequiredError, NotFoundError, ForbiddenError: they may not.
        """
        self.desk.require_somebody()
        self.desk.require_place(seen, place_id)

    def at(self, place_id: str) -> Decider:
        """Return who decides at a place, once it is known that they may.

        Raises:
            SignInRequiredError, NotFoundError, ForbiddenError: they may not.
        """
        with self.desk.looking() as (seen, _):
            self.require(seen, place_id)
        return Decider(self.desk.engine, self.gate, self.desk.viewer, place_id)


async def _moderator(desk: AtDesk, gate: TheGate, asked: Asked, today: Today) -> Moderator:
    return Moderator(desk, gate, asked, today)


AtModeration = Annotated[Moderator, Depends(_moderator)]


def address_at(place_id: str) -> str:
    """Return where the registrations of a place are decided."""
    return f"/platser/{quote(place_id)}/{SECTION}"


@router.get(f"/platser/{{place_id}}/{SECTION}")
def show_moderation(
    moderator: AtModeration,
    place_id: RegisteredId,
    done: Annotated[str, Query(alias="klart", max_length=100)] = "",
    decided: Annotated[str, Query(alias="redan", max_length=100)] = "",
    offset: Annotated[int, Query(alias="fran", ge=0, le=FARTHEST)] = 0,
) -> Response:
    """Show what waits at a place, and its links."""
    with moderator.desk.looking() as (seen, connection):
        moderator.require(seen, place_id)
        said = Said(
            done=_told(seen, connection, moderator, place_id, done),
            decided=_told(seen, connection, moderator, place_id, decided),
        )
    return moderation_response(moderator, place_id, said, offset=offset)


def moderation_response(
    moderator: Moderator,
    place_id: str,
    said: Said | None = None,
    new_link: NewLink | None = None,
    offset: int = 0,
    status: int = 200,
) -> Response:
    """Show what waits, with something said first."""
    with moderator.desk.looking() as (seen, connection):
        moderator.require(seen, place_id)
        directory = load_directory(seen, home=place_id)
        waiting = waiting_at(connection, place_id, MOST_WAITING_SHOWN, offset)
        living, dead = _links(connection, moderator, place_id)
        decided = decided_at(connection, place_id, MOST_DECIDED_SHOWN).items
        shown = ModerationPage(
            heading=registering_heading(seen, place_id, moderator.asked, moderator.today),
            here=address_at(place_id),
            said=said or Said(),
            links=living,
            dead_links=dead,
            new_link=new_link or NewLink(),
            waiting=_waiting(seen, connection, moderator, directory, waiting.items),
            total=waiting.total,
            offset=offset,
            decided=_decided(seen, moderator, decided),
            actors=suggested_names(seen, place_id) if waiting.items else (),
        )
    return unkept_page(moderator.desk.request, shown, status)


def _waiting(
    seen: Seen, connection: Connection, moderator: Moderator, directory: Directory, found: tuple[Registration, ...]
) -> tuple[WaitingView, ...]:
    readings = [read_registration(registration, directory) for registration in found]
    likenesses = find_likenesses(seen, directory, readings)
    views = WaitingViews(connection, seen, moderator.desk.viewer, likenesses)
    return tuple(map(views.show, readings))


def _links(
    connection: Connection, moderator: Moderator, place_id: str
) -> tuple[tuple[LinkView, ...], tuple[LinkView, ...]]:
    base, moment = str(moderator.desk.request.base_url).rstrip("/"), moderator.gate.now()

    def view(link: RegistrationLink) -> LinkView:
        address = base + link.address(moderator.gate) if link.lives_at(moment) else ""
        return LinkView(link.id, address, link.made_at, link.expires_at, link.revoked_at)

    views = tuple(map(view, registration_links_of(connection, place_id)))
    return tuple(one for one in views if one.address), tuple(one for one in views if not one.address)


def _told(
    seen: Seen, connection: Connection, moderator: Moderator, place_id: str, registration_id: str
) -> DecidedView | None:
    found = find_registration(connection, registration_id) if registration_id else None
    if found is None or found.place_id != place_id:
        return None
    return _decided(seen, moderator, (found,))[0]


def _decided(seen: Seen, moderator: Moderator, found: tuple[Registration, ...]) -> tuple[DecidedView, ...]:
    directory = load_directory(seen, [each.actor_id for each in found if each.actor_id])

    def view(each: Registration) -> DecidedView:
        actor = directory.actors.get(each.actor_id or "")
        return DecidedView(
            id=each.id,
            name=each.name,
            state=each.state,
            at=each.decided_at,
            who=each.decider or "",
            oneself=each.decided_by is not None and each.decided_by == moderator.desk.viewer.account_id,
            answer=each.answer or "",
            actor=Link(directory.label(actor.id), f"/aktorer/{quote(actor.id)}") if actor else None,
            is_gone=each.state is RegistrationState.ACCEPTED and each.actor_id is None,
            let_in=each.given_link_id is not None,
        )

    return tuple(map(view, found))
