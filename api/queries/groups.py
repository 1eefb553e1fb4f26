"""Which municipalities belong to which of SKR's groups."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from models.tables import TABLES
from models.vocabulary import Level

_PLACES = TABLES["places"]


def municipality_groups(connection: Connection) -> Mapping[str, str]:
    """Return the group, with its edition as in `A1/2023`, of each municipality that has one, by id."""
    grouped = sa.select(_PLACES.c.id, _PLACES.c.group)
    grouped = grouped.where(_PLACES.c.level == Level.MUNICIPALITY, _PLACES.c.group.is_not(None))
    return {row.id: row.group for row in connection.execute(grouped)}
