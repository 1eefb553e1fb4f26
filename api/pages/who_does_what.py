"""Who does what at a place: a table by actor that a plain form narrows, and the same as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from typing import ClassVar, TypeVar

from fastapi import APIRouter, Request, Response

from api.language import chosen_language
from api.pages.facts import ActorLink, Provenance, link_to, provenance
from api.pages.heading import PlaceHeading
from api.pages.options import Option
from api.pages.sights import Seen, Sight
from api.requests import Asking, RegisterWindow
from api.selections import AskedDeeds, DeedFilter
from api.templating import Page, page
from graph.gaps.activities import group_name
from graph.message import Message
from graph.system import System
from graph.who_does_what import Deed, deeds, refuse_unknown, selected, without_actor
from graph.who_does_what_sheet import who_does_what_csv
from models.errors import NotFoundError
from models.records import Activity
from models.text import swedish_order
from models.vocabulary import Code, Direction, Sector, Theme

router = APIRouter(include_in_schema=False)

Occurring = TypeVar("Occurring", bound=Code)

SECTION = "vem-gor-vad"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Options:
    """What the form offers: only what occurs at the place, names in alphabetical order."""

    themes: tuple[Theme, ...]
    places: tuple[Option, ...]
    actors: tuple[Option, ...]
    sectors: tuple[Sector, ...]
    funders: tuple[Option, ...]
    directions: tuple[Direction, ...]


@dataclass(frozen=True)
class DeedRow:
    """An activity as its actor's row shows it."""

    activity: Activity
    place: str
    groups: tuple[Message, ...]
    provenance: Provenance


@dataclass(frozen=True)
class ActorRows:
    """An actor with what it does and who gives it money."""

    actor: ActorLink
    funders: tuple[ActorLink, ...]
    rows: tuple[DeedRow, ...]


@dataclass(frozen=True)
class WhoDoesWhatPage(Page):
    """Who does what.

    Attributes:
        heading: place, day and caveats.
        chosen: what the form asks for.
        options: what it offers.
        actors: the actors that are asked for, in alphabetical order, each with its activities by title.
        total: how many activities there are without any choice.
        orphans: the titles of activities that no actor is registered to run.
        file: the address of what is shown as CSV.
        asks_unknown: whether the address asks for an actor or a place that is not registered.
    """

    template: ClassVar[str] = "pages/who_does_what.html"

    heading: PlaceHeading
    chosen: DeedFilter
    options: Options
    actors: tuple[ActorRows, ...]
    total: int
    orphans: tuple[str, ...]
    file: str
    asks_unknown: bool

    @property
    def shown(self) -> int:
        """How many activities are shown, each counted once."""
        return len({row.activity.id for actor in self.actors for row in actor.rows})


@router.get("/platser/{place_id}/vem-gor-vad")
def show_who_does_what(
    request: Request, window: RegisterWindow, viewer: Asking, seen: Seen, asked: AskedDeeds
) -> Response:
    """Show who does what at a place."""
    references = {
        f"activities:{deed.activity.id}" for deed in selected(seen.system, deeds(seen.system), asked.selection)
    }
    shown = who_does_what_page(seen.freshened(window, viewer, references), asked)
    return page(request, shown, status=HTTPStatus.NOT_FOUND if shown.asks_unknown else HTTPStatus.OK)


@router.get("/platser/{place_id}/vem-gor-vad.csv")
def send_who_does_what(request: Request, seen: Seen, asked: AskedDeeds) -> Response:
    """Send what the page shows as a file."""
    system, language = seen.system, chosen_language(request)
    refuse_unknown(system, asked.selection)
    found = in_order(system, selected(system, deeds(system), asked.selection))
    content = who_does_what_csv(system, found, language.say, language.decimal_sign)
    name = f"{SECTION}-{system.place.id}-{system.day.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Cookie", "Cache-Control": "no-cache"}
    return Response(content, media_type=CSV, headers=headers)


def who_does_what_page(seen: Sight, asked: DeedFilter) -> WhoDoesWhatPage:
    """Return who does what at the place that is seen, as far as it is asked for."""
    system, heading = seen.system, seen.heading(SECTION)
    everything = deeds(system)
    found = in_order(system, selected(system, everything, asked.selection))
    return WhoDoesWhatPage(
        heading=heading,
        chosen=asked,
        options=_options(system, everything),
        actors=tuple(_actor_rows(seen, heading, list(group)) for _, group in groupby(found, lambda deed: deed.actor)),
        total=len({deed.activity.id for deed in everything}),
        orphans=tuple(sorted((activity.title for activity in without_actor(system)), key=swedish_order)),
        file=heading.viewpoint.address(f"{SECTION}.csv", **asked.chosen),
        asks_unknown=_asks_unknown(system, asked),
    )


def _asks_unknown(system: System, asked: DeedFilter) -> bool:
    try:
        refuse_unknown(system, asked.selection)
    except NotFoundError:
        return True
    return False


def in_order(system: System, found: Iterable[Deed]) -> list[Deed]:
    """Return deeds by the actor's name, then by the activity's title."""

    def key(deed: Deed) -> tuple[str, str, str, str]:
        name = system.actor[deed.actor].name
        return swedish_order(name), deed.actor, swedish_order(deed.activity.title), deed.activity.id

    return sorted(found, key=key)


def _actor_rows(seen: Sight, heading: PlaceHeading, found: list[Deed]) -> ActorRows:
    system = seen.system
    register = system.snapshot.register
    links = (link_to(register.actor[funder], heading.viewpoint) for funder in found[0].funders)
    return ActorRows(
        actor=link_to(system.actor[found[0].actor], heading.viewpoint),
        funders=tuple(sorted(links, key=lambda link: swedish_order(link.name))),
        rows=tuple(
            DeedRow(
                activity=deed.activity,
                place=register.place[deed.place].name,
                groups=tuple(map(group_name, deed.activity.target_groups)),
                provenance=provenance(deed.activity, system.day, seen.fresh.get(f"activities:{deed.activity.id}")),
            )
            for deed in found
        ),
    )


def _options(system: System, found: Iterable[Deed]) -> Options:
    listed = list(found)
    register = system.snapshot.register
    themes = {theme for deed in listed for theme in deed.activity.themes}
    actors = {deed.actor: system.actor[deed.actor] for deed in listed}
    return Options(
        themes=_occurring(Theme, themes),
        places=_by_name((place, register.place[place].name) for place in {deed.place for deed in listed}),
        actors=_by_name((actor, record.name) for actor, record in actors.items()),
        sectors=_occurring(Sector, {record.sector for record in actors.values()}),
        funders=_by_name(
            (funder, register.actor[funder].name) for funder in {f for deed in listed for f in deed.funders}
        ),
        directions=_occurring(Direction, {deed.activity.direction for deed in listed}),
    )


def _by_name(found: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(sorted((Option(*one) for one in found), key=lambda option: (swedish_order(option.name), option.value)))


def _occurring(vocabulary: type[Occurring], present: Iterable[Occurring]) -> tuple[Occurring, ...]:
    occurring = set(present)
    return tuple(code for code in vocabulary if code in occurring)
