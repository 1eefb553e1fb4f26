"""The collections of facts that describe a place, and the day at which the place therefore opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from api.access.seen import Seen


@dataclass(frozen=True)
class Collection:
    """A collected set of facts: what it is, what a reader must know of it, and the day that it describes."""

    id: str
    title: str
    about: str
    fictitious: bool
    observed_on: date


def collections_of(seen: Seen, place_id: str) -> tuple[Collection, ...]:
    """Return the collections that describe a place, the earliest first."""
    collections, of_places = seen["collections"], seen["collection_places"]
    described = sa.select(of_places.c.collection_id).where(of_places.c.place_id == place_id)
    query = sa.select(collections).where(collections.c.id.in_(described))
    rows = seen.execute(query.order_by(collections.c.observed_on, collections.c.id))
    return tuple(Collection(**row) for row in rows.mappings())


def list_collections(seen: Seen) -> tuple[Collection, ...]:
    """Return all collections, the earliest first."""
    collections = seen["collections"]
    rows = seen.execute(sa.select(collections).order_by(collections.c.observed_on, collections.c.id))
    return tuple(Collection(**row) for row in rows.mappings())


def opening_day(collections: Iterable[Collection], today: date) -> date:
    """Return the day at which a place opens: that of its earliest collection, else today."""
    return min((collection.observed_on for collection in collections), default=today)
