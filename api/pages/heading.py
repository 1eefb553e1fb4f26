"""The head of every page about a place: where it lies, what to know of its data, which day it is seen on."""

from dataclasses import dataclass
from datetime import date

from api.pages.facts import Link
from api.queries.collections import Collection
from api.viewpoints import Viewpoint
from graph.system import System
from models.vocabulary import Level, PlaceVisibility


@dataclass(frozen=True)
class PlaceHeading:
    """What `partials/_place_heading.html` shows above every page of a place.

    Attributes:
        viewpoint: the place, the day, the view and the reading; makes every address of the page.
        name: the place's name.
        level: whether it is the nation, a county, a municipality or an area.
        above: the places above it, the nation first.
        caveats: the collections that describe it, each with what a reader must know.
        today: the date that one click leads to.
        kappa: how much is known, between 0 and 1; None when there is no pair of actors to count on.
        may_register: whether the viewer may register something here.
        seen_by: who may see the place, where that is not everybody; None for whoever has not signed in.
        section: which of the place's pages is shown, as in its address; empty is the first.
    """

    viewpoint: Viewpoint
    name: str
    level: Level
    above: tuple[Link, ...]
    caveats: tuple[Collection, ...]
    today: date
    kappa: float | None
    section: str = ""
    may_register: bool = False
    seen_by: PlaceVisibility | None = None

    @property
    def fictitious(self) -> bool:
        """Whether the place is made up."""
        return any(caveat.fictitious for caveat in self.caveats)


def heading_of(system: System, caveats: tuple[Collection, ...], today: date, section: str) -> PlaceHeading:
    """Return the head of a page about the place of `system`."""
    viewpoint = Viewpoint(system.place.id, system.day, system.view, system.reading)
    places = system.snapshot.register.place
    above = reversed(system.snapshot.tree.above(system.place.id))
    return PlaceHeading(
        viewpoint=viewpoint,
        name=system.place.name,
        level=system.place.level,
        above=tuple(Link(places[place].name, viewpoint.of(place).address()) for place in above),
        caveats=caveats,
        today=today,
        kappa=system.knowledge.known_share,
        section=section,
    )
