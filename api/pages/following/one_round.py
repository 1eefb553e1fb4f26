"""A survey round: how many have answered, who has not, and what is known of the place before and after."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.access.gate import Gate, TheGate
from api.analyses import Analyses, Question
from api.database import writing
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk, unkept_page
from api.pages.editing.sent import Sent, SentForm
from api.pages.facts import Link
from api.pages.following.followed_table import AskedRows, FollowedTable, WantedRows, followed_table
from api.pages.following.happened import AskedDone, Happened, JustDone, happened
from api.pages.following.new_round import fault_of_day
from api.pages.following.overview import (
    SECTION,
    UNKNOWN_BUTTON,
    back_of,
    place_name,
    require_following,
    trail_of_rounds,
)
from api.requests import RegisteredId, Today
from api.self_service.answer_links import links_of
from api.self_service.following import follow
from api.self_service.known import question_of, settle_round
from api.self_service.rounds import Rate, Round, close_round, move_last_day, rates_by_sector, round_of
from api.templating import Page
from graph.message import Message
from models.errors import InvalidRequestError
from models.vocabulary import Sector

router = APIRouter(include_in_schema=False)


OPENED = message("Omgången är öppen. Skriv en inbjudan till dem som ska svara.")
CLOSED = message("Omgången är avslutad. Dess länkar fungerar inte längre. Flytta sista dagen om fler ska få svara.")
MOVED = message("Sista dagen är flyttad, och länkarna fungerar till och med den.")
TOLD = {"oppnad": OPENED, "avslutad": CLOSED, "flyttad": MOVED}


@dataclass(frozen=True)
class RoundPage(Page):
    """A survey round.

    Attributes:
        trail: the way back.
        here: the address of the page.
        place: what the place is called.
        asked: the round.
        is_open: whether actors can still answer.
        table: those that are asked.
        sectors: how many have answered in each sector.
        kappa_now: how much is known now; None where there is nothing to know, or where the round has ended.
        day: the day on which that is seen.
        happened: what was done just now with links.
        told: what was done just now with the round; None when nothing was.
        fault: why the last day could not be moved; None at first.
        typed: the day as it was typed.
        live: where a script asks how many have answered.
    """

    template: ClassVar[str] = "pages/following/round.html"

    trail: tuple[Link, ...]
    here: str
    place: str
    asked: Round
    is_open: bool
    table: FollowedTable
    sectors: tuple[tuple[Sector, Rate], ...]
    kappa_now: float | None
    day: date
    happened: Happened | None
    told: Message | None
    fault: Message | None
    typed: str
    live: str


@router.get(f"/platser/{{place_id}}/{SECTION}/omgangar/{{round_id}}")
async def show_round(
    desk: SomebodyAtDesk,
    gate: TheGate,
    today: Today,
    place_id: RegisteredId,
    round_id: RegisteredId,
    rows: AskedRows,
    just: AskedDone,
) -> Response:
    """Show how far a round has come, to those who register at the place."""
    await run_in_threadpool(require_following, desk, place_id)
    return await _round_page(_Looking(desk, gate, today, place_id, round_id), rows, just)


@router.post(f"/platser/{{place_id}}/{SECTION}/omgangar/{{round_id}}")
async def change_round(
    desk: SomebodyAtDesk, gate: TheGate, today: Today, place_id: RegisteredId, round_id: RegisteredId, sent: SentForm
) -> Response:
    """Close a round early, or move its last day."""
    await run_in_threadpool(require_following, desk, place_id)
    looking = _Looking(desk, gate, today, place_id, round_id)
    done = "avslutad"
    if sent.one("do") == "move":
        fault = fault_of_day(sent.one("last_day").strip(), today)
        if fault:
            return await _round_page(looking, WantedRows(), JustDone(), fault, sent.one("last_day"))
        done = "flyttad"
    elif sent.one("do") != "close":
        raise InvalidRequestError(UNKNOWN_BUTTON)
    asked = await run_in_threadpool(_change, looking, sent)
    return see(f"{back_of(place_id, asked)}?gjort={done}")


@dataclass(frozen=True)
class _Looking:
    """Who looks at which round, and when."""

    desk: Desk
    gate: Gate
    today: date
    place_id: str
    round_id: str

    def round(self) -> Round:
        """Return the round as it is.

        Raises:
            NotFoundError: the place has no such round.
        """
        with self.desk.looking() as (_, connection):
            return round_of(connection, self.place_id, self.round_id)

    def settled(self) -> Round:
        """Return the round, with what was known when it ended worked out if it has."""
        settle_round(self.desk.engine, self.gate, self.round())
        return self.round()

    def question(self) -> Question:
        """Return which analysis tells how much is known now."""
        return question_of(self.place_id, self.today)


def _change(looking: _Looking, sent: Sent) -> Round:
    """End a round now or on another day, and return it as it was; it is read where nobody else can end it meanwhile."""
    with writing(looking.desk.engine) as connection:
        asked = round_of(connection, looking.place_id, looking.round_id, writing=True)
        if sent.one("do") == "move":
            move_last_day(connection, asked, date.fromisoformat(sent.one("last_day").strip()))
        else:
            close_round(connection, looking.gate, asked)
    return asked


async def _round_page(
    looking: _Looking, rows: WantedRows, just: JustDone, fault: Message | None = None, typed: str = ""
) -> Response:
    analyses: Analyses = looking.desk.request.app.state.analyses
    asked = await analyses.work(looking.settled)
    question = await run_in_threadpool(looking.question)
    is_open = asked.is_open_at(looking.gate.now())
    known = (await analyses.analysed(question)).system.knowledge.known_share if is_open else None
    shown = await run_in_threadpool(_made, looking, asked, rows, just, known)
    shown = replace(shown, day=question.day, fault=fault, typed=typed or asked.last_day.isoformat())
    return unkept_page(looking.desk.request, shown, 422 if fault else 200)


def _made(looking: _Looking, asked: Round, rows: WantedRows, just: JustDone, known: float | None) -> RoundPage:
    desk, place_id, moment = looking.desk, looking.place_id, looking.gate.now()
    here, following = back_of(place_id, asked), back_of(place_id, None)
    is_open = asked.is_open_at(moment)
    with desk.looking() as (seen, connection):
        name = place_name(seen, place_id)
        followed = follow(seen, connection, place_id, moment, asked.id)
        done = happened(links_of(connection, place_id, asked.id), just)
    sends_mail = looking.gate.settings.sends_mail
    table = followed_table(followed, rows, here, following, asked.id, sends_mail=sends_mail)
    return RoundPage(
        trail=trail_of_rounds(desk.request, place_id, name),
        here=here,
        place=name,
        asked=asked,
        is_open=is_open,
        table=replace(table, can_ask=is_open),
        sectors=rates_by_sector(followed),
        kappa_now=known,
        day=looking.today,
        happened=done,
        told=Message(TOLD[just.done]) if just.done in TOLD else None,
        fault=None,
        typed="",
        live=f"/api/v1/places/{quote(place_id)}/rounds/{quote(asked.id)}?now=false" if is_open else "",
    )
