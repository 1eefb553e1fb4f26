"""API tokens: what programs show to act for an account, for a time and within scopes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.gate import Gate
from api.access.names import read_name
from api.access.tokens import API_TOKEN_MARK, digest, new_token
from api.language import message
from models.errors import InvalidRequestError, NotFoundError
from models.tables import TABLES
from models.vocabulary import TokenScope

_TOKENS = TABLES["api_tokens"]

MOST_DAYS = 366
NO_SCOPE = message("Välj minst en sak som nyckeln får göra.")
NO_DAYS = message("Nyckeln kan gälla i 1 till 366 dagar.")


@dataclass(frozen=True)
class ApiToken:
    """A token as its owner sees it; the secret itself is not among what can be seen."""

    id: str
    name: str
    scopes: tuple[TokenScope, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


def create_token(
    connection: Connection, gate: Gate, account_id: str, name: str, scopes: Collection[TokenScope], days: int
) -> str:
    """Make a token and return its secret, which nobody can read again.

    Raises:
        InvalidRequestError: the name, the scopes or the number of days cannot be.
    """
    if not scopes:
        raise InvalidRequestError(NO_SCOPE)
    if not 1 <= days <= MOST_DAYS:
        raise InvalidRequestError(NO_DAYS)
    secret, now = new_token(API_TOKEN_MARK), gate.now()
    connection.execute(
        sa.insert(_TOKENS).values(
            id=uuid4().hex,
            account_id=account_id,
            name=read_name(name),
            token_digest=digest(secret),
            scopes=tuple(scope for scope in TokenScope if scope in scopes),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    return secret


def list_tokens(connection: Connection, gate: Gate, account_id: str) -> tuple[ApiToken, ...]:
    """Return the tokens of an account that still work, the newest first."""
    working = sa.select(_TOKENS).where(
        _TOKENS.c.account_id == account_id, _TOKENS.c.revoked_at.is_(None), _TOKENS.c.expires_at > gate.now()
    )
    rows = connection.execute(working.order_by(_TOKENS.c.created_at.desc()))
    return tuple(ApiToken(row.id, row.name, row.scopes, row.created_at, row.expires_at, row.used_at) for row in rows)


def revoke_token(connection: Connection, gate: Gate, account_id: str, token_id: str) -> None:
    """Let a token open nothing any more.

    Raises:
        NotFoundError: the account has no such token.
    """
    own = (_TOKENS.c.id == token_id, _TOKENS.c.account_id == account_id, _TOKENS.c.revoked_at.is_(None))
    if connection.execute(sa.update(_TOKENS).where(*own).values(revoked_at=gate.now())).rowcount == 0:
        raise NotFoundError("api_tokens", token_id)


def revoke_tokens(connection: Connection, account_id: str, at: datetime) -> int:
    """Let no token of an account open anything any more, and return how many that were."""
    living = (_TOKENS.c.account_id == account_id, _TOKENS.c.revoked_at.is_(None))
    return connection.execute(sa.update(_TOKENS).where(*living).values(revoked_at=at)).rowcount
