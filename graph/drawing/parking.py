"""The strip at the foot of a sector where actors without any registered tie stand, in reading order."""

from dataclasses import dataclass
from math import ceil, sqrt

from graph.drawing.sheet import Box

RADIUS = 4.5
_CELL_WIDTH, _WIDEST, _CELL_HEIGHT = 184.0, 300.0, 19.0
_TIGHT_CELL = 15.0
CAPTION_HEIGHT = 18.0


@dataclass(frozen=True)
class Strip:
    """How a number of actors is parked: in columns with names, or in a dense block on a `crowded` map."""

    count: int
    unit: float
    crowded: bool

    @property
    def cell(self) -> tuple[float, float]:
        """The width and height that one actor asks for."""
        if self.crowded:
            return _TIGHT_CELL, _TIGHT_CELL
        return _CELL_WIDTH * self.unit, _CELL_HEIGHT * self.unit

    @property
    def area(self) -> float:
        """About how much ground the strip takes."""
        width, height = self.cell
        return self.count * width * height * 1.2 + (4 * width * CAPTION_HEIGHT if self.count else 0.0)

    def height_in(self, width: float) -> float:
        """Return how high the strip becomes in a ground of a width; 0 for nobody."""
        if not self.count:
            return 0.0
        columns = max(1, int(width / self.cell[0]))
        return ceil(self.count / columns) * self.cell[1] + CAPTION_HEIGHT * self.unit

    def places(self, box: Box) -> list[Box]:
        """Return everyone's cell in reading order; cells shrink to squares where the box is too small."""
        _, room = box.split_bottom(box.height - CAPTION_HEIGHT * self.unit)
        width, height = self.cell
        columns = max(1, int(room.width / width))
        if not self.crowded:
            columns = min(columns, self.count)
            width = min(room.width / columns, _WIDEST * self.unit)
        if ceil(self.count / columns) * height > room.height + 1e-6:
            width = height = sqrt(room.width * room.height / self.count)
            columns = ceil(room.width / width)
            width, height = room.width / columns, room.height / ceil(self.count / columns)
        return [
            Box(room.left + index % columns * width, room.top + index // columns * height, width, height)
            for index in range(self.count)
        ]
