"""What administrators and editors see of accounts: administrators all, editors those with a role at their places."""

from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.accounts import Account, get_account, list_accounts
from api.access.recognition import Caller
from api.access.roles import (
    GIVEN_BY_EDITORS,
    NamedRole,
    edited_places,
    list_roles,
    require_may_give,
    roles_by_account,
)
from api.templating import Page
from models.errors import ForbiddenError, NotFoundError
from models.tables import TABLES
from models.text import swedish_order
from models.vocabulary import Role

_PLACES, _ACTORS = TABLES["places"], TABLES["actors"]

MOST_SUGGESTED = 2000
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
    places: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AccountsPage(Page):
    """The accounts, and a form to invite somebody."""

    template: ClassVar[str] = "pages/accounts/all.html"

    accounts: tuple[tuple[Account, tuple[NamedRole, ...]], ...]
    subjects: Subjects
    typed: str = ""
    fault: str | None = None


@dataclass(frozen=True)
class AccountPage(Page):
    """An account, as those see it who give it roles.

    Attributes:
        account: it.
        roles: what it may do, with whether the viewer may take the role away.
        subjects: what it can be given.
        by_admin: whether the viewer may close it and make links for it.
        fault: what was wrong; None at first.
    """

    template: ClassVar[str] = "pages/accounts/one.html"

    account: Account
    roles: tuple[tuple[NamedRole, bool], ...]
    subjects: Subjects
    by_admin: bool
    fault: str | None = None


def all_accounts(connection: Connection, caller: Caller, typed: str = "", fault: str | None = None) -> AccountsPage:
    """Return the page of the accounts that the viewer may give roles.

    Raises:
        ForbiddenError: the viewer may give none.
    """
    places = _require_some_places(connection, caller)
    roles = roles_by_account(connection)
    accounts = tuple((account, roles.get(account.id, ())) for account in list_accounts(connection))
    if places is not None:
        accounts = tuple(entry for entry in accounts if _is_at(connection, entry[1], places))
    return AccountsPage(accounts, _subjects(connection, places), typed, fault)


def one_account(connection: Connection, caller: Caller, account_id: str, fault: str | None = None) -> AccountPage:
    """Return the page of an account that the viewer may give roles.

    Raises:
        ForbiddenError: the viewer may give none.
        NotFoundError: there is none, or it has nothing to do with the viewer's places.
    """
    places = _require_some_places(connection, caller)
    account, roles = get_account(connection, account_id), list_roles(connection, account_id)
    if places is not None and not _is_at(connection, roles, places):
        raise NotFoundError("accounts", account_id)
    return AccountPage(
        account=account,
        roles=tuple((named, _may_give(connection, caller, named)) for named in roles),
        subjects=_subjects(connection, places),
        by_admin=caller.viewer.is_admin,
        fault=fault,
    )


def _require_some_places(connection: Connection, caller: Caller) -> frozenset[str] | None:
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


def _may_give(connection: Connection, caller: Caller, named: NamedRole) -> bool:
    try:
        require_may_give(connection, caller.viewer, named.held)
    except ForbiddenError:
        return False
    return True


def _is_at(connection: Connection, roles: tuple[NamedRole, ...], places: frozenset[str]) -> bool:
    """Tell whether one of the roles is held at one of the places, or for an actor there."""
    if any(named.held.place_id in places for named in roles):
        return True
    actors = [named.held.actor_id for named in roles if named.held.actor_id]
    homes = sa.select(_ACTORS.c.place_id).where(_ACTORS.c.id.in_(actors))
    return bool(actors) and not places.isdisjoint(connection.execute(homes).scalars())


def _subjects(connection: Connection, places: frozenset[str] | None) -> Subjects:
    return Subjects(
        roles=SMALLEST_FIRST if places is None else GIVEN_BY_EDITORS,
        places=_named(connection, _PLACES, _PLACES.c.id, places),
        actors=_named(connection, _ACTORS, _ACTORS.c.place_id, places)[:MOST_SUGGESTED],
    )


def _named(
    connection: Connection, table: sa.Table, place: sa.ColumnElement[Any], places: frozenset[str] | None
) -> tuple[tuple[str, str], ...]:
    asked = sa.select(table.c.id, table.c.name)
    rows = connection.execute(asked if places is None else asked.where(place.in_(places)))
    return tuple(sorted(((row.id, row.name) for row in rows), key=lambda pair: swedish_order(pair[1])))
