"""Counts the registrations that come from each network, so that nobody floods those who look through them.

The counts live in the memory of one process, as those of wrong attempts to sign in do.
"""

import time
from collections.abc import Callable
from math import ceil

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FROM_NETWORK = RateLimitItemPerHour(20, namespace="registrations")
"""More than an office behind one address registers of its own."""

MOST_WINDOWS = 10_000


class Arrivals:
    """Counts registrations.

    Args:
        clock: seconds since some moment; only for saying how long to wait.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def wait_s(self, network: str) -> int:
        """Return for how many seconds a network has to wait; 0 when one more may come."""
        if self._limiter.test(FROM_NETWORK, network):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(FROM_NETWORK, network).reset_time - self._clock()))

    def count(self, network: str) -> None:
        """Count one that was kept."""
        windows = self._storage.events
        if len(windows) > MOST_WINDOWS:
            # The library empties old windows but keeps their names, of which there is no end.
            for name in [name for name, arrived in list(windows.items()) if not arrived]:
                self._storage.clear(name)
        self._limiter.hit(FROM_NETWORK, network)
