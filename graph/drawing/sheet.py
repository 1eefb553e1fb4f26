"""What a finished map consists of: plain figures in one coordinate system, y downwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


@dataclass(frozen=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.top + self.height

    def inset(self, margin: float) -> "Box":
        """Return the box without a margin on every side; a box that is too small becomes a point or line."""
        width, height = max(0.0, self.width - 2 * margin), max(0.0, self.height - 2 * margin)
        return Box(self.left + (self.width - width) / 2, self.top + (self.height - height) / 2, width, height)

    def split_bottom(self, height: float) -> tuple["Box", "Box"]:
        """Return the box above and the strip of the given height below."""
        height = min(height, self.height)
        upper = Box(self.left, self.top, self.width, self.height - height)
        return upper, Box(self.left, upper.bottom, self.width, height)


@dataclass(frozen=True)
class Label:
    """The text of a node as it is set: its lines, and the box that they fill.

    `anchor` says which side of the lines stays fixed ('start', 'middle', 'end', as in SVG) at `x`;
    `y` is the base line of the first line.
    """

    lines: tuple[str, ...]
    anchor: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True)
class DrawnNode:
    """An actor on the map. `label` is None where the name found no room; `parked` means without any tie."""

    id: str
    sector: str
    x: float
    y: float
    radius: float
    parked: bool
    label: Label | None


class DrawnEdge(NamedTuple):
    """A straight line between two actors, by their ids."""

    source: str
    target: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Region:
    """The ground of a sector: its name starts at `title`, those without ties stand in `parking`."""

    sector: str
    box: Box
    title: tuple[float, float]
    parking: Box | None


@dataclass(frozen=True)
class Drawing:
    """The whole map. `unit` is how many map units make one pixel when the map is as wide as a page."""

    width: float
    height: float
    unit: float
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    regions: tuple[Region, ...]

    @cached_property
    def node(self) -> Mapping[str, DrawnNode]:
        """The nodes by id."""
        return {node.id: node for node in self.nodes}
