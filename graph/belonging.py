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

    def belonging(
        facts: Iterable[Placed], participants: Mapping[str, Participants], named: Collection[str]
    ) -> tuple[Placed, ...]:
        """Return those placed inside, and without place those an actor here shares or nobody anywhere is named in."""
        return tuple(
            fact
            for fact in facts
            if fact.place_id in inside
            or (fact.place_id is None and not actors.isdisjoint(participants.get(fact.id, ())))
            or (fact.place_id is None and fact.id not in named)
        )

    register = snapshot.register
    joined = {member.forum_id for member in register.forum_members}
    signed = {party.agreement_id for party in register.agreement_parties}
    run = {runner.activity_id for runner in register.activity_actors}
    seen = {sighting.need_id for sighting in register.need_sightings}
    activities = belonging(snapshot.activities, snapshot.runners, run)
    above = set(snapshot.tree.above(place_id))
    wider = (
        activity
        for activity in snapshot.activities
        if activity.place_id in above and not actors.isdisjoint(snapshot.runners.get(activity.id, {}))
    )
    return Belonging(
        inside=inside,
        home=home,
        actors=frozenset(actors),
        forums=belonging(snapshot.forums, snapshot.listed_members, joined),
        agreements=belonging(snapshot.agreements, snapshot.parties, signed),
        activities=activities,
        needs=belonging(snapshot.needs, snapshot.seers, seen),
        work=(*activities, *wider),
    )


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
