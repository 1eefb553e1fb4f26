"""What a page of a place starts from: the analysis that its address asks for, and the collections behind it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.access.viewer import Viewer
from api.access.window import Window
from api.analyses import Analyses, Question
from api.pages.evidence import EvidenceShelf
from api.pages.evidence_freshness import freshness_by_reference
from api.pages.heading import PlaceHeading, heading_of
from api.pages.permission import may_register
from api.queries.collections import Collection, collections_of, opening_day
from api.queries.openness import openness_of
from api.requests import Asked, Asking, RegisteredId, RegisterWindow, Today
from api.self_service.freshness import Freshness
from graph.analysis import Analysis
from graph.system import Reading, System
from models.vocabulary import PlaceVisibility


@dataclass(frozen=True)
class Sight:
    """A place as its pages see it.

    Attributes:
        analysis: of the day, view and reading asked for; without a day, of the place's opening day.
        other: the same in the other reading, where a page compares the two.
        collections: what describes the place.
        today: the date that one click leads to.
        may_register: whether the viewer may register something there.
        seen_by: who may see the place, where that is not everybody; None for whoever has not signed in.
        fresh: how fresh records are, by references such as `forums:f1`, for pages that say so.
    """

    analysis: Analysis
    collections: tuple[Collection, ...]
    today: date
    other: Analysis | None = None
    may_register: bool = False
    seen_by: PlaceVisibility | None = None
    fresh: Mapping[str, Freshness] = field(default_factory=dict)

    @property
    def system(self) -> System:
        """The system of the place."""
        return self.analysis.system

    def heading(self, section: str = "") -> PlaceHeading:
        """Return the head of the page whose address ends with `section`."""
        heading = heading_of(self.system, self.collections, self.today, section)
        return replace(heading, may_register=self.may_register, seen_by=self.seen_by)

    @cached_property
    def shelf(self) -> EvidenceShelf:
        """The records that findings and ties rest on, ready to be shown."""
        return EvidenceShelf(self.system.snapshot, self.heading().viewpoint, self.fresh)

    def freshened(self, window: Window, viewer: Viewer, references: Iterable[str]) -> "Sight":
        """Return the same place with how fresh some records are, for pages that show them."""
        with window.seeing(viewer) as seen:
            return replace(self, fresh=freshness_by_reference(seen, references))


def seeing(*parts: str, beside: Sequence[str] | None = None) -> Callable[..., Awaitable[Sight]]:
    """Return a dependency that gives a page what its address asks to see.

    Args:
        parts: the parts of the analysis that the page shows and that take time.
        beside: the parts of the other reading that the page shows beside them; None when it shows one reading.
    """

    async def see_place(
        request: Request, window: RegisterWindow, viewer: Asking, today: Today, place_id: RegisteredId, asked: Asked
    ) -> Sight:
        analyses: Analyses = request.app.state.analyses
        about = await run_in_threadpool(_about, window, viewer, place_id)
        day = asked.day or opening_day(about.collections, today)
        question = Question(place_id, day, asked.view, asked.reading, viewer)
        other_reading = Reading.MINUS if asked.reading is Reading.PLUS else Reading.PLUS
        return Sight(
            analysis=await analyses.analysed(question, *parts),
            collections=about.collections,
            today=today,
            may_register=about.may_register,
            seen_by=about.seen_by,
            other=None
            if beside is None
            else await analyses.analysed(replace(question, reading=other_reading), *beside),
        )

    return see_place


@dataclass(frozen=True)
class _About:
    """What is known of a place beside its analysis, as `Sight` has it."""

    collections: tuple[Collection, ...]
    may_register: bool
    seen_by: PlaceVisibility | None


def _about(window: Window, viewer: Viewer, place_id: str) -> _About:
    with window.seeing(viewer) as seen:
        openness = openness_of(seen, place_id) if viewer.is_signed_in else PlaceVisibility.PUBLIC
        return _About(
            collections=collections_of(seen, place_id),
            may_register=may_register(seen, viewer, place_id),
            seen_by=None if openness is PlaceVisibility.PUBLIC else openness,
        )


Seen = Annotated[Sight, Depends(seeing())]
SeenWithGaps = Annotated[Sight, Depends(seeing("gaps"))]
SeenWithBothGaps = Annotated[Sight, Depends(seeing("gaps", beside=["gaps"]))]
SeenWithSectors = Annotated[Sight, Depends(seeing("sectors", beside=[]))]
SeenWithBrokers = Annotated[Sight, Depends(seeing("brokers", beside=["brokers"]))]
