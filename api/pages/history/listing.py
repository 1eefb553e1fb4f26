"""The change sets of the register, of a place and of an actor: who changed how much, the latest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from api.access.viewer import Viewer
from api.history_rights import require_admin
from api.pages.facts import Link
from api.pages.history.paging import PAGE, Part, WantedPart, offset_of
from api.pages.history.words import KINDS, ShownChange, shown_changes
from api.pages.permission import may_register
from api.queries.change_details import list_record_changes
from api.queries.history import EVERYWHERE, ChangeSet, ChangeSets, Scope, at_place, list_change_sets
from api.queries.past import Past, looking_back
from api.queries.records import require_record
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page

router = APIRouter(include_in_schema=False)

FEW = 3
"""So many records are named in a list; of more it tells how many."""


@dataclass(frozen=True)
class HistoryPage(Page):
    """A list of change sets.

    Attributes:
        subject: what it is about, with its page; None for the whole register.
        change_sets: those of this part.
        few: the records that a change set touched, where they are few enough to be named; by its number.
        part: which part of the list.
        place_id: the place that it is about, empty for none.
        by_editor: whether the viewer edits the place, and sees what was deleted and who read.
        by_admin: whether the viewer may see the history of the whole register.
        erasable: the address where the actor can be erased for real; None where the viewer may not.
        reads: the address where it stands who read of the actor; None where the viewer is not told.
    """

    template: ClassVar[str] = "pages/history/list.html"

    subject: Link | None
    change_sets: tuple[ChangeSet, ...]
    few: Mapping[int, tuple[ShownChange, ...]]
    part: Part
    place_id: str = ""
    by_editor: bool = False
    by_admin: bool = False
    erasable: str | None = None
    reads: str | None = None

    @property
    def kinds(self) -> dict[str, str]:
        """What the records of each table are called."""
        return dict(KINDS)


@router.get("/historik")
def show_whole_history(request: Request, database: Database, viewer: Asking, number: WantedPart = 1) -> Response:
    """Show all change sets, to administrators."""
    require_admin(viewer, "change_sets")
    with looking_back(database, viewer) as past:
        found = list_change_sets(past, EVERYWHERE, PAGE, offset_of(number))
        few = _few(past, found)
    return page(request, HistoryPage(None, found.items, few, Part("/historik", number, found.total), by_admin=True))


@router.get("/platser/{place_id}/historik")
def show_place_history(
    request: Request, database: Database, viewer: Asking, place_id: RegisteredId, number: WantedPart = 1
) -> Response:
    """Show the change sets that touched a place or what lies below it."""
    address = f"/platser/{place_id}/historik"
    with looking_back(database, viewer) as past:
        found = list_change_sets(past, at_place(past, place_id), PAGE, offset_of(number))
        few = _few(past, found)
        name = past.visible("places", frozenset({place_id}))[place_id]
        by_editor = may_register(past.seen, viewer, place_id)
    part = Part(address, number, found.total)
    subject = Link(name, f"/platser/{place_id}")
    return page(request, HistoryPage(subject, found.items, few, part, place_id, by_editor, viewer.is_admin))


@router.get("/aktorer/{actor_id}/historik")
def show_actor_history(
    request: Request, database: Database, viewer: Asking, actor_id: RegisteredId, number: WantedPart = 1
) -> Response:
    """Show the change sets that touched an actor or what is registered about it."""
    with looking_back(database, viewer) as past:
        require_record(past.seen, "actors", actor_id)
        found = list_change_sets(past, Scope(actor=actor_id), PAGE, offset_of(number))
        few = _few(past, found)
        name = past.visible("actors", frozenset({actor_id}))[actor_id]
        edits = _edits_home(past, viewer, actor_id)
    speaks = any(held.actor_id == actor_id for held in viewer.roles)
    part = Part(f"/aktorer/{actor_id}/historik", number, found.total)
    subject = Link(name, f"/aktorer/{actor_id}")
    return page(
        request,
        HistoryPage(
            subject,
            found.items,
            few,
            part,
            by_admin=viewer.is_admin,
            erasable=f"/radera/actors/{actor_id}" if edits else None,
            reads=f"/aktorer/{actor_id}/lasningar" if edits or speaks else None,
        ),
    )


def _edits_home(past: Past, viewer: Viewer, actor_id: str) -> bool:
    """Tell whether the viewer edits the place where an actor belongs."""
    rows = past.seen["actors"]
    home = past.seen.execute(sa.select(rows.c.place_id).where(rows.c.id == actor_id)).scalar()
    return viewer.is_admin or (home is not None and may_register(past.seen, viewer, home))


def _few(past: Past, found: ChangeSets) -> dict[int, tuple[ShownChange, ...]]:
    """Return what the small change sets touched, in words."""
    few: dict[int, tuple[ShownChange, ...]] = {}
    for change_set in found.items:
        few[change_set.id] = ()
        if sum(count.total for count in change_set.counts.values()) <= FEW:
            changes = list_record_changes(past, change_set.id, FEW + 1)
            if changes.total <= FEW:
                few[change_set.id] = shown_changes(changes)
    return few
