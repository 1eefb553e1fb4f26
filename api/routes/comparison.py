"""Places side by side as JSON."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.comparisons import compare
from api.language import chosen_language
from api.requests import Asking, RegisteredId, RegisterWindow, Today, WantedDay
from graph.comparison.beside import comparison_object

router = APIRouter(prefix="/api/v1", tags=["analyses"])


@router.get("/comparison", summary="Compare places without ranking them")
async def get_comparison(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    today: Today,
    place: Annotated[list[RegisteredId], Query(description="The id of a place; at least two.")],
    day: Annotated[WantedDay, Query(alias="date", description="The day that is compared.")] = None,
) -> Response:
    """Answer with the places in the order asked for.

    `differences` states of every two places how many standard errors each indicator is apart, and whether that is
    safe. `peers` of a place tells the group of its municipality, how many others of the group are known well enough
    (`n`), and the quartiles and median of each indicator over those that have a value; with fewer than five of them
    `reason` is `too_few`. It is null without a group. No peer is named.
    """
    compared = await compare(request.app.state.analyses, window, place, day or today, viewer)
    content = await run_in_threadpool(comparison_object, compared, chosen_language(request).say)
    return Response(orjson.dumps(content), media_type="application/json", headers={"Vary": "Cookie"})
