"""Finding out who asks: by a session's cookie or by an API token, with one query, and with none where there is neither.

Who sends a token is who the token says, whatever cookies came along.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine, Row
from sqlalchemy.exc import OperationalError

from api.access.cookies import session_key
from api.access.gate import Gate
from api.access.networks import is_at_this_machine
from api.access.tokens import LONGEST_TOKEN, digest
from api.access.viewer import ANYBODY, HeldRole, Viewer
from api.database import reading, writing
from models.errors import DatabaseBusyError, SamverkanError, SignInRequiredError, UnknownTokenError
from models.tables import TABLES

_ACCOUNTS, _ROLES, _SESSIONS, _TOKENS = (
    TABLES[name] for name in ("accounts", "account_roles", "sessions", "api_tokens")
)

BEARER = "bearer "
NOTED_EVERY = timedelta(minutes=10)
"""How exactly the last use of a session or token is known. To write it at every request would cost a write each."""


@dataclass(frozen=True)
class Caller:
    """Who asks, and what pages say of them.

    Attributes:
        viewer: what they may see and do.
        name, email: of the account; empty for nobody in particular.
        demo: whether the account belongs to the demo.
        key: the key of the session; None for programs and for nobody.
        waiting: the account whose password was given and whose second factor was not.
        refused: why the API token opens nothing.
    """

    viewer: Viewer = ANYBODY
    name: str = ""
    email: str = ""
    demo: bool = False
    key: str | None = None
    waiting: str | None = None
    refused: SamverkanError | None = None


NOBODY = Caller()


def recognise(request: Request) -> Caller:
    """Return who asks. It is found out once for each request; it may ask the database."""
    known: Caller | None = getattr(request.state, "caller", None)
    if known is None:
        known = request.state.caller = _find(request)
    return known


async def _caller(request: Request) -> Caller:
    """Take a thread only for somebody who says who they are."""
    if hasattr(request.state, "caller") or _can_tell_at_once(request):
        caller = recognise(request)
    else:
        caller = await run_in_threadpool(recognise, request)
    if caller.refused:
        raise caller.refused
    return caller


async def _viewer(caller: Annotated[Caller, Depends(_caller)]) -> Viewer:
    return caller.viewer


async def _signed_in(caller: Annotated[Caller, Depends(_caller)]) -> Caller:
    """Give whoever sits at a browser and has signed in; programs have no business on the pages of accounts.

    Raises:
        SignInRequiredError: nobody has.
    """
    if caller.key is None or caller.viewer.account_id is None:
        raise SignInRequiredError
    return caller


WhoAsks = Annotated[Viewer, Depends(_viewer)]
WhoCalls = Annotated[Caller, Depends(_caller)]
SignedIn = Annotated[Caller, Depends(_signed_in)]


def _can_tell_at_once(request: Request) -> bool:
    """Tell whether nothing has to be asked of the database, which only threads may do."""
    if _bearer(request) is not None or session_key(request) is not None:
        return False
    gate: Gate | None = getattr(request.app.state, "gate", None)
    return gate is None or not is_at_this_machine(request, gate.settings) or gate.claim.is_remembered


def _bearer(request: Request) -> str | None:
    """Return the token that is shown, empty when it can be none; None when none is shown."""
    header = request.headers.get("authorization", "")
    if not header.lower().startswith(BEARER):
        return None
    token = header[len(BEARER) :].strip()
    return token if len(token) <= LONGEST_TOKEN else ""


def _find(request: Request) -> Caller:
    token, key = _bearer(request), session_key(request)
    gate: Gate | None = getattr(request.app.state, "gate", None)
    if gate is None:
        return NOBODY
    engine: Engine = request.app.state.engine
    at_home = is_at_this_machine(request, gate.settings)
    if token is not None:
        return _by_token(engine, gate, token, at_home)
    known = _by_session(engine, gate, key, at_home) if key else NOBODY
    if known is NOBODY and at_home and not gate.claim.is_made(engine):
        return Caller(Viewer(at_home=True))
    return known


def _by_session(engine: Engine, gate: Gate, key: str, at_home: bool) -> Caller:
    rows, now = _rows(engine, _SESSIONS, _SESSIONS.c.key_digest == digest(key)), gate.now()
    if not rows:
        return NOBODY
    row = rows[0]
    over = row.expires_at <= now or row.seen_at + gate.idle <= now
    if over or _is_closed(row, at_home):
        return NOBODY
    if row.totp_secret and not row.second_factor:
        return Caller(waiting=row.account_id, key=key)
    _note_use(engine, _SESSIONS.c.seen_at, _SESSIONS.c.key_digest == digest(key), row.seen_at, now)
    return Caller(Viewer(row.account_id, _roles(rows)), row.account_name, row.email, row.demo, key)


def _by_token(engine: Engine, gate: Gate, token: str, at_home: bool) -> Caller:
    rows, now = _rows(engine, _TOKENS, _TOKENS.c.token_digest == digest(token)), gate.now()
    if not rows or rows[0].revoked_at or rows[0].expires_at <= now or _is_closed(rows[0], at_home):
        return Caller(refused=UnknownTokenError())
    row = rows[0]
    _note_use(engine, _TOKENS.c.used_at, _TOKENS.c.id == row.id, row.used_at, now)
    scopes = frozenset(row.scopes)
    return Caller(Viewer(row.account_id, _roles(rows), scopes), row.account_name, row.email, row.demo)


def _rows(engine: Engine, door: sa.Table, condition: sa.ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Return the row of a session or token with its account, once for each role that the account holds."""
    asked = sa.select(
        door,
        _ACCOUNTS.c.name.label("account_name"),
        *(_ACCOUNTS.c[column] for column in ("email", "demo", "disabled_at", "totp_secret")),
        *(_ROLES.c[column] for column in ("role", "place_id", "actor_id")),
    ).select_from(
        door.join(_ACCOUNTS, _ACCOUNTS.c.id == door.c.account_id).outerjoin(
            _ROLES, _ROLES.c.account_id == _ACCOUNTS.c.id
        )
    )
    with reading(engine) as connection:
        return connection.execute(asked.where(condition)).all()


def _is_closed(row: Row[Any], at_home: bool) -> bool:
    return row.disabled_at is not None or (row.demo and not at_home)


def _roles(rows: Sequence[Row[Any]]) -> frozenset[HeldRole]:
    return frozenset(HeldRole(row.role, row.place_id, row.actor_id) for row in rows if row.role)


def _note_use(
    engine: Engine,
    column: sa.ColumnElement[Any],
    condition: sa.ColumnElement[bool],
    noted: datetime | None,
    now: datetime,
) -> None:
    """Write down that a session or token is in use, unless that was done lately.

    Reading goes on at once where somebody else is writing; the next request tries again.
    """
    if noted is not None and now - noted < NOTED_EVERY:
        return
    assert isinstance(column, sa.Column)
    noting = sa.update(column.table).where(condition).values({column.name: now})
    with suppress(DatabaseBusyError, OperationalError), writing(engine, patience=0) as connection:
        connection.execute(noting)
