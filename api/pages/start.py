"""The start page: choose a place, and see what is known about each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from api.pages.own import NO_WORK, OwnWork, own_work
from api.queries.holdings import Holding, list_holdings
from api.requests import Asking, RegisterWindow, Today
from api.templating import Page, page
from models.text import LONGEST_NAME, search_key, swedish_order
from models.vocabulary import INVENTORY_SCOPES, Level

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class PlaceEntry:
    """A place in the tree of the start page, with what is known of it and of the places below it.

    Attributes:
        name, address: what to show and where it leads; the place opens at its own day.
        level: nation, county, municipality or area.
        within: the name of the place above it.
        actors: how many actors belong to it or to a place below it.
        scopes_done: how many scopes of its own inventory are done.
        last_confirmed: the latest day that an actor or an inventory there or below confirmed something.
        observed_on: the day that its earliest collection describes.
        fictitious: whether it is made up.
        below: the places right below it, in alphabetical order.
    """

    name: str
    address: str
    level: Level
    within: str
    actors: int
    scopes_done: int
    last_confirmed: date | None
    observed_on: date | None
    fictitious: bool
    below: tuple["PlaceEntry", ...]

    def everything(self) -> Iterator["PlaceEntry"]:
        """Yield the place and all below it."""
        yield self
        for entry in self.below:
            yield from entry.everything()


@dataclass(frozen=True)
class StartPage(Page):
    """Choose a place: a search among names, and the tree.

    Attributes:
        search: what was searched for.
        hits: the places found, None when nothing was searched for.
        tree: the topmost places.
        scopes: how many scopes an inventory has.
        own: what somebody who has signed in works with.
    """

    template: ClassVar[str] = "pages/start.html"

    search: str
    hits: tuple[PlaceEntry, ...] | None
    tree: tuple[PlaceEntry, ...]
    scopes: int
    own: OwnWork = NO_WORK

    @property
    def actors(self) -> int:
        """How many actors have a place."""
        return sum(entry.actors for entry in self.tree)


@router.get("/")
def show_start(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    today: Today,
    q: Annotated[str, Query(description="A part of a place's name.", max_length=LONGEST_NAME)] = "",
) -> Response:
    """Show the places, or those whose name was searched for."""
    with window.seeing(viewer) as seen:
        holdings, own = list_holdings(seen, today), own_work(seen, viewer)
    return page(request, start_page(holdings, q, own))


def start_page(holdings: Iterable[Holding], search: str = "", own: OwnWork = NO_WORK) -> StartPage:
    """Return the start page over what is registered at each place."""
    tree = _tree(holdings)
    wanted = search_key(search)
    found = (entry for top in tree for entry in top.everything() if wanted in search_key(entry.name))
    hits = tuple(sorted(found, key=lambda entry: swedish_order(entry.name))) if wanted else None
    return StartPage(search.strip(), hits, tree, len(INVENTORY_SCOPES), own)


def _tree(holdings: Iterable[Holding]) -> tuple[PlaceEntry, ...]:
    below: dict[str | None, list[Holding]] = defaultdict(list)
    for holding in sorted(holdings, key=lambda holding: swedish_order(holding.name)):
        below[holding.parent_id].append(holding)
    real_first = sorted(below[None], key=lambda holding: holding.fictitious)
    return tuple(_entry(top, "", below) for top in real_first)


def _entry(place: Holding, within: str, below: Mapping[str | None, list[Holding]]) -> PlaceEntry:
    entries = tuple(_entry(lower, place.name, below) for lower in below.get(place.id, ()))
    confirmed = (place.last_confirmed, *(entry.last_confirmed for entry in entries))
    return PlaceEntry(
        name=place.name,
        address=f"/platser/{quote(place.id)}",
        level=place.level,
        within=within,
        actors=place.actors + sum(entry.actors for entry in entries),
        scopes_done=place.scopes_done,
        last_confirmed=max((day for day in confirmed if day), default=None),
        observed_on=place.observed_on,
        fictitious=place.fictitious,
        below=entries,
    )
