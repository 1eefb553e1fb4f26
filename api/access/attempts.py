"""Wrong attempts to sign in, counted so that guessing is slow and nobody can lock anybody else out.

Attempts are counted for an account *from one network*, and for the network. Whoever guesses waits; the right password
from elsewhere still works. All wrong attempts on one account together only make every answer slower.

The counts live in the memory of one process and are gone when it ends. Several processes each have their own, so
that a guesser gets as many times more attempts as there are processes.
"""

import time
from collections.abc import Callable
from math import ceil

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.access.tokens import digest
from models.errors import TooManyAttemptsError

ACCOUNT_FROM_NETWORK = RateLimitItemPerMinute(5, 15, namespace="account-network")
NETWORK = RateLimitItemPerMinute(50, 15, namespace="network")
"""More than an office behind one address mistypes, and few enough that a list of passwords takes years."""
ACCOUNT = RateLimitItemPerHour(20, namespace="account")
CODES = RateLimitItemPerDay(50, namespace="codes")
"""Wrong codes for an account. Only who has its password can make them, so the owner does well to change it."""

PAUSE_S = 2.0
MOST_WINDOWS = 10_000


class Attempts:
    """Counts wrong attempts.

    Args:
        clock: seconds since some moment; only for saying how long to wait.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)

    def require(self, account: str, network: str) -> None:
        """Do nothing when one more attempt may be made.

        Attempts that run at the same moment are each let through; there are no more of them than threads.

        Args:
            account: whatever names the account, known or not.
            network: where the attempt comes from.

        Raises:
            TooManyAttemptsError: when whoever asks has to wait.
        """
        for limit, names in self._windows(account, network):
            self._refuse(limit, names)

    def require_code(self, account: str) -> None:
        """Do nothing when one more code may be tried for the account.

        Raises:
            TooManyAttemptsError: when there were too many wrong ones today.
        """
        self._refuse(CODES, (digest(account),))

    def pause(self, account: str) -> float:
        """Return how many seconds to wait before an attempt on the account is looked at."""
        return 0.0 if self._limiter.test(ACCOUNT, digest(account)) else PAUSE_S

    def wrong(self, account: str, network: str, *, code: bool = False) -> None:
        """Count a wrong attempt."""
        self._forget_the_past()
        for limit, names in self._windows(account, network):
            self._limiter.hit(limit, *names)
        self._limiter.hit(ACCOUNT, digest(account))
        if code:
            self._limiter.hit(CODES, digest(account))

    def right(self, account: str, network: str) -> None:
        """Forget the wrong attempts on the account from the network."""
        limit, names = self._windows(account, network)[0]
        self._limiter.clear(limit, *names)

    def _forget_the_past(self) -> None:
        """Drop windows without attempts: the library empties them but keeps their names, of which there is no end."""
        windows = self._storage.events
        if len(windows) > MOST_WINDOWS:
            for name in [name for name, attempts in list(windows.items()) if not attempts]:
                self._storage.clear(name)

    def _windows(self, account: str, network: str) -> tuple[tuple[RateLimitItem, tuple[str, ...]], ...]:
        return (ACCOUNT_FROM_NETWORK, (digest(account), network)), (NETWORK, (network,))

    def _refuse(self, limit: RateLimitItem, names: tuple[str, ...]) -> None:
        if not self._limiter.test(limit, *names):
            wait = self._limiter.get_window_stats(limit, *names).reset_time - self._clock()
            raise TooManyAttemptsError(max(1, ceil(wait)))
