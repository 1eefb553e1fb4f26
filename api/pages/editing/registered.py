"""What is registered at a place, listed for those who look after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

import sqlalchemy as sa

from api.access.seen import Seen
from api.list_drafts import DraftSummary
from api.pages.editing.confirmation import Confirmation
from api.pages.editing.directory import Directory
from api.pages.editing.forms import FORMS
from api.pages.editing.sections import RecordForm
from api.pages.heading import PlaceHeading
from api.queries.register import load_table
from api.templating import Page
from models.records import Record
from models.text import search_key, swedish_order

MOST_LISTED = 50


@dataclass(frozen=True)
class Listed:
    """A registered record: its name, where it is changed, and its own page where it has one."""

    name: str
    change_address: str
    address: str = ""


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
        confirmation: what was stored just now.
        drafts: the viewer's lists that are not stored yet.
    """

    template: ClassVar[str] = "pages/editing/registered.html"

    heading: PlaceHeading
    forms: tuple[RecordForm, ...]
    lists: tuple[RegisteredList, ...]
    search: str
    confirmation: Confirmation | None
    drafts: tuple[DraftSummary, ...]


def list_registered(seen: Seen, directory: Directory, place_id: str, search: str) -> tuple[RegisteredList, ...]:
    """Return what is registered at a place and below it, and the ties of actors there, by name.

    Args:
        search: a part of the name.
    """
    places = sorted(directory.below(place_id))
    home = sa.select(seen["actors"].c.id).where(seen["actors"].c.place_id.in_(places))
    ties = seen["ties"].c
    lying: dict[str, sa.ColumnElement[bool]] = {
        form.file.name: seen[form.file.name].c.place_id.in_(places) for form in FORMS
    }
    lying["ties"] = sa.or_(ties.place_id.in_(places), ties.actor_a.in_(home), ties.actor_b.in_(home))
    return tuple(_list(seen, form, lying, _namer(directory, form), place_id, search) for form in FORMS)


def _list(
    seen: Seen,
    form: RecordForm,
    lying: dict[str, sa.ColumnElement[bool]],
    name: Callable[[Any], str],
    place_id: str,
    search: str,
) -> RegisteredList:
    records: Sequence[Record] = load_table(seen, form.file.name, lying)
    named = sorted(((name(record), str(vars(record)["id"])) for record in records), key=lambda n: swedish_order(n[0]))
    wanted = search_key(search)
    found = [one for one in named if wanted in search_key(one[0])]
    way = f"?place={quote(place_id)}"
    items = tuple(
        Listed(
            text,
            form.change_address(quote(record_id)) + way,
            f"/aktorer/{quote(record_id)}{way}" if form.file.name == "actors" else "",
        )
        for text, record_id in found[:MOST_LISTED]
    )
    return RegisteredList(form, items, len(found))


def _namer(directory: Directory, form: RecordForm) -> Callable[[Any], str]:
    if form.file.name == "ties":
        return lambda tie: f"{directory.label(tie.actor_a)} – {directory.label(tie.actor_b)}"
    return lambda record: str(vars(record).get("name") or vars(record).get("title"))
