"""Analyses on request: loaded, computed once, and remembered until the register changes.

A computation may take seconds. It runs on a worker of its own, so that pages which need none never wait, and
without holding a connection.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import Connection, Engine

from api.database import reading as reading_from
from api.long_work import FULL
from api.queries.places import require_place
from api.queries.reach import reach_of
from api.queries.register import load_register
from api.queries.revision import current_revision
from graph.analysis import Analysis, analyse
from graph.comparison.peers import PeerFigures, peer_figures
from graph.once import is_computed
from graph.register import Register
from graph.system import Reading, View, build_system
from models.errors import TooMuchWorkError

Answer = TypeVar("Answer")

SLOW_PARTS = frozenset({"indicators"})
"""The parts that take many seconds for a large place."""

MOST_WAITING = 24
"""So many may wait for slow parts: two comparisons of as many places as are compared at once."""

MOST_ANALYSES, MOST_REGISTERS = 64, 8
MOST_PEERS = 1024
"""Figures of peers that are remembered: the municipalities of a country on a few days."""


class Remembered(Generic[Answer]):
    """The answers asked for last. Whoever asks for one that is being computed waits for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = Lock()
        self._answers: OrderedDict[Hashable, _Slot[Answer]] = OrderedDict()

    def find(self, key: Hashable) -> Answer | None:
        """Return the remembered answer to `key`; None when there is none yet."""
        with self._guard:
            slot = self._answers.get(key)
            return slot.answer if slot else None

    def get(self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        """Return the remembered answer to `key`, or the one that `compute` gives; a failure is not kept."""
        with self._guard:
            slot = self._answers.setdefault(key, _Slot())
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        try:
            return slot.get(compute)
        except BaseException:
            with self._guard:
                if self._answers.get(key) is slot:
                    del self._answers[key]
            raise


class _Slot(Generic[Answer]):
    """Where one answer is computed by whoever comes first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.answer: Answer | None = None

    def get(self, compute: Callable[[], Answer]) -> Answer:
        with self._lock:
            if self.answer is None:
                self.answer = compute()
            return self.answer


@dataclass(frozen=True)
class Question:
    """What an analysis is asked for. Two that are equal have the same answer at one revision of the register."""

    place_id: str
    day: date
    view: View = View.UNIT
    reading: Reading = Reading.PLUS


class Analyses:
    """The analyses of one register.

    Args:
        engine: the register.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._registers: Remembered[Register] = Remembered(MOST_REGISTERS)
        self._analyses: Remembered[Analysis] = Remembered(MOST_ANALYSES)
        self._peers: Remembered[PeerFigures] = Remembered(MOST_PEERS)
        self._worker = CapacityLimiter(1)
        self._slow_worker = CapacityLimiter(1)

    async def analysed(self, question: Question, *parts: str) -> Analysis:
        """Return an analysis with these of its parts computed, without keeping a thread of the pages busy.

        Parts that may take many seconds have a worker of their own, so that pages need not wait behind them.

        Raises:
            TooMuchWorkError: many wait for such parts already.
            NotFoundError: when the register has no such place.
        """
        found: Analysis | None = await to_thread.run_sync(self.find, question, parts)
        if found is not None:
            return found
        slow = not SLOW_PARTS.isdisjoint(parts)
        if slow and self._slow_worker.statistics().tasks_waiting >= MOST_WAITING:
            raise TooMuchWorkError(FULL)
        return await to_thread.run_sync(
            self.analyse, question, parts, limiter=self._slow_worker if slow else self._worker
        )

    async def work(self, task: Callable[..., Any], *arguments: Any) -> Any:
        """Do other long work on the same worker, one piece at a time."""
        return await to_thread.run_sync(task, *arguments, limiter=self._worker)

    async def peer_figures(self, places: Sequence[str], day: date) -> list[PeerFigures]:
        """Return what each place lends its peers, one at a time on the worker; nothing else of them is kept.

        Raises:
            NotFoundError: when the register lacks one of them.
        """
        revision = await to_thread.run_sync(self._revision)
        lent: list[PeerFigures] = []
        for place in places:
            found = self._peers.find((revision, place, day))
            if found is None:
                found = await to_thread.run_sync(self._lend, place, day, limiter=self._slow_worker)
            lent.append(found)
        return lent

    def find(self, question: Question, parts: Collection[str] = ()) -> Analysis | None:
        """Return a remembered analysis if it still holds and has these parts; else None."""
        with reading_from(self._engine) as connection:
            found = self._analyses.find((current_revision(connection), question))
        return found if found and all(is_computed(found, part) for part in parts) else None

    def analyse(self, question: Question, parts: Collection[str] = ()) -> Analysis:
        """Return an analysis with these of its parts computed.

        Raises:
            NotFoundError: when the register has no such place.
        """
        with reading_from(self._engine) as connection:
            require_place(connection, question.place_id)
            revision = current_revision(connection)
            register = self._register(connection, revision, question.place_id)
        analysis = self._analyses.get(
            (revision, question),
            lambda: analyse(register, question.place_id, question.day, question.view, question.reading),
        )
        for part in parts:
            getattr(analysis, part)
        return analysis

    def _revision(self) -> int:
        with reading_from(self._engine) as connection:
            return current_revision(connection)

    def _lend(self, place_id: str, day: date) -> PeerFigures:
        with reading_from(self._engine) as connection:
            key = (current_revision(connection), place_id, day)
            # Whoever waited for the worker may find that another comparison has asked for it meanwhile.
            if found := self._peers.find(key):
                return found
            register = load_register(connection, reach_of(place_id))
        return self._peers.get(key, lambda: peer_figures(build_system(register, place_id, day, View.ORGANISATION)))

    def _register(self, connection: Connection, revision: int, place_id: str) -> Register:
        """Return the records that the analyses of a place can read."""
        return self._registers.get((revision, place_id), lambda: load_register(connection, reach_of(place_id)))
