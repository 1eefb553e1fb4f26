"""What would follow from a thought, as JSON. Nothing is stored: the whole thought stands in the address."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.analyses import Analyses
from api.language import chosen_language
from api.routes.analyses import AskedQuestion, json_answer
from graph.message import Translate
from graph.suppositions import read_removal, read_tie
from graph.what_if import Consequences, find_consequences
from graph.what_if_object import what_if_object

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


@router.get("/what-if", summary="What would come, go and change without some records, or with a supposed tie.")
async def get_what_if(
    request: Request,
    question: AskedQuestion,
    without: Annotated[
        Sequence[str], Query(description="What is left out: `actors:ID`, `forums:ID` or `agreements:ID`.")
    ] = (),
    tied: Annotated[
        Sequence[str],
        Query(
            alias="with",
            description="A supposed tie between two actors of the place: `ID~ID~STEP`, as in `a~b~dialogue`.",
        ),
    ] = (),
) -> Response:
    """Compare the place as registered with the place as it would be under all suppositions at once, at most ten."""
    suppositions = [*map(read_removal, without), *map(read_tie, tied)]
    analyses: Analyses = request.app.state.analyses
    registered = await analyses.analysed(question, "gaps")
    found = await analyses.work(find_consequences, registered, suppositions)
    return await run_in_threadpool(_answer, found, chosen_language(request).say)


def _answer(found: Consequences, translate: Translate) -> Response:
    return json_answer(what_if_object(found, translate))
