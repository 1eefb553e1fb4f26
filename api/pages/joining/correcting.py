"""Putting right what an organisation said before it is registered, in the actor form filled in with what was said."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from api.pages.accounts.forms import see
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.desk import Task, form_response
from api.pages.editing.form_page import Guard
from api.pages.editing.judgement import Judgement
from api.pages.editing.names import load_directory
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import take_form
from api.pages.joining.moderating import SECTION, AtModeration, address_at
from api.pages.joining.readings import read_registration
from api.requests import RegisteredId
from api.self_service.deciding import accept
from api.self_service.registrations import registration_at
from models.errors import DecidedMeanwhileError

router = APIRouter(include_in_schema=False)

HERE = f"/platser/{{place_id}}/{SECTION}/{{registration_id}}/ratta"


@router.get(HERE)
def show_correcting(moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId) -> Response:
    """Show the form of an actor with what the organisation said in it."""
    with moderator.desk.looking() as (seen, connection):
        moderator.require(seen, place_id)
        found = registration_at(connection, place_id, registration_id)
        reading = read_registration(found, load_directory(seen, home=place_id))
    if not found.is_waiting:
        return see(f"{address_at(place_id)}?redan={quote(registration_id)}")
    guard = Guard(reading.judged.faults, reading.judged.traces)
    return form_response(moderator.desk, Task(ACTOR_FORM, place_id), reading.draft, guard)


@router.post(HERE)
def take_corrected(
    moderator: AtModeration, place_id: RegisteredId, registration_id: RegisteredId, sent: SentForm
) -> Response:
    """Register the organisation as it has been put right."""
    decider = moderator.at(place_id)
    with moderator.desk.looking() as (_, connection):
        registration_at(connection, place_id, registration_id)

    def store(judged: Judgement) -> str:
        try:
            accept(decider, registration_id, judged.values)
        except DecidedMeanwhileError:
            return f"{address_at(place_id)}?redan={quote(registration_id)}"
        return f"{address_at(place_id)}?klart={quote(registration_id)}"

    return take_form(moderator.desk, Task(ACTOR_FORM, place_id), sent, store)
