"""What the register knew of a place at the end of a day, beside what is known now of the same day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Request, Response

from api.analyses import Analyses, Question
from api.language import message
from api.pages.facts import Link
from api.past_analysis import analysis_as_known
from api.queries.past import looking_back
from api.queries.records import require_record
from api.requests import Asking, Database, RegisteredId, Today, WantedDay
from api.templating import Page, page
from graph.analysis import Analysis
from models.errors import NotFoundError
from models.instants import end_of

router = APIRouter(include_in_schema=False)

MOST_NAMES = 200


@dataclass(frozen=True)
class Then:
    """A number as it was known then and as it is known now; `share` is shown as per cent."""

    label: str
    then: float
    now: float
    share: bool = False


@dataclass(frozen=True)
class KnowledgePage(Page):
    """What the register knew of a place at the end of a day.

    Attributes:
        place: the place, with its page.
        day: the day.
        known: whether the register held the place by then.
        rows: numbers then and now.
        added: actors that have been registered for that day since, with their pages.
        gone: the names of those that were known then and no more.
        today: the latest day that can be asked for.
    """

    template: ClassVar[str] = "pages/history/knowledge.html"

    place: Link
    day: date
    known: bool
    rows: tuple[Then, ...]
    added: tuple[Link, ...]
    gone: tuple[str, ...]
    today: date


@router.get("/platser/{place_id}/historik/laget")
async def show_knowledge(
    request: Request,
    database: Database,
    viewer: Asking,
    today: Today,
    place_id: RegisteredId,
    wanted: Annotated[
        WantedDay, Query(alias="dag", description="The day at whose end the knowledge is wanted.")
    ] = None,
) -> Response:
    """Show how much was known of a place at the end of a day, and what has been learnt of it since."""
    day, analyses = min(wanted or today, today), request.app.state.analyses
    context = await analyses.work(_knowledge_page, database, analyses, Question(place_id, day, viewer=viewer), today)
    return page(request, context)


def _knowledge_page(database: Database, analyses: Analyses, question: Question, today: date) -> KnowledgePage:
    place_id = question.place_id
    with looking_back(database, question.viewer) as past:
        require_record(past.seen, "places", place_id)
        name = past.visible("places", frozenset({place_id}))[place_id]
    empty = KnowledgePage(Link(name, f"/platser/{place_id}"), question.day, False, (), (), (), today)
    try:
        then = analysis_as_known(database, question, end_of(question.day))
    except NotFoundError:
        return empty
    since = analyses.analyse(question)
    names = {actor.id: actor.name for actor in then.system.snapshot.register.actors}
    current = {actor.id: actor.name for actor in since.system.snapshot.register.actors}
    nodes = [set(analysis.system.network) for analysis in (then, since)]
    return replace(
        empty,
        known=True,
        rows=tuple(_rows(then, since)),
        added=tuple(Link(current[actor], f"/aktorer/{actor}") for actor in sorted(nodes[1] - nodes[0])[:MOST_NAMES]),
        gone=tuple(names[actor] for actor in sorted(nodes[0] - nodes[1])[:MOST_NAMES]),
    )


def _rows(then: Analysis, since: Analysis) -> list[Then]:
    def row(label: str, count: str) -> Then:
        return Then(label, *(getattr(analysis.system.network, count)() for analysis in (then, since)))

    return [
        row(message("Aktörer"), "number_of_nodes"),
        row(message("Samarbeten"), "number_of_edges"),
        Then(message("Fynd"), len(then.gaps), len(since.gaps)),
        Then(message("Känt av paren"), then.system.knowledge.kappa(), since.system.knowledge.kappa(), share=True),
    ]
