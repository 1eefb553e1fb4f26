"""Tänk om: a thought experiment on a place. Everything stands in the address; nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.analyses import Analyses
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithGaps, Sight
from api.pages.what_if_choices import (
    SECTION,
    ChosenSupposition,
    Offer,
    Refusal,
    Thought,
    ThoughtOfAddress,
    address_of,
    chosen,
    offer,
    read_thought,
    words_of,
)
from api.pages.what_if_outcome import Outcome, outcome
from api.templating import Page, page
from graph.gaps import Status
from graph.message import Message
from graph.supposed_register import MOST_SUPPOSITIONS
from graph.suppositions import Supposition, WithoutActor, WithoutForum, WithTie
from graph.what_if import Consequences, find_consequences
from models.vocabulary import Ladder

router = APIRouter(include_in_schema=False)

FRAGILE_LINK = "G13"
MOST_FRAGILE = 3


@dataclass(frozen=True)
class Example:
    """A thought to begin with: what is supposed, the address that supposes it, and why it is worth a thought."""

    said: Message
    address: str
    why: Message


@dataclass(frozen=True)
class WhatIfPage(Page):
    """A thought experiment on a place.

    Attributes:
        heading: place, day and caveats.
        thought: what the address says, to fill the form with again.
        refusals: what of it cannot be supposed; nothing is then computed.
        chosen: what can, one by one.
        offer: what else can be chosen.
        outcome: what follows; None before anything is supposed.
        examples: thoughts to begin with.
        restart: the address without any supposition.
    """

    template: ClassVar[str] = "pages/what_if.html"

    heading: PlaceHeading
    thought: Thought
    refusals: tuple[Refusal, ...]
    chosen: tuple[ChosenSupposition, ...]
    offer: Offer
    outcome: Outcome | None
    examples: tuple[Example, ...]
    restart: str

    @property
    def may_add(self) -> bool:
        """Whether more can be supposed at the same time."""
        return len(self.chosen) < MOST_SUPPOSITIONS


@router.get("/platser/{place_id}/tank-om")
async def show_what_if(request: Request, seen: SeenWithGaps, thought: ThoughtOfAddress) -> Response:
    """Show what would come and go if something were not there, or two actors collaborated."""
    analyses: Analyses = request.app.state.analyses
    suppositions, refusals = await run_in_threadpool(read_thought, seen.system, thought)
    if thought.from_form and not refusals:
        address = address_of(seen.heading().viewpoint, suppositions)
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)
    found = None
    if suppositions and not refusals:
        found = await analyses.work(find_consequences, seen.analysis, suppositions)
    status = refusals[0].status if refusals else HTTPStatus.OK

    def answer() -> Response:
        return page(request, what_if_page(seen, thought, suppositions, refusals, found), status=status)

    return await run_in_threadpool(answer)


def what_if_page(
    seen: Sight,
    thought: Thought,
    suppositions: tuple[Supposition, ...] = (),
    refusals: tuple[Refusal, ...] = (),
    found: Consequences | None = None,
) -> WhatIfPage:
    """Return the page of a thought about the place that is seen."""
    heading = seen.heading(SECTION)
    return WhatIfPage(
        heading=heading,
        thought=thought,
        refusals=refusals,
        chosen=chosen(seen.system, heading.viewpoint, suppositions),
        offer=offer(seen.system, suppositions),
        outcome=outcome(seen, heading, found) if found else None,
        examples=() if suppositions else tuple(_examples(seen, heading)),
        restart=heading.viewpoint.address(SECTION),
    )


def _examples(seen: Sight, heading: PlaceHeading) -> Iterator[Example]:
    """Yield those on whom most hangs, the forum where most meet, and a tie where the most severe gap is."""
    for supposed, why in (*_fragile_links(seen), *_largest_forum(seen), *_missing_tie(seen)):
        yield Example(words_of(seen.system, supposed), address_of(heading.viewpoint, [supposed]), why)


def _fragile_links(seen: Sight) -> Iterator[tuple[Supposition, Message]]:
    fragile = [finding for finding in seen.analysis.gaps if finding.code == FRAGILE_LINK]
    for finding in fragile[:MOST_FRAGILE]:
        yield WithoutActor(finding.subjects[0]), finding.sentence


def _largest_forum(seen: Sight) -> Iterator[tuple[Supposition, Message]]:
    snapshot = seen.system.snapshot
    sizes = {forum.id: len(seen.system.nodes(snapshot.members.get(forum.id, ()))) for forum in snapshot.forums}
    largest = max(sorted(sizes), key=lambda forum: sizes[forum], default="")
    if largest and sizes[largest] > 1:
        yield WithoutForum(largest), Message("Här möts {count} av platsens aktörer.", {"count": sizes[largest]})


def _missing_tie(seen: Sight) -> Iterator[tuple[Supposition, Message]]:
    surest = (finding for finding in seen.analysis.gaps if finding.pairs and finding.status is not Status.ASK_FIRST)
    finding = next(surest, None)
    if finding:
        pair = finding.pairs[0]
        yield WithTie(pair.a, pair.b, Ladder.DIALOGUE), finding.sentence
