"""Survey rounds: all actors of a place are asked the same, until a day, and what was known before is kept.

A round ends when its last day has passed in Sweden, or earlier when somebody closes it. What is known afterwards is
worked out once, at the first look after that, of all that the register held when the round ended: whoever looks first
decides nothing about the figure.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.self_service.answer_links import LINKS, ROUNDS, make_links
from api.self_service.following import Followed, Standing
from models.errors import NotFoundError
from models.instants import end_of
from models.vocabulary import Sector, Topic


@dataclass(frozen=True)
class Round:
    """A survey round of a place.

    Attributes:
        last_day: the last day on which actors can answer.
        closed_at: when somebody closed it, or when it was first seen that its last day has passed.
        kappa_before, kappa_after: how much was known when it began and when it ended; None where there was nothing to
            know, or where it is not worked out yet.
        settled_at: when the last of them was worked out, whatever it was; None before that.
    """

    id: str
    place_id: str
    title: str
    message: str | None
    topics: tuple[Topic, ...]
    opened_at: datetime
    last_day: date
    closed_at: datetime | None
    kappa_before: float | None
    kappa_after: float | None
    settled_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """When its links die: at the end of the last day in Sweden."""
        return end_of(self.last_day)

    def is_open_at(self, moment: datetime) -> bool:
        """Tell whether actors can still answer."""
        return self.closed_at is None and moment <= self.expires_at

    def ended_at(self, moment: datetime) -> datetime | None:
        """Return when it ended; None while it is open."""
        if self.is_open_at(moment):
            return None
        return min(self.closed_at, self.expires_at) if self.closed_at else self.expires_at


@dataclass(frozen=True)
class NewRound:
    """What somebody wants to ask, and until when.

    Attributes:
        id: made with the form, so that a form that is sent twice opens one round.
    """

    id: str
    title: str
    message: str
    topics: tuple[Topic, ...]
    last_day: date


@dataclass(frozen=True)
class Rate:
    """How many have answered, of how many.

    >>> Rate(12, 48).share
    0.25
    >>> Rate(0, 0).share is None
    True
    """

    answered: int
    asked: int

    @property
    def share(self) -> float | None:
        """The part that has answered; None when nobody was asked."""
        return self.answered / self.asked if self.asked else None


def rate_of(followed: Collection[Followed]) -> Rate:
    """Return how many of some actors have answered; whoever asks to be left out has answered too."""
    done = sum(one.standing in (Standing.ANSWERED, Standing.LEFT_OUT) for one in followed)
    return Rate(done, sum(one.link is not None for one in followed))


def rates_by_sector(followed: Iterable[Followed]) -> tuple[tuple[Sector, Rate], ...]:
    """Return the rate of each sector that somebody was asked of, in the usual order."""
    grouped: dict[Sector, list[Followed]] = {}
    for one in followed:
        grouped.setdefault(one.sector, []).append(one)
    return tuple((sector, rate_of(grouped[sector])) for sector in Sector if sector in grouped)


def open_round(
    connection: Connection,
    gate: Gate,
    viewer: Viewer,
    place_id: str,
    new: NewRound,
    actor_ids: Collection[str],
    kappa: float | None,
) -> Round:
    """Open a round and make a link for each actor; one that was opened already is returned as it is.

    Args:
        connection: inside a transaction that writes.
        viewer: who asks; whether they may is asked before.
        kappa: how much is known of the place now.

    Raises:
        NotFoundError: another place has a round of that id.
    """
    if not connection.execute(sa.select(ROUNDS.c.id).where(ROUNDS.c.id == new.id)).first():
        values = {
            "id": new.id,
            "place_id": place_id,
            "title": new.title,
            "message": new.message or None,
            "topics": new.topics,
            "made_by": viewer.account_id,
            "opened_at": gate.now(),
            "last_day": new.last_day,
            "kappa_before": kappa,
        }
        connection.execute(sa.insert(ROUNDS).values(**values))
        make_links(connection, gate, viewer, place_id, list(actor_ids), new.id, end_of(new.last_day))
    return round_of(connection, place_id, new.id)


def rounds_of(connection: Connection, place_id: str) -> tuple[Round, ...]:
    """Return the rounds of a place, the newest first."""
    asked = sa.select(ROUNDS).where(ROUNDS.c.place_id == place_id).order_by(ROUNDS.c.opened_at.desc(), ROUNDS.c.id)
    return tuple(map(_round, connection.execute(asked).mappings()))


def round_of(connection: Connection, place_id: str, round_id: str, *, writing: bool = False) -> Round:
    """Return a round of a place.

    Args:
        writing: whether it is going to be changed, so that nobody else does meanwhile.

    Raises:
        NotFoundError: the place has none of that id.
    """
    asked = sa.select(ROUNDS).where(ROUNDS.c.place_id == place_id, ROUNDS.c.id == round_id)
    found = connection.execute(asked.with_for_update() if writing else asked).mappings().first()
    if found is None:
        raise NotFoundError("survey_rounds", round_id)
    return _round(found)


def rates_of(connection: Connection, place_id: str) -> dict[str, Rate]:
    """Return how many have answered in each round of a place, by one question for all."""
    link = LINKS.c
    done = sa.or_(link.answered_at.is_not(None), link.left_out_at.is_not(None))
    told = sa.select(link.round_id, link.actor_id, sa.func.max(sa.case((done, 1), else_=0)).label("done"))
    each = told.where(link.place_id == place_id, link.round_id.is_not(None)).group_by(link.round_id, link.actor_id)
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for round_id, _, has_answered in connection.execute(each):
        asked[round_id] += 1
        answered[round_id] += has_answered
    return {round_id: Rate(answered[round_id], count) for round_id, count in asked.items()}


def close_round(connection: Connection, gate: Gate, asked: Round) -> None:
    """End an open round now; its links die with it. One that has ended stays as it is."""
    moment = gate.now()
    if not asked.is_open_at(moment):
        return
    connection.execute(sa.update(ROUNDS).where(ROUNDS.c.id == asked.id).values(closed_at=moment))
    _let_links_die(connection, asked, moment)


def move_last_day(connection: Connection, asked: Round, last_day: date) -> None:
    """Let a round end on another day. One that has ended is open again, and what was known after it is forgotten."""
    values: dict[str, Any] = {"last_day": last_day, "closed_at": None, "kappa_after": None, "settled_at": None}
    connection.execute(sa.update(ROUNDS).where(ROUNDS.c.id == asked.id).values(**values))
    _let_links_die(connection, asked, end_of(last_day))


def keep_outcome(
    connection: Connection, asked: Round, ended_at: datetime, kappa: float | None, moment: datetime
) -> None:
    """Keep what was known when a round ended, unless it was opened again, or ended in another way, meanwhile.

    Args:
        asked: the round as it was when that was worked out.
        moment: now.
    """
    unchanged = (
        ROUNDS.c.id == asked.id,
        ROUNDS.c.last_day == asked.last_day,
        ROUNDS.c.closed_at.is_not_distinct_from(asked.closed_at),
    )
    values = {"closed_at": asked.closed_at or ended_at, "kappa_after": kappa, "settled_at": moment}
    connection.execute(sa.update(ROUNDS).where(*unchanged).values(**values))


def _let_links_die(connection: Connection, asked: Round, moment: datetime) -> None:
    links = (LINKS.c.round_id == asked.id, LINKS.c.revoked_at.is_(None))
    connection.execute(sa.update(LINKS).where(*links).values(expires_at=moment))


def _round(row: RowMapping) -> Round:
    return Round(**{name: value for name, value in row.items() if name != "made_by"})
