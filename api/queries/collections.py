"""The collections of facts that describe a place, and the day at which the place therefore opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from models.tables import TABLES

_COLLECTIONS = TABLES["collections"]
_DESCRIBED = TABLES["collection_places"]


@dataclass(frozen=True)
class Collection:
    """A collected set of facts: what it is, what a reader must know of it, and the day that it describes."""

    id: str
    title: str
    about: str
    fictitious: bool
    observed_on: date


def collections_of(connection: Connection, place_id: str) -> tuple[Collection, ...]:
    """Return the collections that describe a place, the earliest first."""
    described = sa.select(_DESCRIBED.c.collection_id).where(_DESCRIBED.c.place_id == place_id)
    query = sa.select(_COLLECTIONS).where(_COLLECTIONS.c.id.in_(described))
    rows = connection.execute(query.order_by(_COLLECTIONS.c.observed_on, _COLLECTIONS.c.id))
    return tuple(Collection(**row) for row in rows.mappings())


def list_collections(connection: Connection) -> tuple[Collection, ...]:
    """Return all collections, the earliest first."""
    rows = connection.execute(sa.select(_COLLECTIONS).order_by(_COLLECTIONS.c.observed_on, _COLLECTIONS.c.id))
    return tuple(Collection(**row) for row in rows.mappings())


def opening_day(collections: Iterable[Collection], today: date) -> date:
    """Return the day at which a place opens: that of its earliest collection, else today."""
    return min((collection.observed_on for collection in collections), default=today)
