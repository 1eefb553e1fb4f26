"""One change set: each record that it touched, with old and new values side by side."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Path, Request, Response

from api.pages.history.paging import Part, WantedPart, offset_of
from api.pages.history.words import ShownChange, shown_changes
from api.queries.change_details import list_record_changes
from api.queries.history import ChangeSet, get_change_set
from api.queries.past import looking_back
from api.requests import Asking, Database
from api.templating import Page, page
from api.undo_offers import Offer, undo_offer

router = APIRouter(include_in_schema=False)

RECORDS_SHOWN = 50

ChangeSetNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]


@dataclass(frozen=True)
class ChangeSetPage(Page):
    """What one change set did.

    Attributes:
        change_set: who did it, when.
        changes: the records of this part, in words.
        part: which part of them.
        offer: whether the viewer can take it back, or is told what stands in the way.
    """

    template: ClassVar[str] = "pages/history/one.html"

    change_set: ChangeSet
    changes: tuple[ShownChange, ...]
    part: Part
    offer: Offer


@router.get("/historik/{change_set_id}")
def show_change_set(
    request: Request, database: Database, viewer: Asking, change_set_id: ChangeSetNumber, number: WantedPart = 1
) -> Response:
    """Show what a change set did to the records that the viewer may see."""
    with looking_back(database, viewer) as past:
        change_set = get_change_set(past, change_set_id)
        found = list_record_changes(past, change_set_id, RECORDS_SHOWN, offset_of(number, RECORDS_SHOWN))
        offer = undo_offer(past, viewer, change_set)
    return page(
        request,
        ChangeSetPage(
            change_set,
            shown_changes(found),
            Part(f"/historik/{change_set_id}", number, found.total, RECORDS_SHOWN),
            offer,
        ),
    )
