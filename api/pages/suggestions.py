"""Who could bring together whom at a place, who could be a mentor, and the same for any two that are asked for."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.language import message
from api.pages.facts import ActorLink
from api.pages.heading import PlaceHeading
from api.pages.sights import SeenWithGaps, Sight
from api.pages.suggestion_items import AnswerItem, BrokerItem, Describing, MentoringItem
from api.selections import AskedMeeting, TwoToMeet
from api.templating import Page, page
from graph.place_suggestions import place_suggestions
from graph.suggestions import Way
from models.errors import InvalidRequestError, NotFoundError
from models.records import Actor
from models.text import swedish_order
from models.vocabulary import Sector

router = APIRouter(include_in_schema=False)

SECTION = "forslag"
UNKNOWN = message("Den ena eller båda finns inte bland platsens registrerade aktörer den här dagen. Välj i listan.")


@dataclass(frozen=True)
class SuggestionsPage(Page):
    """What a place is suggested.

    Attributes:
        heading: place, day and caveats.
        brokers: those who could introduce others, the most severe finding first.
        hosts: those of the municipality who could invite.
        mentoring: the small actors that stand outside.
        two: what the form asks for.
        answer: the answer to it; None when nothing is asked or it cannot be answered.
        trouble: why it cannot be answered, a Swedish message.
        choices: the actors that can be chosen by sector, in alphabetical order.
    """

    template: ClassVar[str] = "pages/suggestions.html"

    heading: PlaceHeading
    brokers: tuple[BrokerItem, ...]
    hosts: tuple[BrokerItem, ...]
    mentoring: tuple[MentoringItem, ...]
    two: TwoToMeet
    answer: AnswerItem | None
    trouble: str | None
    choices: tuple[tuple[Sector, tuple[Actor, ...]], ...]

    @property
    def empty_sectors(self) -> tuple[Sector, ...]:
        """The sectors that are asked for and have no registered actor."""
        present = {sector for sector, _ in self.choices}
        return tuple(sector for sector in Sector if sector in (self.two.a, self.two.b) and sector not in present)

    @property
    def with_mentor(self) -> tuple[MentoringItem, ...]:
        """The small actors for which somebody is registered who could be a mentor."""
        return tuple(item for item in self.mentoring if item.mentors)

    @property
    def without_mentor(self) -> tuple[ActorLink, ...]:
        """The others."""
        return tuple(item.small for item in self.mentoring if not item.mentors)


@router.get("/platser/{place_id}/forslag")
def show_suggestions(request: Request, seen: SeenWithGaps, two: AskedMeeting) -> Response:
    """Show who could bring together whom at a place."""
    shown = suggestions_page(seen, two)
    return page(request, shown, status=HTTPStatus.BAD_REQUEST if shown.trouble else HTTPStatus.OK)


def suggestions_page(seen: Sight, two: TwoToMeet) -> SuggestionsPage:
    """Return what the place that is seen is suggested, and the answer to what the form asks."""
    suggested = place_suggestions(seen.system, seen.analysis.gaps)
    describing = Describing(seen, SECTION)
    answer, trouble = None, None
    if two.asked:
        try:
            answer = describing.answer(_names(seen, two), two.answer(seen.system), suggested.carried)
        except InvalidRequestError as error:
            trouble = str(error)
        except NotFoundError:
            trouble = UNKNOWN
    invited = [one for one in suggested.introductions if one.suggestion.way is Way.INVITATION]
    introduced = [one for one in suggested.introductions if one.suggestion.way is not Way.INVITATION]
    return SuggestionsPage(
        heading=seen.heading(SECTION),
        brokers=describing.by_broker(introduced),
        hosts=describing.by_broker(invited),
        mentoring=tuple(map(describing.mentoring, suggested.mentoring)),
        two=two,
        answer=answer,
        trouble=trouble,
        choices=_choices(seen),
    )


def _names(seen: Sight, two: TwoToMeet) -> tuple[str, str]:
    """Return what the two are called; of a sector the Swedish message, of what is unknown nothing."""
    sectors = {sector.value: sector.label for sector in Sector}
    actors = seen.system.snapshot.register.actor
    one, other = (
        sectors.get(named) or (actors[named].name if named in actors else "") for named in (two.a or "", two.b or "")
    )
    return one, other


def _choices(seen: Sight) -> tuple[tuple[Sector, tuple[Actor, ...]], ...]:
    actors = sorted(seen.system.actor.values(), key=lambda actor: (swedish_order(actor.name), actor.id))
    by_sector = ((sector, tuple(actor for actor in actors if actor.sector is sector)) for sector in Sector)
    return tuple((sector, members) for sector, members in by_sector if members)
