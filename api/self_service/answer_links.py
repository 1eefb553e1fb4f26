"""Links with which actors look through what is registered of them.

Letters carry one living link for each actor, place and round. Whoever registered an organisation is given another.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.self_service.link_addresses import LinkKind, address_of, row_of
from models.errors import DeadLinkError
from models.tables import TABLES
from models.vocabulary import Topic

LINKS, ROUNDS = TABLES["answer_links"], TABLES["survey_rounds"]

LIFETIME = timedelta(days=60)

ALL_TOPICS = tuple(Topic)


@dataclass(frozen=True)
class AnswerLink:
    """A link of an actor, and what has become of it.

    Attributes:
        id: names the link. Where it leads cannot be found from it without the installation's secret.
        actor_id: who answers.
        place_id: for which place it was made.
        round_id: the survey round that it belongs to; None for a link alone.
        topics: what the actor is asked.
        expires_at: when it dies.
        revoked_at: when somebody made it die earlier.
        opened_at: when it was first opened.
        answered_at: when the actor last said that all has been looked through.
        left_out_at: when the actor asked not to be in the register.
        reminded_at, reminders: the last reminder, and how many there were.
        sent_at, sent_to, failure: when and where the service last sent it, and why that did not work.
        greeting: what the actor tells whoever coordinates.
        given: whether it was made for somebody who registered the organisation. No letter carries it, because it dies
            when that decision is taken back.
    """

    id: str
    actor_id: str
    place_id: str
    round_id: str | None
    topics: tuple[Topic, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened_at: datetime | None
    answered_at: datetime | None
    left_out_at: datetime | None
    reminded_at: datetime | None
    reminders: int
    sent_at: datetime | None
    sent_to: str | None
    failure: str | None
    greeting: str | None
    given: bool = False

    @property
    def viewer(self) -> Viewer:
        """Whoever has the link: they see and may write what a member of the actor does, on the link's own pages."""
        return Viewer.of_actor(self.actor_id)

    def lives_at(self, moment: datetime) -> bool:
        """Tell whether the link lets somebody in."""
        return self.revoked_at is None and moment < self.expires_at

    def address(self, gate: Gate) -> str:
        """Return where the link leads, as a path."""
        return address_of(gate.key, LinkKind.ANSWER, self.id)


def make_links(
    connection: Connection,
    gate: Gate,
    viewer: Viewer,
    place_id: str,
    actor_ids: Sequence[str],
    round_id: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[AnswerLink, ...]:
    """Return a living link for each actor, made where there is none yet for this place and round.

    Args:
        connection: inside a transaction that writes.
        viewer: who asks the actors; whether they may is asked before.
        expires_at: when new links die; by default after 60 days.
    """
    moment = gate.now()
    wanted = frozenset(actor_ids)

    def living() -> tuple[AnswerLink, ...]:
        found = links_of(connection, place_id, round_id)
        return tuple(link for link in found if link.actor_id in wanted and link.lives_at(moment) and not link.given)

    lives_until = expires_at or moment + LIFETIME
    known = {link.actor_id for link in living()}
    new = [
        {**_new_link(viewer, place_id, actor_id, moment, lives_until), "round_id": round_id}
        for actor_id in dict.fromkeys(actor_ids)
        if actor_id not in known
    ]
    if new:
        connection.execute(sa.insert(LINKS), new)
    return living()


def make_link_to_give(connection: Connection, gate: Gate, viewer: Viewer, place_id: str, actor_id: str) -> str:
    """Make a link of an actor beside those that it has, for somebody who registered it, and return its id.

    It has to stand with the registration in the same transaction: that tells it from those that letters carry.
    """
    moment = gate.now()
    made = _new_link(viewer, place_id, actor_id, moment, moment + LIFETIME)
    connection.execute(sa.insert(LINKS), made)
    return str(made["id"])


def links_of(connection: Connection, place_id: str, round_id: str | None = None) -> tuple[AnswerLink, ...]:
    """Return the links of a round, or those of a place that belong to none; the newest first."""
    belongs = LINKS.c.round_id.is_(None) if round_id is None else LINKS.c.round_id == round_id
    newest = _links().where(LINKS.c.place_id == place_id, belongs).order_by(LINKS.c.made_at.desc(), LINKS.c.id)
    return tuple(map(_link, connection.execute(newest).mappings()))


def every_link_of(connection: Connection, place_id: str) -> tuple[AnswerLink, ...]:
    """Return the links of a place, those of its rounds and those that belong to none; the newest first."""
    newest = _links().where(LINKS.c.place_id == place_id).order_by(LINKS.c.made_at.desc(), LINKS.c.id)
    return tuple(map(_link, connection.execute(newest).mappings()))


def wishes_at(connection: Connection, place_id: str) -> tuple[AnswerLink, ...]:
    """Return the links of a place by which actors have asked to be left out, as long as nobody has decided about it."""
    newest = _links().where(LINKS.c.place_id == place_id, LINKS.c.left_out_at.is_not(None))
    return tuple(map(_link, connection.execute(newest.order_by(LINKS.c.made_at.desc(), LINKS.c.id)).mappings()))


def link_behind(connection: Connection, gate: Gate, token: str) -> AnswerLink:
    """Return the living link that a token stands for.

    Raises:
        DeadLinkError: it was revoked, is too old, or never was.
    """
    row_id = row_of(gate.key, LinkKind.ANSWER, token)
    link = link_with_id(connection, row_id) if row_id else None
    if link is None or not link.lives_at(gate.now()):
        raise DeadLinkError
    return link


def link_with_id(connection: Connection, link_id: str) -> AnswerLink | None:
    """Return a link, dead or alive; None where there is none."""
    found = connection.execute(_links().where(LINKS.c.id == link_id)).mappings().first()
    return _link(found) if found else None


def stamp(connection: Connection, link_id: str, **moments: Any) -> None:
    """Write down what happened with a link, such as `opened_at` or `answered_at`."""
    connection.execute(sa.update(LINKS).where(LINKS.c.id == link_id).values(**moments))


def stamp_all(connection: Connection, link: AnswerLink, now: datetime, **moments: Any) -> None:
    """Write down what happened with a link, and so with the actor's other living links there that ask no more than it.

    An actor may have a link of a round and one alone; what it answers by either, it need not answer again.
    """
    others = (other for other in every_link_of(connection, link.place_id) if other.actor_id == link.actor_id)
    for other in others:
        if other.id == link.id or (other.lives_at(now) and set(other.topics) <= set(link.topics)):
            stamp(connection, other.id, **moments)


def revoke(connection: Connection, gate: Gate, place_id: str, link_ids: Collection[str]) -> None:
    """Let links of a place lead nowhere from now on."""
    wanted = (LINKS.c.id.in_(list(link_ids)), LINKS.c.place_id == place_id, LINKS.c.revoked_at.is_(None))
    connection.execute(sa.update(LINKS).where(*wanted).values(revoked_at=gate.now()))


def _new_link(
    viewer: Viewer, place_id: str, actor_id: str, made_at: datetime, expires_at: datetime
) -> dict[str, object]:
    about = {"id": uuid4().hex, "place_id": place_id, "actor_id": actor_id, "made_by": viewer.account_id}
    return {**about, "made_at": made_at, "expires_at": expires_at, "reminders": 0}


def _links() -> sa.Select[Any]:
    registrations = TABLES["registrations"].c
    given = sa.exists().where(registrations.given_link_id == LINKS.c.id).label("given")
    return sa.select(LINKS, ROUNDS.c.topics, given).outerjoin(ROUNDS, ROUNDS.c.id == LINKS.c.round_id)


def _link(row: RowMapping) -> AnswerLink:
    said = {name: value for name, value in row.items() if name not in ("topics", "made_by", "left_out_from")}
    return AnswerLink(**said, topics=row["topics"] or ALL_TOPICS)
