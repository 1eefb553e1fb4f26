"""How an actor and a tie look, the same on paper and on the canvas: shapes, line widths and dashes.

Colours are the style sheet's. A sector has a shape of its own beside its colour, a step of the ladder has a
dash of its own beside the width, so that nothing is told by colour alone.
"""

from collections.abc import Mapping

from models.vocabulary import Ladder, Sector

# SVG path data around the origin, all of about the area of a circle with radius 1.
SHAPES: Mapping[str, str] = {
    Sector.MUNICIPALITY: "M-.88-.88H.88V.88H-.88Z",
    Sector.REGION: "M0 1.2-1.1-.75H1.1Z",
    Sector.STATE: "M0-1.22 1.22 0 0 1.22-1.22 0Z",
    Sector.CIVIL_SOCIETY: "M1 0A1 1 0 0 1-1 0 1 1 0 0 1 1 0Z",
    Sector.BUSINESS: "M0-1.2 1.1.75H-1.1Z",
    Sector.RESEARCH: "M-.42-1.1H.42V-.42H1.1V.42H.42V1.1H-.42V.42H-1.1V-.42H-.42Z",
}
DASHES: Mapping[str, tuple[int, ...]] = {
    Ladder.INFORMATION: (1, 4),
    Ladder.CONSULTATION: (4, 4),
    Ladder.DIALOGUE: (10, 4),
    Ladder.PARTNERSHIP: (),
}
_THINNEST, _WIDER = 1.0, 3.0


def line_width(strength: float) -> float:
    """Return how wide the line of a tie is, in pixels.

    >>> line_width(0.2), line_width(1.0)
    (1.6, 4.0)
    """
    return round(_THINNEST + _WIDER * strength, 2)
