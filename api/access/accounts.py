"""Accounts as they are stored: found, made, closed, given a password. The caller opens the transaction."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from api.access.administrators import require_another_administrator
from api.access.api_tokens import revoke_tokens
from api.access.names import read_name
from api.access.sessions import end_sessions
from api.language import message
from models.errors import InvalidRequestError, NotFoundError, TakenAddressError
from models.fields import Address
from models.tables import TABLES
from models.text import swedish_order

_ACCOUNTS, _LINKS = TABLES["accounts"], TABLES["single_use_links"]

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)

NO_ADDRESS = message("E-postadressen går inte att läsa. Skriv den som namn@exempel.se.")


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in.

    Attributes:
        id: never reused.
        email: caseless.
        name: what others see.
        password_hash: None for somebody who only signs in with another provider.
        totp_secret: the sealed secret of the second factor; None without one.
        totp_step: the time step whose code was used last.
        demo: whether it belongs to the demo.
        created_at: when it was made.
        disabled_at: since when nobody can sign in with it.
    """

    id: str
    email: str
    name: str
    password_hash: str | None
    totp_secret: str | None
    totp_step: int | None
    demo: bool
    created_at: datetime
    disabled_at: datetime | None


def read_address(text: str) -> str:
    """Return an address as accounts are compared by: composed and caseless.

    An address with a letter that only looks like another, or that becomes several letters when case is ignored, is
    refused: two people could have what counts as one address here.

    Raises:
        InvalidRequestError: when it is none.
    """
    try:
        address = _ADDRESS.validate_python(text)
    except ValidationError:
        raise InvalidRequestError(NO_ADDRESS) from None
    # Each letter by itself, and before it is composed: an ö of two parts is an ö, but a Kelvin sign is no k.
    if any(unicodedata.normalize("NFKC", letter) != letter for letter in text.strip()):
        raise InvalidRequestError(NO_ADDRESS)
    if address.casefold() != address.lower() or not address.isprintable():
        raise InvalidRequestError(NO_ADDRESS)
    return address.casefold()


def compared(text: str) -> str:
    """Return what was typed as an address, as it is compared by; what can be none as it is, without its case."""
    try:
        return read_address(text)
    except InvalidRequestError:
        return text.strip().casefold()


def find_account(connection: Connection, email: str) -> Account | None:
    """Return the account of an address, whatever its case; None when there is none."""
    try:
        address = read_address(email)
    except InvalidRequestError:
        return None
    found = connection.execute(sa.select(_ACCOUNTS).where(_ACCOUNTS.c.email == address)).first()
    return _account(found) if found else None


def get_account(connection: Connection, account_id: str) -> Account:
    """Return an account.

    Raises:
        NotFoundError: when there is none of that id.
    """
    found = connection.execute(sa.select(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id)).first()
    if found is None:
        raise NotFoundError("accounts", account_id)
    return _account(found)


def hold_account(connection: Connection, account_id: str) -> Account:
    """Return an account as it is now, and let nobody change it until the transaction ends.

    Args:
        connection: inside a transaction that writes.

    Raises:
        NotFoundError: when there is none of that id.
    """
    held = sa.select(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id).with_for_update()
    found = connection.execute(held).first()
    if found is None:
        raise NotFoundError("accounts", account_id)
    return _account(found)


def require_account(connection: Connection, email: str) -> Account:
    """Return the account of an address.

    Raises:
        NotFoundError: when there is none.
    """
    account = find_account(connection, email)
    if account is None:
        raise NotFoundError("accounts", email)
    return account


def list_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts in the order of their names."""
    accounts = map(_account, connection.execute(sa.select(_ACCOUNTS)))
    return tuple(sorted(accounts, key=lambda account: (swedish_order(account.name), account.email)))


def create_account(
    connection: Connection, email: str, name: str, at: datetime, *, password_hash: str | None = None, demo: bool = False
) -> Account:
    """Make an account and return it.

    Raises:
        InvalidRequestError: the address or the name cannot be read.
        TakenAddressError: somebody has the address.
    """
    address = read_address(email)
    if find_account(connection, address):
        raise TakenAddressError
    row = {"id": uuid4().hex, "email": address, "name": read_name(name), "password_hash": password_hash, "demo": demo}
    try:
        connection.execute(sa.insert(_ACCOUNTS).values(**row, created_at=at))
    except IntegrityError:
        raise TakenAddressError from None  # Another transaction made it in this very moment.
    return get_account(connection, str(row["id"]))


def rename_account(connection: Connection, account_id: str, name: str) -> None:
    """Give an account another name."""
    _change(connection, account_id, name=read_name(name))


def set_password(connection: Connection, account_id: str, password_hash: str) -> None:
    """Store the hash of a new password."""
    _change(connection, account_id, password_hash=password_hash)


def set_totp(connection: Connection, account_id: str, sealed: str | None, step: int | None = None) -> None:
    """Store the sealed secret of the second factor, or that there is none, and the time step used last."""
    _change(connection, account_id, totp_secret=sealed, totp_step=step)


def use_totp_step(connection: Connection, account_id: str, step: int) -> bool:
    """Note that the code of a time step was used; False when it, or a later one, already was."""
    newer = sa.or_(_ACCOUNTS.c.totp_step.is_(None), _ACCOUNTS.c.totp_step < step)
    used = sa.update(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id, newer).values(totp_step=step)
    return connection.execute(used).rowcount == 1


def disable_account(connection: Connection, account_id: str, at: datetime) -> None:
    """Let nobody sign in with an account any more, end its sessions and revoke its API tokens.

    Raises:
        LastAdministratorError: nobody could undo it.
    """
    require_another_administrator(connection, account_id)
    _change(connection, account_id, disabled_at=at)
    end_sessions(connection, account_id)
    revoke_tokens(connection, account_id, at)


def enable_account(connection: Connection, account_id: str) -> None:
    """Let somebody sign in again."""
    _change(connection, account_id, disabled_at=None)


def erase_account(connection: Connection, account_id: str) -> None:
    """Erase an account with all that opens doors for it, and the invitations that it made and got.

    The history and the access log keep the id alone, which then belongs to nobody.

    Raises:
        LastAdministratorError: nobody could administer the register.
        NotFoundError: when there is none of that id.
    """
    require_another_administrator(connection, account_id)
    account = get_account(connection, account_id)
    connection.execute(sa.delete(_LINKS).where(_LINKS.c.email == account.email))
    connection.execute(sa.delete(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id))


def _change(connection: Connection, account_id: str, **values: Any) -> None:
    changed = sa.update(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id).values(**values)
    if connection.execute(changed).rowcount == 0:
        raise NotFoundError("accounts", account_id)


def _account(row: Row[Any] | Sequence[Any]) -> Account:
    return Account(*row)
