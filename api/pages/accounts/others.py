"""Everybody's accounts: inviting, giving and taking roles, closing, and links to a new password."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlalchemy import Connection

from api.access.accounts import disable_account, enable_account, get_account, require_another_administrator
from api.access.gate import TheGate
from api.access.links import allow_reset, invite
from api.access.recognition import Caller, SignedIn
from api.access.roles import checked_role, give_role, list_roles, require_may_give, take_role
from api.access.second_factor import turn_off
from api.access.sessions import end_sessions
from api.access.viewer import HeldRole
from api.database import reading, writing
from api.pages.accounts.forms import Typed, refused_page, secret_page, see
from api.pages.accounts.overview import all_accounts, one_account
from api.pages.facts import Link
from api.problems import status_of
from api.requests import Database, RegisteredId
from api.templating import Page
from models.errors import ForbiddenError, InvalidRequestError, NotFoundError, TakenAddressError
from models.vocabulary import LinkPurpose, Role

router = APIRouter(include_in_schema=False)

ADDRESS = "/konton"


@dataclass(frozen=True)
class RoleForm:
    """A role, and what it is held for, as a form sends them."""

    role: Annotated[Role, Form()]
    place: Typed = ""
    actor: Typed = ""

    def checked(self, connection: Connection, caller: Caller) -> HeldRole:
        """Return the role.

        Raises:
            InvalidRequestError: it cannot be held so.
            ForbiddenError: the viewer may not give it.
        """
        held = checked_role(connection, self.role, self.place.strip(), self.actor.strip())
        require_may_give(connection, caller.viewer, held)
        return held


Wanted = Annotated[RoleForm, Depends()]


@dataclass(frozen=True)
class NewLinkPage(Page):
    """A link to hand over, shown once."""

    template: ClassVar[str] = "pages/accounts/new_link.html"

    purpose: LinkPurpose
    email: str
    link: Link


@router.get(ADDRESS)
def show_accounts(request: Request, database: Database, caller: SignedIn) -> Response:
    """Show the accounts that the viewer may give roles."""
    with reading(database) as connection:
        return secret_page(request, all_accounts(connection, caller))


@router.post(ADDRESS)
def invite_somebody(
    request: Request,
    database: Database,
    gate: TheGate,
    caller: SignedIn,
    wanted: Wanted,
    email: Typed = "",
) -> Response:
    """Make an invitation, and show its link this once."""
    try:
        with writing(database) as connection:
            link = invite(connection, gate, email, [wanted.checked(connection, caller)])
    except (InvalidRequestError, TakenAddressError) as error:
        with reading(database) as connection:
            context = all_accounts(connection, caller, email, str(error))
        return refused_page(request, context, 422 if isinstance(error, InvalidRequestError) else int(status_of(error)))
    return _show_link(request, LinkPurpose.INVITATION, email, link)


@router.get(f"{ADDRESS}/{{account_id}}")
def show_account(request: Request, database: Database, caller: SignedIn, account_id: RegisteredId) -> Response:
    """Show an account and its roles."""
    with reading(database) as connection:
        return secret_page(request, one_account(connection, caller, account_id))


@router.post(f"{ADDRESS}/{{account_id}}/roller")
def give_somebody_a_role(
    request: Request,
    database: Database,
    caller: SignedIn,
    account_id: RegisteredId,
    wanted: Wanted,
) -> Response:
    """Give an account a role."""
    try:
        with writing(database) as connection:
            one_account(connection, caller, account_id)
            give_role(connection, account_id, wanted.checked(connection, caller))
    except InvalidRequestError as error:
        with reading(database) as connection:
            return refused_page(request, one_account(connection, caller, account_id, str(error)), 422)
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/roller/{{role_id}}/ta-bort")
def take_a_role(database: Database, caller: SignedIn, account_id: RegisteredId, role_id: int) -> Response:
    """Take a role from an account."""
    with writing(database) as connection:
        named = next((role for role in list_roles(connection, account_id) if role.id == role_id), None)
        if named is None:
            raise NotFoundError("account_roles", str(role_id))
        require_may_give(connection, caller.viewer, named.held)
        if named.held.role is Role.ADMIN:
            require_another_administrator(connection, account_id)
        take_role(connection, account_id, role_id)
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/stang")
def close_account(database: Database, gate: TheGate, caller: SignedIn, account_id: RegisteredId) -> Response:
    """Let nobody sign in with an account any more."""
    _require_admin(caller)
    with writing(database) as connection:
        disable_account(connection, account_id, gate.now())
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/oppna")
def reopen_account(database: Database, caller: SignedIn, account_id: RegisteredId) -> Response:
    """Let somebody sign in again."""
    _require_admin(caller)
    with writing(database) as connection:
        enable_account(connection, account_id)
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/losenordslank")
def make_reset_link(
    request: Request, database: Database, gate: TheGate, caller: SignedIn, account_id: RegisteredId
) -> Response:
    """Make a link to a new password, and show it this once."""
    _require_admin(caller)
    with writing(database) as connection:
        account = get_account(connection, account_id)
        link = allow_reset(connection, gate, account_id)
    return _show_link(request, LinkPurpose.PASSWORD_RESET, account.email, link)


@router.post(f"{ADDRESS}/{{account_id}}/kod/av")
def turn_somebodys_second_factor_off(database: Database, caller: SignedIn, account_id: RegisteredId) -> Response:
    """Turn the second factor off for somebody who has lost it, and end their sessions."""
    _require_admin(caller)
    with writing(database) as connection:
        turn_off(connection, account_id)
        end_sessions(connection, account_id)
    return see(f"{ADDRESS}/{account_id}")


def _require_admin(caller: Caller) -> None:
    if not caller.viewer.is_admin:
        raise ForbiddenError


def _show_link(request: Request, purpose: LinkPurpose, email: str, link: str) -> Response:
    address = str(request.base_url).rstrip("/") + link
    return secret_page(request, NewLinkPage(purpose, email.strip(), Link(address, address)))
