"""Who does what where at a place as JSON."""

from fastapi import APIRouter, Request, Response

from api.routes.analyses import AskedQuestion, answered
from api.selections import AskedDeeds
from graph.analysis import Analysis
from graph.analysis_object import Json
from graph.message import Translate
from graph.who_does_what import deeds, refuse_unknown, selected, who_does_what_object

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


@router.get("/who-does-what", summary="Every actor with every activity that it takes part in.")
async def get_who_does_what(request: Request, question: AskedQuestion, asked: AskedDeeds) -> Response:
    """Answer with those that are asked for, by actor and activity."""

    def told(analysis: Analysis, _: Translate) -> Json:
        refuse_unknown(analysis.system, asked.selection)
        found = selected(analysis.system, deeds(analysis.system), asked.selection)
        return {"who-does-what": who_does_what_object(analysis.system, found)}

    return await answered(request, question, told)
