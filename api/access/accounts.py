"""Accounts as they are stored: found, made, closed, given a password. The caller opens the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row

from api.access.sessions import end_sessions
from api.language import message
from models.errors import InvalidRequestError, LastAdministratorError, NotFoundError, TakenAddressError
from models.fields import Address
from models.tables import TABLES
from models.text import Name, swedish_order
from models.vocabulary import Role

_ACCOUNTS, _ROLES = TABLES["accounts"], TABLES["account_roles"]

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_NAME: TypeAdapter[str] = TypeAdapter(Name)

NO_ADDRESS = message("E-postadressen går inte att läsa. Skriv den som namn@exempel.se.")
NO_NAME = message("Namnet saknas eller går inte att läsa.")


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
    """Return an address as accounts are compared by.

    Raises:
        InvalidRequestError: when it is none.
    """
    try:
        return _ADDRESS.validate_python(text).casefold()
    except ValidationError:
        raise InvalidRequestError(NO_ADDRESS) from None


def read_name(text: str) -> str:
    """Return the name of an account, cleaned.

    Raises:
        InvalidRequestError: when there is none.
    """
    try:
        return _NAME.validate_python(text)
    except ValidationError:
        raise InvalidRequestError(NO_NAME) from None


def find_account(connection: Connection, email: str) -> Account | None:
    """Return the account of an address, whatever its case; None when there is none."""
    address = email.strip().casefold()
    if not address.isprintable():
        return None  # No account has it, and PostgreSQL takes no NUL in a question either.
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


def any_account(connection: Connection) -> bool:
    """Tell whether anybody has an account, other than those of the demo."""
    return connection.execute(sa.select(_ACCOUNTS.c.id).where(~_ACCOUNTS.c.demo).limit(1)).first() is not None


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
    connection.execute(sa.insert(_ACCOUNTS).values(**row, created_at=at))
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
    """Let nobody sign in with an account any more, and end its sessions.

    Raises:
        LastAdministratorError: nobody could undo it.
    """
    require_another_administrator(connection, account_id)
    _change(connection, account_id, disabled_at=at)
    end_sessions(connection, account_id)


def enable_account(connection: Connection, account_id: str) -> None:
    """Let somebody sign in again."""
    _change(connection, account_id, disabled_at=None)


def require_another_administrator(connection: Connection, account_id: str) -> None:
    """Do nothing unless the account is the only administrator who can sign in, the demo's aside.

    Raises:
        LastAdministratorError: when it is.
    """
    can_sign_in = sa.select(_ACCOUNTS.c.id).join(_ROLES, _ROLES.c.account_id == _ACCOUNTS.c.id)
    can_sign_in = can_sign_in.where(_ROLES.c.role == Role.ADMIN, _ACCOUNTS.c.disabled_at.is_(None), ~_ACCOUNTS.c.demo)
    if set(connection.execute(can_sign_in).scalars()) == {account_id}:
        raise LastAdministratorError


def _change(connection: Connection, account_id: str, **values: Any) -> None:
    changed = sa.update(_ACCOUNTS).where(_ACCOUNTS.c.id == account_id).values(**values)
    if connection.execute(changed).rowcount == 0:
        raise NotFoundError("accounts", account_id)


def _account(row: Row[Any] | Sequence[Any]) -> Account:
    return Account(*row)
