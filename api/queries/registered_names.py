"""The names of what is registered at a place, searched and counted by the database."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from api.access.seen import Seen
from api.queries.reach import places_within
from api.self_service.freshness import is_older
from models.package_files import PackageFile


class NamesFound(NamedTuple):
    """The ids and names of the first records, and how many there are; a tie is called by nothing but its id."""

    names: tuple[tuple[str, str], ...]
    total: int


class _Asked(NamedTuple):
    """The rows to look through, where they lie, what they are searched by and called."""

    rows: sa.FromClause
    places: tuple[sa.ColumnElement[str], ...]
    keys: tuple[sa.ColumnElement[str], ...]
    name: sa.ColumnElement[str]


def list_names(
    seen: Seen, file: PackageFile, place_id: str, search: str, most: int, older_than: datetime | None = None
) -> NamesFound:
    """Return what is registered of one file at a place and below it, the first by name; ties by those of actors there.

    Args:
        search: a part of the search key of the name, or of the name of an actor at an end of the tie.
        most: so many at most.
        older_than: only what nobody has confirmed, registered or changed since then, as far as it is known.
    """
    rows = seen[file.name]
    inside = sa.select(places_within(seen, place_id).cte("inside").c[0])
    joined, places, keys, name = _ties(seen) if file.name == "ties" else _named(rows)
    lying = sa.or_(*(place.in_(inside) for place in places))
    called = sa.or_(*(key.contains(search, autoescape=True) for key in keys)) if search else sa.true()
    conditions = (lying, called, is_older(seen, file, rows, older_than) if older_than else sa.true())
    total = seen.execute(sa.select(sa.func.count()).select_from(joined).where(*conditions)).scalar_one()
    first = sa.select(rows.c.id, name).select_from(joined).where(*conditions).order_by(*keys, rows.c.id).limit(most)
    return NamesFound(tuple((row[0], row[1]) for row in seen.execute(first)), total)


def _named(rows: sa.FromClause) -> _Asked:
    name = rows.c.name if "name" in rows.c else rows.c.title
    return _Asked(rows, (rows.c.place_id,), (rows.c.search_key,), name)


def _ties(seen: Seen) -> _Asked:
    """Return the ties beside the actors at both ends, whose places and names are theirs too."""
    ties, one, other = seen["ties"], *(seen["actors"].alias(end) for end in ("one", "other"))
    joined = ties.join(one, one.c.id == ties.c.actor_a).join(other, other.c.id == ties.c.actor_b)
    places = (ties.c.place_id, one.c.place_id, other.c.place_id)
    return _Asked(joined, places, (one.c.search_key, other.c.search_key), ties.c.id)


def name_of_place(seen: Seen, place_id: str) -> str:
    """Return what a place is called that is there."""
    places = seen["places"].c
    return str(seen.execute(sa.select(places.name).where(places.id == place_id)).scalar_one())
