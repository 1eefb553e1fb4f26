"""The log of who reads what is not for everybody: noted at once, judged and written by a worker of its own.

A read never waits for it. What the worker has not written yet is lost when the process dies, which is seconds of it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Lock, Thread

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from api.access.viewer import Viewer
from api.database import reading, writing
from api.read_judgement import Judges
from models.dates import now
from models.errors import DatabaseBusyError
from models.tables import TABLES

logger = logging.getLogger(__name__)

PAUSE_S = 2.0
"""How long reads are gathered before they are written."""

MOST_WAITING = 20_000
"""Reads that may wait to be written; more in two seconds are no reading but an attack, and the log says so."""

MOST_KNOWN = 200_000
"""Reads of this hour that are known to be in the log already. To write one again does no harm."""

_LOG = TABLES["access_log"]


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
        judges = Judges(connection)
        rows = {
            (viewer.account_id, *told, read.hour)
            for viewer, judge in ((viewer, judges.of(viewer)) for viewer in {read.viewer for read in reads})
            for read in reads
            if read.viewer == viewer
            for told in judge.not_for_all(read.table, read.record_id)
        }
    if not rows:
        return
    columns = ("account_id", "subject", "subject_id", "hour")
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    with writing(engine) as connection:
        connection.execute(
            insert(_LOG).on_conflict_do_nothing(), [dict(zip(columns, row, strict=True)) for row in sorted(rows)]
        )


def _this_hour() -> datetime:
    return now().replace(minute=0, second=0, microsecond=0)
