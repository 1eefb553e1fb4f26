"""Who has read what is not for everybody, of an actor and of a place."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.access.seen import Seen
from api.database import reading
from api.history_rights import require_editor, require_may_see_reads
from api.pages.facts import Link
from api.pages.history.paging import PAGE, Part, WantedPart, offset_of
from api.queries.past import past_of
from api.queries.reach import places_within
from api.queries.reads import LoggedRead, reads_of_actor, reads_of_place
from api.queries.records import require_record
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class ReadsPage(Page):
    """Who has read.

    Attributes:
        subject: the actor or the place, with its page.
        reads: those of this part, the latest first.
        part: which part of the list.
        days: for how long they are kept.
    """

    template: ClassVar[str] = "pages/history/reads.html"

    subject: Link
    reads: tuple[LoggedRead, ...]
    part: Part
    days: int


@router.get("/aktorer/{actor_id}/lasningar")
def show_reads_of_actor(
    request: Request, database: Database, viewer: Asking, actor_id: RegisteredId, number: WantedPart = 1
) -> Response:
    """Show who read of an actor, to the actor and to those who edit its place."""
    with reading(database) as connection:
        past = past_of(connection, viewer)
        require_record(past.seen, "actors", actor_id)
        require_may_see_reads(connection, viewer, actor_id)
        found = reads_of_actor(connection, actor_id, PAGE, offset_of(number))
        name = past.visible("actors", frozenset({actor_id}))[actor_id]
    subject, part = Link(name, f"/aktorer/{actor_id}"), Part(f"/aktorer/{actor_id}/lasningar", number, found.total)
    days = request.app.state.settings.keep_access_log_days
    return page(request, ReadsPage(subject, found.items, part, days))


@router.get("/platser/{place_id}/lasningar")
def show_reads_of_place(
    request: Request, database: Database, viewer: Asking, place_id: RegisteredId, number: WantedPart = 1
) -> Response:
    """Show who read of a place and of those in it, to those who edit it."""
    with reading(database) as connection:
        past = past_of(connection, viewer)
        require_record(past.seen, "places", place_id)
        require_editor(connection, viewer, [place_id], "access_log")
        within = connection.execute(places_within(Seen(connection), place_id)).scalars().all()
        found = reads_of_place(connection, within, PAGE, offset_of(number))
        name = past.visible("places", frozenset({place_id}))[place_id]
    subject, part = Link(name, f"/platser/{place_id}"), Part(f"/platser/{place_id}/lasningar", number, found.total)
    days = request.app.state.settings.keep_access_log_days
    return page(request, ReadsPage(subject, found.items, part, days))
