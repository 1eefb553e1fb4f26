"""Whether a place is registered."""

import sqlalchemy as sa

from api.access.seen import Seen
from models.errors import NotFoundError


def require_place(seen: Seen, place_id: str) -> None:
    """Do nothing when the register has the place.

    Raises:
        NotFoundError: when it has not.
    """
    if seen.execute(sa.select(seen["places"].c.id).where(seen["places"].c.id == place_id)).first() is None:
        raise NotFoundError("places", place_id)
