"""What goes along beside the register when two actors are made one, and comes back when that is undone.

That is who speaks for the dropped actor, what people have said of it and others, and what it has said or been asked
without an account. All would go with its row.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.deeds import AccountDeed, Doer, tell_of_role
from api.access.roles import ROLES_BY_CODE, give_role, require_may_give
from api.access.seen import Seen
from api.access.viewer import HeldRole, Viewer
from api.doubles.different import declare_different, different_from, withdraw_different
from api.queries.keys import CHANGE_SETS
from api.self_service import carrying
from api.undo_obstacles import deleting_change_set
from models.tables import TABLES
from models.vocabulary import Role

_MERGES, _ROLES, _ACTORS = TABLES["merges"], TABLES["account_roles"], TABLES["actors"]

CARRIED = frozenset({"account_roles", "different_actors"}) | carrying.CARRIED
"""The tables beside the register that name actors, and whose rows go along."""


class RoleMoved(NamedTuple):
    """That an account speaks for another actor than before."""

    account_id: str
    taken: HeldRole
    given: HeldRole


def carry_over(connection: Connection, viewer: Viewer, change_set: int, kept: str, dropped: str) -> list[RoleMoved]:
    """Let what hangs on the dropped actor hang on the kept one, and remember it with the change set.

    Args:
        connection: inside the transaction in which the two become one, while both are still there.

    Returns:
        The roles that moved.

    Raises:
        ForbiddenError: somebody speaks for the dropped actor, and the viewer may not let them speak for the kept one.
    """
    roles, moved = [], []
    before = speaking_for(connection, kept)
    for account_id, role in sorted(speaking_for(connection, dropped)):
        both = (account_id, role) in before
        roles.append({"account_id": account_id, "role": role.value, "both": both})
        if not both:
            require_may_give(connection, viewer, HeldRole(role, actor_id=kept))
            moved.append(_move(connection, account_id, role, dropped, kept))
    different = list(_carry_marks(connection, kept, dropped))
    moment = connection.execute(sa.select(CHANGE_SETS.c.at).where(CHANGE_SETS.c.id == change_set)).scalar_one()
    answers = carrying.carry_answers(connection, kept, dropped, moment)
    told = {"kept_id": kept, "dropped_id": dropped, "roles": roles, "different": different, "answers": answers}
    connection.execute(sa.insert(_MERGES).values(change_set_id=change_set, **told))
    return moved


def carry_back(connection: Connection, change_set: int) -> list[RoleMoved]:
    """Let what went along with a merge come back, once the dropped actor is there again; nothing for other changes.

    A role that was taken from an account meanwhile does not come back.

    Returns:
        The roles that moved.
    """
    merge = connection.execute(sa.select(_MERGES).where(_MERGES.c.change_set_id == change_set)).one_or_none()
    if merge is None:
        return []
    moved = []
    holding = speaking_for(connection, merge.kept_id)
    for held in merge.roles:
        account_id, role = held["account_id"], ROLES_BY_CODE[held["role"]]
        if (account_id, role) not in holding:
            continue
        if held["both"]:
            give_role(connection, account_id, HeldRole(role, actor_id=merge.dropped_id))
        else:
            moved.append(_move(connection, account_id, role, merge.kept_id, merge.dropped_id))
    for said in merge.different:
        if not said["both"]:
            withdraw_different(connection, merge.kept_id, said["actor_id"])
        if _exists(connection, said["actor_id"]):
            at = datetime.fromisoformat(said["at"])
            declare_different(connection, merge.dropped_id, said["actor_id"], said["account_id"], at)
    carrying.carry_answers_back(connection, merge.answers, merge.kept_id, merge.dropped_id)
    return moved


def merge_redone(connection: Connection, change_set: int) -> tuple[str, str] | None:
    """Return the kept and the dropped actor where taking back a change set makes two actors one again."""
    undone = sa.select(_MERGES.c.kept_id, _MERGES.c.dropped_id).join(
        CHANGE_SETS, CHANGE_SETS.c.undoes == _MERGES.c.change_set_id
    )
    found = connection.execute(undone.where(CHANGE_SETS.c.id == change_set)).one_or_none()
    return (found.kept_id, found.dropped_id) if found else None


def kept_instead(connection: Connection, seen: Seen, actor_id: str) -> str | None:
    """Return the actor that one which is no more became a part of; None when it did not, or the viewer sees it not.

    Args:
        connection: the one that `seen` reads with.
    """
    passed: set[str] = set()
    while actor_id not in passed and not _exists(connection, actor_id):
        passed.add(actor_id)
        merges = sa.select(_MERGES).where(_MERGES.c.dropped_id == actor_id).order_by(_MERGES.c.change_set_id.desc())
        merge = connection.execute(merges.limit(1)).one_or_none()
        if merge is None or deleting_change_set(connection, "actors", actor_id) != merge.change_set_id:
            return None
        actor_id = merge.kept_id
    rows = seen["actors"]
    is_seen = passed and seen.execute(sa.select(rows.c.id).where(rows.c.id == actor_id)).first()
    return actor_id if is_seen else None


def speaking_for(connection: Connection, actor_id: str) -> set[tuple[str, Role]]:
    """Return the accounts that hold a role for an actor, each with the role."""
    held = sa.select(_ROLES.c.account_id, _ROLES.c.role).where(_ROLES.c.actor_id == actor_id)
    return {(row.account_id, row.role) for row in connection.execute(held)}


def tell_of_moves(viewer: Viewer, moved: Iterable[RoleMoved]) -> None:
    """Write into the log who speaks for another actor than before, once that is stored."""
    for role in moved:
        tell_of_role(AccountDeed.ROLE_TAKEN, Doer(viewer.account_id), role.account_id, role.taken)
        tell_of_role(AccountDeed.ROLE_GIVEN, Doer(viewer.account_id), role.account_id, role.given)


def forget_merges(connection: Connection, actor_id: str) -> None:
    """Forget that an actor was ever made one with another, when it is erased for real."""
    named = sa.or_(_MERGES.c.kept_id == actor_id, _MERGES.c.dropped_id == actor_id)
    connection.execute(sa.delete(_MERGES).where(named))


def _move(connection: Connection, account_id: str, role: Role, old: str, new: str) -> RoleMoved:
    taken, given = HeldRole(role, actor_id=old), HeldRole(role, actor_id=new)
    own = (_ROLES.c.account_id == account_id, _ROLES.c.role == role, _ROLES.c.actor_id == old)
    connection.execute(sa.delete(_ROLES).where(*own))
    give_role(connection, account_id, given)
    return RoleMoved(account_id, taken, given)


def _carry_marks(connection: Connection, kept: str, dropped: str) -> Iterator[dict[str, Any]]:
    """Let those that are different from the dropped actor be different from the kept one, and yield what was said."""
    of_kept = {said.other for said in different_from(connection, kept)}
    for said in different_from(connection, dropped):
        both = said.other in of_kept or said.other == kept
        yield {"actor_id": said.other, "account_id": said.account_id, "at": said.at.isoformat(), "both": both}
        if not both:
            declare_different(connection, kept, said.other, said.account_id, said.at)


def _exists(connection: Connection, actor_id: str) -> bool:
    return connection.execute(sa.select(_ACTORS.c.id).where(_ACTORS.c.id == actor_id)).first() is not None
