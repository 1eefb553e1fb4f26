"""The analysis of a place as it would have been made at a moment: of what was stored by then, and no more."""

from datetime import datetime

from sqlalchemy import Engine

from api.analyses import Question
from api.past_register import register_at
from api.queries.past import looking_back
from graph.analysis import Analysis, analyse
from models.errors import NotFoundError


def analysis_as_known(engine: Engine, question: Question, moment: datetime) -> Analysis:
    """Return the analysis of a place from what the register held at a moment.

    Args:
        engine: the register.
        question: the place, the day, the view, the reading and the viewer.
        moment: the instant of which the knowledge is.

    Raises:
        NotFoundError: the register had no such place then, or the viewer may not see it.
    """
    with looking_back(engine, question.viewer) as past:
        register = register_at(past, moment)
        needs_shown = past.seen.access.sees_needs(question.place_id)
    if question.place_id not in register.place:
        raise NotFoundError("places", question.place_id)
    return analyse(register, question.place_id, question.day, question.view, question.reading, needs_shown=needs_shown)
