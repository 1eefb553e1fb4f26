"""Retention by the service itself: once a day, on a thread that nobody waits for."""

import logging
from threading import Event, Thread

from fastapi import FastAPI
from sqlalchemy import Engine

from api.access.gate import Gate
from api.retention import carry_out

logger = logging.getLogger(__name__)

FIRST_S, EVERY_S = 60 * 60.0, 24 * 60 * 60.0
"""How long after its start the service erases what is due for the first time, and how long until the next."""


class DailyRetention:
    """Erases what has been kept for long enough, again and again.

    Several processes over one register may each do so: the second finds nothing.

    Args:
        engine: the register.
        gate: knows how long things are kept, and what time it is.
        first_s, every_s: how many seconds until the first time, and from each to the next.
    """

    def __init__(self, engine: Engine, gate: Gate, first_s: float = FIRST_S, every_s: float = EVERY_S) -> None:
        self._engine, self._gate = engine, gate
        self._first_s, self._every_s = first_s, every_s
        self._ended = Event()
        self._worker = Thread(target=self._work, name="retention", daemon=True)

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._worker.start()

    def close(self) -> None:
        """End, when what is under way is done."""
        self._ended.set()
        self._worker.join()

    def _work(self) -> None:
        pause = self._first_s
        while not self._ended.wait(pause):
            pause = self._every_s
            try:
                kept = carry_out(self._engine, self._gate)
            except Exception:
                logger.exception("retention could not be carried out now")
            else:
                logger.info(
                    "retention erased %s reads, %s sessions, %s links and the contacts of %s actors",
                    kept.reads,
                    kept.sessions,
                    kept.links,
                    kept.contacts,
                )


def start_retention(app: FastAPI) -> DailyRetention:
    """Let an application that starts erase what is due once a day, until it is closed."""
    retention = DailyRetention(app.state.engine, app.state.gate)
    retention.start()
    return retention
