"""One's own account: name, password, where it is signed in, what it may do."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.access.accounts import Account, get_account, rename_account, set_password
from api.access.api_tokens import ApiToken, list_tokens
from api.access.gate import Gate, TheGate
from api.access.password_rules import fault_of
from api.access.recognition import Caller, SignedIn
from api.access.roles import NamedRole, edited_places, list_roles
from api.access.sessions import Session, end_sessions, list_sessions
from api.database import reading, writing
from api.language import message
from api.pages.accounts.forms import (
    NOT_THE_SAME,
    WRONG_PASSWORD,
    Typed,
    refused_page,
    secret_page,
    see,
    visit_of,
)
from api.problems import status_of
from api.requests import Database
from api.templating import Page
from models.errors import InvalidRequestError, SamverkanError, TooManyAttemptsError
from models.vocabulary import TokenScope

router = APIRouter(include_in_schema=False)

NO_PASSWORD = message(
    "Kontot har inget lösenord här. Logga in med din organisation, eller be om en länk för att välja ett."
)
ADDRESS = "/konto"


@dataclass(frozen=True)
class OwnAccountPage(Page):
    """One's own account.

    Attributes:
        account: it.
        roles: what it may do, and where.
        sessions: where it is signed in.
        tokens: its API tokens that work.
        gives_roles: whether it may invite others.
        faults: what was wrong, by the form that it was sent from.
        done: what has just been done; None at first.
    """

    template: ClassVar[str] = "pages/accounts/own.html"

    account: Account
    roles: tuple[NamedRole, ...]
    sessions: tuple[Session, ...]
    tokens: tuple[ApiToken, ...]
    gives_roles: bool
    faults: dict[str, str]
    done: str | None = None
    scopes: tuple[TokenScope, ...] = tuple(TokenScope)


DONE = {
    "namn": message("Namnet är ändrat."),
    "losenord": message("Lösenordet är ändrat. Alla andra webbläsare är utloggade."),
    "utloggade": message("Alla andra webbläsare är utloggade."),
    "av": message("Koden vid inloggning är avstängd."),
    "nyckel": message("Nyckeln är återkallad."),
}


@router.get(ADDRESS)
def show_own_account(
    request: Request, database: Database, gate: TheGate, caller: SignedIn, klart: str = ""
) -> Response:
    """Show the account of whoever is signed in."""
    return secret_page(request, own_page(database, gate, caller, done=DONE.get(klart)))


@router.post(f"{ADDRESS}/namn")
def change_name(request: Request, database: Database, gate: TheGate, caller: SignedIn, name: Typed = "") -> Response:
    """Give the account another name."""
    try:
        with writing(database) as connection:
            rename_account(connection, _id(caller), name)
    except InvalidRequestError as error:
        return refuse(request, database, gate, caller, "namn", error)
    return see(f"{ADDRESS}?klart=namn")


@router.post(f"{ADDRESS}/losenord")
def change_password(
    request: Request,
    database: Database,
    gate: TheGate,
    caller: SignedIn,
    current: Typed = "",
    password: Typed = "",
    again: Typed = "",
) -> Response:
    """Give the account another password, for whoever knows the one that it has; its other sessions end."""
    fault = new_password_fault(password, again, (caller.email, caller.name))
    try:
        require_password(request, database, gate, caller, current)
        if fault:
            raise InvalidRequestError(fault)
    except (InvalidRequestError, TooManyAttemptsError) as error:
        return refuse(request, database, gate, caller, "losenord", error)
    password_hash = gate.passwords.hash(password)
    with writing(database) as connection:
        set_password(connection, _id(caller), password_hash)
        end_sessions(connection, _id(caller), but=caller.key)
    return see(f"{ADDRESS}?klart=losenord")


@router.post(f"{ADDRESS}/sessioner")
def end_other_sessions(database: Database, caller: SignedIn) -> Response:
    """Sign the account out of every other browser."""
    with writing(database) as connection:
        end_sessions(connection, _id(caller), but=caller.key)
    return see(f"{ADDRESS}?klart=utloggade")


def own_page(
    database: Database, gate: Gate, caller: Caller, faults: dict[str, str] | None = None, done: str | None = None
) -> OwnAccountPage:
    """Return the page of the account that `caller` is signed in with."""
    with reading(database) as connection:
        return OwnAccountPage(
            account=get_account(connection, _id(caller)),
            roles=list_roles(connection, _id(caller)),
            sessions=list_sessions(connection, gate, _id(caller), caller.key or ""),
            tokens=list_tokens(connection, gate, _id(caller)),
            gives_roles=_gives_roles(connection, caller),
            faults=faults or {},
            done=done,
        )


def refuse(
    request: Request, database: Database, gate: Gate, caller: Caller, form: str, error: SamverkanError
) -> Response:
    """Show the account's page again, with what was wrong in one of its forms."""
    status = 422 if isinstance(error, InvalidRequestError) else int(status_of(error))
    return refused_page(request, own_page(database, gate, caller, {form: str(error)}), status, error)


def require_password(request: Request, database: Database, gate: Gate, caller: Caller, password: str) -> None:
    """Do nothing when `password` is that of the account: a browser left open is not enough for what matters most.

    Raises:
        InvalidRequestError: it is not.
        TooManyAttemptsError: whoever asks has to wait.
    """
    network = visit_of(request, gate).network
    gate.attempts.require(caller.email, network)
    with reading(database) as connection:
        account = get_account(connection, _id(caller))
    if account.password_hash is None:
        raise InvalidRequestError(NO_PASSWORD)
    if not gate.passwords.check(password, account.password_hash)[0]:
        gate.attempts.wrong(caller.email, network)
        raise InvalidRequestError(WRONG_PASSWORD)


def new_password_fault(password: str, again: str, about: tuple[str, ...]) -> str | None:
    """Return why a new password, typed twice, is refused; None when it is not."""
    return fault_of(password, about) or (NOT_THE_SAME if password != again else None)


def _gives_roles(connection: Connection, caller: Caller) -> bool:
    return caller.viewer.is_admin or bool(edited_places(connection, caller.viewer))


def _id(caller: Caller) -> str:
    assert caller.viewer.account_id is not None
    return caller.viewer.account_id
