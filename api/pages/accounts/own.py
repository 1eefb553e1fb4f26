"""One's own account: name, password, where it is signed in, what it may do, and its end."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Response

from api.access.accounts import Account, get_account, rename_account, set_password
from api.access.api_tokens import ApiToken, list_tokens, revoke_tokens
from api.access.cookies import forget_session
from api.access.deeds import AccountDeed, tell
from api.access.roles import edited_places, list_roles
from api.access.sessions import Session, end_one_session, end_sessions, list_sessions
from api.database import reading, writing
from api.erasing_accounts import erase
from api.language import message
from api.pages.accounts.desk import AtDesk, Desk, new_password_fault
from api.pages.accounts.forms import Typed, refused_page, secret_page, see
from api.pages.accounts.role_words import EXPLANATIONS
from api.queries.role_subjects import NamedRole, named_roles
from api.requests import RegisteredId
from api.templating import Page
from models.errors import InvalidRequestError, LastAdministratorError, SamverkanError, TooManyAttemptsError
from models.vocabulary import TokenScope

router = APIRouter(include_in_schema=False)

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

    @property
    def explained(self) -> tuple[tuple[NamedRole, str], ...]:
        """The roles of the account, with what they let it do."""
        return tuple((named, EXPLANATIONS[named.held.role]) for named in self.roles)


DONE = {
    "namn": message("Namnet är ändrat."),
    "losenord": message(
        "Lösenordet är ändrat. Alla andra webbläsare är utloggade, och alla nycklar för program är återkallade."
    ),
    "utloggade": message("Alla andra webbläsare är utloggade."),
    "utloggad": message("Webbläsaren är utloggad."),
    "av": message("Koden vid inloggning är avstängd."),
    "nyckel": message("Nyckeln är återkallad."),
}


@router.get(ADDRESS)
def show_own_account(desk: AtDesk, klart: str = "") -> Response:
    """Show the account of whoever is signed in."""
    return secret_page(desk.request, own_page(desk, done=DONE.get(klart)))


@router.post(f"{ADDRESS}/namn")
def change_name(desk: AtDesk, name: Typed = "") -> Response:
    """Give the account another name."""
    try:
        with writing(desk.database) as connection:
            rename_account(connection, desk.account_id, name)
    except InvalidRequestError as error:
        return refuse(desk, "namn", error)
    return see(f"{ADDRESS}?klart=namn")


@router.post(f"{ADDRESS}/losenord")
def change_password(desk: AtDesk, current: Typed = "", password: Typed = "", again: Typed = "") -> Response:
    """Give the account another password, for whoever knows the one that it has; its other sessions and tokens end."""
    fault = new_password_fault(password, again, (desk.caller.email, desk.caller.name))
    try:
        desk.require_password(current)
        if fault:
            raise InvalidRequestError(fault)
    except (InvalidRequestError, TooManyAttemptsError) as error:
        return refuse(desk, "losenord", error)
    password_hash = desk.gate.passwords.hash(password)
    with writing(desk.database) as connection:
        set_password(connection, desk.account_id, password_hash)
        end_sessions(connection, desk.account_id, but=desk.caller.key)
        revoke_tokens(connection, desk.account_id, desk.gate.now())
    tell(AccountDeed.PASSWORD_CHANGED, desk.doer)
    return see(f"{ADDRESS}?klart=losenord")


@router.post(f"{ADDRESS}/sessioner")
def end_other_sessions(desk: AtDesk) -> Response:
    """Sign the account out of every other browser."""
    with writing(desk.database) as connection:
        end_sessions(connection, desk.account_id, but=desk.caller.key)
    tell(AccountDeed.OTHERS_ENDED, desk.doer)
    return see(f"{ADDRESS}?klart=utloggade")


@router.post(f"{ADDRESS}/sessioner/{{session_id}}/avsluta")
def end_session(desk: AtDesk, session_id: RegisteredId) -> Response:
    """Sign the account out of one browser."""
    with writing(desk.database) as connection:
        end_one_session(connection, desk.account_id, session_id)
    tell(AccountDeed.SESSION_ENDED, desk.doer)
    return see(f"{ADDRESS}?klart=utloggad")


@router.post(f"{ADDRESS}/radera")
def erase_own_account(desk: AtDesk, password: Typed = "") -> Response:
    """Erase the account, for whoever shows again that it is theirs."""
    try:
        desk.require_owner(password)
        erase(desk.database, desk.account_id)
    except (InvalidRequestError, TooManyAttemptsError, LastAdministratorError) as error:
        return refuse(desk, "radera", error)
    tell(AccountDeed.ERASED, desk.doer)
    answer = see("/")
    forget_session(desk.request, answer)
    return answer


def own_page(desk: Desk, faults: dict[str, str] | None = None, done: str | None = None) -> OwnAccountPage:
    """Return the page of the account that is signed in."""
    with reading(desk.database) as connection, desk.window.seeing(desk.caller.viewer) as seen:
        return OwnAccountPage(
            account=get_account(connection, desk.account_id),
            roles=named_roles(seen, list_roles(connection, desk.account_id)),
            sessions=list_sessions(connection, desk.gate, desk.account_id, desk.caller.key or ""),
            tokens=list_tokens(connection, desk.gate, desk.account_id),
            gives_roles=desk.caller.viewer.is_admin or bool(edited_places(connection, desk.caller.viewer)),
            faults=faults or {},
            done=done,
        )


def refuse(desk: Desk, form: str, error: SamverkanError) -> Response:
    """Show the account's page again, with what was wrong in one of its forms."""
    return refused_page(desk.request, own_page(desk, {form: str(error)}), error)
