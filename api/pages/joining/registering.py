"""Registering one's organisation with a place's link: without an account, and into no register.

Whatever is registered already, the answer is the same: whoever asks learns nothing of it here.
"""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Engine

from api.access.gate import Gate, TheGate
from api.access.networks import network_of
from api.access.seen import Seen
from api.database import reading, writing
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.choices import Choice
from api.pages.editing.directory import Directory
from api.pages.editing.draft import Draft, new_draft, sent_draft
from api.pages.editing.fields import Shape
from api.pages.editing.form_page import FilledSection, Guard, filled_sections
from api.pages.editing.judgement import Judgement, judge, without_personal_numbers
from api.pages.editing.sent import Sent, SentForm
from api.pages.editing.taking import UNREADABLE
from api.pages.joining.form import JOINING_FORM
from api.pages.situations import SITUATIONS, situation_told
from api.problems import status_of
from api.queries.openness import openness_of
from api.queries.registered_names import name_of_place
from api.requests import Database
from api.self_service.arrivals import Arrivals
from api.self_service.registration_links import RegistrationLink, registration_link_behind
from api.self_service.registrations import (
    MOST_WAITING,
    Registration,
    Said,
    find_repeated,
    keep_registration,
    waiting_by,
)
from api.templating import Page, page
from models.errors import DeadLinkError
from models.vocabulary import PlaceVisibility

router = APIRouter(include_in_schema=False)

TOO_MANY_FROM_HERE = message(
    "Det har kommit många anmälningar härifrån den senaste timmen. Vänta en stund och tryck sedan på Skicka igen. "
    "Det ni har skrivit står kvar."
)
TOO_MANY_WAIT = message(
    "Det väntar redan många anmälningar på att granskas. Försök igen om några dagar, eller hör av er till den som gav "
    "er länken. Det ni har skrivit står kvar, så att ni kan kopiera det."
)
LOOKS_LIKE_A_PROGRAM = message(
    "Ett fält som ska vara tomt var ifyllt, kanske av webbläsaren. Det är tömt nu. Tryck på Skicka en gång till."
)
FLOODED = 429

TRAP = "homepage"
"""A field that nobody sees. Programs that fill in whatever they find fill it in too."""

FORM_ID = "form_id"
_FORM_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class JoinPage(Page):
    """The form with which an organisation asks to be registered.

    Attributes:
        place: what the place is called.
        openness: who may see the place's map.
        sections: the questions with what stands in them.
        guard: what is wrong.
        form_id: names this form, so that sending it twice is sending it once.
        trap: the name of the field that is to stay empty.
    """

    template: ClassVar[str] = "pages/joining/join.html"

    place: str
    openness: PlaceVisibility
    sections: tuple[FilledSection, ...]
    guard: Guard
    form_id: str
    trap: str = TRAP


@dataclass(frozen=True)
class DeadJoinPage(Page):
    """A link that leads nowhere: it was revoked, is too old, or never was, and the page does not tell which."""

    template: ClassVar[str] = "pages/joining/dead_join.html"


async def _arrivals(request: Request) -> Arrivals:
    arrivals: Arrivals = request.app.state.arrivals
    return arrivals


@dataclass(frozen=True)
class Visitor:
    """Somebody who has a link to register at a place."""

    request: Request
    engine: Engine
    gate: Gate
    arrivals: Arrivals


async def _visitor(
    request: Request, database: Database, gate: TheGate, arrivals: Annotated[Arrivals, Depends(_arrivals)]
) -> Visitor:
    return Visitor(request, database, gate, arrivals)


AtDoor = Annotated[Visitor, Depends(_visitor)]


@router.get("/anslut/{token}")
def show_joining(visitor: AtDoor, token: str) -> Response:
    """Ask an organisation about itself."""
    try:
        with reading(visitor.engine) as connection:
            link = registration_link_behind(connection, visitor.gate, token)
    except DeadLinkError:
        return dead_join(visitor.request)
    return _form(visitor, link, new_draft(JOINING_FORM, Directory(), {}))


@router.post("/anslut/{token}")
def take_joining(visitor: AtDoor, token: str, sent: SentForm) -> Response:
    """Keep what an organisation says of itself until somebody at the place has looked at it."""
    try:
        with reading(visitor.engine) as connection:
            link = registration_link_behind(connection, visitor.gate, token)
    except DeadLinkError:
        return dead_join(visitor.request)
    draft = sent_draft(JOINING_FORM, Directory(), sent, None)
    guard = _to_be_put_right(without_personal_numbers(judge(draft)), sent)
    if guard:
        return _form(visitor, link, draft, guard, UNREADABLE)
    network = network_of(visitor.request)
    if wait := visitor.arrivals.wait_s(network):
        return _form(visitor, link, draft, Guard(notice=TOO_MANY_FROM_HERE), FLOODED, wait)
    try:
        kept = _keep(visitor, link, draft, sent)
    except SITUATIONS as error:
        situation = situation_told(error)
        return _form(visitor, link, draft, Guard(notice=str(situation)), int(status_of(situation)))
    if kept is None:
        return _form(visitor, link, draft, Guard(notice=TOO_MANY_WAIT), FLOODED)
    visitor.arrivals.count(network)
    return see(kept.address(visitor.gate))


def dead_join(request: Request) -> Response:
    """Say that a link leads nowhere, and what to do."""
    return page(request, DeadJoinPage(), status=410)


def _to_be_put_right(judged: Judgement, sent: Sent) -> Guard | None:
    """Return what is wrong, or what has to be confirmed first; None when there is nothing."""
    if judged.faults:
        return Guard(judged.faults, judged.traces)
    if judged.traces and not sent.one("anyway"):
        return Guard(traces=judged.traces)
    return Guard(notice=LOOKS_LIKE_A_PROGRAM) if sent.one(TRAP) else None


def _keep(visitor: Visitor, link: RegistrationLink, draft: Draft, sent: Sent) -> Registration | None:
    """Keep a registration; None where too many wait already."""
    form_id = sent.one(FORM_ID)
    known_as = form_id if _FORM_ID.fullmatch(form_id) else uuid4().hex
    with writing(visitor.engine) as connection:
        if waiting_by(connection, link) >= MOST_WAITING and not find_repeated(connection, link, known_as, _said(draft)):
            return None
        return keep_registration(connection, visitor.gate, link, known_as, _said(draft))


def _said(draft: Draft) -> Said:
    """Return what stands in the fields: no more than was read."""
    given = {field: draft.answers.get(field.name, ()) for field in draft.form.fields}
    return {
        field.name: texts if field.shape is Shape.CHECKS else texts[:1] for field, texts in given.items() if any(texts)
    }


def _form(
    visitor: Visitor, link: RegistrationLink, draft: Draft, guard: Guard | None = None, status: int = 200, wait: int = 0
) -> Response:
    guard = guard or Guard()
    with reading(visitor.engine) as connection:
        seen = Seen(connection)
        shown = JoinPage(
            place=name_of_place(seen, link.place_id),
            openness=openness_of(seen, link.place_id),
            sections=filled_sections(draft, guard, Choice()),
            guard=guard,
            form_id=uuid4().hex,
        )
    answer = page(visitor.request, shown, status=status)
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer
