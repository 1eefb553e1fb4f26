"""Takes a change set back: what it created goes, what it changed is as before, what it deleted returns.

All of it in one transaction and as a change set of its own, which can be undone too.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, unhurried, writing
from api.doubles.merge_company import RoleMoved, carry_back, carry_over, merge_redone, tell_of_moves
from api.queries.revision import current_revision
from api.storing import key_values, own_row, remove, store
from api.undo_obstacles import InTheWay, held_outside
from api.undo_plan import Kept, Undo, plan_undo
from models.errors import CannotUndoError, SignInRequiredError
from models.package_files import FILES, PackageFile
from models.tables import TABLES
from models.vocabulary import ChangeKind


def undo(engine: Engine, viewer: Viewer, change_set: int) -> int:
    """Take a change set back and return the number of the change set that does so.

    It is planned while others may write, and planned anew where somebody did.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: there is no such change set, or the viewer sees nothing of it.
        ForbiddenError: the viewer may not write all that it touched.
        CannotUndoError: something stands in the way.
    """
    if not viewer.is_somebody:
        raise SignInRequiredError
    with reading(engine) as connection:
        planned_at = current_revision(connection)
        planned, in_the_way = plan_undo(connection, viewer, change_set)
    with writing(engine) as connection:
        unhurried(connection)
        if hold_revision(connection) != planned_at:
            planned, in_the_way = plan_undo(connection, viewer, change_set)
        undone, moved = _undo_unless(connection, viewer, planned, in_the_way)
    tell_of_moves(viewer, moved)
    return undone


def undo_within(connection: Connection, viewer: Viewer, change_set: int) -> int:
    """Take a change set back as a part of something that is stored as a whole or not at all.

    Args:
        connection: inside a transaction that holds the revision.
        change_set: what somebody said without an account, and no merge: nobody's role moves with it.

    Raises:
        SignInRequiredError, NotFoundError, ForbiddenError, CannotUndoError: as for `undo`.
    """
    if not viewer.is_somebody:
        raise SignInRequiredError
    planned, in_the_way = plan_undo(connection, viewer, change_set)
    undone, _ = _undo_unless(connection, viewer, planned, in_the_way)
    return undone


def _undo_unless(
    connection: Connection, viewer: Viewer, planned: Undo, in_the_way: list[InTheWay]
) -> tuple[int, list[RoleMoved]]:
    # Roles and collections are no writes to the register, and may have come after it was planned.
    if in_the_way := in_the_way or list(held_outside(connection, planned.change_set)):
        raise CannotUndoError([found.told() for found in in_the_way])
    return _carry_out(connection, planned, viewer)


def _carry_out(connection: Connection, planned: Undo, viewer: Viewer) -> tuple[int, list[RoleMoved]]:
    deed = Deed(ChangeKind.UNDO, viewer.account_id, undoes=planned.change_set, actor_id=viewer.answering)
    change_set = begin_change_set(connection, deed)
    returning = {name: [kept.record for kept in kepts] for name, kepts in planned.deleted.items()}
    changes = [change for changes in planned.changed.values() for change in changes]
    store(connection, returning, changes, change_set)
    for name, kepts in planned.deleted.items():
        if kepts:
            _continue_versions(connection, FILES[name], kepts)
    moved = carry_back(connection, planned.change_set)
    if redone := merge_redone(connection, planned.change_set):
        moved += carry_over(connection, viewer, change_set, *redone)
    remove(connection, planned.created, change_set)
    return change_set, moved


def _continue_versions(connection: Connection, file: PackageFile, returned: Iterable[Kept]) -> None:
    """Let what returned be of a later version than it ever was, so that nobody overwrites it from what they read."""
    later = sa.update(TABLES[file.name]).where(*own_row(file)).values(version=sa.bindparam("later"))
    rows = [{**key_values(file, kept.record), "later": kept.version + 1} for kept in returned]
    connection.execute(later, rows)
