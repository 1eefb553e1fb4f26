"""Who has been asked at a place, who has answered, and who is still to be asked or reminded."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.doubles.pairs import home_actors
from api.self_service.answer_links import LINKS, AnswerLink, every_link_of, links_of, wishes_at
from api.self_service.confirmations import CONFIRMATIONS
from models.text import search_key, swedish_order
from models.vocabulary import Sector

BETWEEN_REMINDERS = timedelta(days=3)
"""Whoever was reminded so lately is reminded again only by somebody who says so."""


class Standing(StrEnum):
    """How far an actor has come with what it is asked."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    OPENED = "opened"
    ANSWERED = "answered"
    LEFT_OUT = "left_out"
    EXPIRED = "expired"


WITHOUT_EMAIL = "no_email"
"""What the actors without an address are asked for by, beside the standings."""


@dataclass(frozen=True)
class Followed:
    """An actor of a place, and how far it has come.

    Attributes:
        key: what its name is searched by.
        email: where it is written to; blank when nobody has registered that.
        standing: by the link that counts.
        link: the link that counts: by which it asked to be left out, else by which it answered since it was asked
            last, else the newest that lives, else the newest; None when it was never asked.
        answered_at: when it last said that all has been looked through, by whichever link.
        confirmed_at: when it last said of a record that it is right.
    """

    actor_id: str
    name: str
    key: str
    sector: Sector
    email: str
    standing: Standing
    link: AnswerLink | None
    answered_at: datetime | None
    confirmed_at: datetime | None

    def was_reminded_lately(self, moment: datetime) -> bool:
        """Tell whether a reminder now would be one too soon after the last letter."""
        letters = (self.link.reminded_at, self.link.sent_at) if self.link else ()
        return any(moment - sent < BETWEEN_REMINDERS for sent in letters if sent is not None)

    def can_be_reminded(self, moment: datetime) -> bool:
        """Tell whether there is a link that lives and was not answered with yet."""
        waits = self.standing in (Standing.ASKED, Standing.OPENED)
        return waits and self.link is not None and self.link.lives_at(moment)


def follow(
    seen: Seen, connection: Connection, place_id: str, moment: datetime, round_id: str | None = None
) -> tuple[Followed, ...]:
    """Return the actors of a place and below that have not ended, by name; of a round, those that it asks.

    Args:
        moment: decides which links live.
        round_id: the round whose links count; else the newest link of each actor counts, of whichever round. That an
            actor asked to be left out counts by whichever link it did.
    """
    links = every_link_of(connection, place_id) if round_id is None else links_of(connection, place_id, round_id)
    counting = _counting(links, wishes_at(connection, place_id), moment)
    answered, confirmed = _answered(seen, place_id), _confirmed(seen, place_id)
    rows = [row for row in _actors(seen, place_id, moment) if round_id is None or row.id in counting]
    followed = (
        Followed(
            actor_id=row.id,
            name=row.name,
            key=search_key(row.name),
            sector=row.sector,
            email=row.email or "",
            standing=standing_of(counting.get(row.id), moment),
            link=counting.get(row.id),
            answered_at=answered.get(row.id),
            confirmed_at=confirmed.get(row.id),
        )
        for row in rows
    )
    return tuple(sorted(followed, key=lambda one: (swedish_order(one.name), one.actor_id)))


def standing_of(link: AnswerLink | None, moment: datetime) -> Standing:
    """Return how far somebody has come by the link that counts. What was answered stays so when the link dies."""
    if link is None:
        return Standing.NOT_ASKED
    if link.left_out_at is not None:
        return Standing.LEFT_OUT
    if link.answered_at is not None:
        return Standing.ANSWERED
    if not link.lives_at(moment):
        return Standing.EXPIRED
    return Standing.OPENED if link.opened_at is not None else Standing.ASKED


def chosen(followed: Iterable[Followed], wanted: str, search: str) -> tuple[Followed, ...]:
    """Return the actors of a standing, or those without an address, whose name holds a text.

    Args:
        wanted: a standing or `WITHOUT_EMAIL`; anything else leaves nobody out.
        search: a part of the name, as it was typed.
    """
    fits, key = _fitting(wanted), search_key(search)
    return tuple(one for one in followed if fits(one) and key in one.key)


def count_by_choice(followed: Sequence[Followed]) -> dict[str, int]:
    """Return how many each choice of `chosen` would leave, the standings first."""
    choices = (*Standing, WITHOUT_EMAIL)
    return {str(choice): sum(map(_fitting(choice), followed)) for choice in choices}


def _fitting(wanted: str) -> Callable[[Followed], bool]:
    if wanted == WITHOUT_EMAIL:
        return lambda one: not one.email
    return lambda one: wanted not in tuple(Standing) or one.standing == wanted


def _counting(links: Sequence[AnswerLink], wishes: Sequence[AnswerLink], moment: datetime) -> dict[str, AnswerLink]:
    """Return the link of each actor that counts, as `Followed` says.

    An actor may have several that live, one of a round and one alone: what it said by an older one counts as well.
    """
    living = [link for link in reversed(links) if link.lives_at(moment)]
    sent = {link.actor_id: link for link in living if not link.given}
    newest = {link.actor_id: link for link in (*reversed(links), *living)} | sent
    answered = {
        link.actor_id: link
        for link in reversed(links)
        if link.answered_at is not None and link.answered_at >= newest[link.actor_id].made_at
    }
    wished = {link.actor_id: link for link in reversed(wishes) if link.actor_id in newest}
    return newest | answered | wished


def _actors(seen: Seen, place_id: str, moment: datetime) -> Sequence[sa.Row[Any]]:
    actor = seen["actors"].c
    goes_on = sa.or_(actor.valid_to.is_(None), actor.valid_to > moment.date())
    at_home = actor.id.in_(home_actors(seen, place_id))
    return seen.execute(sa.select(actor.id, actor.name, actor.sector, actor.email).where(at_home, goes_on)).all()


def _answered(seen: Seen, place_id: str) -> Mapping[str, datetime]:
    return _latest(seen, place_id, LINKS.c.actor_id, LINKS.c.answered_at)


def _confirmed(seen: Seen, place_id: str) -> Mapping[str, datetime]:
    return _latest(seen, place_id, CONFIRMATIONS.c.actor_id, CONFIRMATIONS.c.at)


def _latest(seen: Seen, place_id: str, who: sa.Column[Any], when: sa.Column[Any]) -> Mapping[str, datetime]:
    latest = sa.select(who, sa.func.max(when, type_=when.type).label("latest"))
    asked = latest.where(who.in_(home_actors(seen, place_id)), when.is_not(None)).group_by(who)
    return {row[0]: row.latest for row in seen.execute(asked)}
