"""Places side by side as JSON."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.comparisons import COMPARED, questions
from api.language import chosen_language
from api.requests import Asking, RegisteredId, Today, WantedDay
from graph.comparison.beside import comparison_object

router = APIRouter(prefix="/api/v1", tags=["analyses"])


@router.get("/comparison", summary="Compare places without ranking them")
async def get_comparison(
    request: Request,
    viewer: Asking,
    today: Today,
    place: Annotated[list[RegisteredId], Query(description="The id of a place; at least two.")],
    day: Annotated[WantedDay, Query(alias="date", description="The day that is compared.")] = None,
) -> Response:
    """Answer with the places in the order asked for."""
    analyses = request.app.state.analyses
    compared = [await analyses.analysed(question, *COMPARED) for question in questions(place, day or today, viewer)]
    content = await run_in_threadpool(comparison_object, compared, chosen_language(request).say)
    return Response(orjson.dumps(content), media_type="application/json", headers={"Vary": "Cookie"})
