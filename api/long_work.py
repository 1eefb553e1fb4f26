"""Work that takes longer than anybody waits for an answer: asked for once, done on a thread of its own, looked up.

One piece is done at a time, beside the worker of the analyses and the threads of the pages, so that neither waits
for it. Strangers cannot fill the machine with it: few pieces may wait, and few answers are kept. Pieces and answers
live in the process that was asked.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from api.language import message
from models.errors import TooMuchWorkError

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

Progress = Callable[[int, int], None]
"""Told how much is done, of how much. It raises where the work is to end."""

MOST_UNFINISHED, MOST_KEPT = 8, 32

ABANDONED_S = 120.0
"""Waiting work that nobody has looked at for so long gives its place to others."""


FULL = message("Mycket arbete väntar redan på sin tur. Försök igen om en stund.")


class Stage(StrEnum):
    """How far a piece of work has come."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class _EndedError(Exception):
    """Nobody needs the answer any more."""


class Task(Generic[Answer]):
    """A piece of work that somebody asked for.

    Attributes:
        done, total: how far it has come, of how much; of 0 before it says so.
        followed_at: when somebody last asked how far it has come, by the clock of its registry.
    """

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.followed_at = 0.0
        self._ended = False
        self._future: Future[Answer] = Future()

    def submit(self, compute: Callable[[Progress], Answer], worker: ThreadPoolExecutor) -> None:
        """Queue the work."""
        self._future = worker.submit(self._run, compute)

    def end(self) -> None:
        """Stop as soon as the work says how far it has come; if it has not begun, it never will."""
        self._ended = True
        self._future.cancel()

    @property
    def stage(self) -> Stage:
        """How far the work has come."""
        if self._future.running():
            return Stage.RUNNING
        if not self._future.done():
            return Stage.WAITING
        failed = self._future.cancelled() or self._future.exception() is not None
        return Stage.FAILED if failed else Stage.FINISHED

    @property
    def unfinished(self) -> bool:
        """Whether the work waits or runs."""
        return not self._future.done()

    def answer(self, timeout: float = 0.0) -> Answer:
        """Return the answer of finished work, or wait for it at most so many seconds."""
        return self._future.result(timeout)

    def _run(self, compute: Callable[[Progress], Answer]) -> Answer:
        try:
            return compute(self._tell)
        except _EndedError:
            raise
        except Exception:
            logger.exception("long work failed")
            raise

    def _tell(self, done: int, total: int) -> None:
        if self._ended:
            raise _EndedError
        self.done, self.total = done, total


class LongWork(Generic[Answer]):
    """The pieces of work asked for last, one for each question.

    Args:
        most_unfinished: how many may wait or run at a time.
        most_kept: how many are remembered; those that nobody looked at for longest go first.
        clock: seconds that never go back.
        abandoned_s: after so many seconds without a look, waiting work gives its place to others; None for work that
            somebody expects to be done whether they look or not.
    """

    def __init__(
        self,
        most_unfinished: int = MOST_UNFINISHED,
        most_kept: int = MOST_KEPT,
        clock: Callable[[], float] = monotonic,
        abandoned_s: float | None = ABANDONED_S,
    ) -> None:
        self._clock, self._abandoned_s = clock, abandoned_s
        self._most_unfinished, self._most_kept = most_unfinished, most_kept
        self._guard = Lock()
        self._tasks: OrderedDict[Hashable, Task[Answer]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="long-work")

    def ask(self, question: Hashable, compute: Callable[[Progress], Answer]) -> Task[Answer]:
        """Return the work on a question, begun now unless it is under way or done; failed work begins anew.

        Args:
            question: what is asked, with all that the answer depends on.
            compute: gives the answer; told what to call with how far it has come.

        Raises:
            TooMuchWorkError: when so much waits already that nobody can say how long this would.
        """
        with self._guard:
            known = self._followed(question)
            if known and known.stage is not Stage.FAILED:
                return known
            self._give_up_abandoned()
            if sum(task.unfinished for task in self._tasks.values()) >= self._most_unfinished:
                raise TooMuchWorkError(FULL)
            task = self._tasks[question] = Task[Answer]()
            task.followed_at = self._clock()
            task.submit(compute, self._worker)
            self._tasks.move_to_end(question)
            self._forget()
            return task

    def find(self, question: Hashable) -> Task[Answer] | None:
        """Return the work on a question; None when nobody asked, or long ago."""
        with self._guard:
            return self._followed(question)

    @property
    def unfinished(self) -> int:
        """How many pieces wait or run."""
        with self._guard:
            return sum(task.unfinished for task in self._tasks.values())

    def close(self) -> None:
        """End all work, and wait until it has ended."""
        with self._guard:
            for task in self._tasks.values():
                task.end()
        self._worker.shutdown(cancel_futures=True)

    def _followed(self, question: Hashable) -> Task[Answer] | None:
        task = self._tasks.get(question)
        if task:
            self._tasks.move_to_end(question)
            task.followed_at = self._clock()
        return task

    def _give_up_abandoned(self) -> None:
        if self._abandoned_s is None:
            return
        long_ago = self._clock() - self._abandoned_s
        for task in self._tasks.values():
            if task.stage is Stage.WAITING and task.followed_at < long_ago:
                task.end()

    def _forget(self) -> None:
        finished = [question for question, task in self._tasks.items() if not task.unfinished]
        for question in finished[: max(0, len(self._tasks) - self._most_kept)]:
            del self._tasks[question]
