"""Which places, needs and actors a viewer may see: roles, and what places say of themselves, worked out once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.viewer import Viewer
from models.tables import TABLES
from models.vocabulary import ActorVisibility, Level, PlaceVisibility

_PLACES, _ACTORS = TABLES["places"], TABLES["actors"]

Places = frozenset[str] | None
"""Ids of places; None stands for all of them."""


@dataclass(frozen=True)
class Access:
    """What a viewer may see. Two viewers with equal access are shown the same, and can share what is remembered.

    Attributes:
        places: the places whose records may be seen.
        needs: those among them whose needs may be seen.
        partners: the places where the viewer is a partner, who sees actors that only partners may see.
        inside: the places that the viewer edits, where nothing is hidden.
        own: the actors that the viewer speaks for.
        author: the account of somebody who edits, who sees what they registered before it has a place or anybody.
        everything: whether nothing is hidden at all.
    """

    places: Places = None
    needs: Places = None
    partners: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    author: str | None = None
    everything: bool = False

    def sees_place(self, place_id: str) -> bool:
        """Tell whether the records of a place may be seen."""
        return self.everything or self.places is None or place_id in self.places

    def sees_needs(self, place_id: str) -> bool:
        """Tell whether the needs of a place may be seen."""
        return self.everything or self.needs is None or place_id in self.needs


EVERYTHING = Access(everything=True)


def access_of(connection: Connection, viewer: Viewer) -> Access:
    """Return what a viewer may see in the register as it is now."""
    if viewer.is_admin:
        return EVERYTHING
    tree = _Tree(connection)
    own = viewer.speaks_for
    partners = tree.partners(viewer, _homes_of(connection, own))
    places = tree.open_to(viewer) | partners
    needs = (places & tree.with_open_needs(viewer)) | partners
    if not _hides_actors(connection) and places == needs == tree.all:
        return EVERYTHING
    return Access(
        places=None if places == tree.all else places,
        needs=None if needs == tree.all else needs,
        partners=partners,
        inside=tree.within(viewer.edits),
        own=own,
        author=viewer.account_id if viewer.edits else None,
    )


def partner_places(connection: Connection, viewer: Viewer) -> frozenset[str]:
    """Return the places where a viewer is a partner, whatever is hidden there now."""
    return _Tree(connection).partners(viewer, _homes_of(connection, viewer.speaks_for))


class _Tree:
    """The places with what each says of itself."""

    def __init__(self, connection: Connection) -> None:
        columns = (_PLACES.c.id, _PLACES.c.parent_id, _PLACES.c.level, _PLACES.c.visibility, _PLACES.c.needs_open)
        rows = connection.execute(sa.select(*columns)).all()
        self._parent: Mapping[str, str | None] = {row.id: row.parent_id for row in rows}
        self._said: Mapping[str, PlaceVisibility | None] = {row.id: row.visibility for row in rows}
        self._needs: Mapping[str, bool | None] = {row.id: row.needs_open for row in rows}
        self._local = frozenset(row.id for row in rows if row.level in (Level.MUNICIPALITY, Level.AREA))
        self.all = frozenset(self._parent)

    def within(self, tops: Iterable[str]) -> frozenset[str]:
        """Return places and all below them."""
        wanted = frozenset(tops)
        return (
            frozenset(place for place in self.all if not wanted.isdisjoint(self._upwards(place))) if wanted else wanted
        )

    def partners(self, viewer: Viewer, homes: frozenset[str]) -> frozenset[str]:
        """Return the places where a viewer is a partner: those they work with, and the homes of their actors.

        An actor of a municipality belongs to its areas too; one of a county or of the country not to all in it.
        """
        return self.within(viewer.works_with | (homes & self._local)) | (homes & self.all)

    def open_to(self, viewer: Viewer) -> frozenset[str]:
        """Return the places that show themselves to a viewer without a role there."""
        return frozenset(place for place in self.all if self._is_open(place, viewer))

    def with_open_needs(self, viewer: Viewer) -> frozenset[str]:
        """Return the places that show their needs to anybody who may see them."""
        return frozenset(place for place in self.all if self._has_open_needs(place, viewer))

    def _is_open(self, place: str, viewer: Viewer) -> bool:
        said = next((self._said[step] for step in self._upwards(place) if self._said[step]), None)
        if said is None:
            return viewer.at_home
        return said is PlaceVisibility.PUBLIC or (said is PlaceVisibility.SHARED and viewer.is_somebody)

    def _has_open_needs(self, place: str, viewer: Viewer) -> bool:
        said = (self._needs[step] for step in self._upwards(place) if self._needs[step] is not None)
        return bool(next(said, viewer.at_home))

    def _upwards(self, place: str | None) -> Iterable[str]:
        """Yield a place and those above it."""
        while place is not None:
            yield place
            place = self._parent.get(place)


def _homes_of(connection: Connection, actors: frozenset[str]) -> frozenset[str]:
    query = sa.select(_ACTORS.c.place_id).where(_ACTORS.c.id.in_(actors), _ACTORS.c.place_id.is_not(None))
    return frozenset(connection.execute(query).scalars()) if actors else frozenset()


def _hides_actors(connection: Connection) -> bool:
    hidden = sa.select(_ACTORS.c.id).where(_ACTORS.c.visibility != ActorVisibility.PUBLIC).limit(1)
    return connection.execute(hidden).first() is not None
