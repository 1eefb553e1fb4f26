"""The records that findings and ties rest on, as a reader meets them: what, who, when, and from where."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from api.pages.facts import ActorLink, Provenance, link_to, provenance
from api.self_service.freshness import Freshness
from api.table_words import ONE
from api.viewpoints import Viewpoint
from graph.message import Message
from graph.snapshot import Participants, Snapshot
from models.records import Actor, Mandate, Record, Tie

KINDS: Mapping[str, str] = {
    table: ONE[table] for table in ("actors", "forums", "agreements", "activities", "ties", "mandates", "needs")
}


@dataclass(frozen=True)
class EvidenceItem:
    """A record that a finding or a tie rests on.

    Attributes:
        kind: what sort of record it is, a Swedish message.
        title: its name.
        address: its own page, None when it has none.
        people: the actors that take part in it, in alphabetical order of their ids.
        provenance: when it holds, who confirms it and where it was read.
        detail: more about it in words.
    """

    kind: str
    title: str
    address: str | None
    people: tuple[ActorLink, ...]
    provenance: Provenance
    detail: Message | None = None

    @property
    def name(self) -> str:
        """The title, as links call it."""
        return self.title


class EvidenceShelf:
    """The records of a register by their reference, `forums:f1`, seen from a place and day.

    Args:
        fresh: how fresh records are, by their reference; without it nothing is said of that.
    """

    def __init__(
        self, snapshot: Snapshot, viewpoint: Viewpoint, fresh: Mapping[str, Freshness] = MappingProxyType({})
    ) -> None:
        self._snapshot = snapshot
        self._viewpoint = viewpoint
        self._fresh = fresh

    def describe(self, reference: str) -> EvidenceItem:
        """Return a record as evidence.

        Raises:
            KeyError: the register has no such record.
        """
        table, _, record_id = reference.partition(":")
        record = self._records[table][record_id]
        title, detail, participants = self._words[table](record)
        return EvidenceItem(
            kind=KINDS[table],
            title=title,
            address=self._viewpoint.actor_address(record_id) if table == "actors" else None,
            people=self.links(participants),
            provenance=provenance(record, self._viewpoint.day, self._fresh.get(reference)),
            detail=detail,
        )

    def links(self, actor_ids: Iterable[str]) -> tuple[ActorLink, ...]:
        """Return links to actors, in the order of their ids."""
        return tuple(map(self.link, sorted(actor_ids)))

    def link(self, actor_id: str) -> ActorLink:
        """Return the link to an actor."""
        return link_to(self._snapshot.register.actor[actor_id], self._viewpoint)

    @cached_property
    def _records(self) -> Mapping[str, Mapping[str, Any]]:
        tables = self._snapshot.register.tables()
        return {table: {record.id: record for record in tables[table]} for table in KINDS}  # type: ignore[attr-defined]

    @cached_property
    def _words(self) -> Mapping[str, Callable[[Any], tuple[str, Message | None, Iterable[str]]]]:
        """For each table: a record's title, further words, and who takes part."""
        snapshot = self._snapshot
        return {
            "actors": _words_of_actor,
            "forums": lambda forum: (forum.name, _kind_of(forum), snapshot.members.get(forum.id, ())),
            "agreements": lambda agreement: (
                agreement.title,
                Message("{kind}, {stage}", {"kind": agreement.kind, "stage": agreement.stage}),
                snapshot.parties.get(agreement.id, ()),
            ),
            "activities": lambda activity: (
                activity.title,
                Message("{status}", {"status": activity.status}),
                snapshot.runners.get(activity.id, ()),
            ),
            "ties": self._words_of_tie,
            "mandates": self._words_of_mandate,
            "needs": lambda need: (need.title, None, snapshot.seers.get(need.id, ())),
        }

    def _words_of_tie(self, tie: Tie) -> tuple[str, Message | None, Iterable[str]]:
        actors = self._snapshot.register.actor
        title = tie.what or f"{actors[tie.actor_a].name} – {actors[tie.actor_b].name}"
        values = {"type": tie.type, "level": tie.level, "status": tie.status}
        return title, Message("{type}, {level}, {status}", values), (tie.actor_a, tie.actor_b)

    def _words_of_mandate(self, mandate: Mandate) -> tuple[str, Message | None, Iterable[str]]:
        about = mandate.theme or mandate.issue or ""
        detail = Message("{kind}: {about}", {"kind": mandate.kind, "about": about})
        return self._snapshot.register.actor[mandate.actor_id].name, detail, (mandate.actor_id,)


def _words_of_actor(actor: Actor) -> tuple[str, Message | None, Participants]:
    return actor.name, Message("{sector}", {"sector": actor.sector}), {}


def _kind_of(forum: Record) -> Message | None:
    kind = getattr(forum, "kind", None)
    return Message("{kind}", {"kind": kind}) if kind else None
