"""Which actors and records belong to the collaboration system of a place."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.snapshot import Participants, Snapshot
from models.records import Activity, Agreement, Forum, Need

Placed = TypeVar("Placed", Forum, Agreement, Activity, Need)


@dataclass(frozen=True)
class Belonging:
    """The actors and records of a place's system.

    Attributes:
        inside: the place and all places below it.
        home: the actors placed inside.
        actors: the home actors and those from outside that share a record with them or have one placed inside.
        forums, agreements, activities, needs: the records that findings may be about.
        work: the activities that count for who does what: those of the system and those placed above the
            place that an actor of the system runs.
    """

    inside: frozenset[str]
    home: frozenset[str]
    actors: frozenset[str]
    forums: tuple[Forum, ...]
    agreements: tuple[Agreement, ...]
    activities: tuple[Activity, ...]
    needs: tuple[Need, ...]
    work: tuple[Activity, ...]


def find_belonging(snapshot: Snapshot, place_id: str) -> Belonging:
    """Return what belongs to the system of `place_id`.

    The rule is applied once, from the home actors: an actor from outside brings nobody in. Records count
    here by their dates alone, whatever their status, unless disputed.
    """
    inside = snapshot.tree.within(place_id)
    home = frozenset(actor.id for actor in snapshot.actors.values() if actor.place_id in inside)
    actors = set(home)
    for placed_at, participants in _shared_records(snapshot):
        if placed_at in inside or not home.isdisjoint(participants):
            actors.update(participants)
    own = _Own(inside, actors)
    register = snapshot.register
    run = {runner.activity_id for runner in register.activity_actors}
    signed = {party.agreement_id for party in register.agreement_parties}
    activities = own.among(snapshot.activities, snapshot.runners, run)
    return Belonging(
        inside=inside,
        home=home,
        actors=frozenset(actors),
        forums=own.among(snapshot.forums, snapshot.listed_members, {m.forum_id for m in register.forum_members}),
        agreements=own.among(snapshot.agreements, snapshot.parties, signed),
        activities=activities,
        needs=own.among(snapshot.needs, snapshot.seers, {sighting.need_id for sighting in register.need_sightings}),
        work=(*activities, *_work_above(snapshot, place_id, actors)),
    )


@dataclass(frozen=True)
class _Own:
    """Tells which records are a system's own."""

    inside: frozenset[str]
    actors: Collection[str]

    def among(
        self, facts: Iterable[Placed], participants: Mapping[str, Participants], named: Collection[str]
    ) -> tuple[Placed, ...]:
        """Return those placed inside, and without place those an actor here shares or that name nobody anywhere."""
        return tuple(
            fact
            for fact in facts
            if fact.place_id in self.inside
            or (fact.place_id is None and (fact.id not in named or self._shares(participants.get(fact.id, ()))))
        )

    def _shares(self, participants: Collection[str]) -> bool:
        return any(actor in self.actors for actor in participants)


def _work_above(snapshot: Snapshot, place_id: str, actors: Collection[str]) -> Iterator[Activity]:
    """Yield the activities placed above the place that an actor of the system runs."""
    above = set(snapshot.tree.above(place_id))
    for activity in snapshot.activities:
        if activity.place_id in above and any(actor in actors for actor in snapshot.runners.get(activity.id, ())):
            yield activity


def _shared_records(snapshot: Snapshot) -> Iterator[tuple[str | None, Iterable[str]]]:
    """Yield where each record is placed and who shares it."""
    for tie in snapshot.ties:
        yield tie.place_id, snapshot.actors.keys() & {tie.actor_a, tie.actor_b}
    for mandate in snapshot.mandates:
        yield mandate.place_id, (mandate.actor_id,)
    gatherings = (
        (snapshot.forums, snapshot.listed_members),
        (snapshot.agreements, snapshot.parties),
        (snapshot.activities, snapshot.runners),
        (snapshot.needs, snapshot.seers),
    )
    for facts, participants in gatherings:
        for fact in facts:
            yield fact.place_id, participants.get(fact.id, {})
