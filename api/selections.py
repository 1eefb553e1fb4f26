"""What an address asks of who does what, and of whom somebody could introduce; a form's empty field asks nothing."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import BeforeValidator

from api.language import message
from api.requests import RegisteredId
from graph.place_suggestions import Answer, who_can_introduce
from graph.system import System
from graph.who_does_what import Selection
from models.errors import InvalidRequestError
from models.vocabulary import Direction, Sector, Theme

LONGEST_SEARCH = 200

ONE_MISSING = message("Välj två aktörer eller sektorer som ska mötas.")


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


WantedId = Annotated[RegisteredId | None, BeforeValidator(_blank_is_none)]
WantedTheme = Annotated[Theme | None, BeforeValidator(_blank_is_none)]
WantedSector = Annotated[Sector | None, BeforeValidator(_blank_is_none)]
WantedDirection = Annotated[Direction | None, BeforeValidator(_blank_is_none)]


@dataclass(frozen=True)
class DeedFilter:
    """Which part of who does what an address asks for."""

    theme: Annotated[WantedTheme, Query(description="Activities that carry the theme.")] = None
    place: Annotated[WantedId, Query(description="Activities at the place or below it.")] = None
    actor: Annotated[WantedId, Query(description="What this actor does.")] = None
    sector: Annotated[WantedSector, Query(description="What actors of the sector do.")] = None
    funder: Annotated[WantedId, Query(description="What actors with a grant of this actor do.")] = None
    direction: Annotated[WantedDirection, Query(description="Activities at causes or at consequences.")] = None
    text: Annotated[
        str,
        Query(
            max_length=LONGEST_SEARCH,
            description="A part of the title, a tag, a target group or the actor's name, in any case.",
        ),
    ] = ""

    @property
    def selection(self) -> Selection:
        """The same as the analysis reads it."""
        return Selection(self.theme, self.place, self.actor, self.sector, self.funder, self.direction, self.text)

    @property
    def chosen(self) -> dict[str, Any]:
        """What is chosen, as an address has it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class TwoToMeet:
    """Two actors or sectors that somebody could bring together."""

    a: Annotated[WantedId, Query(description="The id of an actor of the place's system, or a sector.")] = None
    b: Annotated[WantedId, Query(description="Another one.")] = None
    small: Annotated[bool, Query(description="Whether small actors may be asked to introduce them.")] = False

    @property
    def asked(self) -> bool:
        """Whether anything is asked."""
        return bool(self.a or self.b)

    def answer(self, system: System) -> Answer:
        """Return who could bring them together in a system.

        Raises:
            InvalidRequestError: only one of them is given, or both are the same.
            NotFoundError: the system has no such actor, and no sector is called so.
        """
        if not (self.a and self.b):
            raise InvalidRequestError(ONE_MISSING)
        return who_can_introduce(system, self.a, self.b, small=self.small)


AskedDeeds = Annotated[DeedFilter, Depends()]
AskedMeeting = Annotated[TwoToMeet, Depends()]
