"""Judges what somebody read: which places and actors it told of that are not for everybody."""

from collections.abc import Iterator
from dataclasses import replace

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.openness import Access, access_of
from api.access.seen import Seen
from api.access.viewer import ANYBODY, Viewer
from api.closed_actors import ClosedActors
from api.queries.reach import places_within
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ReadSubject

CHANGE_SETS = "change_sets"
WHOLE_REGISTER = ("", "")
"""The table and id that stand for reading in all that one may see."""

MOST_CHANGED = 200
"""Records of one change set that are looked up."""

_HISTORY = TABLES["history"]


class Judges:
    """Judges of the reads of several viewers, who share what is the same for those who see the same.

    Args:
        connection: sees one unchanging state of the register.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._public = Seen(connection, access_of(connection, ANYBODY))
        self._closed: dict[Access, ClosedActors] = {}

    def of(self, viewer: Viewer) -> "Judge":
        """Return the judge of one viewer's reads."""
        seen = Seen(self._connection, access_of(self._connection, viewer))
        # Which actors are closed does not depend on who registered what.
        alike = replace(seen.access, author=None)
        closed = self._closed.setdefault(alike, ClosedActors(seen, self._public))
        return Judge(seen, self._public, closed)


class Judge:
    """Tells which reads of one viewer were of what is not for everybody.

    Args:
        seen: the register as the viewer sees it.
        public: the register as everybody does.
        closed: the actors that the viewer sees and not everybody.
    """

    def __init__(self, seen: Seen, public: Seen, closed: ClosedActors) -> None:
        self._seen, self._public, self._closed = seen, public, closed
        self._access, self._open = seen.access, public.access

    def not_for_all(self, table: str, record_id: str) -> set[tuple[ReadSubject, str]]:
        """Return the places and actors that a read told of, as far as they are not for everybody.

        Args:
            table, record_id: what was read, or `WHOLE_REGISTER`.
        """
        return set() if self._access == self._open else set(self._subjects(table, record_id))

    def _subjects(self, table: str, record_id: str) -> Iterator[tuple[ReadSubject, str]]:
        """Yield the places and actors that something is about, as far as they are not for everybody."""
        if (table, record_id) == WHOLE_REGISTER:
            yield from self._all_that_is_closed()
        elif table == CHANGE_SETS:
            for name, key in self._changed_in(record_id):
                yield from self._subjects(name, key)
        elif table in FILES and FILES[table].key == ("id",) and self._exists(self._seen, table, record_id):
            yield from self._of_place(record_id) if table == "places" else self._of_record(table, record_id)

    def _all_that_is_closed(self) -> Iterator[tuple[ReadSubject, str]]:
        """Yield the register for those who see all of it, for others each place and actor of which they see more."""
        if self._access.everything:
            yield ReadSubject.REGISTER, ""
            return
        places = self._seen["places"].c
        for place_id in self._seen.execute(sa.select(places.id)).scalars():
            if self._tells_more_of(place_id):
                yield ReadSubject.PLACE, place_id
        yield from self._closed.subjects.values()

    def _changed_in(self, change_set_id: str) -> list[tuple[str, str]]:
        """Return the table and id of the records that a change set changed and that had one."""
        if not change_set_id.isdecimal():
            return []
        changed = sa.select(_HISTORY.c.table_name, _HISTORY.c.record_key)
        rows = self._seen.execute(changed.where(_HISTORY.c.change_set_id == int(change_set_id)).limit(MOST_CHANGED))
        keys = ((name, orjson.loads(key)) for name, key in rows)
        return [(name, key[0]) for name, key in keys if len(key) == 1]

    def _of_record(self, table: str, record_id: str) -> Iterator[tuple[ReadSubject, str]]:
        yield from self._closed.shown_with(table, [record_id])
        if table == "actors" or self._exists(self._public, table, record_id):
            return
        rows = self._seen[table]
        row = self._seen.execute(sa.select(rows).where(rows.c.id == record_id)).mappings().one()
        if row.get("place_id"):
            yield ReadSubject.PLACE, row["place_id"]

    def _of_place(self, place_id: str) -> Iterator[tuple[ReadSubject, str]]:
        within = list(self._seen.execute(places_within(self._seen, place_id)).scalars())
        if any(self._tells_more_of(place) for place in within):
            yield ReadSubject.PLACE, place_id
        yield from self._closed.shown_with("places", within)

    def _tells_more_of(self, place_id: str) -> bool:
        """Tell whether the viewer sees more of a place itself, its actors aside, than everybody does."""
        if not self._open.sees_place(place_id):
            return True
        return self._access.sees_needs(place_id) and not self._open.sees_needs(place_id)

    def _exists(self, seen: Seen, table: str, record_id: str) -> bool:
        rows = seen[table]
        return seen.execute(sa.select(rows.c.id).where(rows.c.id == record_id)).first() is not None
