"""The actors that a viewer sees though not everybody does, and what they are shown together with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import sqlalchemy as sa

from api.access.seen import Seen
from api.access.unseen import GROUPS
from models.vocabulary import ActorVisibility, ReadSubject

MOST_FOLLOWED = 2_000
"""So many such actors are followed to what they are shown with; of more, the log says of which place they are."""

PART = 500
"""Ids that one question names."""

Whereabouts = Mapping[tuple[str, str], set[str]]


class ClosedActors:
    """What is shown where: on the page of a neighbour, among those who take part in something, on the map of a place.

    Args:
        seen: the register as the viewer sees it.
        public: the register as everybody does.
    """

    def __init__(self, seen: Seen, public: Seen) -> None:
        self._seen, self._public = seen, public

    @cached_property
    def _ids(self) -> list[str]:
        return sorted(self._public.unseen["actors"] - self._seen.unseen["actors"])

    @cached_property
    def subjects(self) -> Mapping[str, tuple[ReadSubject, str]]:
        """What a read of each counts as: of itself where it says who may see it, else of the place that does."""
        found: dict[str, tuple[ReadSubject, str]] = {}
        actors = self._seen["actors"].c
        for part in _parts(self._ids):
            said = sa.select(actors.id, actors.place_id, actors.visibility).where(actors.id.in_(part))
            for actor, place, visibility in self._seen.execute(said):
                by_place = visibility is ActorVisibility.PUBLIC and place is not None
                found[actor] = (ReadSubject.PLACE, place) if by_place else (ReadSubject.ACTOR, actor)
        return found

    def shown_with(self, table: str, ids: Iterable[str]) -> set[tuple[ReadSubject, str]]:
        """Return what a read of these records of a table tells of."""
        shown = set().union(*(self._whereabouts.get((table, record_id), set()) for record_id in ids))
        return {self.subjects[actor] for actor in shown}

    @cached_property
    def _whereabouts(self) -> Whereabouts:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for part in _parts(self._ids if len(self._ids) <= MOST_FOLLOWED else []):
            for table, record_id, actor in self._shown(part):
                found[table, record_id].add(actor)
        neighbours = sorted(record_id for table, record_id in found if table == "actors")
        actors = self._seen["actors"].c
        for part in _parts(neighbours):
            homes = sa.select(actors.id, actors.place_id).where(actors.id.in_(part))
            for neighbour, place in self._seen.execute(homes):
                found["places", place] |= found["actors", neighbour]
        return found

    def _shown(self, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield each record that one of these actors is shown with: the table, the id, and the actor."""
        yield from (("actors", actor, actor) for actor in ids)
        ties = self._seen["ties"].c
        for one, other in ((ties.actor_a, ties.actor_b), (ties.actor_b, ties.actor_a)):
            for tie, neighbour, actor in self._seen.execute(sa.select(ties.id, other, one).where(one.in_(ids))):
                yield "ties", tie, actor
                yield "actors", neighbour, actor
        for group, links, key in GROUPS:
            own, others = self._seen[links].alias(), self._seen[links].alias()
            together = sa.select(own.c[key], others.c.actor_id, own.c.actor_id).select_from(
                own.join(others, own.c[key] == others.c[key])
            )
            for record_id, neighbour, actor in self._seen.execute(together.where(own.c.actor_id.in_(ids))):
                yield group, record_id, actor
                yield "actors", neighbour, actor


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (ids[start : start + PART] for start in range(0, len(ids), PART))
