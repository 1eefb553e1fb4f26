"""Signing in: with a password, with the code of the second factor, or with what another provider says."""

import logging
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.access.accounts import Account, find_account, get_account, set_password
from api.access.demo_accounts import ONLY_HERE
from api.access.gate import Gate
from api.access.second_factor import use_code
from api.access.sessions import end_session, start_session
from api.database import reading, writing
from api.language import message
from models.errors import SignInRefusedError

logger = logging.getLogger(__name__)

CLOSED = message("Kontot är avstängt. Be administratören öppna det.")


@dataclass(frozen=True)
class Visit:
    """The browser that signs in.

    Attributes:
        network: where it is, for counting attempts.
        at_home: whether it is on this very machine.
        key: the key of the session that it already has; it ends, because a key never grows more powerful.
    """

    network: str
    at_home: bool
    key: str | None


@dataclass(frozen=True)
class Opened:
    """A session that was started: its key, and whether the code of the second factor is still to be given."""

    key: str
    waits_for_code: bool


def sign_in(engine: Engine, gate: Gate, visit: Visit, email: str, password: str) -> Opened | None:
    """Start a session for whoever knows an account's password; return None for everybody else.

    Raises:
        TooManyAttemptsError: whoever asks has to wait.
        SignInRefusedError: the password is right, but the account is closed.
    """
    name = email.strip().casefold()
    gate.attempts.require(name, visit.network)
    with reading(engine) as connection:
        account = find_account(connection, name)
    right, newer_hash = gate.passwords.check(password, account.password_hash if account else None)
    if account is None or not right:
        gate.attempts.wrong(name, visit.network)
        logger.warning("wrong password for %s", account.id if account else "an unknown address")
        return None
    _require_open(account, visit)
    gate.attempts.right(name, visit.network)
    with writing(engine) as connection:
        if newer_hash:
            set_password(connection, account.id, newer_hash)
        return _open(connection, gate, visit, account, coded=False)


def give_code(engine: Engine, gate: Gate, visit: Visit, account_id: str, code: str) -> Opened | None:
    """Turn a session that waits for the code of its account into one that opens; return None for a wrong code.

    Raises:
        TooManyAttemptsError: whoever asks has to wait.
    """
    with reading(engine) as connection:
        account = get_account(connection, account_id)
    gate.attempts.require(account.email, visit.network)
    gate.attempts.require_code(account.email)
    with writing(engine) as connection:
        if use_code(connection, gate, account, code):
            gate.attempts.right(account.email, visit.network)
            return _open(connection, gate, visit, account, coded=True)
    gate.attempts.wrong(account.email, visit.network, code=True)
    logger.warning("wrong code for %s", account.id)
    return None


def let_in(connection: Connection, gate: Gate, visit: Visit, account: Account) -> Opened:
    """Start a session for an account whose owner is known by other means than its password.

    Raises:
        SignInRefusedError: the account is closed.
    """
    _require_open(account, visit)
    return _open(connection, gate, visit, account, coded=False)


def _require_open(account: Account, visit: Visit) -> None:
    if account.disabled_at:
        raise SignInRefusedError(CLOSED)
    if account.demo and not visit.at_home:
        raise SignInRefusedError(ONLY_HERE)


def _open(connection: Connection, gate: Gate, visit: Visit, account: Account, *, coded: bool) -> Opened:
    if visit.key:
        end_session(connection, visit.key)
    waits = account.totp_secret is not None and not coded
    key = start_session(connection, gate, account.id, waits_for_code=waits, coded=coded)
    logger.info("%s %s", account.id, "gave the password" if waits else "signed in")
    return Opened(key, waits)
