"""What the register holds about each place, counted for choosing among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from api.access.seen import Seen
from models.vocabulary import InventoryStatus, Level


@dataclass(frozen=True)
class Holding:
    """A place and what is registered right there, places below it apart.

    Attributes:
        id, name, level, parent_id: the place.
        actors: how many actors belong to it.
        scopes_done: how many scopes of its inventory are done.
        last_confirmed: the latest day that one of its actors or its inventory confirmed something.
        observed_on: the day that its earliest collection describes.
        fictitious: whether it is made up.
    """

    id: str
    name: str
    level: Level
    parent_id: str | None
    actors: int
    scopes_done: int
    last_confirmed: date | None
    observed_on: date | None
    fictitious: bool


def list_holdings(seen: Seen, today: date) -> list[Holding]:
    """Return what is registered at each place; what is dated after `today` does not count yet."""
    places = seen["places"]
    actors = _actors(seen)
    inventoried, done = _inventories(seen, today)
    declared = _declared(seen, today)
    described = _described(seen)
    columns = (places.c.id, places.c.name, places.c.level, places.c.parent_id)
    return [
        Holding(
            id=place_id,
            name=name,
            level=level,
            parent_id=parent_id,
            actors=actors.get(place_id, 0),
            scopes_done=len(done.get(place_id, ())),
            last_confirmed=_latest((inventoried.get(place_id), declared.get(place_id))),
            observed_on=described[place_id][0] if place_id in described else None,
            fictitious=place_id in described and described[place_id][1],
        )
        for place_id, name, level, parent_id in seen.execute(sa.select(*columns))
    ]


def _actors(seen: Seen) -> Mapping[str, int]:
    actors = seen["actors"]
    counted = sa.select(actors.c.place_id, sa.func.count().label("actors")).where(actors.c.place_id.is_not(None))
    return {row.place_id: row.actors for row in seen.execute(counted.group_by(actors.c.place_id))}


def _inventories(seen: Seen, today: date) -> tuple[Mapping[str, date], Mapping[str, set[str]]]:
    """Return the latest day of each place's inventory, and the scopes whose latest row says done."""
    rows = seen["inventories"]
    known = sa.select(rows.c.place_id, rows.c.scope, rows.c.status, rows.c.date).where(rows.c.date <= today)
    latest: dict[str, date] = {}
    done: dict[str, set[str]] = {}
    for place_id, scope, status, day in sorted(seen.execute(known), key=lambda row: row[3] or date.min):
        scopes = done.setdefault(place_id, set())
        (scopes.add if status == InventoryStatus.DONE else scopes.discard)(scope)
        if day:
            latest[place_id] = day
    return latest, done


def _declared(seen: Seen, today: date) -> Mapping[str, date]:
    """Return for each place the latest day that one of its actors said its collaborations are complete."""
    actors, said = seen["actors"], seen["completeness"]
    joined = sa.select(actors.c.place_id, sa.func.max(said.c.date).label("latest")).join(said)
    of_places = joined.where(actors.c.place_id.is_not(None), said.c.date <= today).group_by(actors.c.place_id)
    return {row.place_id: row.latest for row in seen.execute(of_places)}


def _described(seen: Seen) -> Mapping[str, tuple[date, bool]]:
    """Return for each described place the earliest observed day, and whether a collection makes it up."""
    collections, of_place = seen["collections"], seen["collection_places"]
    joined = sa.select(of_place.c.place_id, collections.c.observed_on, collections.c.fictitious).join(
        collections, collections.c.id == of_place.c.collection_id
    )
    found: dict[str, tuple[date, bool]] = {}
    for place_id, day, fictitious in seen.execute(joined):
        known_day, known_fictitious = found.get(place_id, (day, False))
        found[place_id] = (min(known_day, day), known_fictitious or bool(fictitious))
    return found


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
