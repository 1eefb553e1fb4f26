"""Changing what is registered, and how open a place is."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.pages.editing.desk import AtDesk, Desk, Task, form_response
from api.pages.editing.draft import actors_in, stored_draft
from api.pages.editing.forms import FORMS
from api.pages.editing.names import load_directory
from api.pages.editing.place_form import PLACE_FORM
from api.pages.editing.saving import load_kept
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import take_form
from api.pages.permission import changeable
from api.requests import RegisteredId
from models.errors import ForbiddenError

router = APIRouter(include_in_schema=False)

CameFrom = Annotated[str, Query(alias="place", max_length=100, description="The place that the reader came from.")]


def _show(form: RecordForm) -> Callable[..., Any]:
    def show_form(desk: AtDesk, record_id: RegisteredId, came_from: CameFrom = "") -> Response:
        return _show_stored(desk, Task(form, came_from, record_id))

    return show_form


def _take(form: RecordForm) -> Callable[..., Any]:
    def take_changed_form(desk: AtDesk, record_id: RegisteredId, sent: SentForm, came_from: CameFrom = "") -> Response:
        return take_form(desk, Task(form, came_from, record_id), sent)

    return take_changed_form


@router.get("/platser/{place_id}/installningar")
def show_settings(desk: AtDesk, place_id: RegisteredId) -> Response:
    """Show who may see what is registered at a place."""
    return _show_stored(desk, Task(PLACE_FORM, place_id, place_id))


@router.post("/platser/{place_id}/installningar")
def take_settings(desk: AtDesk, place_id: RegisteredId, sent: SentForm) -> Response:
    """Change who may see what is registered at a place."""
    return take_form(desk, Task(PLACE_FORM, place_id, place_id), sent)


def _show_stored(desk: Desk, task: Task) -> Response:
    desk.require_somebody()
    assert task.record_id is not None
    with desk.looking() as (seen, connection):
        kept = load_kept(seen, connection, task.form, task.record_id)
        if not changeable(connection, desk.viewer, task.form.file, [kept.record]):
            raise ForbiddenError
        draft = stored_draft(task.form, load_directory(seen, actors_in(task.form, kept)), kept)
    return form_response(desk, task, draft)


for _form in FORMS:
    _address = f"/{_form.address}/{{record_id}}/andra"
    router.add_api_route(_address, _show(_form), methods=["GET"], name=f"show_{_form.slug}_form")
    router.add_api_route(_address, _take(_form), methods=["POST"], name=f"change_{_form.slug}")
