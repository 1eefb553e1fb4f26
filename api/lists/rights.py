"""Who may read lists into a place."""

from sqlalchemy import Connection

from api.access.openness import access_of
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.lists.contents import CellList, FileRows
from graph.lists import ListKind
from models.errors import ForbiddenError, NotFoundError, SignInRequiredError


def may_list_all(connection: Connection, viewer: Viewer, place_id: str) -> bool:
    """Tell whether a viewer may read lists of everything into a place; who speaks for an actor only lists of ties.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: they see no such place.
        ForbiddenError: they may read nothing in.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    seen = Seen(connection, access_of(connection, viewer))
    places = seen["places"]
    if seen.execute(places.select().where(places.c.id == place_id)).first() is None:
        raise NotFoundError("places", place_id)
    if not viewer.may_change:
        raise ForbiddenError
    if viewer.is_admin or place_id in edited_places(connection, viewer):
        return True
    if viewer.speaks_for:
        return False
    raise ForbiddenError


def require_list(connection: Connection, viewer: Viewer, place_id: str, held: CellList | FileRows) -> None:
    """Do nothing when a viewer may read a list of that kind into a place.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: they see no such place.
        ForbiddenError: they may not.
    """
    is_about_ties = isinstance(held, CellList) and held.mapping.kind is ListKind.TIES
    if not may_list_all(connection, viewer, place_id) and not is_about_ties:
        raise ForbiddenError
