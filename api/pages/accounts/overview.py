"""What administrators and editors see of accounts: administrators all, editors the roles held at their places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection

from api.access.accounts import Account, get_account, list_accounts
from api.access.links import Invitation, list_invitations
from api.access.recognition import Caller
from api.access.roles import (
    GIVEN_BY_EDITORS,
    GivenRole,
    edited_places,
    list_roles,
    may_give,
    roles_at,
    roles_by_account,
)
from api.access.seen import Seen
from api.database import reading
from api.pages.accounts.desk import Desk
from api.pages.accounts.role_words import explained
from api.queries.role_subjects import Choices, NamedRole, actor_choices, named_roles, place_choices
from api.templating import Page
from models.errors import ForbiddenError, NotFoundError
from models.vocabulary import Role

SMALLEST_FIRST = (*GIVEN_BY_EDITORS, Role.ANALYST, Role.ADMIN)
"""The roles as they are offered: whoever sends a form without choosing gives away the least."""


@dataclass(frozen=True)
class Subjects:
    """What roles can be given for.

    Attributes:
        roles: those that the viewer may give.
        places, actors: id and name, in alphabetical order.
    """

    roles: tuple[Role, ...]
    places: Choices
    actors: Choices

    @property
    def explained(self) -> tuple[tuple[Role, str], ...]:
        """What each of the roles means."""
        return explained(self.roles)


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has accepted yet."""

    id: str
    email: str
    roles: tuple[NamedRole, ...]
    expires_at: datetime


@dataclass(frozen=True)
class AccountsPage(Page):
    """The accounts and the invitations that nobody has accepted yet, and a form to invite somebody."""

    template: ClassVar[str] = "pages/accounts/all.html"

    accounts: tuple[tuple[Account, tuple[NamedRole, ...]], ...]
    invitations: tuple[OpenInvitation, ...]
    subjects: Subjects
    typed: str = ""
    fault: str | None = None


@dataclass(frozen=True)
class AccountPage(Page):
    """An account, as those see it who give it roles.

    Attributes:
        account: it.
        roles: those that the viewer may take from it.
        subjects: what it can be given.
        by_admin: whether the viewer may close it and make links for it.
        fault: what was wrong; None at first.
    """

    template: ClassVar[str] = "pages/accounts/one.html"

    account: Account
    roles: tuple[NamedRole, ...]
    subjects: Subjects
    by_admin: bool
    fault: str | None = None


def all_accounts(desk: Desk, typed: str = "", fault: str | None = None) -> AccountsPage:
    """Return the page of the accounts that the viewer may give roles.

    Raises:
        ForbiddenError: the viewer may give none.
    """
    with reading(desk.database) as connection, desk.window.seeing(desk.caller.viewer) as seen:
        places = places_to_give_for(connection, desk.caller)
        every = roles_by_account(connection)
        shown = [
            (account, roles_at(connection, every.get(account.id, ()), places)) for account in list_accounts(connection)
        ]
        return AccountsPage(
            accounts=tuple((account, named_roles(seen, roles)) for account, roles in shown if roles or places is None),
            invitations=tuple(_shown(seen, invitation) for invitation in own_invitations(connection, desk)),
            subjects=_subjects(seen, places),
            typed=typed,
            fault=fault,
        )


def one_account(desk: Desk, account_id: str, fault: str | None = None) -> AccountPage:
    """Return the page of an account that the viewer may give roles.

    Raises:
        ForbiddenError: the viewer may give none.
        NotFoundError: there is none, or it has nothing to do with the viewer's places.
    """
    with reading(desk.database) as connection, desk.window.seeing(desk.caller.viewer) as seen:
        account, roles = account_to_give(connection, desk.caller, account_id)
        return AccountPage(
            account=account,
            roles=named_roles(seen, roles),
            subjects=_subjects(seen, places_to_give_for(connection, desk.caller)),
            by_admin=desk.caller.viewer.is_admin,
            fault=fault,
        )


def account_to_give(connection: Connection, caller: Caller, account_id: str) -> tuple[Account, tuple[GivenRole, ...]]:
    """Return an account that the viewer may give roles, with those of its roles that the viewer may know of.

    Raises:
        ForbiddenError: the viewer may give none.
        NotFoundError: there is none, or it has nothing to do with the viewer's places.
    """
    places = places_to_give_for(connection, caller)
    account = get_account(connection, account_id)
    roles = roles_at(connection, list_roles(connection, account_id), places)
    if places is not None and not roles:
        raise NotFoundError("accounts", account_id)
    return account, roles


def places_to_give_for(connection: Connection, caller: Caller) -> frozenset[str] | None:
    """Return the places that the viewer may give roles for; None is all of them.

    Raises:
        ForbiddenError: there are none.
    """
    if caller.viewer.is_admin:
        return None
    places = edited_places(connection, caller.viewer)
    if not places:
        raise ForbiddenError
    return places


def own_invitations(connection: Connection, desk: Desk) -> Iterable[Invitation]:
    """Yield the invitations to roles that the viewer may give as well, and so withdraw."""
    for invitation in list_invitations(connection, desk.gate):
        if all(may_give(connection, desk.caller.viewer, role) for role in invitation.offered):
            yield invitation


def _shown(seen: Seen, invitation: Invitation) -> OpenInvitation:
    roles = named_roles(seen, (GivenRole(0, role) for role in invitation.offered))
    return OpenInvitation(invitation.id, invitation.email, roles, invitation.expires_at)


def _subjects(seen: Seen, places: frozenset[str] | None) -> Subjects:
    roles = SMALLEST_FIRST if places is None else GIVEN_BY_EDITORS
    return Subjects(roles, place_choices(seen, places), actor_choices(seen, places))
