"""An actor's wish to be left out of the register: it and who sees the actor change together.

A wish is one of the actor, by whichever of its links it was said, until it takes it back or somebody decides.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from api.editing import Editing
from api.queries.surroundings import find_stored
from api.self_service.answer_links import LINKS, stamp
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ActorVisibility

_ACTORS = FILES["actors"]
_HIDDEN = ActorVisibility.HIDDEN


def is_left_out(connection: Connection, actor_id: str) -> bool:
    """Tell whether an actor has asked to be left out and is hidden, so that nobody else sees it."""
    actors = TABLES["actors"].c
    hidden = sa.select(sa.literal(1)).where(actors.id == actor_id, actors.visibility == _HIDDEN)
    wishes = sa.select(sa.literal(1)).where(LINKS.c.actor_id == actor_id, LINKS.c.left_out_at.is_not(None))
    return connection.execute(hidden.where(sa.exists(wishes))).first() is not None


def leave_out(edit: Editing, actor_id: str, version: int, link_id: str, moment: datetime) -> None:
    """Hide an actor, and keep by a link of its that it asks to be left out, and how it was seen until then.

    Args:
        version: of the actor, from which that was asked.

    Raises:
        NotFoundError, ChangedMeanwhileError, ForbiddenError: as `Editing.change`.
    """
    found = find_stored(edit.connection, _ACTORS, [actor_id])
    was = vars(found.record)["visibility"] if found else _HIDDEN
    before = _seen_before(edit.connection, actor_id) if was is _HIDDEN else was
    edit.change(_ACTORS, [actor_id], version, {"visibility": _HIDDEN}, whole=False)
    stamp(edit.connection, link_id, left_out_at=moment, left_out_from=before)


def let_stay(edit: Editing, actor_id: str) -> None:
    """Let an actor be seen as before it asked to be left out, and forget that it did.

    Raises:
        ForbiddenError: who sees the actor is not for whoever asks to say.
    """
    before = _seen_before(edit.connection, actor_id)
    found = find_stored(edit.connection, _ACTORS, [actor_id])
    if before is not None and found is not None and vars(found.record)["visibility"] is _HIDDEN:
        edit.change(_ACTORS, [actor_id], found.version, {"visibility": before}, whole=False)
    forget_wish(edit.connection, actor_id)


def forget_wish(connection: Connection, actor_id: str) -> None:
    """Forget that an actor asked to be left out, by whichever of its links."""
    wishes = (LINKS.c.actor_id == actor_id, LINKS.c.left_out_at.is_not(None))
    connection.execute(sa.update(LINKS).where(*wishes).values(left_out_at=None, left_out_from=None))


def _seen_before(connection: Connection, actor_id: str) -> ActorVisibility | None:
    """Return how an actor was seen before it first asked to be left out; None where it was hidden then already."""
    wishes = (LINKS.c.actor_id == actor_id, LINKS.c.left_out_at.is_not(None), LINKS.c.left_out_from.is_not(None))
    asked = sa.select(LINKS.c.left_out_from).where(*wishes).order_by(LINKS.c.left_out_at.desc(), LINKS.c.id)
    before: ActorVisibility | None = connection.execute(asked.limit(1)).scalar()
    return before
