"""Making and revoking the links with which organisations register themselves at a place."""

from collections.abc import Mapping
from datetime import date, timedelta

from fastapi import APIRouter, Response
from pydantic_core import PydanticCustomError

from api.database import writing
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.answers import NO_DAY
from api.pages.editing.days import last_day, read_last_day
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import UNREADABLE
from api.pages.joining.moderating import SECTION, AtModeration, NewLink, address_at, moderation_response
from api.requests import RegisteredId
from api.self_service.registration_links import make_registration_link, revoke_registration_link
from models.dates import add_months
from models.instants import end_of

router = APIRouter(include_in_schema=False)

UNTIL = "until"
MONTHS: Mapping[str, int] = {"month": 1, "three": 3}

NOT_AHEAD = message("Välj en dag från och med i dag och högst ett år framåt.")
WHICH_DAY = message("Skriv till och med vilken dag länken ska gälla.")

MOST_MONTHS = 12


class LifetimeError(Exception):
    """How long a link is to live cannot be read; the reason is a Swedish message."""


@router.post(f"/platser/{{place_id}}/{SECTION}/lankar")
def make_link(moderator: AtModeration, place_id: RegisteredId, sent: SentForm) -> Response:
    """Make a link."""
    decider = moderator.at(place_id)
    lifetime, until = sent.one("lifetime"), sent.one("until")
    try:
        final = final_day(lifetime, until, moderator.gate.now().date())
    except LifetimeError as error:
        typed = NewLink(lifetime, until, str(error))
        return moderation_response(moderator, place_id, new_link=typed, status=UNREADABLE)
    with writing(decider.engine) as connection:
        make_registration_link(connection, decider.gate, decider.viewer, place_id, end_of(final))
    return see(f"{address_at(place_id)}#lankar")


@router.post(f"/platser/{{place_id}}/{SECTION}/lankar/{{link_id}}/aterkalla")
def revoke_link(moderator: AtModeration, place_id: RegisteredId, link_id: RegisteredId) -> Response:
    """Let a link lead nowhere from now on."""
    decider = moderator.at(place_id)
    with writing(decider.engine) as connection:
        revoke_registration_link(connection, decider.gate, place_id, link_id)
    return see(f"{address_at(place_id)}#lankar")


def final_day(lifetime: str, until: str, today: date) -> date:
    """Return the last day on which a link lives; a month where nothing known is asked for.

    >>> final_day("week", "", date(2026, 11, 22)), final_day("month", "", date(2026, 1, 31))
    (datetime.date(2026, 11, 29), datetime.date(2026, 2, 28))

    Raises:
        LifetimeError: the day that was written is none, has passed, or lies too far ahead.
    """
    if lifetime == "week":
        return today + timedelta(days=7)
    if lifetime != UNTIL:
        return add_months(today, MONTHS.get(lifetime, 1))
    try:
        after = read_last_day(until)
    except (PydanticCustomError, OverflowError):
        raise LifetimeError(NO_DAY) from None
    if after is None:
        raise LifetimeError(WHICH_DAY)
    day = last_day(after)
    if not today <= day <= add_months(today, MOST_MONTHS):
        raise LifetimeError(NOT_AHEAD)
    return day
