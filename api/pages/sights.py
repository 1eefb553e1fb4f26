"""What a page of a place starts from: the analysis that its address asks for, and the collections behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from api.analyses import Analyses
from api.database import reading
from api.pages.evidence import EvidenceShelf
from api.pages.heading import PlaceHeading, heading_of
from api.queries.collections import Collection, collections_of, opening_day
from api.requests import Asked, Database, Today
from graph.analysis import Analysis
from graph.system import Reading, System


@dataclass(frozen=True)
class Sight:
    """A place as its pages see it.

    Attributes:
        analysis: of the day, view and reading asked for; without a day, of the place's opening day.
        collections: what describes the place.
        today: the date that one click leads to.
        look_again: gives the analysis of the same day and view in another reading.
    """

    analysis: Analysis
    collections: tuple[Collection, ...]
    today: date
    look_again: Callable[[Reading], Analysis]

    @property
    def system(self) -> System:
        """The system of the place."""
        return self.analysis.system

    def heading(self, section: str = "") -> PlaceHeading:
        """Return the head of the page whose address ends with `section`."""
        return heading_of(self.system, self.collections, self.today, section)

    @cached_property
    def shelf(self) -> EvidenceShelf:
        """The records that findings and ties rest on, ready to be shown."""
        return EvidenceShelf(self.system.snapshot, self.heading().viewpoint)


def see_place(request: Request, database: Database, today: Today, place_id: str, asked: Asked) -> Sight:
    """Return what the address asks to see.

    Raises:
        NotFoundError: when there is no such place.
    """
    analyses: Analyses = request.app.state.analyses
    with reading(database) as connection:
        collections = collections_of(connection, place_id)
        day = asked.day or opening_day(collections, today)
        analysis = analyses.analysis(connection, place_id, day, asked.view, asked.reading)

    def look_again(other: Reading) -> Analysis:
        with reading(database) as connection:
            return analyses.analysis(connection, place_id, day, asked.view, other)

    return Sight(analysis, collections, today, look_again)


Seen = Annotated[Sight, Depends(see_place)]
