"""Who may write what: the one place that says so, for forms, programs and imports alike."""

from collections.abc import Callable, Collection, Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.roles import edited_places
from api.access.viewer import Viewer
from models.errors import ForbiddenError, SignInRequiredError
from models.package_files import FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import Role, TokenScope

PlacesOf = Callable[[str, Collection[str]], Iterable[str | None]]

_MEMBERS_MAY = frozenset(
    {"actors", "ties", "forum_members", "agreement_parties", "activity_actors", "need_sightings", "completeness"}
)
"""The files in which somebody who speaks for an actor may write what is about that actor."""

_FIXED_FOR_MEMBERS = ("place_id", "parent_id", "sector")
"""What somebody who speaks for an actor cannot change of it: where and what it is decides who may see what."""


class Rights:
    """What a viewer may write.

    Args:
        viewer: who asks.
        edited: the places that the viewer edits, with all below them.
        places_of: tells where the records of a table with these ids lie.
    """

    def __init__(self, viewer: Viewer, edited: frozenset[str], places_of: PlacesOf) -> None:
        self._places_of = places_of
        self._viewer = viewer
        self._edited = edited
        self._own = frozenset(held.actor_id for held in viewer.roles if held.role is Role.MEMBER and held.actor_id)

    def require_somebody(self) -> None:
        """Do nothing when the viewer has signed in.

        Raises:
            SignInRequiredError: nobody in particular asks, who may write nothing.
        """
        if not self._viewer.is_signed_in:
            raise SignInRequiredError

    def require(self, file: PackageFile, before: Record | None, after: Record | None, author: str | None) -> None:
        """Do nothing when the viewer may make `after` of `before`, where None is no record.

        Args:
            author: the account that once made the record.

        Raises:
            ForbiddenError: when the viewer may not.
        """
        if not self.allow(file, before, after, author):
            raise ForbiddenError

    def allow(self, file: PackageFile, before: Record | None, after: Record | None, author: str | None = None) -> bool:
        """Tell whether the viewer may make `after` of `before`, where None is no record."""
        if self._viewer.scopes is not None and TokenScope.WRITE not in self._viewer.scopes:
            return False
        if self._viewer.is_admin:
            return True
        if self._speaks_for(file, before, after):
            return True
        made_it = author is not None and author == self._viewer.account_id
        return bool(self._edited) and all(
            self._edits(file, record, new=before is None, made_it=made_it) for record in (before, after) if record
        )

    def _edits(self, file: PackageFile, record: Record, *, new: bool, made_it: bool) -> bool:
        """Tell whether a record lies in an edited place, by itself or by those who take part in it."""
        values = vars(record)
        if file.name == "places":
            return values["parent_id"] in self._edited or (not new and values["id"] in self._edited)
        if file.name == "actors":
            place = values["place_id"]
            return place in self._edited or (place is None and (new or made_it))
        if values.get("place_id") is not None:
            return values["place_id"] in self._edited or self._names_edited(file, record)
        return self._names_edited(file, record) or ("place_id" in values and (new or made_it))

    def _names_edited(self, file: PackageFile, record: Record) -> bool:
        """Tell whether a link or tie names an actor, or is part of something, in an edited place."""
        return any(not self._edited.isdisjoint(self._places_of(target, ids)) for target, ids in _named(file, record))

    def _speaks_for(self, file: PackageFile, before: Record | None, after: Record | None) -> bool:
        """Tell whether both records are about an actor that the viewer speaks for."""
        if file.name not in _MEMBERS_MAY or not self._own:
            return False
        if file.name == "actors":
            if before is None or after is None or vars(before)["id"] not in self._own:
                return False
            return all(getattr(before, field) == getattr(after, field) for field in _FIXED_FOR_MEMBERS)
        return all(self._own & _actors_of(record) for record in (before, after) if record)


def rights_of(connection: Connection, viewer: Viewer) -> Rights:
    """Return what a viewer may write, by the roles and places of now.

    Args:
        connection: inside the transaction that writes.
        viewer: who asks.
    """

    def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
        column = TABLES[table].c.place_id if "place_id" in TABLES[table].c else TABLES[table].c.id
        return connection.execute(sa.select(column).where(TABLES[table].c.id.in_(ids))).scalars()

    return Rights(viewer, edited_places(connection, viewer), places_of)


def _actors_of(record: Record) -> frozenset[str]:
    values = vars(record)
    return frozenset(values[name] for name in ("actor_id", "actor_a", "actor_b") if values.get(name))


def _named(file: PackageFile, record: Record) -> Iterable[tuple[str, list[str]]]:
    """Yield the ids that a record names in columns of its own, by table, but for the whole of an actor."""
    for column, target in file.references.items():
        value = getattr(record, column)
        if isinstance(value, str) and FILES[target].key == ("id",):
            yield target, [value]
