"""How much is known of the relations of a place before, during and after a survey round.

With all that is registered, whoever asks: figures that were worked out for people who see different things could not be
set side by side, and how much is known tells nothing of what is hidden. Before, now and after are each seen on the day
that it was, also where the pages of a place open on the day of its collection: what is answered holds from today.
"""

from datetime import date

from sqlalchemy import Engine

from api.access.gate import Gate
from api.access.viewer import OPERATOR
from api.analyses import Question
from api.database import writing
from api.past_analysis import analysis_as_known
from api.self_service.rounds import Round, keep_outcome
from models.errors import NotFoundError
from models.instants import swedish_time


def question_of(place_id: str, today: date) -> Question:
    """Return which analysis tells how much is known of a place on a day, of all that is registered.

    Whether somebody may be told is asked before.
    """
    return Question(place_id, today, viewer=OPERATOR)


def settle_round(engine: Engine, gate: Gate, asked: Round) -> bool:
    """Work out and keep what was known when a round ended, if that is not done yet; tell whether it was now.

    The register is read as it was at that moment, so that it does not matter when somebody looks first.
    """
    ended_at = asked.ended_at(gate.now())
    if ended_at is None or asked.settled_at is not None:
        return False
    question = question_of(asked.place_id, ended_at.astimezone(swedish_time()).date())
    try:
        kappa = analysis_as_known(engine, question, ended_at).system.knowledge.known_share
    except NotFoundError:  # The place was not registered yet then.
        kappa = None
    with writing(engine) as connection:
        keep_outcome(connection, asked, ended_at, kappa, gate.now())
    return True
