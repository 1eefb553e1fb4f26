"""Who sees what an actor has told, in words that the actor understands."""

from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.queries.openness import openness_of
from graph.message import Message
from models.records import Actor
from models.vocabulary import ActorVisibility, PlaceVisibility

TO_ALL = message("Visas för alla.")
TO_ACCOUNTS = message("Visas för alla som har konto och är inloggade.")
TO_THOSE_AT_PLACE = message("Visas bara för dem som har konto och arbetar med {place} eller hör till en aktör där.")
TO_PARTNERS = message("Visas bara för partner i {place}: de som arbetar med platsen eller hör till en aktör där.")
TO_NOBODY = message("Visas bara för er och dem som sköter kartan i {place}.")
TO_NOBODY_ANYWHERE = message("Visas bara för er och dem som sköter registret.")

_BY_PLACE = {
    PlaceVisibility.PUBLIC: TO_ALL,
    PlaceVisibility.SHARED: TO_ACCOUNTS,
    PlaceVisibility.PRIVATE: TO_THOSE_AT_PLACE,
}


def seen_by(connection: Connection, actor: Actor, place: str) -> Message:
    """Return who sees an actor: what its place says and what it says itself, together.

    Args:
        place: what the actor's place is called; empty where it has none.
    """
    if actor.visibility is ActorVisibility.HIDDEN:
        return Message(TO_NOBODY, {"place": place}) if place else Message(TO_NOBODY_ANYWHERE)
    if not place:
        return Message(TO_ALL)
    if actor.visibility is ActorVisibility.PARTNERS:
        return Message(TO_PARTNERS, {"place": place})
    # All of the register is read: of its own place an actor is told the truth, whoever may look at those above.
    return Message(_BY_PLACE[openness_of(Seen(connection), actor.place_id)], {"place": place})
