"""A municipality with three actors, and what its coordinator sees of them, on each database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from api.access.gate import Gate
from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import OPERATOR
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.self_service.answer_links import AnswerLink, make_links, stamp
from api.self_service.following import Followed, follow
from api.storing import store
from models.records import Actor
from models.vocabulary import ChangeKind, Sector
from tests.api.access.people import Clock, make_gate, settle

PLACE = "kommun"


@dataclass
class Town:
    """The place, the clock, and what its links are."""

    engine: Engine
    gate: Gate
    clock: Clock

    def followed(self, round_id: str | None = None) -> tuple[Followed, ...]:
        with reading(self.engine) as connection:
            seen = Seen(connection, access_of(connection, OPERATOR))
            return follow(seen, connection, PLACE, self.gate.now(), round_id)

    def standings(self, round_id: str | None = None) -> dict[str, str]:
        return {one.actor_id: str(one.standing) for one in self.followed(round_id)}

    def link(self, actor_id: str, **stamps: Any) -> AnswerLink:
        """Make a link and write down what happened with it."""
        with writing(self.engine) as connection:
            (made,) = make_links(connection, self.gate, OPERATOR, PLACE, [actor_id])
            if stamps:
                stamp(connection, made.id, **stamps)
        return self.links([actor_id])[0]

    def links(self, actor_ids: Sequence[str]) -> list[AnswerLink]:
        return [one.link for one in self.followed() if one.actor_id in actor_ids and one.link]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(engine: Engine, clock: Clock) -> Town:
    settle(engine)
    actors = [
        Actor(id="bygden", name="Bygden", sector=Sector.CIVIL_SOCIETY, place_id=PLACE, email="info@bygden.example"),
        Actor(id="nytt", name="Ånyo AB", sector=Sector.BUSINESS, place_id=PLACE, email="kansli@anyo.example"),
        Actor(id="forr", name="Före detta", sector=Sector.STATE, place_id=PLACE, valid_to=date(2026, 11, 1)),
    ]
    with writing(engine) as connection:
        hold_revision(connection)
        store(connection, {"actors": actors}, [], begin_change_set(connection, Deed(ChangeKind.IMPORT)))
    return Town(engine, make_gate(clock), clock)
