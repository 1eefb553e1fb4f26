"""The tables of accounts: who can sign in, with what, as whom, and where they are signed in.

What opens a door is stored as a digest, so that whoever reads the database cannot use it. They are no part of
the register: no export holds them, and no change set.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, coded, listed
from models.text import LONGEST_NAME
from models.vocabulary import LinkPurpose, Role, TokenScope

LONGEST_ADDRESS = 320
LONGEST_ID = 36
DIGEST = 64
"""The length of a SHA-256 in hexadecimal digits."""

_FOR_NOTHING = sa.text("place_id IS NULL AND actor_id IS NULL")


def _at(default: Any = ...) -> Any:
    """Declare a field that holds an instant."""
    return Field(default=default, sa_type=UtcDateTime, nullable=default is None)


def _account(*, key: bool = False) -> Any:
    """Declare the account that a row belongs to, and with which it goes."""
    return Field(foreign_key="accounts.id", ondelete="CASCADE", primary_key=key, index=not key, max_length=LONGEST_ID)


class AccountRow(SQLModel, table=True):
    """Somebody who can sign in, preferably under the address of a function.

    `email` is caseless. `totp_secret` is encrypted, because a code can only be checked against the secret itself;
    `totp_step` is the last time step whose code was used. `demo` marks the accounts of the demo.
    """

    __tablename__ = "accounts"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    email: str = Field(unique=True, index=True, max_length=LONGEST_ADDRESS)
    name: str = Field(max_length=LONGEST_NAME)
    password_hash: str | None = None
    totp_secret: str | None = None
    totp_step: int | None = None
    demo: bool = False
    created_at: datetime = _at()
    disabled_at: datetime | None = _at(None)


class AccountRoleRow(SQLModel, table=True):
    """That an account holds a role, and for which place or actor; it goes when what it is held for goes.

    Once each: no two rows that are equal, where two without a place, and without an actor, are equal too.
    """

    __tablename__ = "account_roles"
    __table_args__ = (
        sa.Index("ix_account_roles_for_place", "account_id", "role", "place_id", unique=True),
        sa.Index("ix_account_roles_for_actor", "account_id", "role", "actor_id", unique=True),
        sa.Index(
            "ix_account_roles_national",
            "account_id",
            "role",
            unique=True,
            sqlite_where=_FOR_NOTHING,
            postgresql_where=_FOR_NOTHING,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: str = _account()
    role: Role = coded(Role)
    place_id: str | None = Field(
        default=None, foreign_key="places.id", ondelete="CASCADE", index=True, nullable=True, max_length=100
    )
    actor_id: str | None = Field(
        default=None, foreign_key="actors.id", ondelete="CASCADE", index=True, nullable=True, max_length=100
    )


class SessionRow(SQLModel, table=True):
    """That a browser is signed in; with `second_factor` once the code was given too."""

    __tablename__ = "sessions"

    key_digest: str = Field(primary_key=True, max_length=DIGEST)
    account_id: str = _account()
    second_factor: bool = False
    created_at: datetime = _at()
    seen_at: datetime = _at()
    expires_at: datetime = _at()


class RecoveryCodeRow(SQLModel, table=True):
    """A code that stands in for the second factor once, and is gone when it was used."""

    __tablename__ = "recovery_codes"

    account_id: str = _account(key=True)
    code_digest: str = Field(primary_key=True, max_length=DIGEST)


class ApiTokenRow(SQLModel, table=True):
    """What a program shows to act for an account, as far as its scopes go."""

    __tablename__ = "api_tokens"

    id: str = Field(primary_key=True, max_length=LONGEST_ID)
    account_id: str = _account()
    name: str = Field(max_length=LONGEST_NAME)
    token_digest: str = Field(unique=True, index=True, max_length=DIGEST)
    scopes: tuple[TokenScope, ...] = listed(TokenScope)
    created_at: datetime = _at()
    expires_at: datetime = _at()
    used_at: datetime | None = _at(None)
    revoked_at: datetime | None = _at(None)


class SingleUseLinkRow(SQLModel, table=True):
    """A link that makes an account or a new password once: an invitation names an address, a reset an account.

    `invited_by` is the account that offers the roles of an invitation, and with which the invitation goes.
    """

    __tablename__ = "single_use_links"

    token_digest: str = Field(primary_key=True, max_length=DIGEST)
    purpose: LinkPurpose = coded(LinkPurpose)
    account_id: str | None = Field(
        default=None, foreign_key="accounts.id", ondelete="CASCADE", index=True, nullable=True, max_length=LONGEST_ID
    )
    email: str | None = Field(default=None, index=True, max_length=LONGEST_ADDRESS)
    invited_by: str | None = Field(
        default=None, foreign_key="accounts.id", ondelete="CASCADE", index=True, nullable=True, max_length=LONGEST_ID
    )
    offered: list[dict[str, Any]] = Field(sa_type=sa.JSON, nullable=False)
    created_at: datetime = _at()
    expires_at: datetime = _at()
    used_at: datetime | None = _at(None)


class OutsideIdentityRow(SQLModel, table=True):
    """That an account is somebody whom another provider of sign-in knows."""

    __tablename__ = "outside_identities"

    issuer: str = Field(primary_key=True, max_length=LONGEST_NAME)
    subject: str = Field(primary_key=True, max_length=255)
    account_id: str = _account()
