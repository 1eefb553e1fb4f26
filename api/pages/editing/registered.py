"""What is registered at a place, listed for those who look after it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from urllib.parse import quote

from api.access.seen import Seen
from api.lists.drafts import DraftSummary
from api.pages.editing.confirmation import Confirmation, names_of
from api.pages.editing.forms import FORMS
from api.pages.editing.names import load_directory
from api.pages.editing.sections import RecordForm
from api.pages.facts import Link
from api.pages.heading import PlaceHeading
from api.queries.collections import collections_of, opening_day
from api.queries.keys import key_text
from api.queries.openness import openness_of
from api.queries.register import load_table
from api.queries.registered_names import NamesFound, list_names
from api.requests import Wanted
from api.self_service.freshness import Freshness, freshness_of
from api.templating import Page
from api.viewpoints import Viewpoint
from models.text import search_key, swedish_order
from models.vocabulary import PlaceVisibility

SECTION = "registrera"
MOST_LISTED = 50


@dataclass(frozen=True)
class Listed:
    """A registered record: its name, where it is changed, how fresh it is, and its own page where it has one."""

    name: str
    change_address: str
    address: str = ""
    fresh: Freshness | None = None


@dataclass(frozen=True)
class RegisteredList:
    """The records of one kind at a place: the first of them, and how many there are."""

    form: RecordForm
    items: tuple[Listed, ...]
    total: int


@dataclass(frozen=True)
class RegisteredPage(Page):
    """What can be registered at a place, and what is.

    Attributes:
        heading: the head of the place's pages.
        forms: what can be registered.
        lists: what is registered.
        search: what was searched for among it.
        older: whether only what is over a year old is shown.
        confirmation: what was stored just now.
        drafts: the viewer's lists that are not stored yet.
        waiting: how many organisations have registered themselves and wait to be looked at.
    """

    template: ClassVar[str] = "pages/editing/registered.html"

    heading: PlaceHeading
    forms: tuple[RecordForm, ...]
    lists: tuple[RegisteredList, ...]
    search: str
    older: bool
    confirmation: Confirmation | None
    drafts: tuple[DraftSummary, ...]
    waiting: int = 0


def registering_heading(seen: Seen, place_id: str, asked: Wanted, today: date) -> PlaceHeading:
    """Return the head of the page. It is shown after everything that is saved, and must not wait for an analysis."""
    directory, caveats = load_directory(seen), collections_of(seen, place_id)
    place, *above = (directory.places[step] for step in directory.upwards(place_id))
    day = asked.day or opening_day(caveats, today)
    viewpoint = Viewpoint(place_id, day, asked.view, asked.reading)
    openness = openness_of(seen, place_id)
    return PlaceHeading(
        viewpoint=viewpoint,
        name=place.name,
        level=place.level,
        above=tuple(Link(one.name, viewpoint.of(one.id).address()) for one in reversed(above)),
        caveats=caveats,
        today=today,
        kappa=None,
        section=SECTION,
        may_register=True,
        seen_by=None if openness is PlaceVisibility.PUBLIC else openness,
    )


def list_registered(
    seen: Seen, place_id: str, search: str, older_than: datetime | None = None
) -> tuple[RegisteredList, ...]:
    """Return what is registered at a place and below it, and the ties of actors there, by name.

    Args:
        search: a part of the name; of a tie, of the name of either actor.
        older_than: only what was last confirmed before then, or else registered or changed.
    """
    wanted, way = search_key(search), f"?place={quote(place_id)}"
    return tuple(
        _list(seen, form, list_names(seen, form.file, place_id, wanted, MOST_LISTED, older_than), way) for form in FORMS
    )


def _list(seen: Seen, form: RecordForm, found: NamesFound, way: str) -> RegisteredList:
    names = _tie_names(seen, found) if form.file.name == "ties" else dict(found.names)
    keys = {record_id: key_text((record_id,)) for record_id in names}
    fresh = freshness_of(seen, form.file, keys.values())
    items = (
        Listed(
            name,
            form.change_address(quote(record_id)) + way,
            f"/aktorer/{quote(record_id)}{way}" if form.file.name == "actors" else "",
            fresh.get(keys[record_id]),
        )
        for record_id, name in names.items()
    )
    return RegisteredList(form, tuple(sorted(items, key=lambda item: swedish_order(item.name))), found.total)


def _tie_names(seen: Seen, found: NamesFound) -> dict[str, str]:
    ids = [record_id for record_id, _ in found.names]
    ties = load_table(seen, "ties", {"ties": seen["ties"].c.id.in_(ids)})
    return dict(zip((vars(tie)["id"] for tie in ties), names_of(ties, seen), strict=True))
