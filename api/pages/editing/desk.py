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
from api.pages.editing.confirmation import name_of
from api.pages.editing.draft import Draft
from api.pages.editing.form_page import FormPage, Guard, filled_rows, filled_sections
from api.pages.editing.sections import RecordForm
from api.pages.facts import Link
from api.pages.permission import may_delete, may_register
from api.requests import Asking, Database
from api.templating import page
from models.errors import ForbiddenError, NotFoundError, SignInRequiredError
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
        require_seen(seen, place_id)
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


async def _desk(request: Request, engine: Database, viewer: Asking) -> Desk:
    return Desk(request, engine, viewer)


async def _somebody(desk: Annotated[Desk, Depends(_desk)]) -> Desk:
    desk.require_somebody()
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
SomebodyAtDesk = Annotated[Desk, Depends(_somebody)]


def require_seen(seen: Seen, place_id: str) -> None:
    """Do nothing when a place may be seen.

    Raises:
        NotFoundError: there is none that may.
    """
    places = seen["places"]
    if seen.execute(places.select().where(places.c.id == place_id)).first() is None:
        raise NotFoundError("places", place_id)


def form_response(desk: Desk, task: Task, draft: Draft, guard: Guard | None = None, status: int = 200) -> Response:
    """Show a form."""
    guard = guard or Guard()
    place_id = task.place_id or getattr(draft.kept and draft.kept.record, "place_id", None)
    shown = FormPage(
        form=draft.form,
        sections=filled_sections(draft, guard, place_id),
        rows=filled_rows(draft, guard),
        guard=guard,
        actors=draft.directory.suggested(place_id) if names_actors(draft.form) else (),
        trail=trail(draft, task),
    )
    if draft.kept and task.record_id:
        shown = _about_stored(desk, task, draft, shown, draft.kept.record)
    answer = page(desk.request, shown, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def names_actors(form: RecordForm) -> bool:
    """Tell whether a form has a field in which an actor is named."""
    return form.rows is not None or any(field.shape in ("actor", "actors") for field in form.fields)


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


def _about_stored(desk: Desk, task: Task, draft: Draft, shown: FormPage, record: Record) -> FormPage:
    assert draft.kept
    with desk.looking() as (seen, connection):
        name = name_of(record, seen)
        deletable = bool(task.form.slug) and may_delete(connection, desk.viewer, task.form.file, record)
    way = f"?place={quote(task.place_id)}" if task.place_id else ""
    record_id = quote(task.record_id or "")
    merges = deletable and task.form.file.name == "actors"
    return replace(
        shown,
        version=draft.kept.version,
        mark=draft.kept.mark,
        name=name,
        delete_address=task.form.delete_address(record_id) + way if deletable else "",
        merge_address=f"/aktorer/{record_id}/sla-ihop{way}" if merges else "",
    )
