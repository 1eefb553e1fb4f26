"""Many keys asked about in few questions: a database takes no more than some tens of thousands of them in one."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")

ASKED_AT_ONCE = 500


def batched(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Yield keys, as many at a time as are asked about at once.

    >>> [len(some) for some in batched(range(1100))]
    [500, 500, 100]
    """
    for start in range(0, len(keys), ASKED_AT_ONCE):
        yield keys[start : start + ASKED_AT_ONCE]
