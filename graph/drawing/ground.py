"""How the sheet is divided: a ground for each sector, and on it the strip for actors without ties."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.drawing.labels import MANY
from graph.drawing.outline import Floats, Indices, Outline
from graph.drawing.parking import Strip
from graph.drawing.regions import arrange
from graph.drawing.sheet import Box, Region
from models.text import swedish_order
from models.vocabulary import Sector

PAGE_WIDTH, LEAST_HEIGHT = 1160.0, 520.0
_TITLE_HEIGHT, _GUTTER, _PADDING = 30.0, 4.0, 12.0
_ROOMY, _TIGHT = 6200.0, 1500.0


@dataclass(frozen=True)
class Sheet:
    """The divided sheet. `group` numbers each actor's sector; the tuples have one entry for each sector.

    `cores` is where tied actors stand, `parked` lists the untied in reading order.
    """

    outline: Outline
    group: Indices
    regions: tuple[Region, ...]
    cores: tuple[Box, ...]
    strips: tuple[Strip, ...]
    parked: tuple[tuple[int, ...], ...]
    width: float
    height: float

    @property
    def unit(self) -> float:
        """How many map units make one pixel when the map is as wide as a page."""
        return self.width / PAGE_WIDTH


@dataclass(frozen=True)
class _Census:
    """Who belongs where, before any ground is divided."""

    outline: Outline
    sectors: tuple[str, ...]

    @cached_property
    def group(self) -> Indices:
        number = {sector: index for index, sector in enumerate(self.sectors)}
        return np.array([number[sector] for sector in self.outline.sectors], dtype=np.intp)

    @cached_property
    def tied(self) -> Indices:
        return np.bincount(self.group[self.outline.importance > 0], minlength=len(self.sectors))

    @cached_property
    def parked(self) -> tuple[tuple[int, ...], ...]:
        members: list[list[int]] = [[] for _ in self.sectors]
        untied = np.flatnonzero(self.outline.importance == 0).tolist()
        for index in sorted(untied, key=lambda index: (swedish_order(self.outline.names[index]), index)):
            members[self.group[index]].append(index)
        return tuple(map(tuple, members))

    @property
    def crowded(self) -> bool:
        return len(self.outline.ids) > MANY

    def strips(self, unit: float) -> tuple[Strip, ...]:
        return tuple(Strip(len(members), unit, self.crowded) for members in self.parked)

    def areas(self) -> list[float]:
        """Return each sector's need of ground; among many, everyone gets less, as names must yield anyway."""
        plot = float(np.clip(_ROOMY * (150 / max(1, self.tied.sum())) ** 0.6, _TIGHT, _ROOMY))
        strips = self.strips(1.0)
        return [
            plot * count + strip.area + _TITLE_HEIGHT * PAGE_WIDTH / 4
            for count, strip in zip(self.tied, strips, strict=True)
        ]

    def ties(self) -> Floats:
        """Return the summed strength between every two sectors."""
        sums = np.zeros((len(self.sectors), len(self.sectors)))
        np.add.at(sums, tuple(self.group[self.outline.ends]), self.outline.strengths)
        np.fill_diagonal(sums, 0.0)
        return sums + sums.T


def divide(outline: Outline) -> Sheet:
    """Divide a sheet of its own size among the sectors that occur in an outline."""
    census = _Census(outline, outline.groups(tuple(Sector)))
    boxes = arrange(census.areas(), census.ties(), PAGE_WIDTH, LEAST_HEIGHT)
    width = max((box.right for box in boxes), default=PAGE_WIDTH)
    height = max((box.bottom for box in boxes), default=LEAST_HEIGHT)
    unit = width / PAGE_WIDTH
    strips = census.strips(unit)
    grounds = [
        _ground(sector, box, strip, unit, bool(tied))
        for sector, box, strip, tied in zip(census.sectors, boxes, strips, census.tied, strict=True)
    ]
    regions, cores = (tuple(part) for part in zip(*grounds, strict=True)) if grounds else ((), ())
    return Sheet(outline, census.group, regions, cores, strips, census.parked, width, height)


def _ground(sector: str, box: Box, strip: Strip, unit: float, tied: bool) -> tuple[Region, Box]:
    """Return a sector's region, and the part of it where tied actors stand."""
    ground = box.inset(_GUTTER * unit)
    title = (ground.left + _PADDING * unit, ground.top + 21 * unit)
    inner = ground.inset(_PADDING * unit)
    _, inner = inner.split_bottom(inner.height - (_TITLE_HEIGHT - _PADDING) * unit)
    if not strip.count:
        return Region(sector, ground, title, None), inner
    core, parking = inner.split_bottom(min(strip.height_in(inner.width), inner.height * (0.7 if tied else 1)))
    if not tied:
        # Nobody stands above the strip, so it hangs under the name instead of lying at the foot.
        parking = Box(inner.left, inner.top, parking.width, parking.height)
    return Region(sector, ground, title, parking), core
