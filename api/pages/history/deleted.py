"""What was deleted at a place and can be brought back."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.erasing_records import ERASABLE
from api.history_rights import require_editor
from api.pages.facts import Link
from api.pages.history.paging import PAGE, Part, WantedPart, offset_of
from api.pages.history.words import KINDS
from api.queries.change_details import RecordChange, name_of
from api.queries.deleted import Deleted, deleted_records, names_around
from api.queries.history import at_place
from api.queries.past import looking_back
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Gone:
    """A record that was deleted, and what it was called; blank where nothing of it has a name."""

    item: Deleted
    name: str

    @property
    def kind(self) -> str:
        """What kind of record it was."""
        return KINDS[self.item.file.name]

    @property
    def erasable(self) -> str | None:
        """The address where it can be erased for real; None where it goes with another."""
        return f"/radera/{self.item.file.name}/{self.item.key[0]}" if self.item.file.name in ERASABLE else None


@dataclass(frozen=True)
class DeletedPage(Page):
    """The records that were deleted at a place.

    Attributes:
        place: the place, with its page.
        groups: what was deleted at once.
        part: which part of the list.
    """

    template: ClassVar[str] = "pages/history/deleted.html"

    place: Link
    groups: tuple[tuple[Gone, ...], ...]
    part: Part


@router.get("/platser/{place_id}/borttaget")
def show_deleted(
    request: Request, database: Database, viewer: Asking, place_id: RegisteredId, number: WantedPart = 1
) -> Response:
    """Show what was deleted at a place, to those who edit it."""
    with looking_back(database, viewer) as past:
        scope = at_place(past, place_id)
        require_editor(past.connection, viewer, [place_id], "places")
        found = deleted_records(past, scope, PAGE, offset_of(number))
        names = names_around(past, ((item.file, item.record) for item in found.items))
        (name,) = past.visible("places", frozenset({place_id})).values()
    rows = [Gone(item, name_of(RecordChange(item.file, item.record, None), names)) for item in found.items]
    groups = tuple(tuple(group) for _, group in groupby(rows, lambda row: row.item.change_set))
    place = Link(name, f"/platser/{place_id}")
    return page(request, DeletedPage(place, groups, Part(f"/platser/{place_id}/borttaget", number, found.total)))
