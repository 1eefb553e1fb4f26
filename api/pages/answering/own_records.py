"""All that an actor is asked to look through: its own record, and each record of what it takes part in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from api.access.seen import Seen
from api.pages.actor_facts import ActorFacts, Fact
from api.queries.dossier import load_dossier
from api.queries.keys import key_text
from api.record_values import mark_of
from api.self_service.answer_links import AnswerLink
from api.self_service.standing import Asked, standings_of
from api.viewpoints import Viewpoint
from graph.packages import key_of
from graph.register import Register
from models.errors import NotFoundError
from models.package_files import FILES
from models.records import Actor
from models.vocabulary import Topic

TABLES_OF: Mapping[Topic, tuple[str, ...]] = {
    Topic.OWN_DATA: ("actors",),
    Topic.TIES: ("ties",),
    Topic.GROUPS: ("forum_members", "agreement_parties"),
    Topic.ACTIVITIES: ("activity_actors",),
    Topic.NEEDS: ("need_sightings",),
    Topic.COMPLETENESS: (),
}
"""The files whose records each topic is about."""


@dataclass(frozen=True)
class AskedRecord(Asked):
    """A record that an actor is asked about, as a page shows it.

    Attributes:
        fact: the same with who else takes part; None for the actor itself.
    """

    fact: Fact | None


@dataclass(frozen=True)
class OwnRecords:
    """What an actor is asked about, by topic.

    Attributes:
        register: all that is registered about the actor and seen by it.
        actor: the actor.
        by_topic: the records of each topic that it is asked about, in the order in which they are shown.
    """

    register: Register
    actor: Actor
    by_topic: Mapping[Topic, tuple[AskedRecord, ...]]

    @property
    def all(self) -> Iterator[AskedRecord]:
        """The records of all topics."""
        return (asked for records in self.by_topic.values() for asked in records)

    @property
    def mark(self) -> str:
        """Another as soon as any of the records is."""
        return mark_of(asked.record for asked in self.all)

    def find(self, name: str) -> AskedRecord:
        """Return the record of a name.

        Raises:
            NotFoundError: the actor is not asked about any of that name.
        """
        found = next((asked for asked in self.all if asked.name == name), None)
        if found is None:
            raise NotFoundError("registret", "")
        return found


def load_own(seen: Seen, connection: Connection, link: AnswerLink, day: date) -> OwnRecords:
    """Return what an actor is asked about, as it sees it on a day; what is over by then it is not asked about.

    Raises:
        NotFoundError: there is no such actor any more.
    """
    register = load_dossier(seen, link.actor_id)
    facts = ActorFacts(register, link.actor_id, Viewpoint(link.place_id, day))
    by_topic = {topic: _records(seen, connection, link, facts, topic, register) for topic in link.topics}
    return OwnRecords(register, register.actor[link.actor_id], by_topic)


def _records(
    seen: Seen, connection: Connection, link: AnswerLink, facts: ActorFacts, topic: Topic, register: Register
) -> tuple[AskedRecord, ...]:
    found: list[AskedRecord] = []
    for table in TABLES_OF[topic]:
        file = FILES[table]
        pairs = list(_pairs(facts, table, register.actor[link.actor_id]))
        standings = standings_of(seen, connection, link.viewer, file, [record for record, _ in pairs])
        for record, fact in pairs:
            key = key_text(key_of(file, record))
            if standing := standings.get(key):
                found.append(AskedRecord(file, record, key, standing, fact))
    return tuple(found)


def _pairs(facts: ActorFacts, table: str, actor: Actor) -> Iterator[tuple[Any, Fact | None]]:
    """Yield the records of a table that are about the actor and hold, with the facts that they belong to."""
    if table == "actors":
        yield actor, None
        return
    read = {
        "ties": facts.ties,
        "forum_members": facts.forums,
        "agreement_parties": facts.agreements,
        "activity_actors": facts.activities,
        "need_sightings": facts.needs,
    }[table]
    for fact in read():
        if fact.holds:
            yield fact.part or fact.record, fact
