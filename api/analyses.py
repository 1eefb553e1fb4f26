"""Analyses on request: loaded, computed once, and remembered until the register changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from api.queries.reach import reach_of
from api.queries.register import load_register
from api.queries.revision import current_revision
from graph.analysis import Analysis, analyse
from graph.register import Register
from graph.system import Reading, View

Answer = TypeVar("Answer")

MOST_ANALYSES, MOST_REGISTERS = 64, 8


class Remembered(Generic[Answer]):
    """The answers asked for last. Whoever asks for one that is being computed waits for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = Lock()
        self._answers: OrderedDict[Hashable, _Computing[Answer]] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        """Return the remembered answer to `key`, or the one that `compute` gives."""
        with self._guard:
            slot = self._answers.setdefault(key, _Computing())
            self._answers.move_to_end(key)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return slot.get(compute)


class _Computing(Generic[Answer]):
    def __init__(self) -> None:
        self._lock = Lock()
        self._answer: tuple[Answer] | None = None

    def get(self, compute: Callable[[], Answer]) -> Answer:
        with self._lock:
            if self._answer is None:
                self._answer = (compute(),)
            return self._answer[0]


@dataclass(frozen=True)
class _Asked:
    """What an analysis depends on; two that are equal have the same answer."""

    revision: int
    place_id: str
    day: date
    view: View
    reading: Reading


class Analyses:
    """The analyses of one register."""

    def __init__(self) -> None:
        self._registers: Remembered[Register] = Remembered(MOST_REGISTERS)
        self._analyses: Remembered[Analysis] = Remembered(MOST_ANALYSES)

    def register(self, connection: Connection, place_id: str) -> Register:
        """Return the records that the analysis of a place can read."""
        key = (current_revision(connection), place_id)
        return self._registers.get(key, lambda: load_register(connection, reach_of(place_id)))

    def analysis(
        self,
        connection: Connection,
        place_id: str,
        day: date,
        view: View = View.UNIT,
        reading: Reading = Reading.PLUS,
    ) -> Analysis:
        """Return the analysis of a place on a day.

        Raises:
            NotFoundError: when the register has no such place.
        """
        asked = _Asked(current_revision(connection), place_id, day, view, reading)
        return self._analyses.get(
            asked, lambda: analyse(self.register(connection, place_id), place_id, day, view, reading)
        )
