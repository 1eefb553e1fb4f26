"""Which roles accounts hold, what each is held for, and who may give them to others."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.viewer import HeldRole, Viewer
from api.language import message
from models.errors import ForbiddenError, InvalidRequestError
from models.tables import TABLES
from models.vocabulary import Role

_ROLES, _PLACES, _ACTORS = TABLES["account_roles"], TABLES["places"], TABLES["actors"]

HELD_FOR_A_PLACE = (Role.READER, Role.EDITOR)
HELD_FOR_AN_ACTOR = (Role.MEMBER,)
GIVEN_BY_EDITORS = (*HELD_FOR_A_PLACE, *HELD_FOR_AN_ACTOR)

NO_PLACE = message("Rollen gäller en plats. Skriv id:t för en plats som finns.")
NO_ACTOR = message("Rollen gäller en aktör. Skriv id:t för en aktör som finns.")
FOR_NOTHING = message("Rollen gäller hela registret. Lämna plats och aktör tomma.")


@dataclass(frozen=True)
class NamedRole:
    """A role with the name of what it is held for; `id` is that of its row."""

    id: int
    held: HeldRole
    subject: str


def checked_role(connection: Connection, role: Role, place_id: str | None, actor_id: str | None) -> HeldRole:
    """Return a role that can be held: for a place or an actor that exists, or for none where that is how it is held.

    Raises:
        InvalidRequestError: when it cannot; the sentence says what is missing.
    """
    held = HeldRole(role, place_id or None, actor_id or None)
    if role in HELD_FOR_A_PLACE:
        if held.actor_id or not _exists(connection, _PLACES, held.place_id):
            raise InvalidRequestError(NO_PLACE)
    elif role in HELD_FOR_AN_ACTOR:
        if held.place_id or not _exists(connection, _ACTORS, held.actor_id):
            raise InvalidRequestError(NO_ACTOR)
    elif held.place_id or held.actor_id:
        raise InvalidRequestError(FOR_NOTHING)
    return held


def require_may_give(connection: Connection, viewer: Viewer, role: HeldRole) -> None:
    """Do nothing when `viewer` may give or take a role: administrators any, editors those of their places.

    Raises:
        ForbiddenError: when the viewer may not.
    """
    if viewer.is_admin:
        return
    place = role.place_id
    if role.role is Role.MEMBER:
        home = sa.select(_ACTORS.c.place_id).where(_ACTORS.c.id == role.actor_id)
        place = connection.execute(home).scalar()
    if role.role not in GIVEN_BY_EDITORS or place is None or place not in edited_places(connection, viewer):
        raise ForbiddenError


def edited_places(connection: Connection, viewer: Viewer) -> frozenset[str]:
    """Return the places that a viewer edits, with all below them."""
    tops = viewer.edits
    if not tops:
        return frozenset()
    tree = sa.select(_PLACES.c.id).where(_PLACES.c.id.in_(tops)).cte("edited", recursive=True)
    tree = tree.union(sa.select(_PLACES.c.id).where(_PLACES.c.parent_id == tree.c.id))
    return frozenset(connection.execute(sa.select(tree.c.id)).scalars())


def give_role(connection: Connection, account_id: str, role: HeldRole) -> None:
    """Let an account hold a role; nothing happens when it does."""
    if role not in {named.held for named in list_roles(connection, account_id)}:
        connection.execute(
            sa.insert(_ROLES).values(
                account_id=account_id, role=role.role, place_id=role.place_id, actor_id=role.actor_id
            )
        )


def take_role(connection: Connection, account_id: str, role_id: int) -> None:
    """Take a role from an account; nothing happens when it does not hold it."""
    connection.execute(sa.delete(_ROLES).where(_ROLES.c.id == role_id, _ROLES.c.account_id == account_id))


def list_roles(connection: Connection, account_id: str) -> tuple[NamedRole, ...]:
    """Return the roles that an account holds, in the order in which they were given."""
    return roles_by_account(connection, account_id).get(account_id, ())


def roles_by_account(connection: Connection, account_id: str | None = None) -> dict[str, tuple[NamedRole, ...]]:
    """Return the roles of one account, or of all, by account."""
    subject = sa.func.coalesce(_PLACES.c.name, _ACTORS.c.name, "").label("subject")
    asked = sa.select(_ROLES, subject).order_by(_ROLES.c.id)
    asked = asked.select_from(
        _ROLES.outerjoin(_PLACES, _PLACES.c.id == _ROLES.c.place_id).outerjoin(
            _ACTORS, _ACTORS.c.id == _ROLES.c.actor_id
        )
    )
    found: dict[str, tuple[NamedRole, ...]] = {}
    for row in connection.execute(asked.where(_ROLES.c.account_id == account_id) if account_id else asked):
        named = NamedRole(row.id, HeldRole(row.role, row.place_id, row.actor_id), row.subject)
        found[row.account_id] = (*found.get(row.account_id, ()), named)
    return found


def _exists(connection: Connection, table: sa.Table, record_id: str | None) -> bool:
    if record_id is None or not record_id.isprintable():
        return False
    return connection.execute(sa.select(table.c.id).where(table.c.id == record_id)).first() is not None
