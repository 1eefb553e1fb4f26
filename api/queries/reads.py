"""Who has read of an actor or of a place what is not for everybody, as those concerned may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from models.tables import TABLES
from models.vocabulary import ReadSubject

_LOG, _ACCOUNTS, _PLACES, _ACTORS = (TABLES[name] for name in ("access_log", "accounts", "places", "actors"))


@dataclass(frozen=True)
class LoggedRead:
    """That somebody read, within an hour.

    Attributes:
        hour: when it began.
        who: the account's name; None for one that is no more.
        subject: what was read of, and its name.
    """

    hour: datetime
    who: str | None
    subject: ReadSubject
    subject_name: str


@dataclass(frozen=True)
class LoggedReads:
    """A part of the log, the latest first, and how many there are in all."""

    items: tuple[LoggedRead, ...]
    total: int


def reads_of_place(connection: Connection, place_ids: Collection[str], limit: int, offset: int) -> LoggedReads:
    """Return who read of these places and the actors in them, or of the whole register."""
    actors = sa.select(_ACTORS.c.id).where(_ACTORS.c.place_id.in_(place_ids))
    of_places = sa.and_(_LOG.c.subject == ReadSubject.PLACE, _LOG.c.subject_id.in_(place_ids))
    of_actors = sa.and_(_LOG.c.subject == ReadSubject.ACTOR, _LOG.c.subject_id.in_(actors))
    return _logged(connection, sa.or_(of_places, of_actors, _of_all()), limit, offset)


def reads_of_actor(connection: Connection, actor_id: str, limit: int, offset: int) -> LoggedReads:
    """Return who read of an actor, of the places that it lies in, or of the whole register."""
    chain = sa.select(_ACTORS.c.place_id.label("id")).where(_ACTORS.c.id == actor_id).cte("around", recursive=True)
    chain = chain.union(sa.select(_PLACES.c.parent_id).where(_PLACES.c.id == chain.c.id))
    of_actor = sa.and_(_LOG.c.subject == ReadSubject.ACTOR, _LOG.c.subject_id == actor_id)
    of_places = sa.and_(_LOG.c.subject == ReadSubject.PLACE, _LOG.c.subject_id.in_(sa.select(chain.c.id)))
    return _logged(connection, sa.or_(of_actor, of_places, _of_all()), limit, offset)


def _of_all() -> sa.ColumnElement[bool]:
    return _LOG.c.subject == ReadSubject.REGISTER


def _logged(connection: Connection, condition: sa.ColumnElement[bool], limit: int, offset: int) -> LoggedReads:
    total = connection.execute(sa.select(sa.func.count()).select_from(_LOG).where(condition)).scalar_one()
    named = sa.func.coalesce(_PLACES.c.name, _ACTORS.c.name, _LOG.c.subject_id)
    query = (
        sa.select(_LOG.c.hour, _ACCOUNTS.c.name.label("who"), _LOG.c.subject, named.label("subject_name"))
        .select_from(
            _LOG.outerjoin(_ACCOUNTS, _ACCOUNTS.c.id == _LOG.c.account_id)
            .outerjoin(_PLACES, sa.and_(_LOG.c.subject == ReadSubject.PLACE, _PLACES.c.id == _LOG.c.subject_id))
            .outerjoin(_ACTORS, sa.and_(_LOG.c.subject == ReadSubject.ACTOR, _ACTORS.c.id == _LOG.c.subject_id))
        )
        .where(condition)
        .order_by(_LOG.c.hour.desc(), _LOG.c.account_id, _LOG.c.subject, _LOG.c.subject_id)
    )
    rows = connection.execute(query.limit(limit).offset(offset))
    return LoggedReads(tuple(LoggedRead(*row) for row in rows), total)
