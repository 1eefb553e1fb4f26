"""Writers whose every acknowledged write is looked for afterwards, in the records and in their history."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

import orjson
import sqlalchemy as sa
from sqlalchemy import Engine

from api.database import reading
from benchmarks.proofs.trials import Client
from models.tables import TABLES

CREATED, CHANGED = 201, 200
_ACTORS, _HISTORY = TABLES["actors"], TABLES["history"]


@dataclass
class Writer:
    """Reads, changes and creates actors; what it was told is stored it remembers.

    Attributes:
        number: tells the writers apart.
        pages: the share of what it does that is to look at the page of the place, which every write makes anew.
        acknowledged: the notes that were stored, by the actor's id, with the moment of the answer.
    """

    number: int
    client: Client
    pages: float = 0.0
    acknowledged: list[tuple[str, str, float]] = field(default_factory=list)
    _made: int = 0

    def work(self, goes_on: Callable[[], bool]) -> None:
        """Do what an editor does until it is enough: mostly look, often change, sometimes create."""
        chance = random.Random(self.number)
        while goes_on():
            drawn = chance.random()
            if drawn < self.pages:
                self.client.ask("GET", "/platser/town")
            elif drawn < 0.5:
                self.client.ask("GET", "/api/v1/actors?limit=50")
            elif drawn < 0.9:
                self.change(f"actor-{chance.randrange(300):06}")
            else:
                self.create()

    def work_for(self, seconds: float) -> None:
        """Work so long."""
        end = monotonic() + seconds
        self.work(lambda: monotonic() < end)

    def change(self, actor: str) -> None:
        """Read an actor and write a note of this writer's own into it; whoever was faster wins."""
        status, found = self.client.ask("GET", f"/api/v1/actors/{actor}")
        if status != CHANGED:
            return
        note = self._next_note()
        body = {"version": found["version"], "note": note}
        if self.client.ask("PATCH", f"/api/v1/actors/{actor}", body)[0] == CHANGED:
            self.acknowledged.append((actor, note, monotonic()))

    def create(self) -> None:
        """Create an actor with a note of this writer's own."""
        note = self._next_note()
        actor = f"new-{self.number}-{self._made}"
        body = {"id": actor, "name": f"Ny aktör {actor}", "sector": "civil_society", "kind": "association"}
        body |= {"level": "municipality", "place_id": "town", "note": note}
        if self.client.ask("POST", "/api/v1/actors", body)[0] == CREATED:
            self.acknowledged.append((actor, note, monotonic()))

    def _next_note(self) -> str:
        self._made += 1
        return f"writer {self.number} write {self._made}"


def until(stop: Event) -> Callable[[], bool]:
    """Return what tells writers to go on until the event."""
    return lambda: not stop.is_set()


def lost(engine: Engine, writes: list[tuple[str, str, float]]) -> list[str]:
    """Return the acknowledged notes that neither the records nor their history hold."""
    with reading(engine) as connection:
        held = set(connection.execute(sa.select(_ACTORS.c.id, _ACTORS.c.note)).tuples())
        kept = connection.execute(
            sa.select(_HISTORY.c.record_key, _HISTORY.c.before).where(_HISTORY.c.table_name == "actors")
        ).tuples()
        held |= {(orjson.loads(key)[0], before["note"]) for key, before in kept}
    return [note for actor, note, _ in writes if (actor, note) not in held]
