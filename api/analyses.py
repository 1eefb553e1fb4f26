"""Analyses on request: loaded, computed once, and remembered until the register changes.

A computation may take seconds. It runs on a worker of its own, so that pages which need none never wait, and
without holding a connection.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from time import perf_counter
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, to_thread

from api.access.seen import Seen
from api.access.viewer import ANYBODY, Viewer
from api.access.window import Window
from api.long_work import FULL
from api.queries.reach import reach_of
from api.queries.records import require_record
from api.queries.register import load_register
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
    """What an analysis is asked for, and by whom: it is made of what that viewer may see.

    Two that are equal have the same answer at one revision of the register.
    """

    place_id: str
    day: date
    view: View = View.UNIT
    reading: Reading = Reading.PLUS
    viewer: Viewer = ANYBODY


class Analyses:
    """The analyses of one register.

    Args:
        window: shows the register.

    Attributes:
        computed: how many were computed since the process started; the others were remembered.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        self._registers: Remembered[Register] = Remembered(MOST_REGISTERS)
        self._analyses: Remembered[Analysis] = Remembered(MOST_ANALYSES)
        self._peers: Remembered[PeerFigures] = Remembered(MOST_PEERS)
        self._begun: OrderedDict[Hashable, tuple[float, Analysis]] = OrderedDict()
        self._worker = CapacityLimiter(1)
        self.computed = 0
        self._slow_worker = CapacityLimiter(1)

    async def analysed(self, question: Question, *parts: str) -> Analysis:
        """Return an analysis with these of its parts computed, without keeping a thread of the pages busy.

        Parts that may take many seconds have a worker of their own, so that pages need not wait behind them.

        Raises:
            TooMuchWorkError: many wait for such parts already.
            NotFoundError: when the register has no such place.
        """
        arrived = perf_counter()
        found: Analysis | None = await to_thread.run_sync(self.find, question, parts)
        if found is not None:
            return found
        slow = not SLOW_PARTS.isdisjoint(parts)
        if slow and self._slow_worker.statistics().tasks_waiting >= MOST_WAITING:
            raise TooMuchWorkError(FULL)
        return await to_thread.run_sync(
            self.analyse, question, parts, arrived, limiter=self._slow_worker if slow else self._worker
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
        with self._window.seeing(question.viewer) as seen:
            found = self._analyses.find(_key(seen, question))
        return found if found and all(is_computed(found, part) for part in parts) else None

    def analyse(self, question: Question, parts: Collection[str] = (), since: float | None = None) -> Analysis:
        """Return an analysis with these of its parts computed.

        Where many write, the register changes while others wait. All who came before an analysis was begun are
        given that one: it holds every write that they can have seen.

        Args:
            question: which analysis.
            parts: what is to be computed of it.
            since: when it was asked for, by the process's clock; by default now.

        Raises:
            NotFoundError: when the register has no such place.
        """
        begun = perf_counter()
        since = begun if since is None else since
        with self._window.seeing(question.viewer) as seen:
            require_record(seen, "places", question.place_id)
            shared = (seen.access, replace(question, viewer=ANYBODY))
            ago, analysis = self._begun.get(shared, (-1.0, None))
            if analysis is not None and ago >= since:
                return _computed(analysis, parts)
            key = _key(seen, question)
            register = self._register(seen, question.place_id)
            needs_shown = seen.access.sees_needs(question.place_id)

        def compute() -> Analysis:
            self.computed += 1
            return analyse(
                register,
                question.place_id,
                question.day,
                question.view,
                question.reading,
                needs_shown=needs_shown,
            )

        analysis = self._analyses.get(key, compute)
        self._begun[shared] = (begun, analysis)
        while len(self._begun) > MOST_ANALYSES:
            self._begun.popitem(last=False)
        return _computed(analysis, parts)

    def _revision(self) -> int:
        with self._window.seeing() as seen:
            return seen.revision

    def _lend(self, place_id: str, day: date) -> PeerFigures:
        # Peers lend only what is told of five or more together, whether or not they show their own map.
        with self._window.seeing() as seen:
            key = (seen.revision, place_id, day)
            # Whoever waited for the worker may find that another comparison has asked for it meanwhile.
            if found := self._peers.find(key):
                return found
            register = load_register(seen, reach_of(seen, place_id))
        return self._peers.get(key, lambda: peer_figures(build_system(register, place_id, day, View.ORGANISATION)))

    def _register(self, seen: Seen, place_id: str) -> Register:
        """Return the records that the analyses of a place can read."""
        key = (seen.revision, seen.access, place_id)
        return self._registers.get(key, lambda: load_register(seen, reach_of(seen, place_id)))


def _computed(analysis: Analysis, parts: Collection[str]) -> Analysis:
    for part in parts:
        getattr(analysis, part)
    return analysis


def _key(seen: Seen, question: Question) -> Hashable:
    """Return what decides an answer: viewers with equal access are given the same."""
    return seen.revision, seen.access, replace(question, viewer=ANYBODY)
