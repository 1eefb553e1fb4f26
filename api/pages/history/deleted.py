"""What was deleted at a place and can be brought back."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.history_rights import require_editor
from api.pages.facts import Link
from api.pages.history.paging import PAGE, Part, WantedPart, offset_of
from api.pages.history.words import KINDS
from api.queries.change_details import RecordChange, name_of
from api.queries.deleted import Deleted, DeletedRecords, deleted_records
from api.queries.history import at_place
from api.queries.past import Past, looking_back
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page
from graph.packages.references import references_of

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class DeletedPage(Page):
    """The records that were deleted at a place.

    Attributes:
        place: the place, with its page.
        groups: what was deleted at once, each record with its kind and name.
        part: which part of the list.
    """

    template: ClassVar[str] = "pages/history/deleted.html"

    place: Link
    groups: tuple[tuple[tuple[Deleted, str, str], ...], ...]
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
        names = _names(past, place_id, found)
    rows = [
        (item, KINDS[item.file.name], name_of(RecordChange(item.file, item.record, None), names))
        for item in found.items
    ]
    groups = tuple(tuple(group) for _, group in groupby(rows, lambda row: row[0].change_set))
    place = Link(names["places"][place_id], f"/platser/{place_id}")
    return page(request, DeletedPage(place, groups, Part(f"/platser/{place_id}/borttaget", number, found.total)))


def _names(past: Past, place_id: str, found: DeletedRecords) -> dict[str, dict[str, str]]:
    """Return the names of the records that the deleted ones mention, those that were deleted with them included."""
    named: dict[str, set[str]] = {"places": {place_id}}
    names: dict[str, dict[str, str]] = {}
    for item in found.items:
        for _, target, reference in references_of(item.file, item.record):
            named.setdefault(target, set()).add(reference)
        values = vars(item.record)
        if name := values.get("name") or values.get("title"):
            names.setdefault(item.file.name, {})[values["id"]] = name
    for table, ids in named.items():
        wanted = frozenset(ids)
        names[table] = {**past.once_called(table, wanted), **names.get(table, {}), **past.visible(table, wanted)}
    return names
