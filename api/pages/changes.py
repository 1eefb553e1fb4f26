"""What changed in a place between two days: actors, collaborations and findings that came and went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.analyses import Question
from api.changes import USUAL_MONTHS, changes_between
from api.language import message
from api.pages.evidence import KINDS, EvidenceShelf
from api.pages.facts import ActorLink
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithGaps, Sight
from api.requests import Asking, RegisterWindow, WantedDay
from api.templating import Page, page
from graph.changes import Changes, LateRecord
from graph.contrast import Contrast, EdgeChange, Pair
from graph.system import System
from models.dates import add_months
from models.vocabulary import Ladder

router = APIRouter(include_in_schema=False)

PLACE = message("Plats")
PARTS = {
    "forum_members": message("Medlem i forum"),
    "agreement_parties": message("Avtalspart"),
    "activity_actors": message("Medverkan i verksamhet"),
    "need_sightings": message("Sett behov"),
    "grants": message("Bidrag"),
    "inventories": message("Inventering"),
    "completeness": message("Besked om att allt är registrerat"),
}
"""What the records are called that are no evidence of their own."""

MOST_LISTED = 200
"""So many collaborations, actors, findings or records of a kind are listed; a longer list helps nobody."""

READ_AT_ONCE = 10
"""So many findings of a kind are shown before the others are asked for, and three times as many names."""


@dataclass(frozen=True)
class Collaboration:
    """A collaboration that came, went, or changed its step; `before` is its earlier step, if it had another."""

    a: ActorLink
    b: ActorLink
    step: Ladder
    before: Ladder | None
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class LateEntry:
    """A record that was merely registered later: what sort it is, a Swedish message, and what it is called."""

    kind: str
    title: str


@dataclass(frozen=True)
class ChangesPage(Page):
    """A place on two days.

    Attributes:
        heading: the place on the later day.
        since: the earlier day.
        changes: all that changed.
        actors_come, actors_gone: who belongs to the system on one of the days alone, at most `MOST_LISTED`.
        come, gone, deeper, looser: collaborations by what became of them, at most `MOST_LISTED` of each.
        stepped_up, stepped_down: how many collaborations became deeper and looser.
        late: what was merely registered in between, at most `MOST_LISTED`.
    """

    template: ClassVar[str] = "pages/changes.html"

    heading: PlaceHeading
    since: date
    changes: Changes
    actors_come: tuple[ActorLink, ...]
    actors_gone: tuple[ActorLink, ...]
    come: tuple[Collaboration, ...]
    gone: tuple[Collaboration, ...]
    deeper: tuple[Collaboration, ...]
    looser: tuple[Collaboration, ...]
    stepped_up: int
    stepped_down: int
    late: tuple[LateEntry, ...]

    @property
    def most_listed(self) -> int:
        """How many findings of a kind are listed at most."""
        return MOST_LISTED

    @property
    def read_at_once(self) -> int:
        """How many of them are shown before the others are asked for."""
        return READ_AT_ONCE

    @property
    def contrast(self) -> Contrast:
        """What came and went."""
        return self.changes.contrast

    @property
    def before(self) -> System:
        """The system on the earlier day."""
        return self.changes.before.system

    @property
    def after(self) -> System:
        """The system on the later day."""
        return self.changes.after.system


@router.get("/platser/{place_id}/forandring")
async def show_changes(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    seen: SeenWithGaps,
    since: Annotated[WantedDay, Query(alias="from", description="The earlier day.")] = None,
) -> Response:
    """Show what changed in a place between two days."""
    system = seen.system
    question = Question(system.place.id, system.day, system.view, system.reading, viewer)
    earlier = since or add_months(system.day, -USUAL_MONTHS)
    if earlier > system.day:  # Whoever mixes the two fields up means the same period.
        swapped: dict[str, Any] = {"from": system.day}
        address = seen.heading().viewpoint.on(earlier).address("forandring", **swapped)
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)
    changes = await changes_between(window, request.app.state.analyses, question, earlier)
    return await run_in_threadpool(lambda: page(request, changes_page(seen, changes)))


def changes_page(seen: Sight, changes: Changes) -> ChangesPage:
    """Return what changed in the place that is seen."""
    found = changes.contrast
    before, after = changes.before.system, changes.after.system
    then = EvidenceShelf(before.snapshot, seen.heading().viewpoint.on(before.day))
    up = [change for change in found.edges_changed if _rise(change) > 0]
    down = [change for change in found.edges_changed if _rise(change) < 0]

    def changed(changes: Sequence[EdgeChange]) -> tuple[Collaboration, ...]:
        return tuple(_collaboration(seen.shelf, after, (one.a, one.b), before) for one in changes[:MOST_LISTED])

    return ChangesPage(
        heading=seen.heading("forandring"),
        since=before.day,
        changes=changes,
        actors_come=seen.shelf.links(found.actors_come)[:MOST_LISTED],
        actors_gone=then.links(found.actors_gone)[:MOST_LISTED],
        come=tuple(_collaboration(seen.shelf, after, pair) for pair in found.edges_come[:MOST_LISTED]),
        gone=tuple(_collaboration(then, before, pair) for pair in found.edges_gone[:MOST_LISTED]),
        deeper=changed(up),
        looser=changed(down),
        stepped_up=len(up),
        stepped_down=len(down),
        late=tuple(_entry(late, seen.shelf, after) for late in changes.newly_registered[:MOST_LISTED]),
    )


def _rise(change: EdgeChange) -> int:
    """Return how many steps of the ladder a collaboration went up; below zero it went down."""
    before, after = change.before["step"], change.after["step"]
    assert isinstance(before, Ladder)
    assert isinstance(after, Ladder)
    return after.step - before.step


def _collaboration(shelf: EvidenceShelf, on: System, pair: Pair, earlier: System | None = None) -> Collaboration:
    edge: dict[str, Any] = on.network.edges[pair]
    grounds = (shelf.describe(reference) for reference in edge["evidence"])
    return Collaboration(
        a=shelf.link(pair[0]),
        b=shelf.link(pair[1]),
        step=edge["step"],
        before=earlier.network.edges[pair]["step"] if earlier else None,
        grounds=tuple(dict.fromkeys(ground.title for ground in grounds)),
    )


def _entry(late: LateRecord, shelf: EvidenceShelf, system: System) -> LateEntry:
    """Return a late record as pages name it; a part of something larger is named with that."""
    register, record = system.snapshot.register, vars(late.record)
    name = late.file.name
    if name in KINDS:
        return LateEntry(KINDS[name], shelf.describe(f"{name}:{record['id']}").title)
    if name == "places":
        return LateEntry(PLACE, record["name"])
    whole_of = late.file.references.get(late.file.key[0], "")
    actor = register.actor.get(record.get("actor_id") or record.get("recipient_id") or "")
    whole = shelf.describe(f"{whole_of}:{record[late.file.key[0]]}").title if whole_of in KINDS else ""
    parts = dict.fromkeys(part for part in (whole, actor.name if actor else "") if part)
    return LateEntry(PARTS[name], " – ".join(parts) or system.place.name)
