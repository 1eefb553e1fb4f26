"""Whether anybody has made an account yet. Until then whoever sits at the machine is at home in the register."""

import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.database import reading
from models.tables import TABLES

_ACCOUNTS = TABLES["accounts"]

REMEMBERED_S = 1.0
"""How long it is believed that there is no account: the command line may make one while the service runs."""


def any_account(connection: Connection) -> bool:
    """Tell whether anybody has an account, other than those of the demo."""
    return connection.execute(sa.select(_ACCOUNTS.c.id).where(~_ACCOUNTS.c.demo).limit(1)).first() is not None


class Claim:
    """Remembers whether an account was ever made, the demo's aside; what was once true stays so.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._made = False
        self._asked_at: float | None = None

    @property
    def is_remembered(self) -> bool:
        """Whether the answer needs no look into the database."""
        return self._made or (self._asked_at is not None and self._clock() - self._asked_at < REMEMBERED_S)

    def is_made(self, engine: Engine) -> bool:
        """Tell whether there is an account that is not the demo's."""
        if not self.is_remembered:
            with reading(engine) as connection:
                self._made = any_account(connection)
            self._asked_at = self._clock()
        return self._made
