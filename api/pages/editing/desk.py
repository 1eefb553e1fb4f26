"""Where forms are filled in: who sits there, what they see, and the pages that they are given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request, Response
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.database import reading
from api.pages.editing.choices import Choice
from api.pages.editing.confirmation import name_of
from api.pages.editing.draft import Draft, Kept
from api.pages.editing.fields import NAMING
from api.pages.editing.form_page import FormPage, Guard, filled_rows, filled_sections
from api.pages.editing.names import suggested_names
from api.pages.editing.sections import RecordForm
from api.pages.facts import Link
from api.pages.permission import allows, may_delete, may_register, own_actors
from api.queries.keys import key_text
from api.queries.records import require_record
from api.requests import Asking, Database
from api.self_service.freshness import freshness_of
from api.templating import Page, page
from api.writers import may_write
from models.errors import ForbiddenError, SignInRequiredError
from models.records import Record


@dataclass(frozen=True)
class Desk:
    """Somebody at a form.

    Attributes:
        request: what they asked.
        engine: the register.
        viewer: who it is.
    """

    request: Request
    engine: Engine
    viewer: Viewer

    @contextmanager
    def looking(self) -> Iterator[tuple[Seen, Connection]]:
        """Give the register as the viewer sees it, and a connection for what stands behind it."""
        with reading(self.engine) as connection:
            yield Seen(connection, access_of(connection, self.viewer)), connection

    def require_somebody(self) -> None:
        """Do nothing when somebody has signed in.

        Raises:
            SignInRequiredError: nobody has.
        """
        if not self.viewer.is_signed_in:
            raise SignInRequiredError

    def require_place(self, seen: Seen, place_id: str) -> None:
        """Do nothing when the viewer may register at a place.

        Raises:
            NotFoundError: they see no such place.
            ForbiddenError: they may not.
        """
        require_record(seen, "places", place_id)
        if not may_register(seen, self.viewer, place_id):
            raise ForbiddenError


@dataclass(frozen=True)
class Task:
    """What a form is about.

    Attributes:
        form: the questions.
        place_id: the place that the writer came from; empty when that is not known.
        record_id: the record; None for a new one.
    """

    form: RecordForm
    place_id: str
    record_id: str | None = None

    @property
    def way(self) -> str:
        """What follows an address, so that its page knows where the writer came from."""
        return f"?place={quote(self.place_id)}" if self.place_id else ""


async def _desk(request: Request, engine: Database, viewer: Asking) -> Desk:
    return Desk(request, engine, viewer)


async def _somebody(desk: Annotated[Desk, Depends(_desk)]) -> Desk:
    desk.require_somebody()
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
SomebodyAtDesk = Annotated[Desk, Depends(_somebody)]


def form_response(desk: Desk, task: Task, draft: Draft, guard: Guard | None = None, status: int = 200) -> Response:
    """Show a form."""
    guard = guard or Guard()
    record = draft.kept.record if draft.kept else None
    place_id = task.place_id or getattr(record, "place_id", None)
    with desk.looking() as (seen, connection):
        choice = _choice(desk, connection, draft, record, place_id)
        shown = FormPage(
            form=draft.form,
            sections=filled_sections(draft, guard, choice),
            rows=filled_rows(draft, guard, choice),
            guard=guard,
            actors=suggested_names(seen, place_id) if names_actors(draft.form) and desk.viewer.is_signed_in else (),
            trail=trail(draft, task),
        )
        if draft.kept and task.record_id and record:
            shown = _about_stored(seen, task, shown, draft.kept)
            if task.form.slug and may_delete(connection, desk.viewer, task.form.file, record):
                shown = replace(
                    shown,
                    delete_address=task.form.delete_address(quote(task.record_id)) + task.way,
                    merge_address=_merge_address(task),
                )
    return unkept_page(desk.request, shown, status)


def _merge_address(task: Task) -> str:
    """Return where a registered actor is made one with another; blank for what is no actor."""
    of_actor = task.form.file.name == "actors"
    return f"/aktorer/{quote(task.record_id or '')}/sla-ihop{task.way}" if of_actor else ""


def unkept_page(request: Request, context: Page, status: int = 200) -> Response:
    """Render a page that must not be shown again from memory, because it holds the state of a record."""
    answer = page(request, context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def names_actors(form: RecordForm) -> bool:
    """Tell whether a form has a field in which an actor is named."""
    return form.rows is not None or any(field.shape in NAMING for field in form.fields)


def trail(draft: Draft, task: Task) -> tuple[Link, ...]:
    """Return the way back: to the place, to what is registered there, to the actor."""
    links = []
    place = draft.directory.places.get(task.place_id)
    if place:
        address = f"/platser/{quote(place.id)}"
        links = [Link(place.name, address), Link("", f"{address}/registrera")]
    if draft.form.file.name == "actors" and draft.kept:
        actor = draft.directory.actors.get(task.record_id or "")
        links += [Link(actor.name, f"/aktorer/{quote(actor.id)}")] if actor else []
    return tuple(links)


def _choice(desk: Desk, connection: Connection, draft: Draft, record: Record | None, place_id: str | None) -> Choice:
    if desk.viewer.is_admin or not may_write(desk.viewer):
        return Choice(place_id)
    allowed = allows(connection, desk.viewer, draft.form.file, record)
    alone = own_actors(desk.viewer) if not desk.viewer.edits else frozenset[str]()
    return Choice(place_id, allowed, min(alone, default=""))


def _about_stored(seen: Seen, task: Task, shown: FormPage, kept: Kept) -> FormPage:
    key = key_text((task.record_id,))
    fresh = freshness_of(seen, task.form.file, [key]).get(key)
    return replace(shown, version=kept.version, mark=kept.mark, name=name_of(kept.record, seen), fresh=fresh)
