"""What somebody who has signed in works with: their places, the actors they speak for, and what they can do there."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.queries.openness import openness_of
from models.text import swedish_order
from models.vocabulary import ActorVisibility, PlaceVisibility


@dataclass(frozen=True)
class OwnPlace:
    """A place that an account works with.

    Attributes:
        name, address: the place and its first page.
        edits: whether the account may register there.
        seen_by: who may see it, where that is not everybody.
    """

    name: str
    address: str
    edits: bool
    seen_by: PlaceVisibility | None


@dataclass(frozen=True)
class OwnActor:
    """An actor that an account speaks for.

    Attributes:
        name, address: the actor and its page.
        tie_address: where a tie of it is registered; empty where it has no place.
        seen_by: who may see it, where it is not for everybody who sees the place.
    """

    name: str
    address: str
    tie_address: str
    seen_by: ActorVisibility | None


@dataclass(frozen=True)
class OwnWork:
    """What `partials/_own_work.html` shows: places and actors in alphabetical order, and whether all is theirs."""

    places: tuple[OwnPlace, ...] = ()
    actors: tuple[OwnActor, ...] = ()
    everything: bool = False

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.places or self.actors or self.everything)


NO_WORK = OwnWork()


def own_work(seen: Seen, viewer: Viewer) -> OwnWork:
    """Return what a viewer works with; nothing for somebody without a role of that kind."""
    if not viewer.is_signed_in:
        return NO_WORK
    return OwnWork(
        places=tuple(_place(seen, viewer, row) for row in _named(seen, "places", viewer.works_with)),
        actors=tuple(_actor(row) for row in _named(seen, "actors", viewer.speaks_for)),
        everything=viewer.is_admin,
    )


def _named(seen: Seen, table: str, ids: Collection[str]) -> list[sa.Row[Any]]:
    if not ids:
        return []
    rows = seen[table]
    return sorted(seen.execute(sa.select(rows).where(rows.c.id.in_(ids))), key=lambda row: swedish_order(row.name))


def _place(seen: Seen, viewer: Viewer, row: sa.Row[Any]) -> OwnPlace:
    openness = openness_of(seen, row.id)
    return OwnPlace(
        name=row.name,
        address=f"/platser/{quote(row.id)}",
        edits=row.id in viewer.edits,
        seen_by=None if openness is PlaceVisibility.PUBLIC else openness,
    )


def _actor(row: sa.Row[Any]) -> OwnActor:
    actor_id = quote(row.id)
    visibility: ActorVisibility = row.visibility
    return OwnActor(
        name=row.name,
        address=f"/aktorer/{actor_id}",
        tie_address=f"/platser/{quote(row.place_id)}/registrera/samarbete?med={actor_id}" if row.place_id else "",
        seen_by=None if visibility is ActorVisibility.PUBLIC else visibility,
    )
