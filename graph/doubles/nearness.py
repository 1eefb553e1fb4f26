"""The pairs among thousands of names that are spelled nearly alike, without comparing each with each in Python."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graph.doubles.likeness import LIKE_AS_A_WHOLE

if TYPE_CHECKING:
    import numpy as np

ROWS_AT_ONCE = 256
"""Names compared in one step; with 100 000 others that takes 26 MB."""

MOST_NEAR = 20
"""So many names are looked at word by word for each name; where more are as like, they are all of one pattern."""


def near_pairs(names: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places in both lists of names that are at least `LIKE_AS_A_WHOLE` like each other.

    Names of very different length cannot be: of n and m letters at most 2 min(n, m) / (n + m) is common.

    Args:
        names, others: texts of sorted words, each once.
    """
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    rows = sorted(range(len(names)), key=lambda place: (len(names[place]), names[place]))
    columns = sorted(range(len(others)), key=lambda place: (len(others[place]), others[place]))
    sorted_others = [others[place] for place in columns]
    lengths = [len(name) for name in sorted_others]
    shortest = LIKE_AS_A_WHOLE / (200 - LIKE_AS_A_WHOLE)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        batch = rows[start : start + ROWS_AT_ONCE]
        low = bisect_left(lengths, len(names[batch[0]]) * shortest)
        high = bisect_right(lengths, len(names[batch[-1]]) / shortest)
        if low == high:
            continue
        likeness = cdist(
            [names[place] for place in batch],
            sorted_others[low:high],
            scorer=ratio,
            score_cutoff=LIKE_AS_A_WHOLE,
            dtype=np.uint8,
        )
        for row, column in _best(likeness):
            yield batch[row], columns[low + column]


def _best(likeness: "np.ndarray[Any, np.dtype[np.uint8]]") -> Iterator[tuple[int, int]]:
    """Yield the places that are not 0; of a row with many of them those of the highest values, the first of equals."""
    import numpy as np

    crowded = np.count_nonzero(likeness, axis=1) > MOST_NEAR
    for row in np.flatnonzero(crowded):
        best = np.argsort(-likeness[row].astype(np.int16), kind="stable")[:MOST_NEAR]
        yield from ((int(row), int(column)) for column in best)
    likeness[crowded] = 0
    for row, column in np.argwhere(likeness):
        yield int(row), int(column)
