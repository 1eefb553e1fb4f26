"""What pages offer to whom: whether a viewer may register something at a place, or change a record.

Pages ask here which links to show. What may really be stored is decided again, by the rights, when it is stored.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from api.access.rights import PlacesOf, Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.queries.reach import places_above
from api.queries.surroundings import authors_of, home_of, homes_of
from api.writers import may_write
from models.package_files import PackageFile
from models.records import Record


def may_register(seen: Seen, viewer: Viewer, place_id: str) -> bool:
    """Tell whether a viewer may register actors, forums and agreements at a place, as whoever edits it may."""
    if not may_write(viewer):
        return False
    if viewer.is_admin:
        return True
    above = seen.execute(places_above(seen, place_id)).scalars() if viewer.edits else ()
    return not viewer.edits.isdisjoint({place_id, *above})


def own_actors(viewer: Viewer) -> frozenset[str]:
    """Return the actors that a viewer speaks for, and may register ties of."""
    return viewer.speaks_for if may_write(viewer) else frozenset()


def changeable(connection: Connection, viewer: Viewer, file: PackageFile, records: Iterable[Record]) -> frozenset[str]:
    """Return the ids of the records that a viewer may change. However many there are, it takes a few questions."""
    given = list(records) if may_write(viewer) else []
    if viewer.is_admin or not given:
        return frozenset(vars(record)["id"] for record in given)
    rights = Rights(viewer, edited_places(connection, viewer), _known_places(connection, file, given))
    authors = _authors(connection, file, given)
    return frozenset(
        record_id
        for record in given
        if rights.allow(file, record, record, authors.get(record_id := str(vars(record)["id"])))
    )


def may_delete(connection: Connection, viewer: Viewer, file: PackageFile, record: Record) -> bool:
    """Tell whether a viewer may delete a record."""
    return allows(connection, viewer, file, record)(record, None)


def allows(
    connection: Connection, viewer: Viewer, file: PackageFile, record: Record | None
) -> Callable[[Record | None, Record | None], bool]:
    """Return what tells whether a viewer may make one state of a record of another, None where there is none.

    Args:
        record: the record as it is stored; None for a new one.
    """
    rights = Rights(viewer, edited_places(connection, viewer), _remembering(connection))
    author = _authors(connection, file, [record]).get(vars(record)["id"]) if record else None
    return lambda before, after: rights.allow(file, before, after, author)


def _authors(connection: Connection, file: PackageFile, records: Sequence[Record]) -> Mapping[str, str]:
    """Return who made records, where that matters: without a place nothing else tells whose they are."""
    return authors_of(connection, file, [vars(one)["id"] for one in records if vars(one).get("place_id") is None])


def _remembering(connection: Connection) -> PlacesOf:
    """Return what tells where records lie and asks once for each; a place lies in itself."""
    known: dict[tuple[str, str], str | None] = {}

    def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
        for record_id in ids:
            if table != "places" and (table, record_id) not in known:
                known[table, record_id] = home_of(connection, table, record_id)
            yield record_id if table == "places" else known[table, record_id]

    return places_of


def _known_places(connection: Connection, file: PackageFile, records: Sequence[Record]) -> PlacesOf:
    """Return what tells where all that some records name lies, asked for at once."""
    found = homes_of(connection, file, records)

    def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
        return [found[table][record_id] for record_id in ids if record_id in found[table]]

    return places_of
