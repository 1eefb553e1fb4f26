"""A place on two days, computed for whoever asks what changed."""

from dataclasses import replace
from datetime import date

from fastapi.concurrency import run_in_threadpool

from api.access.window import Window
from api.analyses import Analyses, Question
from api.language import message
from api.queries.registrations import registered_between
from graph.changes import Changes
from graph.register import Register
from models.errors import InvalidRequestError

USUAL_MONTHS = 12
"""How far back to look when nobody says."""

WRONG_ORDER = message("Den första dagen får inte ligga efter den andra. Byt plats på dem eller välj en tidigare dag.")


async def changes_between(window: Window, analyses: Analyses, question: Question, since: date) -> Changes:
    """Return what changed in a place.

    Args:
        window: shows the register.
        analyses: computes and remembers the analysis of either day.
        question: the place, the later day, the view and the reading.
        since: the earlier day.

    Raises:
        InvalidRequestError: the days are not in order.
        NotFoundError: when the register has no such place.
    """
    if since > question.day:
        raise InvalidRequestError(WRONG_ORDER)
    before = await analyses.analysed(replace(question, day=since), "gaps")
    after = await analyses.analysed(question, "gaps")
    registered = await run_in_threadpool(_registered, window, question, since)
    return Changes(before, after, registered)


def _registered(window: Window, question: Question, since: date) -> Register:
    with window.seeing(question.viewer) as seen:
        return registered_between(seen, question.place_id, since, question.day)
