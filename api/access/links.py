"""Links that work once: invitations, which make an account, and resets, which give it a new password."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from api.access.accounts import (
    Account,
    compared,
    create_account,
    find_account,
    get_account,
    hold_account,
    read_address,
    set_password,
)
from api.access.api_tokens import revoke_tokens
from api.access.gate import Gate
from api.access.names import read_name
from api.access.roles import ROLES_BY_CODE, checked_role, give_role, may_give, viewer_of
from api.access.seen import Seen
from api.access.sessions import end_sessions
from api.access.tokens import digest, new_token
from api.access.viewer import HeldRole
from models.errors import DeadLinkError, InvalidRequestError, NotFoundError, TakenAddressError
from models.tables import TABLES
from models.vocabulary import LinkPurpose

_LINKS = TABLES["single_use_links"]

LIFETIMES = {LinkPurpose.INVITATION: timedelta(hours=72), LinkPurpose.PASSWORD_RESET: timedelta(hours=2)}
ADDRESSES = {LinkPurpose.INVITATION: "/inbjudan/", LinkPurpose.PASSWORD_RESET: "/losenord/"}


@dataclass(frozen=True)
class Invitation:
    """What a link of an invitation offers.

    Attributes:
        id: names the invitation. Where its link leads cannot be found from it.
        email: to whom.
        offered: the roles.
        inviter: the account that offers them.
        expires_at: when it dies.
    """

    id: str
    email: str
    offered: tuple[HeldRole, ...]
    inviter: str
    expires_at: datetime


def invite(connection: Connection, gate: Gate, inviter: str, email: str, offered: Sequence[HeldRole]) -> str:
    """Offer an account with roles to whoever has an address, and return where the link leads.

    Args:
        inviter: the account that offers the roles. The invitation is good as long as it may give them.

    Raises:
        InvalidRequestError: the address cannot be read.
        TakenAddressError: somebody with that address has an account.
    """
    address = read_address(email)
    if find_account(connection, address):
        raise TakenAddressError
    roles = [{"role": role.role, "place_id": role.place_id, "actor_id": role.actor_id} for role in offered]
    return _make(connection, gate, LinkPurpose.INVITATION, email=address, invited_by=inviter, offered=roles)


def allow_reset(connection: Connection, gate: Gate, account_id: str) -> str:
    """Let whoever has the link give an account a new password, and return where it leads; older links die."""
    account = get_account(connection, account_id)
    older = (_LINKS.c.account_id == account.id, _LINKS.c.used_at.is_(None))
    connection.execute(sa.delete(_LINKS).where(*older))
    return _make(connection, gate, LinkPurpose.PASSWORD_RESET, account_id=account.id, offered=[])


def invitation_of(connection: Connection, gate: Gate, token: str) -> Invitation:
    """Return what the invitation of a link offers.

    Raises:
        DeadLinkError: it was used, is too old, or never was.
    """
    return _invitation(_living(connection, gate, LinkPurpose.INVITATION, token))


def list_invitations(connection: Connection, gate: Gate) -> tuple[Invitation, ...]:
    """Return the invitations that nobody has accepted yet and that still can be, the newest first."""
    rows = connection.execute(_invitations(gate).order_by(_LINKS.c.created_at.desc()))
    return tuple(map(_invitation, rows))


def get_invitation(connection: Connection, gate: Gate, invitation_id: str) -> Invitation:
    """Return an invitation that can still be accepted.

    Raises:
        NotFoundError: there is none of that id.
    """
    row = connection.execute(_invitations(gate).where(_LINKS.c.token_digest == invitation_id)).first()
    if row is None:
        raise NotFoundError("single_use_links", invitation_id)
    return _invitation(row)


def withdraw(connection: Connection, invitation_id: str) -> None:
    """Let nobody accept an invitation any more."""
    connection.execute(sa.delete(_LINKS).where(_LINKS.c.token_digest == invitation_id))


def account_to_reset(connection: Connection, gate: Gate, token: str) -> Account:
    """Return the account that a link gives a new password.

    Raises:
        DeadLinkError: it was used, is too old, or never was.
    """
    row = _living(connection, gate, LinkPurpose.PASSWORD_RESET, token)
    return get_account(connection, row.account_id)


def accept(connection: Connection, gate: Gate, token: str, name: str, password_hash: str) -> Account:
    """Make the account that an invitation offers. The link is then dead.

    Raises:
        DeadLinkError: it was used, is too old, or never was, or whoever invited may not do so any more.
        TakenAddressError: the address got an account in another way meanwhile.
    """
    row = _living(connection, gate, LinkPurpose.INVITATION, token)
    return _accept(connection, gate, row, name, password_hash)


def accept_from_outside(connection: Connection, gate: Gate, email: str, name: str) -> Account | None:
    """Make the account that the newest living invitation to an address offers; None when there is none.

    Args:
        email: an address that another provider of sign-in has made sure of.
        name: what that provider calls its owner.

    Raises:
        DeadLinkError: whoever invited may not do so any more.
    """
    living = _invitations(gate).where(_LINKS.c.email == compared(email))
    row = connection.execute(living.order_by(_LINKS.c.created_at.desc()).limit(1)).first()
    return _accept(connection, gate, row, _readable(name) or email, None) if row else None


def reset_password(connection: Connection, gate: Gate, token: str, password_hash: str) -> Account:
    """Give an account a new password, end its sessions and revoke its API tokens. The link is then dead.

    Raises:
        DeadLinkError: it was used, is too old, or never was.
    """
    row = _living(connection, gate, LinkPurpose.PASSWORD_RESET, token)
    _use(connection, gate, row)
    set_password(connection, row.account_id, password_hash)
    end_sessions(connection, row.account_id)
    revoke_tokens(connection, row.account_id, gate.now())
    return get_account(connection, row.account_id)


def _make(connection: Connection, gate: Gate, purpose: LinkPurpose, **about: Any) -> str:
    token, now = new_token(), gate.now()
    stamps = {"token_digest": digest(token), "created_at": now, "expires_at": now + LIFETIMES[purpose]}
    connection.execute(sa.insert(_LINKS).values(purpose=purpose, **about, **stamps))
    return ADDRESSES[purpose] + token


def _living(connection: Connection, gate: Gate, purpose: LinkPurpose, token: str) -> Row[Any]:
    found = sa.select(_LINKS).where(
        _LINKS.c.token_digest == digest(token),
        _LINKS.c.purpose == purpose,
        _LINKS.c.used_at.is_(None),
        _LINKS.c.expires_at > gate.now(),
    )
    row = connection.execute(found).first()
    if row is None:
        raise DeadLinkError
    return row


def _use(connection: Connection, gate: Gate, row: Row[Any]) -> None:
    """Mark a link as used; of two who use it at once, one is told that it is dead."""
    unused = sa.update(_LINKS).where(_LINKS.c.token_digest == row.token_digest, _LINKS.c.used_at.is_(None))
    if connection.execute(unused.values(used_at=gate.now())).rowcount == 0:
        raise DeadLinkError


def _accept(connection: Connection, gate: Gate, row: Row[Any], name: str, password_hash: str | None) -> Account:
    if find_account(connection, row.email):
        raise TakenAddressError
    _use(connection, gate, row)
    roles = tuple(_still_offered(connection, row))
    account = create_account(connection, row.email, name, gate.now(), password_hash=password_hash)
    for role in roles:
        give_role(connection, account.id, role)
    return account


def _still_offered(connection: Connection, row: Row[Any]) -> Iterator[HeldRole]:
    """Yield the roles of an invitation that its inviter may still give, and whose place or actor there still is.

    Raises:
        DeadLinkError: the inviter may give none of them any more.
    """
    invitation = _invitation(row)
    inviter = viewer_of(connection, hold_account(connection, invitation.inviter))
    may = [role for role in invitation.offered if may_give(connection, inviter, role)]
    if invitation.offered and not may:
        raise DeadLinkError
    for role in may:
        with suppress(InvalidRequestError):
            yield checked_role(Seen(connection), role.role, role.place_id, role.actor_id)


def _invitations(gate: Gate) -> sa.Select[Any]:
    return sa.select(_LINKS).where(
        _LINKS.c.purpose == LinkPurpose.INVITATION, _LINKS.c.used_at.is_(None), _LINKS.c.expires_at > gate.now()
    )


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.token_digest, row.email, _offered(row), row.invited_by, row.expires_at)


def _readable(name: str) -> str | None:
    """Return what a provider calls somebody, if it can be the name of an account."""
    try:
        return read_name(name)
    except InvalidRequestError:
        return None


def _offered(row: Row[Any]) -> tuple[HeldRole, ...]:
    return tuple(HeldRole(ROLES_BY_CODE[role["role"]], role["place_id"], role["actor_id"]) for role in row.offered)
