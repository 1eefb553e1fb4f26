"""Registering something at a place: what can be registered and what is, and an empty form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.lists.drafts import drafts_of
from api.pages.editing.confirmation import SavedQuery, confirmation_of
from api.pages.editing.desk import AtDesk, SomebodyAtDesk, Task, form_response
from api.pages.editing.draft import new_draft
from api.pages.editing.forms import FORMS
from api.pages.editing.names import load_directory
from api.pages.editing.registered import SECTION, RegisteredPage, list_registered, registering_heading
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import require_allowed, take_form
from api.requests import Asked, RegisteredId, Today
from api.self_service.registrations import count_waiting
from api.templating import page
from models.dates import add_months
from models.instants import end_of

router = APIRouter(include_in_schema=False)

LONGEST_SEARCH = 200
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class WantedRecords:
    """Which of the registered records are asked for: by a part of their name, and only those over a year old."""

    search: Annotated[str, Query(alias="q", max_length=LONGEST_SEARCH)] = ""
    older: Annotated[bool, Query(alias="aldre")] = False


@router.get(f"/platser/{{place_id}}/{SECTION}")
def show_registered(
    request: Request,
    desk: SomebodyAtDesk,
    today: Today,
    place_id: RegisteredId,
    asked: Asked,
    told: Annotated[SavedQuery, Depends()],
    wanted: Annotated[WantedRecords, Depends()],
) -> Response:
    """Ask what is to be registered, and show what is."""
    with desk.looking() as (seen, connection):
        desk.require_place(seen, place_id)
        shown = RegisteredPage(
            heading=registering_heading(seen, place_id, asked, today),
            forms=FORMS,
            lists=list_registered(seen, place_id, wanted.search, _year_before(today) if wanted.older else None),
            search=wanted.search,
            older=wanted.older,
            confirmation=confirmation_of(seen, connection, desk.viewer, told),
            drafts=drafts_of(connection, desk.viewer, place_id),
            waiting=count_waiting(connection, place_id),
        )
    return page(request, shown)


def _year_before(today: date) -> datetime:
    return end_of(add_months(today, -MONTHS_OF_A_YEAR))


def _show_new(form: RecordForm) -> Callable[..., Any]:
    def show_new_form(
        desk: AtDesk, place_id: RegisteredId, with_actor: Annotated[str, Query(alias="med", max_length=100)] = ""
    ) -> Response:
        desk.require_somebody()
        with desk.looking() as (seen, _):
            require_allowed(desk, seen, form, place_id)
            directory = load_directory(seen, [with_actor], home=place_id)
        known = {"place_id": place_id} if form.file.name != "ties" else {}
        if form.file.name == "ties" and with_actor in directory.actors:
            known = {"actor_a": directory.label(with_actor)}
        return form_response(desk, Task(form, place_id), new_draft(form, directory, known))

    return show_new_form


def _take_new(form: RecordForm) -> Callable[..., Any]:
    def take_new_form(desk: AtDesk, place_id: RegisteredId, sent: SentForm) -> Response:
        return take_form(desk, Task(form, place_id), sent)

    return take_new_form


for _form in FORMS:
    _address = f"/platser/{{place_id}}/{SECTION}/{_form.slug}"
    router.add_api_route(_address, _show_new(_form), methods=["GET"], name=f"show_new_{_form.slug}")
    router.add_api_route(_address, _take_new(_form), methods=["POST"], name=f"take_new_{_form.slug}")
