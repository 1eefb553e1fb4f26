"""Where accounts are signed in: sessions are rows, so that they can be listed and ended from anywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.gate import Gate
from api.access.tokens import digest, new_token
from models.errors import NotFoundError
from models.tables import TABLES

_SESSIONS = TABLES["sessions"]

FOR_THE_CODE = timedelta(minutes=10)
"""How long after the password the code of the second factor can be given."""

RECENT = timedelta(minutes=10)
"""How long after signing in somebody counts as just having shown who they are."""


@dataclass(frozen=True)
class Session:
    """That a browser is signed in.

    Attributes:
        id: names it among those of its account. The key cannot be found from it.
        created_at, seen_at: when it signed in, and about when it was used last.
        this: whether it is the browser that asks.
    """

    id: str
    created_at: datetime
    seen_at: datetime
    this: bool


def start_session(connection: Connection, gate: Gate, account_id: str, *, waits_for_code: bool, coded: bool) -> str:
    """Start a session and return its key, which only the browser keeps.

    Args:
        connection: inside a transaction that writes.
        gate: how long sessions last, and the clock.
        account_id: who signs in.
        waits_for_code: whether the second factor is still to be given; until then the session opens nothing else.
        coded: whether the second factor was given.
    """
    now, key = gate.now(), new_token()
    # Those that ran out are of no use to anybody, and a sign-in is a good moment to sweep.
    connection.execute(sa.delete(_SESSIONS).where(_SESSIONS.c.expires_at < now))
    connection.execute(
        sa.insert(_SESSIONS).values(
            key_digest=digest(key),
            account_id=account_id,
            second_factor=coded,
            created_at=now,
            seen_at=now,
            expires_at=now + (FOR_THE_CODE if waits_for_code else gate.lifetime),
        )
    )
    return key


def end_session(connection: Connection, key: str) -> None:
    """End the session of a key; nothing happens when there is none."""
    connection.execute(sa.delete(_SESSIONS).where(_SESSIONS.c.key_digest == digest(key)))


def end_sessions(connection: Connection, account_id: str, *, but: str | None = None) -> None:
    """End all sessions of an account.

    Args:
        but: the key of one that stays.
    """
    gone = sa.delete(_SESSIONS).where(_SESSIONS.c.account_id == account_id)
    connection.execute(gone.where(_SESSIONS.c.key_digest != digest(but)) if but else gone)


def end_one_session(connection: Connection, account_id: str, session_id: str) -> None:
    """End a session of an account.

    Raises:
        NotFoundError: the account has no such session.
    """
    own = (_SESSIONS.c.key_digest == session_id, _SESSIONS.c.account_id == account_id)
    if connection.execute(sa.delete(_SESSIONS).where(*own)).rowcount == 0:
        raise NotFoundError("sessions", session_id)


def is_open(connection: Connection, account_id: str, key: str | None) -> bool:
    """Tell whether a key is that of a session of the account that nobody has ended."""
    held = sa.select(_SESSIONS.c.account_id).where(_SESSIONS.c.key_digest == digest(key or ""))
    return connection.execute(held).scalar() == account_id


def is_recent(connection: Connection, gate: Gate, key: str | None) -> bool:
    """Tell whether the session of a key began within the last minutes."""
    began = sa.select(_SESSIONS.c.created_at).where(_SESSIONS.c.key_digest == digest(key or ""))
    at = connection.execute(began).scalar()
    return at is not None and gate.now() - at < RECENT


def list_sessions(connection: Connection, gate: Gate, account_id: str, key: str) -> tuple[Session, ...]:
    """Return where an account is signed in, the latest first; `key` is that of the browser that asks."""
    now = gate.now()
    held = sa.select(_SESSIONS).where(
        _SESSIONS.c.account_id == account_id, _SESSIONS.c.expires_at > now, _SESSIONS.c.seen_at > now - gate.idle
    )
    rows = connection.execute(held.order_by(_SESSIONS.c.seen_at.desc()))
    return tuple(Session(row.key_digest, row.created_at, row.seen_at, row.key_digest == digest(key)) for row in rows)
