"""Where somebody sits who opened an actor's own link: what they see, and what every page of theirs shows.

A link lets in whoever has it, and looking changes nothing: the programs that look through mail open links too. That
it was opened is noted when something is first sent.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request, Response
from sqlalchemy import Connection, Engine

from api.access.gate import Gate, TheGate
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.access.window import Window
from api.database import reading
from api.pages.accounts.forms import see
from api.pages.answering.own_records import AskedRecord, OwnRecords, load_own
from api.requests import Database, Today
from api.self_service.answer_links import AnswerLink, link_behind
from api.self_service.answering import Answering
from api.self_service.invitations import who_asks
from api.self_service.wishes import is_left_out
from models.errors import DeadAnswerLinkError, DeadLinkError, NotFoundError
from models.vocabulary import Topic


@dataclass(frozen=True)
class AnswerDesk:
    """Somebody who has an actor's link.

    Attributes:
        request: what they asked.
        engine: the register.
        gate: the clock.
        link: the link.
        today: the day.
    """

    request: Request
    engine: Engine
    gate: Gate
    link: AnswerLink
    today: date

    @property
    def viewer(self) -> Viewer:
        """Who sees and writes."""
        return self.link.viewer

    @property
    def answering(self) -> Answering:
        """What they can do."""
        return Answering(self.engine, self.gate, self.link)

    @contextmanager
    def looking(self) -> Iterator[tuple[Seen, Connection]]:
        """Give the register as the actor sees it, and a connection for what stands behind it."""
        window: Window = self.request.app.state.window
        with window.looking(self.viewer) as looking:
            yield looking

    def own(self) -> OwnRecords:
        """Return what the actor is asked about.

        Raises:
            DeadAnswerLinkError: the actor is no more.
        """
        with self.looking() as (seen, connection):
            return self.own_in(seen, connection)

    def own_in(self, seen: Seen, connection: Connection) -> OwnRecords:
        """Return what the actor is asked about, in a state of the register that is open already."""
        try:
            return load_own(seen, connection, self.link, self.today)
        except NotFoundError:
            raise DeadAnswerLinkError from None

    def itself(self) -> AskedRecord:
        """Return the actor's own record, whether or not the link asks about it.

        Raises:
            DeadAnswerLinkError: the actor is no more.
        """
        link = replace(self.link, topics=(Topic.OWN_DATA,))
        with self.looking() as (seen, connection):
            return replace(self, link=link).own_in(seen, connection).by_topic[Topic.OWN_DATA][0]

    def address(self, part: str = "", anchor: str = "", **told: str | int) -> str:
        """Return the address of one of the link's pages."""
        path = self.link.address(self.gate) + (f"/{part}" if part else "")
        return path + (f"?{urlencode(told)}" if told else "") + (f"#{anchor}" if anchor else "")

    def see(self, part: str = "", anchor: str = "", **told: str | int) -> Response:
        """Send the browser to one of the link's pages."""
        return see(self.address(part, anchor, **told))


@dataclass(frozen=True)
class Invitation:
    """What every page of a link says above all else.

    Attributes:
        address: of the link's first page.
        actor: what the actor is called.
        place: what the place is called that asks.
        message: what is written to all who are asked in a survey round; empty for a link alone.
        round: what the round is called; empty for a link alone.
        last_day: the moment until which the link works.
        answered_on: when the actor answered last.
        left_out: whether the actor has asked to be left out, and nobody else sees it.
    """

    address: str
    actor: str
    place: str
    message: str
    round: str
    last_day: datetime
    answered_on: datetime | None
    left_out: bool


def invitation_of(desk: AnswerDesk, connection: Connection, actor: str) -> Invitation:
    """Return what every page of a link says above all else."""
    link, asking = desk.link, who_asks(connection, desk.link)
    return Invitation(
        address=desk.address(),
        actor=actor,
        place=asking.place,
        message=asking.message,
        round=asking.round,
        last_day=link.expires_at,
        answered_on=link.answered_at,
        left_out=is_left_out(connection, link.actor_id),
    )


def _desk(request: Request, engine: Database, gate: TheGate, today: Today, token: str) -> AnswerDesk:
    """Let in whoever has a link that lives.

    Raises:
        DeadAnswerLinkError: it was revoked, is too old, or never was.
    """
    try:
        with reading(engine) as connection:
            return AnswerDesk(request, engine, gate, link_behind(connection, gate, token), today)
    except DeadLinkError:
        raise DeadAnswerLinkError from None


AtAnswerDesk = Annotated[AnswerDesk, Depends(_desk)]
