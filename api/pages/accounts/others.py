"""Everybody's accounts: inviting, giving and taking roles, closing, erasing, and links to a new password."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Response
from sqlalchemy import Connection

from api.access.accounts import disable_account, enable_account, get_account
from api.access.deeds import AccountDeed, tell, tell_of_role
from api.access.links import allow_reset, invite, withdraw
from api.access.openness import access_of
from api.access.roles import checked_role, give_role, require_may_give, take_role
from api.access.second_factor import turn_off
from api.access.seen import Seen
from api.access.sessions import end_sessions
from api.access.viewer import HeldRole
from api.database import writing
from api.erasing_accounts import erase
from api.pages.accounts.desk import AtDesk, Desk
from api.pages.accounts.forms import Typed, refused_page, secret_page, see
from api.pages.accounts.overview import account_to_give, all_accounts, one_account, own_invitations, places_to_give_for
from api.pages.facts import Link
from api.requests import RegisteredId
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

    def checked(self, connection: Connection, desk: Desk) -> HeldRole:
        """Return the role.

        Raises:
            InvalidRequestError: it cannot be held so, as far as the viewer may know.
            ForbiddenError: the viewer may not give it.
        """
        viewer = desk.caller.viewer
        places_to_give_for(connection, desk.caller)
        seen = Seen(connection, access_of(connection, viewer))
        held = checked_role(seen, self.role, self.place.strip(), self.actor.strip())
        require_may_give(connection, viewer, held)
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
def show_accounts(desk: AtDesk) -> Response:
    """Show the accounts that the viewer may give roles, and the invitations."""
    return secret_page(desk.request, all_accounts(desk))


@router.post(ADDRESS)
def invite_somebody(desk: AtDesk, wanted: Wanted, email: Typed = "") -> Response:
    """Make an invitation, and show its link this once."""
    try:
        with writing(desk.database) as connection:
            held = wanted.checked(connection, desk)
            link = invite(connection, desk.gate, desk.account_id, email, [held])
    except (InvalidRequestError, TakenAddressError) as error:
        return refused_page(desk.request, all_accounts(desk, email, str(error)), error)
    tell_of_role(AccountDeed.INVITED, desk.doer, None, held)
    return _show_link(desk, LinkPurpose.INVITATION, email, link)


@router.post(f"{ADDRESS}/inbjudningar/{{invitation_id}}/ta-tillbaka")
def withdraw_invitation(desk: AtDesk, invitation_id: RegisteredId) -> Response:
    """Let nobody accept an invitation any more."""
    with writing(desk.database) as connection:
        places_to_give_for(connection, desk.caller)
        if invitation_id not in {invitation.id for invitation in own_invitations(connection, desk)}:
            raise NotFoundError("single_use_links", invitation_id)
        withdraw(connection, invitation_id)
    tell(AccountDeed.WITHDRAWN, desk.doer)
    return see(ADDRESS)


@router.get(f"{ADDRESS}/{{account_id}}")
def show_account(desk: AtDesk, account_id: RegisteredId) -> Response:
    """Show an account and its roles."""
    return secret_page(desk.request, one_account(desk, account_id))


@router.post(f"{ADDRESS}/{{account_id}}/roller")
def give_somebody_a_role(desk: AtDesk, account_id: RegisteredId, wanted: Wanted) -> Response:
    """Give an account a role."""
    try:
        with writing(desk.database) as connection:
            account_to_give(connection, desk.caller, account_id)
            held = wanted.checked(connection, desk)
            give_role(connection, account_id, held)
    except InvalidRequestError as error:
        return refused_page(desk.request, one_account(desk, account_id, str(error)), error)
    tell_of_role(AccountDeed.ROLE_GIVEN, desk.doer, account_id, held)
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/roller/{{role_id}}/ta-bort")
def take_a_role(desk: AtDesk, account_id: RegisteredId, role_id: int) -> Response:
    """Take a role from an account."""
    with writing(desk.database) as connection:
        _, roles = account_to_give(connection, desk.caller, account_id)
        given = next((role for role in roles if role.id == role_id), None)
        if given is None:
            raise NotFoundError("account_roles", str(role_id))
        require_may_give(connection, desk.caller.viewer, given.held)
        take_role(connection, account_id, role_id)
    tell_of_role(AccountDeed.ROLE_TAKEN, desk.doer, account_id, given.held)
    return see(f"{ADDRESS}/{account_id}")


@router.post(f"{ADDRESS}/{{account_id}}/stang")
def close_account(desk: AtDesk, account_id: RegisteredId) -> Response:
    """Let nobody sign in with an account any more."""
    _require_admin(desk)
    with writing(desk.database) as connection:
        disable_account(connection, account_id, desk.gate.now())
    return _done(desk, AccountDeed.CLOSED, account_id)


@router.post(f"{ADDRESS}/{{account_id}}/oppna")
def reopen_account(desk: AtDesk, account_id: RegisteredId) -> Response:
    """Let somebody sign in again."""
    _require_admin(desk)
    with writing(desk.database) as connection:
        enable_account(connection, account_id)
    return _done(desk, AccountDeed.OPENED, account_id)


@router.post(f"{ADDRESS}/{{account_id}}/radera")
def erase_somebodys_account(desk: AtDesk, account_id: RegisteredId, sure: Typed = "") -> Response:
    """Erase an account, for an administrator who has ticked that this is meant."""
    _require_admin(desk)
    if not sure:
        return see(f"{ADDRESS}/{account_id}")
    erase(desk.database, account_id)
    tell(AccountDeed.ERASED, desk.doer, account_id)
    return see(ADDRESS)


@router.post(f"{ADDRESS}/{{account_id}}/losenordslank")
def make_reset_link(desk: AtDesk, account_id: RegisteredId) -> Response:
    """Make a link to a new password, and show it this once."""
    _require_admin(desk)
    with writing(desk.database) as connection:
        account = get_account(connection, account_id)
        link = allow_reset(connection, desk.gate, account_id)
    tell(AccountDeed.RESET_ALLOWED, desk.doer, account_id)
    return _show_link(desk, LinkPurpose.PASSWORD_RESET, account.email, link)


@router.post(f"{ADDRESS}/{{account_id}}/kod/av")
def turn_somebodys_second_factor_off(desk: AtDesk, account_id: RegisteredId) -> Response:
    """Turn the second factor off for somebody who has lost it, and end their sessions."""
    _require_admin(desk)
    with writing(desk.database) as connection:
        turn_off(connection, account_id)
        end_sessions(connection, account_id)
    return _done(desk, AccountDeed.CODE_OFF, account_id)


def _require_admin(desk: Desk) -> None:
    if not desk.caller.viewer.is_admin:
        raise ForbiddenError


def _done(desk: Desk, deed: AccountDeed, account_id: str) -> Response:
    tell(deed, desk.doer, account_id)
    return see(f"{ADDRESS}/{account_id}")


def _show_link(desk: Desk, purpose: LinkPurpose, email: str, link: str) -> Response:
    address = str(desk.request.base_url).rstrip("/") + link
    return secret_page(desk.request, NewLinkPage(purpose, email.strip(), Link(address, address)))
