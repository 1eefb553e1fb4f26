"""Names on the map: how a long name is set, and which names find room.

Names are set in the order of importance. A name that would cover a mark or another name, however it is
turned, is left out: the reader finds it in the table, in the mark's own text, and on the canvas
when zooming in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.drawing.sheet import Box, Label

TEXT_SIZE = 11.0
LINE_HEIGHT = 12.5
_ASCENT = 9.0
_GAP = 4.5
_ELLIPSIS = "…"


# Widths in parts of the text size, on the wide side of common sans-serif faces, so that a face that is
# somewhat wider than expected does not make names collide.
class _LetterWidths(dict[str, float]):
    """Widths by letter, worked out when a letter is first seen."""

    def __missing__(self, letter: str) -> float:
        width = 0.34 if letter in "iljtfrI.,:;'|!()[]- " else 0.88 if letter in "mwMWÅÄÖ@%—…" else 0.57
        self[letter] = 0.70 if width == 0.57 and letter.isupper() else width
        return self[letter]


_WIDTHS = _LetterWidths()
_WHOLE = ((18, 2), (26, 2), (18, 3), (34, 2))
_SHORTENED = ((22, 2), (15, 2))
# A map of more actors than this is read from afar: a few names to go by, the others when it is zoomed.
MANY = 250
_NAMES_AMONG_MANY = 120
_SIDES = ("below", "right", "left", "above")


@dataclass(frozen=True)
class Spot:
    """A mark that wants a name: its place and radius; with `room` the name stands on one line to the right.

    `room` is how wide that line may be, in map units.
    """

    name: str
    x: float
    y: float
    radius: float
    room: float | None = None


class Paper:
    """Which parts of the sheet are already taken, in squares of a few units; all take whole squares."""

    def __init__(self, width: float, height: float, square: float) -> None:
        self._square = square
        self._width, self._height = width, height
        self._taken = np.zeros((int(height / square) + 1, int(width / square) + 1), dtype=np.bool_)

    def is_free(self, box: Box) -> bool:
        """Tell whether the box lies on the sheet and touches nothing that was taken."""
        on_sheet = box.left >= 0 and box.top >= 0 and box.right <= self._width and box.bottom <= self._height
        return on_sheet and not self._taken[self._squares(box)].any()

    def take(self, box: Box) -> None:
        """Mark the box as taken; parts outside the sheet are ignored."""
        self._taken[self._squares(box)] = True

    def _squares(self, box: Box) -> tuple[slice, slice]:
        side = self._square
        return (
            slice(max(0, int(box.top / side)), max(0, int(box.bottom / side) + 1)),
            slice(max(0, int(box.left / side)), max(0, int(box.right / side) + 1)),
        )


def text_width(text: str) -> float:
    """Return about how wide a text is, in parts of its size.

    >>> round(text_width("Ilja"), 2), round(text_width("Malmö"), 2)
    (1.59, 3.24)
    """
    return sum(map(_WIDTHS.__getitem__, text))


def wrapped(name: str, longest: int, most_lines: int) -> tuple[str, ...]:
    """Break a name into lines of at most `longest` letters; what finds no room ends in an ellipsis.

    >>> wrapped("Stockholms läns bildningsförbund", 18, 2)
    ('Stockholms läns', 'bildningsförbund')
    >>> wrapped("Samverkansforum för statliga byggherrar", 18, 2)
    ('Samverkansforum', 'för statliga…')
    """
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += " " + word
        elif len(lines) < most_lines:
            lines.append(word if len(word) <= longest else word[: longest - 1] + _ELLIPSIS)
        else:
            lines[-1] = _cut(lines[-1], longest)
            break
    return tuple(lines)


def settings(name: str) -> list[tuple[str, ...]]:
    """Return the ways to set a name, best first: whole in few short lines, then whole in longer ones, then cut.

    >>> settings("Kriminalvården")
    [('Kriminalvården',)]
    """
    ways = [wrapped(name, *limits) for limits in _WHOLE]
    whole = [lines for lines in ways if not any(line.endswith(_ELLIPSIS) for line in lines)]
    # A short name is the same in every setting, and a dict keeps the first of equals in order.
    return list(dict.fromkeys([*whole, *(wrapped(name, *limits) for limits in _SHORTENED)]))


def fitted(name: str, room: float) -> str:
    """Return the name, or its beginning, on a line of at most `room` text sizes; empty if that is too short.

    >>> fitted("Hyresgästföreningen", 20), fitted("Hyresgästföreningen", 6)
    ('Hyresgästföreningen', 'Hyresgäst…')
    """
    if text_width(name) <= room:
        return name
    for length in range(len(name) - 1, 3, -1):
        if text_width(name[:length]) + text_width(_ELLIPSIS) <= room:
            return _cut(name[: length + 1], length + 1)
    return ""


def _cut(line: str, longest: int) -> str:
    return line if line.endswith(_ELLIPSIS) else line[: longest - 1].rstrip(" ,–-") + _ELLIPSIS


def set_labels(spots: Sequence[Spot], paper: Paper, unit: float) -> list[Label | None]:
    """Place the names of `spots`, most important first, on a paper where all marks are already taken."""
    tried = spots if len(spots) <= MANY else spots[:_NAMES_AMONG_MANY]
    return [_set_label(spot, paper, unit) for spot in tried] + [None] * (len(spots) - len(tried))


def _set_label(spot: Spot, paper: Paper, unit: float) -> Label | None:
    for label in _ways_to_set(spot, unit):
        if paper.is_free(label.box):
            paper.take(label.box)
            return label
    return None


def _ways_to_set(spot: Spot, unit: float) -> Iterator[Label]:
    if spot.room is not None:
        line = fitted(spot.name, spot.room / (TEXT_SIZE * unit))
        yield from _turned(spot, (line,), ("right",), unit) if line else ()
        return
    for lines in settings(spot.name):
        yield from _turned(spot, lines, _SIDES, unit)


def _turned(spot: Spot, lines: tuple[str, ...], sides: Sequence[str], unit: float) -> Iterator[Label]:
    """Yield the name on each side of its mark."""
    width = max(map(text_width, lines)) * TEXT_SIZE * unit
    height = len(lines) * LINE_HEIGHT * unit
    reach = spot.radius + _GAP * unit
    corners = {
        "below": (spot.x - width / 2, spot.y + reach, "middle"),
        "above": (spot.x - width / 2, spot.y - reach - height, "middle"),
        "right": (spot.x + reach, spot.y - height / 2, "start"),
        "left": (spot.x - reach - width, spot.y - height / 2, "end"),
    }
    for side in sides:
        left, top, anchor = corners[side]
        fixed = {"start": left, "middle": spot.x, "end": left + width}[anchor]
        yield Label(lines, anchor, fixed, top + _ASCENT * unit, Box(left, top, width, height))
