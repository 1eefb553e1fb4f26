"""A thought on the map: the place's map with signs on what comes, goes and loses contact."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import networkx as nx

from api.pages.heading import PlaceHeading
from api.pages.map_choices import Choice, MapChoices, sector_choices
from api.pages.map_scene import MapActor, MapLine, MapSigns, Scene
from graph.contrast import Contrast, EdgeChange, Pair
from graph.derivation import Network
from graph.drawing.layout import draw
from graph.drawing.sheet import Drawing
from graph.what_if import Consequences


class Turn(StrEnum):
    """What becomes of an actor or a tie: each has a sign of its own, so that none is told by colour alone."""

    GONE = "gone"
    COME = "come"
    WEAKER = "weaker"
    STRONGER = "stronger"


SIGN_PATHS: Mapping[Turn, str] = {
    Turn.GONE: "M-1-1 1 1M-1 1 1-1",
    Turn.COME: "M-1.2 0H1.2M0-1.2V1.2",
    Turn.STRONGER: "M-1 .6 0-.8 1 .6",
    Turn.WEAKER: "M-1-.6 0 .8 1-.6",
}


@dataclass(frozen=True)
class Sign:
    """A sign on the map, beside the middle of a line or on an actor."""

    turn: Turn
    x: float
    y: float


@dataclass(frozen=True)
class Adrift:
    """An actor that loses contact with most of those it reached: where it stands, and the number of its part."""

    x: float
    y: float
    radius: float
    part: int


@dataclass(frozen=True)
class Picture(MapSigns):
    """What the map's partials draw, with `signs` and `adrift` on top; nobody is highlighted.

    Attributes:
        drawing: the picture's size and the grounds of the sectors, the same as on the map page when nothing is added.
        actors, lines: all of before and after; what goes has the emphasis `gone`, what comes `come`.
        sectors: the sectors of the legend.
    """

    drawing: Drawing
    actors: tuple[MapActor, ...]
    lines: tuple[MapLine, ...]
    sectors: tuple[Choice, ...]
    signs: tuple[Sign, ...]
    adrift: tuple[Adrift, ...]
    focus: None = None

    @property
    def sign_paths(self) -> Mapping[Turn, str]:
        """How every sign is drawn, around the origin."""
        return SIGN_PATHS

    @property
    def turns(self) -> frozenset[Turn]:
        """The signs that occur."""
        return frozenset(sign.turn for sign in self.signs)


def picture(heading: PlaceHeading, found: Consequences, parts: Mapping[str, int]) -> Picture:
    """Return the picture of a thought.

    Args:
        heading: the head of the page; its viewpoint makes the addresses.
        found: what follows.
        parts: the numbers of the parts that fall off, by actor.
    """
    # All actors and ties of both; a tie that both have is drawn as it was, so that the map does not jump.
    network: Network = nx.compose(found.after.system.network, found.before.system.network)
    drawing, choices = draw(network), MapChoices()
    scene = Scene(heading, network, drawing, choices, "")
    actor_turns = dict.fromkeys(found.contrast.actors_gone, Turn.GONE) | dict.fromkeys(
        found.contrast.actors_come, Turn.COME
    )
    turns = tie_turns(found.contrast)
    actors = tuple(replace(actor, emphasis=str(actor_turns.get(actor.link.id, ""))) for actor in scene.actors())
    lines = tuple(
        replace(line, emphasis=str(turns.get((line.line.source, line.line.target), ""))) for line in scene.lines()
    )
    return Picture(
        drawing=drawing,
        actors=actors,
        lines=lines,
        sectors=sector_choices(network, choices),
        signs=(*_signs_on_lines(lines), *_signs_on_actors(actors, found.leaving)),
        adrift=tuple(Adrift(node.x, node.y, node.radius, parts[node.id]) for node in drawing.nodes if node.id in parts),
    )


def tie_turns(contrast: Contrast) -> dict[Pair, Turn]:
    """Return the turn of each tie that comes, goes or reaches another step of the ladder."""
    turns = dict.fromkeys(contrast.edges_gone, Turn.GONE) | dict.fromkeys(contrast.edges_come, Turn.COME)
    changes = (change for change in contrast.edges_changed if change.before["step"] != change.after["step"])
    return turns | {(change.a, change.b): turn_of(change) for change in changes}


def turn_of(change: EdgeChange) -> Turn:
    """Return whether a tie that stays gets stronger or weaker."""
    return Turn.STRONGER if _strength(change.after) > _strength(change.before) else Turn.WEAKER


def _strength(edge: Mapping[str, Any]) -> float:
    return float(edge["strength"])


def _signs_on_lines(lines: Iterable[MapLine]) -> Iterator[Sign]:
    for shown in lines:
        if shown.emphasis:
            line = shown.line
            yield Sign(Turn(shown.emphasis), (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2)


def _signs_on_actors(actors: Iterable[MapActor], leaving: Collection[str]) -> Iterator[Sign]:
    """Yield the crosses over who is supposed away; who leaves the place's network without that gets none."""
    for actor in actors:
        if actor.emphasis and actor.link.id not in leaving:
            yield Sign(Turn(actor.emphasis), actor.mark.x, actor.mark.y)
