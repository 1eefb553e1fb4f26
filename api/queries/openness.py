"""How open a place is: what it says itself, or else the nearest place above it that says something."""

import sqlalchemy as sa

from api.access.seen import Seen
from models.vocabulary import PlaceVisibility


def openness_of(seen: Seen, place_id: str | None) -> PlaceVisibility:
    """Return who may see what is registered at a place.

    What no place says is private. A place above that the viewer may not see is private as well, so that
    nothing is told of it that the viewer does not know already.

    Args:
        place_id: the place; None is what lies above the topmost one.
    """
    places = seen["places"]
    while place_id is not None:
        asked = sa.select(places.c.visibility, places.c.parent_id).where(places.c.id == place_id)
        row = seen.execute(asked).first()
        if row is None:
            break
        said: PlaceVisibility | None = row.visibility
        if said is not None:
            return said
        place_id = row.parent_id
    return PlaceVisibility.PRIVATE
