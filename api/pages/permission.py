"""What pages offer to whom: whether a viewer may register something at a place, or change a record.

Pages ask here which links to show. What may really be stored is decided again, by the rights, when it is stored.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.rights import Rights, rights_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.queries.surroundings import find_stored
from models.package_files import PackageFile
from models.records import Record


def may_write(viewer: Viewer) -> bool:
    """Tell whether a viewer may write anything at all."""
    return viewer.may_change and bool(viewer.is_admin or viewer.edits or viewer.speaks_for)


def may_register(seen: Seen, viewer: Viewer, place_id: str) -> bool:
    """Tell whether a viewer may register actors, forums and agreements at a place, as whoever edits it may."""
    if not may_write(viewer):
        return False
    if viewer.is_admin:
        return True
    return bool(viewer.edits) and not viewer.edits.isdisjoint(_upwards(seen, place_id))


def own_actors(viewer: Viewer) -> frozenset[str]:
    """Return the actors that a viewer speaks for, and may register ties of."""
    if not may_write(viewer):
        return frozenset()
    return viewer.speaks_for


def changeable(connection: Connection, viewer: Viewer, file: PackageFile, records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of the records that a viewer may change."""
    if not may_write(viewer):
        return frozenset()
    rights = rights_of(connection, viewer)
    return frozenset(vars(record)["id"] for record in records if _may_change(connection, rights, file, record))


def may_delete(connection: Connection, viewer: Viewer, file: PackageFile, record: Record) -> bool:
    """Tell whether a viewer may delete a record."""
    rights = rights_of(connection, viewer)
    return rights.allow(file, record, None, _author(connection, file, record))


def _may_change(connection: Connection, rights: Rights, file: PackageFile, record: Record) -> bool:
    return rights.allow(file, record, record, _author(connection, file, record))


def _author(connection: Connection, file: PackageFile, record: Record) -> str | None:
    """Return who made a record, where that matters: without a place nothing else tells whose it is."""
    if vars(record).get("place_id") is not None:
        return None
    found = find_stored(connection, file, file.key_of(record))
    return found.author if found else None


def _upwards(seen: Seen, place_id: str) -> set[str]:
    """Return a place and those above it."""
    places = seen["places"]
    tree = sa.select(places.c.id, places.c.parent_id).where(places.c.id == place_id).cte("upwards", recursive=True)
    above = places.alias("above")
    tree = tree.union(sa.select(above.c.id, above.c.parent_id).where(above.c.id == tree.c.parent_id))
    return set(seen.execute(sa.select(tree.c.id)).scalars())
