"""Whether a place is registered."""

import sqlalchemy as sa
from sqlalchemy import Connection

from models.errors import NotFoundError
from models.tables import TABLES

_PLACES = TABLES["places"]


def require_place(connection: Connection, place_id: str) -> None:
    """Do nothing when the register has the place.

    Raises:
        NotFoundError: when it has not.
    """
    if connection.execute(sa.select(_PLACES.c.id).where(_PLACES.c.id == place_id)).first() is None:
        raise NotFoundError("places", place_id)
