"""Which roles accounts hold, what each is held for, and who may give them to others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.access.accounts import Account, create_account
from api.access.administrators import require_another_administrator, retire_demo
from api.access.seen import Seen
from api.access.viewer import HeldRole, Viewer
from api.language import message
from models.errors import ForbiddenError, InvalidRequestError
from models.tables import TABLES
from models.vocabulary import Role

_ROLES, _PLACES, _ACTORS = TABLES["account_roles"], TABLES["places"], TABLES["actors"]

HELD_FOR_A_PLACE = (Role.READER, Role.EDITOR)
HELD_FOR_AN_ACTOR = (Role.MEMBER,)
GIVEN_BY_EDITORS = (*HELD_FOR_A_PLACE, *HELD_FOR_AN_ACTOR)

ROLES_BY_CODE = {role.value: role for role in Role}

NO_PLACE = message("Rollen gäller en plats. Välj den, eller skriv id:t för en plats som finns.")
NO_ACTOR = message("Rollen gäller en aktör. Skriv id:t för en aktör som finns.")
FOR_NOTHING = message("Rollen gäller hela registret. Lämna plats och aktör tomma.")


@dataclass(frozen=True)
class GivenRole:
    """A role that an account holds; `id` is that of its row."""

    id: int
    held: HeldRole


def checked_role(seen: Seen, role: Role, place_id: str | None, actor_id: str | None) -> HeldRole:
    """Return a role that can be held: for a place or an actor that exists, or for none where that is how it is held.

    Args:
        seen: the register as whoever gives the role may see it: what they may not see does not exist here either.

    Raises:
        InvalidRequestError: when it cannot; the sentence says what is missing.
    """
    held = HeldRole(role, place_id or None, actor_id or None)
    if role in HELD_FOR_A_PLACE:
        if held.actor_id or not _exists(seen, "places", held.place_id):
            raise InvalidRequestError(NO_PLACE)
    elif role in HELD_FOR_AN_ACTOR:
        if held.place_id or not _exists(seen, "actors", held.actor_id):
            raise InvalidRequestError(NO_ACTOR)
    elif held.place_id or held.actor_id:
        raise InvalidRequestError(FOR_NOTHING)
    return held


def require_may_give(connection: Connection, viewer: Viewer, role: HeldRole) -> None:
    """Do nothing when `viewer` may give or take a role: administrators any, editors those of their places.

    Raises:
        ForbiddenError: when the viewer may not.
    """
    if not may_give(connection, viewer, role):
        raise ForbiddenError


def may_give(connection: Connection, viewer: Viewer, role: HeldRole) -> bool:
    """Tell whether a viewer may give or take a role."""
    if viewer.is_admin:
        return True
    place = role.place_id
    if role.role is Role.MEMBER:
        home = sa.select(_ACTORS.c.place_id).where(_ACTORS.c.id == role.actor_id)
        place = connection.execute(home).scalar()
    return role.role in GIVEN_BY_EDITORS and place is not None and place in edited_places(connection, viewer)


def edited_places(connection: Connection, viewer: Viewer) -> frozenset[str]:
    """Return the places that a viewer edits, with all below them."""
    tops = viewer.edits
    if not tops:
        return frozenset()
    tree = sa.select(_PLACES.c.id).where(_PLACES.c.id.in_(tops)).cte("edited", recursive=True)
    tree = tree.union(sa.select(_PLACES.c.id).where(_PLACES.c.parent_id == tree.c.id))
    return frozenset(connection.execute(sa.select(tree.c.id)).scalars())


def give_role(connection: Connection, account_id: str, role: HeldRole) -> None:
    """Let an account hold a role; nothing happens when it does. With the first administrator the demo's accounts go."""
    if role.role is Role.ADMIN:
        retire_demo(connection, account_id)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    given = {"account_id": account_id, "role": role.role, "place_id": role.place_id, "actor_id": role.actor_id}
    connection.execute(insert(_ROLES).values(**given).on_conflict_do_nothing())


def make_administrator(
    connection: Connection, email: str, name: str, at: datetime, password_hash: str | None
) -> Account:
    """Make an account that administers the register.

    Raises:
        InvalidRequestError: the address or the name cannot be read.
        TakenAddressError: somebody has the address.
    """
    account = create_account(connection, email, name, at, password_hash=password_hash)
    give_role(connection, account.id, HeldRole(Role.ADMIN))
    return account


def take_role(connection: Connection, account_id: str, role_id: int) -> None:
    """Take a role from an account; nothing happens when it does not hold it.

    Raises:
        LastAdministratorError: nobody could administer the register.
    """
    if any(given.id == role_id and given.held.role is Role.ADMIN for given in list_roles(connection, account_id)):
        require_another_administrator(connection, account_id)
    connection.execute(sa.delete(_ROLES).where(_ROLES.c.id == role_id, _ROLES.c.account_id == account_id))


def list_roles(connection: Connection, account_id: str) -> tuple[GivenRole, ...]:
    """Return the roles that an account holds, in the order in which they were given."""
    return roles_by_account(connection, account_id).get(account_id, ())


def roles_by_account(connection: Connection, account_id: str | None = None) -> dict[str, tuple[GivenRole, ...]]:
    """Return the roles of one account, or of all, by account."""
    asked = sa.select(_ROLES).order_by(_ROLES.c.id)
    found: dict[str, tuple[GivenRole, ...]] = {}
    for row in connection.execute(asked.where(_ROLES.c.account_id == account_id) if account_id else asked):
        given = GivenRole(row.id, HeldRole(row.role, row.place_id, row.actor_id))
        found[row.account_id] = (*found.get(row.account_id, ()), given)
    return found


def roles_at(
    connection: Connection, roles: Iterable[GivenRole], places: frozenset[str] | None
) -> tuple[GivenRole, ...]:
    """Return those roles that are held at one of some places, or for an actor at home there; None is all places."""
    every = tuple(roles)
    if places is None:
        return every
    actors = {role.held.actor_id for role in every if role.held.actor_id}
    at_home = sa.select(_ACTORS.c.id).where(_ACTORS.c.id.in_(actors), _ACTORS.c.place_id.in_(places))
    there = frozenset(connection.execute(at_home).scalars()) if actors else frozenset()
    return tuple(role for role in every if role.held.place_id in places or role.held.actor_id in there)


def viewer_of(connection: Connection, account: Account) -> Viewer:
    """Return an account as it asks when it has signed in; one that is closed may do nothing."""
    given = () if account.disabled_at else list_roles(connection, account.id)
    return Viewer(account.id, frozenset(role.held for role in given))


def _exists(seen: Seen, table: str, record_id: str | None) -> bool:
    if record_id is None or not record_id.isprintable():
        return False
    rows = seen[table]
    return seen.execute(sa.select(rows.c.id).where(rows.c.id == record_id)).first() is not None
