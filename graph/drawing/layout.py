"""From a network to a finished map, the same for the same network every time."""

from functools import lru_cache

import numpy as np

from graph.derivation import Network
from graph.drawing.ground import Sheet, divide
from graph.drawing.labels import LINE_HEIGHT, MANY, Paper, Spot, set_labels, text_width
from graph.drawing.outline import Floats, Outline, outline_of
from graph.drawing.parking import CAPTION_HEIGHT
from graph.drawing.parking import RADIUS as PARKED_RADIUS
from graph.drawing.plots import Ground, settle
from graph.drawing.sheet import Box, Drawing, DrawnEdge, DrawnNode, Label

_LEAST_RADIUS, _MORE_RADIUS = 6.0, 8.0
_PULL = 0.6
_SQUARE = 3.0
_LEAST_ROOM = 40.0
_TITLE_SCALE = 1.5


def draw(network: Network, seed: int = 1) -> Drawing:
    """Draw a network whose nodes carry name and sector and whose edges carry strength.

    The ground is divided among the sectors by their number of actors, with strongly tied sectors beside each
    other. Actors with a tie get a plot near their partners; actors without any stand in a strip of their own
    at the foot of their sector, where they take no room from the others. The result depends on the network
    and the seed alone, never on the order in which actors and ties were added.
    """
    return _drawn(outline_of(network), seed)


@lru_cache(maxsize=64)
def _drawn(outline: Outline, seed: int) -> Drawing:
    sheet = divide(outline)
    points, radii = _settled(sheet, np.random.default_rng(seed))
    rooms = _park(sheet, points, radii)
    labels = _labels(sheet, points, radii, rooms)
    places = np.column_stack([points, radii]).round(1).tolist()
    nodes = tuple(
        DrawnNode(actor, sector, x, y, radius, index in rooms, labels.get(index))
        for index, (actor, sector, (x, y, radius)) in enumerate(zip(outline.ids, outline.sectors, places, strict=True))
    )
    edges = tuple(
        DrawnEdge(nodes[a].id, nodes[b].id, nodes[a].x, nodes[a].y, nodes[b].x, nodes[b].y) for a, b, _ in outline.ties
    )
    return Drawing(sheet.width, sheet.height, sheet.unit, nodes, edges, sheet.regions)


def _settled(sheet: Sheet, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return the place and radius of every actor; those without ties are still to be parked."""
    outline, size = sheet.outline, len(sheet.outline.ids)
    points, radii = np.zeros((size, 2)), np.full(size, PARKED_RADIUS)
    tied = np.flatnonzero(outline.importance)
    if not len(tied):
        return points, radii
    new_index = np.cumsum(outline.importance > 0) - 1
    relative = np.sqrt(outline.importance[tied] / outline.importance.max())
    boxes = np.array([[box.left, box.top, box.width, box.height] for box in sheet.cores])
    ground = Ground(sheet.group[tied], boxes, 1 + relative, new_index[outline.ends], outline.strengths)
    plots = settle(ground, rng)
    radii[tied] = np.minimum(_LEAST_RADIUS + _MORE_RADIUS * relative, plots[:, 2:].min(axis=1) / 2 - 1)
    points[tied] = _pulled(plots, radii[tied], ground)
    return points, radii


def _pulled(plots: Floats, radii: Floats, ground: Ground) -> Floats:
    """Move everyone from the middle of its plot towards its partners, as far as its own plot allows."""
    centres = plots[:, :2] + plots[:, 2:] / 2
    play = np.maximum(plots[:, 2:] / 2 - radii[:, None] - 1, 0) * _PULL
    pulled: Floats = centres + np.clip(ground.wishes(centres) - centres, -play, play)
    return pulled


def _park(sheet: Sheet, points: Floats, radii: Floats) -> dict[int, float]:
    """Put the untied actors on their strips; return the room that each has for its name, by index."""
    rooms = {}
    for strip, region, members in zip(sheet.strips, sheet.regions, sheet.parked, strict=True):
        cells = strip.places(region.parking) if region.parking else []
        for index, cell in zip(members, cells, strict=True):
            radii[index] = min(PARKED_RADIUS, min(cell.width, cell.height) / 2 - 1)
            points[index] = cell.left + radii[index] + 3, cell.top + cell.height / 2
            rooms[index] = cell.width - 2 * float(radii[index]) - 11 * sheet.unit
    return rooms


def _labels(sheet: Sheet, points: Floats, radii: Floats, rooms: dict[int, float]) -> dict[int, Label]:
    """Set the names that find room: first those in the strips, then the others by importance."""
    marks = np.column_stack([points, radii]).tolist()
    order = _by_importance(sheet, rooms)
    # Among many, a name may stand on the mark of a less important one, else none found room.
    paper = _paper(sheet, [marks[index] for index in order[:MANY]])
    names = sheet.outline.names
    spots = [
        Spot(names[index], x, y, radius, rooms.get(index))
        for index, (x, y, radius) in ((index, marks[index]) for index in order)
    ]
    found = set_labels(spots, paper, sheet.unit)
    return {index: label for index, label in zip(order, found, strict=True) if label}


def _paper(sheet: Sheet, marks: list[tuple[float, float, float]]) -> Paper:
    """Return a paper on which these marks, the sectors' names and the strips' captions are already taken."""
    paper = Paper(sheet.width, sheet.height, _SQUARE * sheet.unit)
    for x, y, radius in marks:
        paper.take(Box(x - radius, y - radius, 2 * radius, 2 * radius))
    size = LINE_HEIGHT * sheet.unit * _TITLE_SCALE
    for region in sheet.regions:
        left, base = region.title
        paper.take(Box(left, base - size, text_width(region.sector) * size, size * 1.2))
        if region.parking:
            paper.take(region.parking.split_bottom(region.parking.height - CAPTION_HEIGHT * sheet.unit)[0])
    return paper


def _by_importance(sheet: Sheet, rooms: dict[int, float]) -> list[int]:
    """Return whose name is set first; names in crowded strips are not tried at all."""
    importance = sheet.outline.importance.tolist()
    named = [index for index in range(len(importance)) if rooms.get(index, _LEAST_ROOM) >= _LEAST_ROOM]
    return sorted(named, key=lambda index: (index not in rooms, -importance[index], index))
