"""An actor's own place on the map: itself, those it collaborates with, and the ties between all of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from api.pages.heading import PlaceHeading
from api.pages.map_choices import Choice, MapChoices, sector_choices
from api.pages.map_scene import MapActor, MapLine, MapSigns, Scene
from graph.derivation import Network
from graph.drawing.layout import draw
from graph.drawing.sheet import Drawing

MOST_DRAWN = 60
"""So many neighbours are drawn at most, those with the strongest ties; all of them stand in the list."""


@dataclass(frozen=True)
class Neighbourhood(MapSigns):
    """What the map's partials draw: an actor among its neighbours.

    Attributes:
        drawing: the picture's size and the grounds of the sectors.
        actors, lines: who is drawn, and the ties between them.
        sectors: the sectors of the legend.
        focus: the actor itself.
        left_out: how many neighbours are not drawn.
    """

    drawing: Drawing
    actors: tuple[MapActor, ...]
    lines: tuple[MapLine, ...]
    sectors: tuple[Choice, ...]
    focus: MapActor
    left_out: int


def neighbourhood_of(
    heading: PlaceHeading, network: Network, actor_id: str, open_to_all: Collection[str]
) -> Neighbourhood | None:
    """Return an actor among its neighbours; None where it has none to be drawn with.

    Args:
        heading: of the place.
        network: of the place.
        actor_id: the actor.
        open_to_all: the actors whose pages anybody may see, to which their marks lead.
    """
    if actor_id not in network or not network[actor_id]:
        return None
    around = sorted(network[actor_id], key=lambda other: (-network.edges[actor_id, other]["strength"], other))
    near = network.subgraph([actor_id, *around[:MOST_DRAWN]]).copy()
    choices = MapChoices()
    scene = Scene(heading, near, draw(near), choices, actor_id)
    actors = tuple(
        replace(actor, link=replace(actor.link, address=actor.link.address if actor.link.id in open_to_all else ""))
        for actor in scene.actors()
    )
    return Neighbourhood(
        drawing=scene.drawing,
        actors=actors,
        lines=scene.lines(),
        sectors=sector_choices(near, choices),
        focus=next(actor for actor in actors if actor.link.id == actor_id),
        left_out=max(0, len(around) - MOST_DRAWN),
    )
