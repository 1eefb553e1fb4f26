"""Who asks an actor, and what it has told of since: what a page says beside the records themselves."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from api.self_service.answer_links import ROUNDS, AnswerLink
from models.tables import TABLES


class Asking(NamedTuple):
    """Who asks: what the place is called, and the survey round with its message; blank for a link alone."""

    place: str
    round: str = ""
    message: str = ""


def who_asks(connection: Connection, link: AnswerLink) -> Asking:
    """Return who asks. The place is named even to an actor that may not look around there: the link says as much."""
    places = TABLES["places"].c
    place: str = connection.execute(sa.select(places.name).where(places.id == link.place_id)).scalar_one()
    if link.round_id is None:
        return Asking(place)
    asked = sa.select(ROUNDS.c.title, ROUNDS.c.message).where(ROUNDS.c.id == link.round_id)
    row = connection.execute(asked).one()
    return Asking(place, row.title, row.message or "")


def told_ties(connection: Connection, link: AnswerLink) -> frozenset[str]:
    """Return the ids of the ties that an actor has told of since it got its link."""
    ties, deeds = TABLES["ties"].c, TABLES["change_sets"].c
    made = sa.select(ties.id).join(TABLES["change_sets"], deeds.id == ties.created_in)
    since = made.where(deeds.actor_id == link.actor_id, deeds.at >= link.made_at)
    return frozenset(connection.execute(since).scalars())
