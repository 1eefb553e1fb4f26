"""Who may look at which history, and who is told who read what."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.roles import edited_places
from api.access.viewer import Viewer
from models.errors import NotFoundError, SignInRequiredError
from models.tables import TABLES

_ACTORS = TABLES["actors"]


def require_admin(viewer: Viewer, what: str) -> None:
    """Do nothing for an administrator.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: for everybody else; what one may not see is not found.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if not viewer.is_admin:
        raise NotFoundError(what, "")


def require_editor(connection: Connection, viewer: Viewer, place_ids: Collection[str | None], what: str) -> None:
    """Do nothing for whoever edits one of these places.

    Raises:
        SignInRequiredError, NotFoundError: as for `require_admin`.
    """
    if viewer.is_admin:
        return
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if edited_places(connection, viewer).isdisjoint(filter(None, place_ids)):
        raise NotFoundError(what, "")


def require_may_see_reads(connection: Connection, viewer: Viewer, actor_id: str) -> None:
    """Do nothing for those who are told who read of an actor: the actor itself and those who edit its place.

    Raises:
        SignInRequiredError, NotFoundError: as for `require_admin`.
    """
    if any(held.actor_id == actor_id for held in viewer.roles):
        return
    home = connection.execute(sa.select(_ACTORS.c.place_id).where(_ACTORS.c.id == actor_id)).scalar()
    require_editor(connection, viewer, [home], "access_log")
