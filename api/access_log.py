"""The log of who reads what is not for everybody: noted at once, judged and written by a worker of its own.

A read never waits for it. What the worker has not written yet is lost when the process dies, which is seconds of it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Lock, Thread

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import ANYBODY, Viewer
from api.database import reading, writing
from api.queries.reach import places_within
from models.dates import now
from models.errors import DatabaseBusyError
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ActorVisibility, ReadSubject

logger = logging.getLogger(__name__)

PAUSE_S = 2.0
"""How long reads are gathered before they are written."""

MOST_WAITING = 20_000
"""Reads that may wait to be written; more in two seconds are no reading but an attack, and the log says so."""

MOST_KNOWN = 200_000
"""Reads of this hour that are known to be in the log already. To write one again does no harm."""

CHANGE_SETS = "change_sets"
WHOLE_REGISTER = ("", "")
"""The table and id that stand for reading in all that one may see."""

MOST_CHANGED = 200
"""Records of one change set that are looked up."""

_LOG, _HISTORY = TABLES["access_log"], TABLES["history"]


@dataclass(frozen=True)
class Read:
    """That somebody read of something within an hour.

    Attributes:
        viewer: who.
        table, record_id: what the address named.
        hour: when it began.
    """

    viewer: Viewer
    table: str
    record_id: str
    hour: datetime


class AccessLog:
    """Gathers reads, and writes those of what is not for everybody.

    Args:
        engine: the register.
        pause_s: for how many seconds reads are gathered.
    """

    def __init__(self, engine: Engine, pause_s: float = PAUSE_S) -> None:
        self._engine = engine
        self._pause_s = pause_s
        self._turn, self._writing = Condition(), Lock()
        self._waiting: set[Read] = set()
        self._known: set[Read] = set()
        self._hour = _this_hour()
        self._worker: Thread | None = None
        self._closed = False

    def note(self, viewer: Viewer, table: str, record_id: str = "") -> None:
        """Note that an account reads of a record, or of the whole register; nobody in particular leaves no trace."""
        if viewer.account_id is None:
            return
        hour = _this_hour()
        read = Read(viewer, table, record_id, hour)
        with self._turn:
            if hour != self._hour or len(self._known) > MOST_KNOWN:
                self._known, self._hour = set(), hour
            if read in self._known or self._closed:
                return
            if len(self._waiting) >= MOST_WAITING:
                logger.error("the access log cannot keep up, and a read by %s is not in it", viewer.account_id)
                return
            self._known.add(read)
            self._waiting.add(read)
            if self._worker is None:
                self._worker = Thread(target=self._work, name="access-log", daemon=True)
                self._worker.start()
            self._turn.notify()

    def flush(self) -> None:
        """Write what waits, or is being written. What cannot be written now waits on."""
        with self._writing:
            with self._turn:
                reads, self._waiting = self._waiting, set()
            if not reads:
                return
            self._write(reads)

    def _write(self, reads: set[Read]) -> None:
        """Write reads; one that can never be written does not keep the others, nor the worker, from going on."""
        try:
            write_reads(self._engine, reads)
        except (DatabaseBusyError, OperationalError):
            logger.exception("the access log could not be written now")
            with self._turn:
                self._waiting |= reads
        except Exception:
            if len(reads) == 1:
                logger.exception("a read is not in the access log")
                return
            for read in reads:
                self._write({read})

    def close(self) -> None:
        """Write what waits, and end the worker."""
        with self._turn:
            self._closed = True
            self._turn.notify()
        if self._worker is not None:
            self._worker.join()
        self.flush()

    def _work(self) -> None:
        while not self._closed:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._closed)
                # More will come in a moment, and one write for all of them is enough.
                self._turn.wait_for(lambda: self._closed, timeout=self._pause_s)
            self.flush()


def write_reads(engine: Engine, reads: set[Read]) -> None:
    """Write those reads down that were of what is not for everybody."""
    with reading(engine) as connection:
        rows = {
            (read.viewer.account_id, subject, subject_id, read.hour)
            for viewer in {read.viewer for read in reads}
            for read, subject, subject_id in _Judge(connection, viewer).not_for_all(reads)
        }
    if not rows:
        return
    columns = ("account_id", "subject", "subject_id", "hour")
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    with writing(engine) as connection:
        connection.execute(
            insert(_LOG).on_conflict_do_nothing(), [dict(zip(columns, row, strict=True)) for row in sorted(rows)]
        )


class _Judge:
    """Tells which reads of one viewer were of what is not for everybody."""

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        self._viewer = viewer
        self._access = access_of(connection, viewer)
        self._open = access_of(connection, ANYBODY)
        self._seen = Seen(connection, self._access)
        self._public = Seen(connection, self._open)

    def not_for_all(self, reads: set[Read]) -> Iterator[tuple[Read, ReadSubject, str]]:
        """Yield each such read with what it was of."""
        if self._access == self._open:
            return
        for read in reads:
            if read.viewer == self._viewer:
                for subject, subject_id in self._subjects(read.table, read.record_id):
                    yield read, subject, subject_id

    def _subjects(self, table: str, record_id: str) -> Iterator[tuple[ReadSubject, str]]:
        """Yield the places and actors that something is about, as far as they are not for everybody."""
        if (table, record_id) == WHOLE_REGISTER:
            yield from self._all_that_is_closed()
        elif table == CHANGE_SETS:
            for name, key in self._changed_in(record_id):
                yield from self._subjects(name, key)
        elif table == "places":
            if self._place_is_closed(record_id):
                yield ReadSubject.PLACE, record_id
        elif table == "actors":
            if self._exists(self._seen, "actors", record_id) and not self._exists(self._public, "actors", record_id):
                yield ReadSubject.ACTOR, record_id
        elif table in FILES and FILES[table].key == ("id",):
            yield from self._of_record(table, record_id)

    def _all_that_is_closed(self) -> Iterator[tuple[ReadSubject, str]]:
        """Yield the register for those who see all of it, and for others each place of which they see more."""
        if self._access.everything:
            yield ReadSubject.REGISTER, ""
            return
        places = self._seen["places"].c
        for place_id in self._seen.execute(sa.select(places.id)).scalars():
            if self._tells_more_of(place_id):
                yield ReadSubject.PLACE, place_id

    def _changed_in(self, change_set_id: str) -> list[tuple[str, str]]:
        """Return the table and id of the records that a change set changed and that had one."""
        if not change_set_id.isdecimal():
            return []
        changed = sa.select(_HISTORY.c.table_name, _HISTORY.c.record_key)
        rows = self._seen.execute(changed.where(_HISTORY.c.change_set_id == int(change_set_id)).limit(MOST_CHANGED))
        keys = ((name, orjson.loads(key)) for name, key in rows)
        return [(name, key[0]) for name, key in keys if len(key) == 1]

    def _of_record(self, table: str, record_id: str) -> Iterator[tuple[ReadSubject, str]]:
        if self._exists(self._public, table, record_id) or not self._exists(self._seen, table, record_id):
            return
        rows = self._seen[table]
        row = self._seen.execute(sa.select(rows).where(rows.c.id == record_id)).mappings().one()
        if row.get("place_id"):
            yield ReadSubject.PLACE, row["place_id"]
        for column, target in FILES[table].references.items():
            if target == "actors" and isinstance(row.get(column), str):
                yield from self._subjects("actors", row[column])

    def _tells_more_of(self, place_id: str) -> bool:
        """Tell whether the viewer sees more of a place itself, not of those in it, than everybody does."""
        access = self._access
        if not self._open.sees_place(place_id) or place_id in access.partners | access.inside:
            return True
        return access.sees_needs(place_id) and not self._open.sees_needs(place_id)

    def _place_is_closed(self, place_id: str) -> bool:
        """Tell whether the viewer sees more of a place, or of those in it, than everybody does."""
        if not self._exists(self._seen, "places", place_id):
            return False
        within = places_within(self._seen, place_id)
        ids = list(self._seen.execute(within).scalars())
        if any(not self._open.sees_place(place) for place in ids):
            return True
        if any(self._access.sees_needs(place) and not self._open.sees_needs(place) for place in ids):
            return True
        actors = self._seen["actors"].c
        hidden = sa.select(actors.id).where(actors.place_id.in_(ids), actors.visibility != ActorVisibility.PUBLIC)
        return self._seen.execute(hidden.limit(1)).first() is not None

    def _exists(self, seen: Seen, table: str, record_id: str) -> bool:
        rows = seen[table]
        return seen.execute(sa.select(rows.c.id).where(rows.c.id == record_id)).first() is not None


def _this_hour() -> datetime:
    return now().replace(minute=0, second=0, microsecond=0)
