"""The second factor: codes that change every thirty seconds (TOTP, RFC 6238), and recovery codes."""

import secrets
from datetime import datetime

import pyotp
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.accounts import Account, set_totp, use_totp_step
from api.access.gate import Gate
from api.access.tokens import digest
from models.tables import TABLES

_CODES = TABLES["recovery_codes"]

PURPOSE = "second factor"
STEP_S = 30
SLACK = 1
"""Steps before and after this moment whose codes count too: clocks differ, and typing takes its time."""

RECOVERY_CODES = 10
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_PARTS, RECOVERY_PART = 4, 7
"""28 of 31 letters are 138 bits: random enough to be stored as a plain digest."""

ISSUER = "Samverkanskartan"


def new_secret() -> str:
    """Return a new secret of 160 bits, as authenticators read it."""
    return pyotp.random_base32()


def enrolment_address(secret: str, email: str) -> str:
    """Return what an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step that a code belongs to; None when it is not right about this moment."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_S
    typed = "".join(code.split())
    steps = range(now - SLACK, now + SLACK + 1)
    return next((step for step in steps if secrets.compare_digest(totp.generate_otp(step), _ascii(typed))), None)


def turn_on(connection: Connection, gate: Gate, account_id: str, secret: str, step: int) -> tuple[str, ...]:
    """Ask for a code at every sign-in from now on, and return the recovery codes, which nobody can read again.

    The secret is stored sealed by the installation's key, so that a copy of the database alone makes no codes. It
    cannot be stored as a digest, because a code is computed from it.
    """
    set_totp(connection, account_id, gate.key.seal(PURPOSE, secret), step)
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    connection.execute(sa.delete(_CODES).where(_CODES.c.account_id == account_id))
    connection.execute(
        sa.insert(_CODES), [{"account_id": account_id, "code_digest": digest(_bare(code))} for code in codes]
    )
    return codes


def turn_off(connection: Connection, account_id: str) -> None:
    """Ask for no code any more."""
    set_totp(connection, account_id, None)
    connection.execute(sa.delete(_CODES).where(_CODES.c.account_id == account_id))


def use_code(connection: Connection, gate: Gate, account: Account, code: str) -> bool:
    """Tell whether a code is right, and see to it that it never is again."""
    secret = gate.key.open(PURPOSE, account.totp_secret or "")
    step = step_of(secret, code, gate.now()) if secret else None
    if step is not None:
        return use_totp_step(connection, account.id, step)
    used = sa.delete(_CODES).where(_CODES.c.account_id == account.id, _CODES.c.code_digest == digest(_bare(code)))
    return connection.execute(used).rowcount == 1


def _recovery_code() -> str:
    parts = ("".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_PART)) for _ in range(RECOVERY_PARTS))
    return "-".join(parts)


def _bare(code: str) -> str:
    """Return a recovery code without what people type between its parts."""
    return "".join(filter(str.isalnum, code.casefold()))


def _ascii(typed: str) -> str:
    """Return what was typed, as `compare_digest` can read it."""
    return typed if typed.isascii() else ""
