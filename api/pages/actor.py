"""The page of an actor: what it does, with whom, on which mandate, and what the facts rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response

from api.doubles.merge_company import kept_instead
from api.pages.accounts.forms import see
from api.pages.actor_facts import ActorFacts, Fact
from api.pages.editing.confirmation import Confirmation, SavedQuery
from api.pages.editing.desk import AtDesk, Desk
from api.pages.editing.own_records import about_editing
from api.pages.evidence_freshness import Fresh, dossier_freshness, freshness_in
from api.pages.facts import ActorLink, Link, Provenance, provenance
from api.queries.collections import Collection, collections_of, opening_day
from api.queries.dossier import load_dossier
from api.requests import Asked, RegisteredId, RegisterWindow, Today
from api.self_service.freshness import Freshness
from api.templating import Page, page
from api.viewpoints import Viewpoint
from graph.register import Register
from models.errors import NotFoundError
from models.instants import swedish_time
from models.records import Actor

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class ActorPage(Page):
    """All that is registered about an actor.

    Attributes:
        actor: the record itself.
        day: the day that decides which facts are current.
        back: the place that the reader came from, else the actor's own; None when neither is known.
        place: where the actor belongs.
        whole: the legal person that it is part of.
        units: its own units.
        federations: what it is a member of.
        last_confirmed: the latest day that the actor said its record is right, or that all its collaborations are
            registered.
        collections: what describes the place that the page is seen from.
        provenance: what stands behind the record of the actor.
        changeable: the ids of the records here that the viewer may change, by table.
        confirmation: what was stored just now.
        place_id: the place that the page is seen from; empty for none.
        may_register: whether the viewer may register ties of the actor at the place that the page is seen from.
        mandates, forums, agreements, activities, ties, needs, grants: its facts, current ones first.
    """

    template: ClassVar[str] = "pages/actor.html"

    actor: Actor
    day: date
    back: Link | None
    place: Link | None
    whole: ActorLink | None
    units: tuple[ActorLink, ...]
    federations: tuple[ActorLink, ...]
    last_confirmed: date | None
    collections: tuple[Collection, ...]
    provenance: Provenance
    mandates: tuple[Fact, ...]
    forums: tuple[Fact, ...]
    agreements: tuple[Fact, ...]
    activities: tuple[Fact, ...]
    ties: tuple[Fact, ...]
    needs: tuple[Fact, ...]
    grants: tuple[Fact, ...]
    changeable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    confirmation: Confirmation | None = None
    may_register: bool = False
    place_id: str = ""

    @property
    def fictitious(self) -> bool:
        """Whether the actor is made up."""
        return any(collection.fictitious for collection in self.collections)


@router.get("/aktorer/{actor_id}")
def show_actor(
    window: RegisterWindow,
    desk: AtDesk,
    today: Today,
    actor_id: RegisteredId,
    asked: Asked,
    told: Annotated[SavedQuery, Depends()],
    place: Annotated[str, Query(max_length=100, description="The place that the reader came from.")] = "",
) -> Response:
    """Show what is registered about an actor; one that became a part of another leads on to that."""
    try:
        with window.seeing(desk.viewer) as seen:
            register = load_dossier(seen, actor_id)
            seen_from = place if place in register.place else register.actor[actor_id].place_id
            collections = collections_of(seen, seen_from) if seen_from else ()
            fresh = dossier_freshness(seen, register, actor_id)
    except NotFoundError:
        return _led_on(desk, actor_id, place)
    viewpoint = Viewpoint(seen_from or "", asked.day or opening_day(collections, today), asked.view, asked.reading)
    shown = actor_page(register, actor_id, viewpoint, collections, fresh)
    editing = about_editing(desk, register, viewpoint.place_id, told)
    return page(
        desk.request,
        replace(
            shown,
            changeable=editing.changeable,
            confirmation=editing.confirmation,
            may_register=editing.may_register,
            place_id=viewpoint.place_id,
        ),
    )


def _led_on(desk: Desk, actor_id: str, place: str) -> Response:
    """Lead to the actor that one which is no more was made a part of.

    Raises:
        NotFoundError: it was not, or the viewer does not see that one.
    """
    with desk.looking() as (seen, connection):
        kept = kept_instead(connection, seen, actor_id)
    if kept is None:
        raise NotFoundError("actors", actor_id)
    return see(f"/aktorer/{quote(kept)}" + (f"?place={quote(place)}" if place else ""))


def actor_page(
    register: Register,
    actor_id: str,
    viewpoint: Viewpoint,
    collections: tuple[Collection, ...],
    fresh: Fresh = MappingProxyType({}),
) -> ActorPage:
    """Return the page of an actor from its dossier, seen from a place and day; no place has the id ''."""
    actor = register.actor[actor_id]
    facts = ActorFacts(register, actor_id, viewpoint, fresh)
    declared = (row.date for row in register.completeness if row.actor_id == actor_id and row.date <= viewpoint.day)
    return ActorPage(
        actor=actor,
        day=viewpoint.day,
        back=facts.place(viewpoint.place_id),
        place=facts.place(actor.place_id),
        whole=facts.link(actor.parent_id) if actor.parent_id else None,
        units=tuple(facts.link(unit.id) for unit in register.actors if unit.parent_id == actor_id),
        federations=tuple(map(facts.link, actor.federation_ids)),
        last_confirmed=max((*declared, *_confirmed_on(freshness_in(fresh, actor))), default=None),
        collections=collections,
        provenance=provenance(actor, viewpoint.day, freshness_in(fresh, actor)),
        mandates=facts.mandates(),
        forums=facts.forums(),
        agreements=facts.agreements(),
        activities=facts.activities(),
        ties=facts.ties(),
        needs=facts.needs(),
        grants=facts.grants(),
    )


def _confirmed_on(fresh: Freshness | None) -> tuple[date, ...]:
    return (fresh.said.at.astimezone(swedish_time()).date(),) if fresh and fresh.said else ()
