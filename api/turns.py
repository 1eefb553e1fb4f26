"""Turns: a lock that is handed over in the order in which it was asked for."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from models.errors import DatabaseBusyError

PATIENCE_S = 30
"""How long a writer waits for its turn before it is told that the register is busy."""

BUSY = "Någon annan skriver i registret just nu. Försök igen om en liten stund."


class TurnLock:
    """A lock that is handed over in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._held = False
        self._queue: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._queue)

    @contextmanager
    def hold(self, patience: float = PATIENCE_S) -> Iterator[None]:
        """Hold the lock; raise DatabaseBusyError when the turn has not come within `patience` seconds."""
        if not self._acquire(patience):
            raise DatabaseBusyError(BUSY)
        try:
            yield
        finally:
            self._hand_over()

    def _acquire(self, patience: float) -> bool:
        with self._guard:
            if not self._held:
                self._held = True
                return True
            turn = Lock()
            turn.acquire()
            self._queue.append(turn)
        if turn.acquire(timeout=patience):
            return True
        with self._guard:
            # The turn may have come at the very moment the wait ended.
            came = turn not in self._queue
            if not came:
                self._queue.remove(turn)
        return came

    def _hand_over(self) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._held = False
