"""What whoever coordinates does with links: makes them, takes them back, and reminds.

Each is told again by the moment at which it was done, so that a page can say what happened and offer the way back
without keeping whom it concerned.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.editing import Editing
from api.queries.surroundings import find_stored
from api.self_service.answer_links import LINKS, every_link_of, links_of, make_links, revoke
from api.self_service.following import Followed
from api.self_service.wishes import leave_out
from models.package_files import FILES

AT_ONCE = 500
"""So many ids stand in one question to the database."""


@dataclass(frozen=True)
class Reminders:
    """Whom a reminder would reach.

    Attributes:
        due: those that wait with a link that lives.
        lately: those that were reminded less than three days ago.
        others: those that have answered, asked to be left out, or have no link that lives.
    """

    due: tuple[Followed, ...]
    lately: tuple[Followed, ...]
    others: tuple[Followed, ...]


def reminders(followed: Iterable[Followed], moment: datetime) -> Reminders:
    """Return which actors a reminder would reach now."""
    due: list[Followed] = []
    lately: list[Followed] = []
    others: list[Followed] = []
    for one in followed:
        if not one.can_be_reminded(moment):
            others.append(one)
        else:
            (lately if one.was_reminded_lately(moment) else due).append(one)
    return Reminders(tuple(due), tuple(lately), tuple(others))


def at_one_moment(gate: Gate) -> Gate:
    """Return a gate whose clock stands still, so that all that is done together is known by one moment."""
    moment = gate.now()
    return replace(gate, now=lambda: moment)


def ask(
    connection: Connection,
    gate: Gate,
    viewer: Viewer,
    place_id: str,
    actor_ids: Collection[str],
    round_id: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Make a link for each actor that has none that lives.

    Args:
        connection: inside a transaction that writes.
        round_id: the round that the links belong to; for links alone, one that lives in a round is enough.
        expires_at: when the links die.
    """
    every = every_link_of(connection, place_id) if round_id is None else links_of(connection, place_id, round_id)
    moment = gate.now()
    living = {link.actor_id for link in every if link.lives_at(moment) and not link.given}
    new = [actor_id for actor_id in dict.fromkeys(actor_ids) if actor_id not in living]
    make_links(connection, gate, viewer, place_id, new, round_id, expires_at)


def take_back(
    connection: Connection, gate: Gate, place_id: str, actor_ids: Collection[str], round_id: str | None = None
) -> None:
    """Let the living links of actors lead nowhere: those of a round, or all."""
    every = every_link_of(connection, place_id) if round_id is None else links_of(connection, place_id, round_id)
    moment, wanted = gate.now(), frozenset(actor_ids)
    living = [link for link in every if link.actor_id in wanted and link.lives_at(moment)]
    for some in _in_parts([link.id for link in living]):
        revoke(connection, gate, place_id, some)


def mark_reminded(connection: Connection, link_ids: Collection[str], moment: datetime) -> None:
    """Write down that the actors of links were reminded."""
    for some in _in_parts(list(link_ids)):
        counted = {"reminded_at": moment, "reminders": LINKS.c.reminders + 1}
        connection.execute(sa.update(LINKS).where(LINKS.c.id.in_(some)).values(**counted))


def put_back_wish(edit: Editing, place_id: str, actor_id: str, moment: datetime) -> None:
    """Let it be a question again whether an actor is to be left out, by the link that it got last; it is hidden again.

    Raises:
        ForbiddenError: who sees the actor is not for whoever asks to say.
    """
    asked = (LINKS.c.place_id == place_id, LINKS.c.actor_id == actor_id)
    last = sa.select(LINKS.c.id).where(*asked).order_by(LINKS.c.made_at.desc(), LINKS.c.id).limit(1)
    link_id = edit.connection.execute(last).scalar()
    found = find_stored(edit.connection, FILES["actors"], [actor_id])
    if link_id and found:
        leave_out(edit, actor_id, found.version, link_id, moment)


def _in_parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
