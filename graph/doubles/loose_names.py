"""What a name may be cut down to when people set its sort aside: ”Poseidon”, ”Rädda Barnen”, ”Kulturförvaltningen”."""

import re
from collections.abc import Iterator, Sequence

from graph.doubles.names import folded, plain_word
from graph.doubles.short_names import split_compound
from graph.doubles.words import BRANCH_WORDS, BUSINESS_WORDS

_JOINT = re.compile(r"(?<!\w)(\w+)- ?(?:och|samt|&) ?(\w+)")
_SHORTEST_OWNER = 4
"""Letters of a word that can be in the genitive: ”Barnens”, not ”IKs”."""


def loose_names(text: str, written: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a name without those for its sort.

    Args:
        text: the name.
        written: its words as they are compared, in order and without the name of the place.

    >>> list(loose_names("Bostads AB Poseidon", ("bostads", "poseidon")))
    [('poseidon',)]
    >>> list(loose_names("Rädda Barnens lokalförening", ("rädda", "barnens", "lokalförening")))
    [('rädda', 'barnen')]
    >>> list(loose_names("Kultur- och fritidsförvaltningen", ("kultur", "fritidsförvaltning")))
    [('kulturförvaltning',), ('fritidsförvaltning',)]
    """
    left = tuple(word for word in written if word not in BUSINESS_WORDS)
    if left and len(left) < len(written):
        yield left
    *owner, last = written
    if last in BRANCH_WORDS and owner and owner[-1].endswith("s") and len(owner[-1]) > _SHORTEST_OWNER:
        yield (*owner[:-1], owner[-1][:-1])
    yield from _offices(text, written)


def _offices(text: str, written: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the offices of which one name is made: they are often called by one of the two."""
    found = _JOINT.search(folded(text))
    if not found:
        return
    first, second = found[1], plain_word(found[2])
    last = split_compound(second)[1]
    if last and tuple(written) == (first, second):
        yield (first + last,)
        yield (second,)
