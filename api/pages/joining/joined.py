"""How it went for an organisation that asked to be registered, told to whoever has the page's address."""

from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.access.gate import Gate
from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import ANYBODY
from api.database import reading
from api.pages.joining.registering import AtDoor, dead_join
from api.queries.registered_names import name_of_place
from api.self_service.answer_links import link_with_id
from api.self_service.registrations import Registration, registration_behind
from api.templating import Page, page
from models.errors import DeadLinkError
from models.vocabulary import RegistrationState

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class JoinedPage(Page):
    """What became of a registration.

    Attributes:
        place: what the place is called.
        name: what the organisation called itself; empty once that has been erased.
        state: what was decided, as far as anybody may know.
        reason: what whoever decided wants to say.
        is_gone: whether the organisation was registered and is no more.
        own_address: where it sees and changes what is registered of it; empty where it is not let in.
    """

    template: ClassVar[str] = "pages/joining/joined.html"

    place: str
    name: str
    state: RegistrationState
    reason: str
    is_gone: bool
    own_address: str


@router.get("/anslut/anmald/{token}")
def show_joined(visitor: AtDoor, token: str) -> Response:
    """Tell what became of a registration."""
    try:
        with reading(visitor.engine) as connection:
            found = registration_behind(connection, visitor.gate, token)
            shown = _joined(connection, visitor.gate, found)
    except DeadLinkError:
        return dead_join(visitor.request)
    return page(visitor.request, shown)


def _joined(connection: Connection, gate: Gate, found: Registration) -> JoinedPage:
    link = link_with_id(connection, found.given_link_id) if found.given_link_id else None
    return JoinedPage(
        place=name_of_place(Seen(connection), found.place_id),
        name=found.name,
        state=_told_state(connection, found),
        reason=found.answer or "",
        is_gone=found.state is RegistrationState.ACCEPTED and found.actor_id is None,
        own_address=link.address(gate) if link and link.lives_at(gate.now()) else "",
    )


def _told_state(connection: Connection, found: Registration) -> RegistrationState:
    """Return what was decided; that an actor exists which not everybody may see looks as if nothing came of it."""
    if found.state is not RegistrationState.SAME or found.given_link_id:
        return found.state
    actors = Seen(connection, access_of(connection, ANYBODY))["actors"]
    is_public = connection.execute(sa.select(actors.c.id).where(actors.c.id == found.actor_id)).first()
    return RegistrationState.SAME if is_public else RegistrationState.REFUSED
