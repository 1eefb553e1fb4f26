"""Signing in and out: the password, the code of the second factor, and the way out."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.access.accounts import compared
from api.access.api_tokens import revoke_tokens
from api.access.claim import any_account
from api.access.cookies import forget_session
from api.access.deeds import AccountDeed, tell
from api.access.demo_accounts import DEMO_ACCOUNTS, demo_password, has_demo_accounts
from api.access.gate import Gate, TheGate
from api.access.networks import is_at_this_machine
from api.access.recognition import WhoCalls
from api.access.sessions import end_session, end_sessions
from api.access.sign_in import give_code, sign_in
from api.addresses import LONGEST_ADDRESS
from api.database import reading, writing
from api.language import message
from api.pages.accounts.forms import WRONG_CODE, Typed, doer_of, opened_page, refused_page, secret_page, see, visit_of
from api.requests import Database
from api.templating import Page
from models.errors import SignInRefusedError, TooManyAttemptsError

router = APIRouter(include_in_schema=False)

WRONG = message("E-postadressen eller lösenordet är fel.")

Back = Annotated[str, Query(alias="next", max_length=LONGEST_ADDRESS)]
BackFromForm = Annotated[str, Form(alias="next", max_length=LONGEST_ADDRESS)]


@dataclass(frozen=True)
class SignInPage(Page):
    """Who are you?

    Attributes:
        back: where to go afterwards.
        email: what was typed.
        fault: why it did not work; None at first.
        provider: what another provider of sign-in is called; None without one.
        demo_password: that of the demo's accounts, where they work.
        claimed: whether anybody has an account.
    """

    template: ClassVar[str] = "pages/accounts/sign_in.html"

    back: str
    email: str = ""
    fault: str | None = None
    provider: str | None = None
    demo_password: str | None = None
    claimed: bool = True

    @property
    def demo_accounts(self) -> tuple[tuple[str, str], ...]:
        """The address and role of each account of the demo."""
        return tuple((account.email, account.held.role.label) for account in DEMO_ACCOUNTS)


@dataclass(frozen=True)
class CodePage(Page):
    """The code of the second factor."""

    template: ClassVar[str] = "pages/accounts/code.html"

    back: str
    fault: str | None = None


@router.get("/logga-in")
def show_sign_in(request: Request, database: Database, gate: TheGate, caller: WhoCalls, back: Back = "/") -> Response:
    """Ask for the address and the password, or go on for somebody who is signed in."""
    if caller.key and caller.viewer.account_id:
        return see(back)
    return secret_page(request, _sign_in_page(request, database, gate, back))


@router.post("/logga-in")
async def sign_in_with_password(
    request: Request,
    database: Database,
    gate: TheGate,
    email: Typed = "",
    password: Typed = "",
    back: BackFromForm = "/",
) -> Response:
    """Let somebody in who knows the password; whoever guesses waits."""
    await gate.wait(gate.attempts.pause(compared(email)))
    fault, refusal = WRONG, None
    try:
        opened = await run_in_threadpool(sign_in, database, gate, visit_of(request, gate), email, password)
        if opened:
            return opened_page(request, opened, back)
    except (SignInRefusedError, TooManyAttemptsError) as error:
        fault, refusal = str(error), error
    context = await run_in_threadpool(_sign_in_page, request, database, gate, back, email, fault)
    return await run_in_threadpool(refused_page, request, context, refusal)


@router.get("/logga-in/kod")
def show_code(request: Request, caller: WhoCalls, back: Back = "/") -> Response:
    """Ask for the code of somebody who has given the password."""
    return secret_page(request, CodePage(back)) if caller.waiting else see("/logga-in")


@router.post("/logga-in/kod")
async def sign_in_with_code(
    request: Request, database: Database, gate: TheGate, caller: WhoCalls, code: Typed = "", back: BackFromForm = "/"
) -> Response:
    """Let somebody in who has given the password and knows the code."""
    if caller.waiting is None:
        return see("/logga-in")
    fault, refusal = WRONG_CODE, None
    try:
        visit = visit_of(request, gate)
        opened = await run_in_threadpool(give_code, database, gate, visit, caller.waiting, code)
        if opened:
            return opened_page(request, opened, back)
    except TooManyAttemptsError as error:
        fault, refusal = str(error), error
    return await run_in_threadpool(refused_page, request, CodePage(back, fault), refusal)


@router.post("/logga-ut")
def sign_out(
    request: Request, database: Database, gate: TheGate, caller: WhoCalls, everywhere: Typed = "", tokens: Typed = ""
) -> Response:
    """End the session of this browser, or all of the account's, and revoke its API tokens too when that is wanted."""
    whole = everywhere and caller.viewer.account_id
    with writing(database) as connection:
        if whole:
            end_sessions(connection, whole)
        if whole and tokens:
            revoke_tokens(connection, whole, gate.now())
        if caller.key:
            end_session(connection, caller.key)
    if caller.viewer.account_id:
        deed = AccountDeed.SIGNED_OUT_EVERYWHERE if whole else AccountDeed.SIGNED_OUT
        tell(deed, doer_of(request, caller), tokens="revoked" if whole and tokens else None)
    answer = see("/")
    forget_session(request, answer)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _sign_in_page(
    request: Request, database: Database, gate: Gate, back: str, email: str = "", fault: str | None = None
) -> SignInPage:
    with reading(database) as connection:
        demo = has_demo_accounts(connection) and is_at_this_machine(request, gate.settings)
        claimed = any_account(connection)
    provider = gate.settings.oidc_name if gate.settings.oidc_issuer else None
    return SignInPage(back, email, fault, provider, demo_password(gate) if demo else None, claimed)
