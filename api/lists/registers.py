"""The register as it was read for the last lists: every look at one and every saving is judged against all of it."""

from collections.abc import Callable

from api.access.seen import Seen
from api.analyses import Remembered
from api.queries.register import load_register
from graph.register import Register

MOST_REGISTERS = 4
"""All of it, and as it is seen by those who read lists in with the same access. Each can hold a whole country."""

Load = Callable[[Seen], Register]
"""Gives the register as somebody sees it; `load_register` reads it anew every time."""


class KeptRegisters:
    """Remembers the register, for each access, until somebody writes to it."""

    def __init__(self) -> None:
        self._kept: Remembered[Register] = Remembered(MOST_REGISTERS)

    def load(self, seen: Seen) -> Register:
        """Return the register as somebody sees it.

        Args:
            seen: made with the revision of a state that is committed; what is written after it is not to be remembered.
        """
        return self._kept.get((seen.revision, seen.access), lambda: load_register(seen))
