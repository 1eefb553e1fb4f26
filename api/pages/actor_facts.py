"""The facts about an actor as its page shows them: each record with who else takes part and what stands behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from api.pages.evidence_freshness import Fresh, freshness_in
from api.pages.facts import ActorLink, Link, Provenance, link_to, provenance
from api.self_service.freshness import freshest
from api.viewpoints import Viewpoint
from graph.register import Register
from models.records import Record


@dataclass(frozen=True)
class Fact:
    """One record about an actor.

    Attributes:
        record: the forum, agreement, tie and so on.
        part: the actor's own part in it, such as a membership with its role; None where there is none.
        others: who else takes part.
        place: the place that the record is about, None when it names none.
        provenance: what stands behind the record, by the dates of the part and the record together.
    """

    record: Any
    part: Any
    others: tuple[ActorLink, ...]
    place: Link | None
    provenance: Provenance

    @property
    def holds(self) -> bool:
        """Whether it holds on the day that the page is about."""
        return self.provenance.holds


class ActorFacts:
    """The dossier of an actor, seen from a place and day.

    Args:
        fresh: how fresh its records are, where the page says so.
    """

    def __init__(
        self, register: Register, actor_id: str, viewpoint: Viewpoint, fresh: Fresh = MappingProxyType({})
    ) -> None:
        self._register = register
        self._actor_id = actor_id
        self._viewpoint = viewpoint
        self._fresh = fresh

    def link(self, actor_id: str) -> ActorLink:
        """Return the link to an actor of the dossier."""
        return link_to(self._register.actor[actor_id], self._viewpoint)

    def place(self, place_id: str | None) -> Link | None:
        """Return the link to a place, None when it is not known."""
        place = self._register.place.get(place_id or "")
        return Link(place.name, self._viewpoint.of(place.id).address()) if place else None

    def mandates(self) -> tuple[Fact, ...]:
        """Return what the actor may or does do."""
        return self._in_order(self._fact(mandate) for mandate in self._register.mandates)

    def forums(self) -> tuple[Fact, ...]:
        """Return the forums that the actor is a member of, with its memberships."""
        return self._taken_part("forums", "forum_members", "forum_id")

    def agreements(self) -> tuple[Fact, ...]:
        """Return the agreements that the actor is a party to."""
        return self._taken_part("agreements", "agreement_parties", "agreement_id")

    def activities(self) -> tuple[Fact, ...]:
        """Return what the actor runs or takes part in."""
        return self._taken_part("activities", "activity_actors", "activity_id")

    def needs(self) -> tuple[Fact, ...]:
        """Return the needs that the actor sees."""
        return self._taken_part("needs", "need_sightings", "need_id")

    def ties(self) -> tuple[Fact, ...]:
        """Return the ties of the actor, whatever became of them."""
        ends = ((tie, (tie.actor_a, tie.actor_b)) for tie in self._register.ties)
        return self._in_order(self._fact(tie, others=actors) for tie, actors in ends)

    def grants(self) -> tuple[Fact, ...]:
        """Return the money that the actor gave, received or asked for."""
        ends = ((grant, (grant.grantor_id, grant.recipient_id)) for grant in self._register.grants)
        return self._in_order(self._fact(grant, others=actors) for grant, actors in ends)

    def _taken_part(self, group: str, links: str, key: str) -> tuple[Fact, ...]:
        tables = self._register.tables()
        records = {record.id: record for record in tables[group]}  # type: ignore[attr-defined]
        parts: list[Any] = list(tables[links])
        facts = []
        for part in parts:
            if part.actor_id == self._actor_id:
                record_id = getattr(part, key)
                others = (other.actor_id for other in parts if getattr(other, key) == record_id)
                facts.append(self._fact(records[record_id], part, others))
        return self._in_order(facts)

    def _fact(self, record: Any, part: Any = None, others: Iterable[str] = ()) -> Fact:
        place_id: str | None = getattr(record, "place_id", None)
        apart = sorted(set(others) - {self._actor_id})
        return Fact(record, part, tuple(map(self.link, apart)), self.place(place_id), self._behind(record, part))

    def _behind(self, record: Record, part: Record | None) -> Provenance:
        """Return what stands behind a record; dates and confirmation of the actor's part say more, where given."""
        whole = provenance(record, self._viewpoint.day, freshness_in(self._fresh, record))
        if part is None:
            return whole
        own = provenance(part, self._viewpoint.day, freshness_in(self._fresh, part))
        return Provenance(
            first_day=own.first_day or whole.first_day,
            last_day=own.last_day or whole.last_day,
            holds=own.holds and whole.holds,
            confirmation=own.confirmation,
            sources=tuple(dict.fromkeys((*whole.sources, *own.sources))),
            note=own.note or whole.note,
            fresh=freshest([fresh for fresh in (own.fresh, whole.fresh) if fresh]),
        )

    def _in_order(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Put what holds on the day first, else keep the order of the register."""
        return tuple(sorted(facts, key=lambda fact: not fact.holds))
