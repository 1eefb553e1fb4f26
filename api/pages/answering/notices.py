"""What a page says after an actor has done something: what it was, and the way to take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import sqlalchemy as sa
from fastapi import Query
from sqlalchemy import Connection

from api.language import message
from api.queries.keys import CHANGE_SETS
from api.self_service.confirmations import touched_keys
from api.self_service.standing import anchor_of


class Done(StrEnum):
    """What was done, as an address says it."""

    AGREED = "stammer"
    DISPUTED = "stammer-inte"
    SAVED = "sparat"
    COMPLETE = "allt-med"
    GREETED = "halsning"
    BACK = "med-igen"
    UNDONE = "angrat"
    NOTHING = ""


WORDS: Mapping[Done, str] = {
    Done.AGREED: message("Sparat: ni har sagt att det stämmer."),
    Done.DISPUTED: message("Sparat: ni har sagt att det inte stämmer. Det räknas inte längre på kartan."),
    Done.SAVED: message("Sparat."),
    Done.COMPLETE: message("Sparat: ni har inga fler samarbeten på platsen."),
    Done.GREETED: message("Hälsningen är sparad."),
    Done.BACK: message("Ni är med på kartan igen."),
    Done.UNDONE: message("Ångrat: det är som det var förut."),
}


@dataclass(frozen=True)
class DoneQuery:
    """What the address says was done, to which record, in which change set; 0 when nothing was different."""

    said: Annotated[str, Query(alias="gjort", max_length=100)] = ""
    change_set: Annotated[int, Query(alias="sparat", ge=0, le=2**31 - 1)] = 0
    about: Annotated[str, Query(alias="vad", max_length=100)] = ""

    @property
    def done(self) -> Done:
        """What was done; nothing where the address says something else."""
        return Done(self.said) if self.said in set(Done) else Done.NOTHING


@dataclass(frozen=True)
class Notice:
    """What was done.

    Attributes:
        words: what it was, a Swedish message.
        anchor: the element beside which it is said; empty for the whole page.
        change_set: what takes it back when it is sent; 0 when nothing does.
    """

    words: str
    anchor: str = ""
    change_set: int = 0


def notice_of(connection: Connection, actor_id: str, query: DoneQuery) -> Notice | None:
    """Return what was done, if the actor did it by its own link and it has not been taken back; else None."""
    if query.done is Done.NOTHING:
        return None
    if not query.change_set:
        return Notice(WORDS[query.done], query.about)
    deeds = CHANGE_SETS.c
    made = sa.select(deeds.actor_id).where(deeds.id == query.change_set)
    undone = sa.select(sa.literal(1)).where(deeds.undoes == query.change_set)
    if connection.execute(made).scalar() != actor_id or connection.execute(undone).first():
        return None
    touched = [anchor_of(f"{table}:{key}") for table, key in touched_keys(connection, query.change_set)]
    return Notice(WORDS[query.done], touched[0] if len(touched) == 1 else "", query.change_set)
