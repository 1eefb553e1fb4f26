"""Signing in: with a password, with the code of the second factor, or with what another provider says."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.access.accounts import Account, compared, find_account, get_account, hold_account, set_password
from api.access.deeds import AccountDeed, Doer, tell
from api.access.demo_accounts import ONLY_HERE
from api.access.gate import Gate
from api.access.known_browsers import new_mark, origin_of
from api.access.second_factor import use_code
from api.access.sessions import end_session, is_open, start_session
from api.database import reading, writing
from api.language import message
from models.errors import NotFoundError, SignInRefusedError

CLOSED = message("Kontot är avstängt. Be administratören öppna det.")


@dataclass(frozen=True)
class Visit:
    """The browser that signs in.

    Attributes:
        network: where it is, for counting attempts.
        at_home: whether it is on this very machine.
        key: the key of the session that it already has; it ends, because a key never grows more powerful.
        mark: what it keeps when an account was signed in there before.
    """

    network: str
    at_home: bool
    key: str | None
    mark: str | None = None


@dataclass(frozen=True)
class Opened:
    """A session that was started.

    Attributes:
        key: its key.
        waits_for_code: whether the code of the second factor is still to be given.
        mark: what the browser keeps from now on; None as long as the session waits.
    """

    key: str
    waits_for_code: bool
    mark: str | None


def sign_in(engine: Engine, gate: Gate, visit: Visit, email: str, password: str) -> Opened | None:
    """Start a session for whoever knows an account's password; return None for everybody else.

    Raises:
        TooManyAttemptsError: whoever asks has to wait.
        SignInRefusedError: the password is right, but the account is closed.
    """
    name, origin = compared(email), origin_of(gate, visit.mark, visit.network, email)
    gate.attempts.require(name, origin)
    with reading(engine) as connection:
        account = find_account(connection, name)
    stored = account.password_hash if account else None
    right, newer_hash = gate.passwords.check(password, stored)
    if account is not None and right:
        with writing(engine) as connection:
            # Hashing takes its time. What was checked counts only if it still is the account's password.
            now = _held(connection, account.id)
            if now and now.password_hash == stored:
                _require_open(now, visit)
                gate.attempts.right(name, origin)
                if newer_hash:
                    set_password(connection, now.id, newer_hash)
                return _open(connection, gate, visit, now, coded=False)
    gate.attempts.wrong(name, origin)
    tell(AccountDeed.WRONG_PASSWORD, Doer(None, visit.network), account.id if account else None)
    return None


def give_code(engine: Engine, gate: Gate, visit: Visit, account_id: str, code: str) -> Opened | None:
    """Turn a session that waits for the code of its account into one that opens; return None for a wrong code.

    Raises:
        TooManyAttemptsError: whoever asks has to wait.
        SignInRefusedError: the account was closed meanwhile.
    """
    with reading(engine) as connection:
        email = get_account(connection, account_id).email
    origin = origin_of(gate, visit.mark, visit.network, email)
    gate.attempts.require(email, origin)
    gate.attempts.require_code(email)
    with writing(engine) as connection:
        # The session may have ended meanwhile, with a new password or everywhere.
        account = _held(connection, account_id) if is_open(connection, account_id, visit.key) else None
        if account and use_code(connection, gate, account, code):
            _require_open(account, visit)
            gate.attempts.right(email, origin)
            return _open(connection, gate, visit, account, coded=True)
    gate.attempts.wrong(email, origin, code=True)
    tell(AccountDeed.WRONG_CODE, Doer(None, visit.network), account_id)
    return None


def let_in(connection: Connection, gate: Gate, visit: Visit, account: Account) -> Opened:
    """Start a session for an account whose owner is known by other means than its password.

    Raises:
        SignInRefusedError: the account is closed.
    """
    account = hold_account(connection, account.id)
    _require_open(account, visit)
    return _open(connection, gate, visit, account, coded=False)


def _held(connection: Connection, account_id: str) -> Account | None:
    """Return an account as it is now, for this transaction alone; None when it was erased."""
    try:
        return hold_account(connection, account_id)
    except NotFoundError:
        return None


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
    tell(AccountDeed.PASSWORD_GIVEN if waits else AccountDeed.SIGNED_IN, Doer(account.id, visit.network))
    return Opened(key, waits, None if waits else new_mark(gate, account.email))
