"""Which municipalities belong to which of SKR's groups."""

from collections.abc import Mapping

import sqlalchemy as sa

from api.access.seen import Seen
from models.vocabulary import Level


def municipality_groups(seen: Seen) -> Mapping[str, str]:
    """Return the group, with its edition as in `A1/2023`, of each municipality that has one, by id."""
    places = seen["places"]
    grouped = sa.select(places.c.id, places.c.group)
    grouped = grouped.where(places.c.level == Level.MUNICIPALITY, places.c.group.is_not(None))
    return {row.id: row.group for row in seen.execute(grouped)}
