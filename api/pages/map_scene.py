"""How every actor and tie of a network looks to one reader of the map: on the picture and in the tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.pages.evidence import EvidenceItem
from api.pages.facts import ActorLink
from api.pages.heading import PlaceHeading
from api.pages.map_choices import MapChoices
from graph.derivation import Network
from graph.drawing.marks import DASHES, SHAPES, line_width
from graph.drawing.sheet import Drawing, DrawnEdge, DrawnNode
from models.text import swedish_order
from models.vocabulary import ActorKind, Confirmation, Entity, Ladder, Level

MOST_TIE_ROWS = 1000
"""So many ties have a row in the table; a longer table helps nobody and makes the page slow."""

DescribeEvidence = Callable[[str], EvidenceItem]
"""From the id of a record, such as `forums:f1`, to what a reader needs to judge it."""


@dataclass(frozen=True)
class MapActor:
    """An actor on the map and in the table.

    Attributes:
        link: who it is, with the address of its page.
        mark: where and how large it is drawn.
        shape: the path of its sector's shape, around the origin.
        contacts: how many actors it collaborates with.
        shown: whether the chosen filters let it through.
        emphasis: `focus` for the highlighted actor, `near` for its partners, `far` for the others while
            one is highlighted, else empty.
        focus: the address of the map with this actor highlighted.
    """

    link: ActorLink
    mark: DrawnNode
    shape: str
    level: Level | None
    kind: ActorKind | None
    entity: Entity
    home: bool
    contacts: int
    shown: bool
    emphasis: str
    focus: str


@dataclass(frozen=True)
class MapLine:
    """A tie as it is drawn; `number` is its place among the canvas's edges."""

    number: int
    line: DrawnEdge
    width: float
    dashes: str
    step: Ladder
    shown: bool
    emphasis: str


@dataclass(frozen=True)
class TieRow:
    """A tie as the table has it: between whom, how close, through what, and what it rests on."""

    number: int
    a: ActorLink
    b: ActorLink
    step: Ladder
    strength: float
    channels: tuple[str, ...]
    confirmation: Confirmation
    evidence: tuple[EvidenceItem, ...]
    shown: bool


class MapSigns:
    """What the legend of a map explains, the same on every map."""

    @property
    def shapes(self) -> Mapping[str, str]:
        """The path of every sector's shape."""
        return SHAPES

    @property
    def steps(self) -> tuple[tuple[Ladder, float], ...]:
        """The steps of the ladder with the width of the thinnest line of each, lowest first."""
        return tuple((step, line_width(step.strength)) for step in Ladder if step.step)

    @property
    def dashes(self) -> Mapping[str, str]:
        """The dashes of every step's line, as SVG writes them; steps with an unbroken line have none."""
        return {step: dash_pattern(step) for step in DASHES}


@dataclass(frozen=True)
class Scene:
    """The network with all that decides how its parts look; `focus` is an actor's id, perhaps of nobody."""

    heading: PlaceHeading
    network: Network
    drawing: Drawing
    choices: MapChoices
    focus: str

    @cached_property
    def near(self) -> frozenset[str]:
        """The highlighted actor's partners."""
        return frozenset(self.network[self.focus]) if self.focus in self.network else frozenset()

    @cached_property
    def shown(self) -> frozenset[str]:
        """The actors that the filters let through."""
        nodes = self.network.nodes(data=True)
        return frozenset(node for node, actor in nodes if self.choices.shows_actor(actor))

    def emphasis(self, actor_id: str) -> str:
        """Return how an actor stands to the highlighted one."""
        if self.focus not in self.network:
            return ""
        return "focus" if actor_id == self.focus else "near" if actor_id in self.near else "far"

    def shows_tie(self, a: str, b: str) -> bool:
        """Tell whether the filters let a tie through."""
        channels = self.network.edges[a, b]["channels"]
        return a in self.shown and b in self.shown and self.choices.shows_channels(channels)

    def actors(self) -> tuple[MapActor, ...]:
        """Return all actors in alphabetical order."""
        made = (self._actor(mark, self.network.nodes[mark.id]) for mark in self.drawing.nodes)
        return tuple(sorted(made, key=lambda actor: swedish_order(actor.link.name)))

    def _actor(self, mark: DrawnNode, actor: Mapping[str, Any]) -> MapActor:
        viewpoint, filters = self.heading.viewpoint, self.choices.filters()
        return MapActor(
            link=ActorLink(mark.id, actor["name"], viewpoint.actor_address(mark.id), actor["sector"]),
            mark=mark,
            shape=SHAPES[mark.sector],
            level=actor["level"],
            kind=actor["kind"],
            entity=actor["entity"],
            home=actor["home"],
            contacts=self.network.degree(mark.id),
            shown=mark.id in self.shown,
            emphasis=self.emphasis(mark.id),
            focus=viewpoint.address("karta", anchor="karta", actor=mark.id, **filters),
        )

    def lines(self) -> tuple[MapLine, ...]:
        """Return all ties as lines, weakest first, so that strong ones are drawn on top."""
        lines = [self._line(number, line) for number, line in enumerate(self.drawing.edges)]
        return tuple(sorted(lines, key=lambda line: line.width))

    def _line(self, number: int, line: DrawnEdge) -> MapLine:
        tie = self.network.edges[line.source, line.target]
        touches = self.focus in (line.source, line.target)
        return MapLine(
            number=number,
            line=line,
            width=line_width(tie["strength"]),
            dashes=dash_pattern(tie["step"]),
            step=tie["step"],
            shown=self.shows_tie(line.source, line.target),
            emphasis="" if self.focus not in self.network else "near" if touches else "far",
        )

    def rows(self, actors: Mapping[str, MapActor], describe: DescribeEvidence) -> tuple[TieRow, ...]:
        """Return the rows of the table of ties; evidence is looked up for these alone."""
        edges = self.network.edges
        ranked = sorted(enumerate(self.drawing.edges), key=lambda tie: -edges[tie[1].source, tie[1].target]["strength"])
        return tuple(
            self._row(number, actors[line.source], actors[line.target], describe)
            for number, line in ranked[:MOST_TIE_ROWS]
        )

    def _row(self, number: int, one: MapActor, other: MapActor, describe: DescribeEvidence) -> TieRow:
        a, b = sorted((one.link, other.link), key=lambda link: swedish_order(link.name))
        tie = self.network.edges[a.id, b.id]
        return TieRow(
            number=number,
            a=a,
            b=b,
            step=tie["step"],
            strength=tie["strength"],
            channels=tie["channels"],
            confirmation=tie["confirmation"],
            evidence=tuple(describe(record) for record in tie["evidence"]),
            shown=self.shows_tie(a.id, b.id),
        )


def shown_evidence(network: Network) -> set[str]:
    """Return references to the records that the ties of the table may rest on: those as strong as the last of them."""
    ties = sorted((tie for _, _, tie in network.edges(data=True)), key=lambda tie: -tie["strength"])
    weakest = ties[MOST_TIE_ROWS - 1]["strength"] if len(ties) > MOST_TIE_ROWS else 0.0
    return {reference for tie in ties if tie["strength"] >= weakest for reference in tie["evidence"]}


def dash_pattern(step: str) -> str:
    """Return the dashes of a step's line as SVG writes them; an unbroken line has none."""
    return " ".join(map(str, DASHES[step]))
