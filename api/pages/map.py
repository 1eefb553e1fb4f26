"""The map of a place: one picture drawn twice, as SVG and on a canvas, and the same content as two tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import orjson
from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from api.pages.heading import PlaceHeading
from api.pages.map_choices import (
    LEVELS,
    Choice,
    ChosenOnMap,
    MapChoices,
    channel_choices,
    level_choices,
    sector_choices,
)
from api.pages.map_scene import DescribeEvidence, MapActor, MapLine, MapSigns, Scene, TieRow, shown_evidence
from api.pages.sights import Seen, Sight
from api.requests import Asking, RegisterWindow
from api.templating import Page, page
from graph.derivation import Network
from graph.drawing.canvas import canvas_data
from graph.drawing.layout import draw
from graph.drawing.sheet import Drawing

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class MapPage(MapSigns, Page):
    """Who collaborates with whom, in a picture and in tables.

    Attributes:
        heading: place, day and caveats.
        choices: what the reader has chosen to see.
        drawing: the picture's size and the grounds of the sectors.
        actors: all actors in alphabetical order.
        lines: all ties, weakest first, so that strong ones are drawn on top.
        rows: the ties of the table, strongest first, at most `MOST_TIE_ROWS` of them.
        confirmed: how many ties both parties or a document confirm.
        sectors, levels, channels: the boxes to tick.
        found: the actors that the search found; None without a search.
        canvas: what the script draws, as JSON that is safe inside a script element.
    """

    template: ClassVar[str] = "pages/map.html"

    heading: PlaceHeading
    choices: MapChoices
    drawing: Drawing
    actors: tuple[MapActor, ...]
    lines: tuple[MapLine, ...]
    rows: tuple[TieRow, ...]
    confirmed: int
    sectors: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    found: tuple[MapActor, ...] | None
    canvas: Markup

    @cached_property
    def focus(self) -> MapActor | None:
        """The highlighted actor."""
        return next((actor for actor in self.actors if actor.emphasis == "focus"), None)

    @property
    def untied(self) -> int:
        """How many actors have no registered tie."""
        return sum(actor.mark.parked for actor in self.actors)

    @property
    def shown_actors(self) -> int:
        """How many actors the filters let through."""
        return sum(actor.shown for actor in self.actors)

    @property
    def shown_ties(self) -> int:
        """How many ties the filters let through."""
        return sum(line.shown for line in self.lines)

    @property
    def level_words(self) -> Mapping[str, str]:
        """The word of every level, and of none."""
        return LEVELS


@router.get("/platser/{place_id}/karta")
def show_map(request: Request, window: RegisterWindow, viewer: Asking, seen: Seen, chosen: ChosenOnMap) -> Response:
    """Show who collaborates with whom at a place."""
    fresh = seen.freshened(window, viewer, shown_evidence(seen.system.network))
    return page(request, map_page(fresh, chosen))


def map_page(seen: Sight, choices: MapChoices) -> MapPage:
    """Return the map of the place that is seen."""
    system = seen.system
    confirmed = system.minus.number_of_edges()
    return build_map(seen.heading("karta"), system.network, confirmed, choices, seen.shelf.describe)


def build_map(
    heading: PlaceHeading, network: Network, confirmed: int, choices: MapChoices, describe: DescribeEvidence
) -> MapPage:
    """Return the map page of a network.

    Args:
        heading: the head of the page; its viewpoint makes the addresses.
        network: the network of the place, as the derivation gives it.
        confirmed: how many of its ties the confirmed reading has too.
        choices: what the reader has chosen to see.
        describe: looks up a record that a tie rests on.
    """
    drawing = draw(network)
    found = tuple(node for node in network if choices.finds(network.nodes[node]["name"]))
    scene = Scene(heading, network, drawing, choices, choices.actor or (found[0] if len(found) == 1 else ""))
    actors = scene.actors()
    by_id = {actor.link.id: actor for actor in actors}
    return MapPage(
        heading=heading,
        choices=choices,
        drawing=drawing,
        actors=actors,
        lines=scene.lines(),
        rows=scene.rows(by_id, describe),
        confirmed=confirmed,
        sectors=sector_choices(network, choices),
        levels=level_choices(network, choices),
        channels=channel_choices(network, choices),
        found=tuple(by_id[node] for node in found) if choices.q.strip() else None,
        canvas=script_json(canvas_data(network, drawing)),
    )


def script_json(data: Any) -> Markup:
    r"""Return JSON that may stand in a script element: no `<` in it can close the element or open a comment.

    >>> script_json({"name": "</script>"})
    Markup('{"name":"\\u003c/script>"}')
    """
    # Plain JSON in which no `<` is left is safe as it stands.
    return Markup(orjson.dumps(data).decode().replace("<", "\\u003c"))  # noqa: S704
