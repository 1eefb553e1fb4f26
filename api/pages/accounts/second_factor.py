"""Turning the second factor of one's own account on and off."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import segno
from fastapi import APIRouter, Response

from api.access.cookies import keep_session
from api.access.deeds import AccountDeed, tell
from api.access.second_factor import enrolment_address, new_secret, step_of, turn_off, turn_on
from api.access.sessions import end_sessions, start_session
from api.database import writing
from api.language import message
from api.pages.accounts.desk import AtDesk, Desk
from api.pages.accounts.forms import WRONG_CODE, Typed, refused_page, secret_page, see
from api.pages.accounts.own import ADDRESS, refuse
from api.templating import Page
from models.errors import InvalidRequestError, SamverkanError, TooManyAttemptsError

router = APIRouter(include_in_schema=False)

PURPOSE = "second factor that is not on yet"
TIME_TO_SCAN_S = 900
QUIET_ZONE = 4

TOO_SLOW = message("Det tog för lång tid. Skanna den nya bilden och försök igen.")


@dataclass(frozen=True)
class SecondFactorPage(Page):
    """What an authenticator needs, as a picture and as text, and a field for its first code.

    Attributes:
        secret: in groups of four.
        candidate: the same sealed, for the form to send back; nothing is stored until the code is right.
        side: how many modules the QR code has on each side.
        outline: its dark modules, as the path of an SVG.
        has_password: whether the account's password is asked for.
        fault: why it did not work; None at first.
    """

    template: ClassVar[str] = "pages/accounts/second_factor.html"

    secret: str
    candidate: str
    side: int
    outline: str
    has_password: bool
    fault: str | None = None


@dataclass(frozen=True)
class RecoveryCodesPage(Page):
    """The recovery codes, shown once."""

    template: ClassVar[str] = "pages/accounts/recovery_codes.html"

    codes: tuple[str, ...]


@router.get(f"{ADDRESS}/kod")
def show_second_factor(desk: AtDesk) -> Response:
    """Show what an authenticator needs."""
    return secret_page(desk.request, _enrolment(desk, new_secret()))


@router.post(f"{ADDRESS}/kod")
def turn_second_factor_on(desk: AtDesk, candidate: Typed = "", code: Typed = "", password: Typed = "") -> Response:
    """Turn the second factor on for whoever shows that their authenticator has it, and give the session a new key."""
    account_id, _, secret = (desk.gate.key.open(PURPOSE, candidate, age_s=TIME_TO_SCAN_S) or "").partition(" ")
    if account_id != desk.account_id:
        return _again(desk, new_secret(), InvalidRequestError(TOO_SLOW))
    step = step_of(secret, code, desk.gate.now())
    try:
        desk.require_owner(password)
        if step is None:
            raise InvalidRequestError(WRONG_CODE)
    except (InvalidRequestError, TooManyAttemptsError) as error:
        return _again(desk, secret, error)
    with writing(desk.database) as connection:
        codes = turn_on(connection, desk.gate, account_id, secret, step)
        end_sessions(connection, account_id)
        key = start_session(connection, desk.gate, account_id, waits_for_code=False, coded=True)
    tell(AccountDeed.CODE_ON, desk.doer)
    answer = secret_page(desk.request, RecoveryCodesPage(codes))
    keep_session(desk.request, answer, key)
    return answer


@router.post(f"{ADDRESS}/kod/av")
def turn_second_factor_off(desk: AtDesk, password: Typed = "") -> Response:
    """Turn the second factor off for whoever shows again that the account is theirs."""
    try:
        desk.require_owner(password)
    except (InvalidRequestError, TooManyAttemptsError) as error:
        return refuse(desk, "kod", error)
    with writing(desk.database) as connection:
        turn_off(connection, desk.account_id)
        end_sessions(connection, desk.account_id, but=desk.caller.key)
    tell(AccountDeed.CODE_OFF, desk.doer)
    return see(f"{ADDRESS}?klart=av")


def _again(desk: Desk, secret: str, error: SamverkanError) -> Response:
    return refused_page(desk.request, _enrolment(desk, secret, str(error)), error)


def _enrolment(desk: Desk, secret: str, fault: str | None = None) -> SecondFactorPage:
    code = segno.make(enrolment_address(secret, desk.caller.email), error="m", micro=False)
    side, _ = code.symbol_size(border=QUIET_ZONE)
    rows = [tuple(map(bool, row)) for row in code.matrix_iter(border=QUIET_ZONE)]
    return SecondFactorPage(
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        candidate=desk.gate.key.seal(PURPOSE, f"{desk.account_id} {secret}"),
        side=int(side),
        outline="".join(_runs(rows)),
        has_password=desk.has_password,
        fault=fault,
    )


def _runs(rows: list[tuple[bool, ...]]) -> Iterator[str]:
    """Yield a square for each dark module, as pieces of a path."""
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                yield f"M{x} {y}h1v1h-1z"
