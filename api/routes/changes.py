"""What changed in a place between two days as JSON."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.changes import USUAL_MONTHS, changes_between
from api.language import chosen_language
from api.requests import RegisterWindow, WantedDay
from api.routes.analyses import AskedQuestion
from graph.changes import changes_object
from models.dates import add_months

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


@router.get("/changes", summary="What changed between two days")
async def get_changes(
    request: Request,
    window: RegisterWindow,
    question: AskedQuestion,
    since: Annotated[WantedDay, Query(alias="from", description="The earlier day; by default a year before.")] = None,
) -> Response:
    """Answer with what came and went, and what was merely registered later."""
    earlier = since or add_months(question.day, -USUAL_MONTHS)
    found = await changes_between(window, request.app.state.analyses, question, earlier)
    content = await run_in_threadpool(changes_object, found, chosen_language(request).say)
    return Response(orjson.dumps(content), media_type="application/json", headers={"Vary": "Cookie"})
