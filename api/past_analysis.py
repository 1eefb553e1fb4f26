"""The analysis of a place as it would have been made at a moment: of what was stored by then, and no more."""

from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from api.analyses import Question, Remembered
from api.past_register import last_change_set, register_at
from api.queries.past import Past, looking_back
from api.queries.revision import current_revision
from graph.analysis import Analysis, analyse
from graph.register import Register
from models.errors import NotFoundError

MOST_MOMENTS = 4
"""Registers of the past that are remembered: somebody who looks at one day soon looks at it again."""

_KNOWN: WeakKeyDictionary[Engine, Remembered[Register]] = WeakKeyDictionary()


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
        register = _register_at(engine, past, moment)
        needs_shown = past.seen.access.sees_needs(question.place_id)
    if question.place_id not in register.place:
        raise NotFoundError("places", question.place_id)
    return analyse(register, question.place_id, question.day, question.view, question.reading, needs_shown=needs_shown)


def _register_at(engine: Engine, past: Past, moment: datetime) -> Register:
    """Return the register at a moment, which is the same for all moments between two change sets."""
    known = _KNOWN.setdefault(engine, Remembered(MOST_MOMENTS))
    may_see = (past.seen.access, past.edited, past.partners, past.own)
    key = (current_revision(past.connection), last_change_set(past, moment), may_see)
    return known.get(key, lambda: register_at(past, moment))
