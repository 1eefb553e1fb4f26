"""How much is known of the relations of a place before, during and after a survey round.

Seen as its pages open for whoever asks: on the day at which the place opens, every department for itself, and all that
is registered. Before, now and after are seen on the same day when a collection gives the place that day; else each on
the day that it was.
"""

from datetime import date

from sqlalchemy import Engine

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.access.window import Window
from api.analyses import Question
from api.database import writing
from api.past_analysis import analysis_as_known
from api.queries.collections import collections_of, opening_day
from api.self_service.rounds import Round, keep_outcome
from models.errors import NotFoundError
from models.instants import swedish_time


def question_of(window: Window, viewer: Viewer, place_id: str, today: date) -> Question:
    """Return which analysis a place's pages open with on a day."""
    with window.seeing(viewer) as seen:
        day = opening_day(collections_of(seen, place_id), today)
    return Question(place_id, day, viewer=viewer)


def settle_round(engine: Engine, gate: Gate, window: Window, viewer: Viewer, asked: Round) -> bool:
    """Work out and keep what was known when a round ended, if that is not done yet; tell whether it was now.

    The register is read as it was at that moment, so that it does not matter when somebody looks first.
    """
    ended_at = asked.ended_at(gate.now())
    if ended_at is None or is_settled(asked):
        return False
    question = question_of(window, viewer, asked.place_id, ended_at.astimezone(swedish_time()).date())
    try:
        kappa = analysis_as_known(engine, question, ended_at).system.knowledge.known_share
    except NotFoundError:  # The place was not registered yet then.
        kappa = None
    with writing(engine) as connection:
        keep_outcome(connection, asked, ended_at, kappa)
    return True


def is_settled(asked: Round) -> bool:
    """Tell whether it is kept what was known when a round ended; one with nothing to know is asked again."""
    return asked.closed_at is not None and asked.kappa_after is not None
