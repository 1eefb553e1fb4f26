"""What actors said without an account and has been kept for long enough."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from models.tables import TABLES
from models.vocabulary import RegistrationState

_ANSWER_LINKS, _REGISTRATION_LINKS, _REGISTRATIONS = (
    TABLES[name] for name in ("answer_links", "registration_links", "registrations")
)
_NOTHING: dict[str, Any] = {}

Rows = tuple[sa.Table, sa.ColumnElement[bool]]

LONGEST_WAIT = timedelta(days=90)
"""So much longer than its dead link is kept may a registration wait that nobody decides about."""


def dead_links(long_ago: datetime) -> Iterator[Rows]:
    """Yield the tables of links with the rows that go: those that have led nowhere since `long_ago`.

    A link of a survey round stays, so that it is known how many answered, and so does one by which an actor answered
    or asks to be left out. One by which somebody registered stays until that is decided and has been kept for as long;
    a registration that nobody ever decides about goes before it.
    """
    yield _ANSWER_LINKS, sa.and_(_is_dead(_ANSWER_LINKS, long_ago), ~_tells_of_something())
    waits = _REGISTRATIONS.c.state == RegistrationState.WAITING
    dead = sa.select(_REGISTRATION_LINKS.c.id).where(_is_dead(_REGISTRATION_LINKS, long_ago))
    for_long = _REGISTRATIONS.c.sent_at <= long_ago - LONGEST_WAIT
    yield _REGISTRATIONS, sa.and_(waits, for_long, _REGISTRATIONS.c.link_id.in_(dead))
    lately = sa.or_(sa.and_(waits, ~for_long), _REGISTRATIONS.c.decided_at > long_ago)
    needed = sa.exists().where(_REGISTRATIONS.c.link_id == _REGISTRATION_LINKS.c.id, lately)
    yield _REGISTRATION_LINKS, sa.and_(_is_dead(_REGISTRATION_LINKS, long_ago), ~needed)


def count_answers(connection: Connection, long_ago: datetime) -> int:
    """Return how many rows would be emptied of what somebody said or was sent."""
    counts = (sa.select(sa.func.count()).select_from(table).where(due) for table, due, _ in _to_blank(long_ago))
    return sum(connection.execute(counted).scalar_one() for counted in counts)


def blank_answers(connection: Connection, long_ago: datetime) -> None:
    """Empty rows of what somebody said or was sent; that it was decided and answered stays."""
    for table, due, blank in _to_blank(long_ago):
        connection.execute(sa.update(table).where(due).values(**blank))


def _to_blank(long_ago: datetime) -> Iterator[tuple[sa.Table, sa.ColumnElement[bool], dict[str, Any]]]:
    decided = sa.and_(_REGISTRATIONS.c.state != RegistrationState.WAITING, _REGISTRATIONS.c.decided_at <= long_ago)
    says = sa.or_(sa.cast(_REGISTRATIONS.c.said, sa.Text) != "{}", _REGISTRATIONS.c.answer.is_not(None))
    yield _REGISTRATIONS, sa.and_(decided, says), {"said": _NOTHING, "answer": None}
    texts = [_ANSWER_LINKS.c[name] for name in ("sent_to", "greeting", "failure")]
    holds = sa.and_(
        _is_dead(_ANSWER_LINKS, long_ago),
        _tells_of_something(),
        sa.or_(*(text.is_not(None) for text in texts)),
    )
    yield _ANSWER_LINKS, holds, dict.fromkeys((text.name for text in texts), None)


def _tells_of_something() -> sa.ColumnElement[bool]:
    """Return that a link tells how many of a round answered, that its actor did, or that it asks to be left out."""
    return sa.or_(*(_ANSWER_LINKS.c[name].is_not(None) for name in ("round_id", "answered_at", "left_out_at")))


def _is_dead(table: sa.Table, long_ago: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.revoked_at <= long_ago, table.c.expires_at <= long_ago)
