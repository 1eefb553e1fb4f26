"""Who has answered at a place, and what can be done about those who have not."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.access.gate import Gate, TheGate
from api.access.seen import Seen
from api.database import writing
from api.editing import editing
from api.language import chosen_language, message
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk, unkept_page
from api.pages.editing.registered import registering_heading
from api.pages.editing.sent import Sent, SentForm
from api.pages.facts import Link
from api.pages.following.followed_table import (
    AskedRows,
    FollowedTable,
    chosen_actors,
    followed_table,
    rows_wanted_by,
)
from api.pages.following.happened import AskedDone, Happened, happened, mark_of, mark_sent, of_moment
from api.pages.heading import PlaceHeading
from api.requests import RegisteredId, Today, Wanted, may_be_an_id
from api.self_service.answer_links import every_link_of
from api.self_service.asking import ask, at_one_moment, put_back_wish, take_back
from api.self_service.following import Followed, Standing, follow
from api.self_service.rounds import Round, round_of
from api.self_service.wishes import let_stay
from api.templating import Page
from models.errors import InvalidRequestError, NotFoundError

router = APIRouter(include_in_schema=False)

SECTION = "svar"

FOLLOWING = message("Vem har svarat?")
ROUNDS = message("Omgångar")
UNKNOWN_BUTTON = message("Välj vad som ska göras med en av knapparna på sidan.")


@dataclass(frozen=True)
class FollowingPage(Page):
    """Who has answered at a place.

    Attributes:
        heading: the head of the place's pages.
        table: the actors.
        asked_out: those that want to be left out, which somebody has to decide about.
        happened: what was done just now.
        kept: the actor that was kept just now, and how it stands; None when none was.
    """

    template: ClassVar[str] = "pages/following/following.html"

    heading: PlaceHeading
    table: FollowedTable
    asked_out: tuple[Followed, ...]
    happened: Happened | None = None
    kept: Followed | None = None


@router.get(f"/platser/{{place_id}}/{SECTION}")
def show_following(
    desk: SomebodyAtDesk, gate: TheGate, today: Today, place_id: RegisteredId, asked: AskedRows, just: AskedDone
) -> Response:
    """Show who has answered, to those who register at the place."""
    with desk.looking() as (seen, connection):
        desk.require_place(seen, place_id)
        followed = follow(seen, connection, place_id, gate.now())
        address = back_of(place_id, None)
        shown = FollowingPage(
            heading=registering_heading(seen, place_id, Wanted(), today),
            table=followed_table(followed, asked, address, address, "", sends_mail=gate.settings.sends_mail),
            asked_out=tuple(one for one in followed if one.standing is Standing.LEFT_OUT),
            happened=happened(every_link_of(connection, place_id), just),
            kept=next((one for one in followed if one.actor_id == just.kept), None),
        )
    return unkept_page(desk.request, shown)


@router.post(f"/platser/{{place_id}}/{SECTION}")
def change_links(desk: SomebodyAtDesk, gate: TheGate, place_id: RegisteredId, sent: SentForm) -> Response:
    """Make links or take them back, or keep an actor that asked to be left out."""
    require_following(desk, place_id)
    do = sent.one("do")
    if do in ("keep", "wish"):
        return _decide(desk, gate, place_id, sent)
    gate = at_one_moment(gate)
    with desk.looking() as (seen, connection):
        asked = round_asked(connection, place_id, sent)
        followed = follow(seen, connection, place_id, gate.now(), asked.id if asked else None)
        chosen = _chosen(connection, place_id, followed, sent)
    if asked and not asked.is_open_at(gate.now()) and do in ("make", "remake"):
        return see(rows_wanted_by(sent).address(back_of(place_id, asked), nekat="avslutad"))
    if not chosen:
        return see(rows_wanted_by(sent).address(back_of(place_id, asked), nekat="ingen"))
    told = _do(desk, gate, place_id, asked, do, chosen)
    return see(rows_wanted_by(sent).address(back_of(place_id, asked), gjort=told, tid=str(mark_of(gate.now()))))


def require_following(desk: Desk, place_id: str) -> None:
    """Do nothing when the viewer registers at a place.

    Raises:
        NotFoundError, ForbiddenError: they see no such place, or do not register there.
    """
    with desk.looking() as (seen, _):
        desk.require_place(seen, place_id)


def place_name(seen: Seen, place_id: str) -> str:
    """Return what a place that may be seen is called."""
    rows = seen["places"]
    return str(seen.execute(sa.select(rows.c.name).where(rows.c.id == place_id)).scalar_one())


def round_asked(connection: Connection, place_id: str, sent: Sent) -> Round | None:
    """Return the round that a form is about; None for one about the place.

    Raises:
        NotFoundError: the place has no such round.
    """
    round_id = sent.one("omgang")
    if not round_id:
        return None
    if not may_be_an_id(round_id):
        raise NotFoundError("survey_rounds", "")
    return round_of(connection, place_id, round_id)


def back_of(place_id: str, asked: Round | None) -> str:
    """Return the address of the page on which links of a round, or of a place, are followed."""
    address = f"/platser/{quote(place_id)}/{SECTION}"
    return f"{address}/omgangar/{quote(asked.id)}" if asked else address


def trail_of_following(request: Request, place_id: str, place: str) -> tuple[Link, ...]:
    """Return the way back from what lies below the page on which a place is followed."""
    say = chosen_language(request).say
    return Link(place, f"/platser/{quote(place_id)}"), Link(say(FOLLOWING), back_of(place_id, None))


def trail_of_rounds(request: Request, place_id: str, place: str) -> tuple[Link, ...]:
    """Return the way back from what lies below the page with the rounds of a place."""
    rounds = Link(chosen_language(request).say(ROUNDS), f"{back_of(place_id, None)}/omgangar")
    return (*trail_of_following(request, place_id, place), rounds)


def _chosen(connection: Connection, place_id: str, followed: tuple[Followed, ...], sent: Sent) -> list[str]:
    """Return the actors that a button is about: those ticked, or those of the moment that is taken back."""
    undone = UNDOING.get(sent.one("do"))
    if undone is None:
        return [one.actor_id for one in chosen_actors(followed, sent)]
    links = of_moment(every_link_of(connection, place_id), undone, mark_sent(sent))
    return [one.actor_id for one in followed if one.actor_id in {link.actor_id for link in links}]


UNDOING = {"unmake": "gjorda", "remake": "aterkallade"}
"""What takes back what."""


def _do(desk: Desk, gate: Gate, place_id: str, asked: Round | None, do: str, actor_ids: list[str]) -> str:
    """Do what a button says, and return what an address calls it.

    Raises:
        InvalidRequestError: no button says that.
    """
    round_id = asked.id if asked else None
    with writing(desk.engine) as connection:
        if do in ("make", "remake"):
            ask(connection, gate, desk.viewer, place_id, actor_ids, round_id, asked.expires_at if asked else None)
            return "gjorda"
        if do in ("revoke", "unmake"):
            take_back(connection, gate, place_id, actor_ids, round_id)
            return "aterkallade"
    raise InvalidRequestError(UNKNOWN_BUTTON)


def _decide(desk: Desk, gate: Gate, place_id: str, sent: Sent) -> Response:
    """Keep an actor that asked to be left out, or let it be a question again."""
    back, actor_id = back_of(place_id, None), sent.one("actor")
    with desk.looking() as (seen, connection):
        known = {one.actor_id for one in follow(seen, connection, place_id, gate.now())}
    if actor_id not in known:
        raise NotFoundError("actors", "")
    with editing(desk.engine, desk.viewer) as edit:
        if sent.one("do") == "wish":
            put_back_wish(edit, place_id, actor_id, gate.now())
            return see(back)
        let_stay(edit, actor_id)
    return see(f"{back}?behalls={quote(actor_id)}")
