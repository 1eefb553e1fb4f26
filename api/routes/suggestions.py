"""Who could bring together whom at a place, and who could be whose mentor, as JSON."""

from fastapi import APIRouter, Request, Response

from api.routes.analyses import AskedQuestion, answered
from api.selections import AskedMeeting
from graph.analysis import Analysis
from graph.analysis_object import Json
from graph.message import Translate
from graph.place_suggestions import place_suggestions
from graph.suggestion_object import answer_object, suggestions_object

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


@router.get("/suggestions", summary="Who could bring together whom, and who could be whose mentor.")
async def get_suggestions(request: Request, question: AskedQuestion, two: AskedMeeting) -> Response:
    """Answer with all that the place is suggested, or with who could bring together the two that are given."""

    def everything(analysis: Analysis, translate: Translate) -> Json:
        return suggestions_object(analysis.system, place_suggestions(analysis.system, analysis.gaps), translate)

    def of_the_two(analysis: Analysis, translate: Translate) -> Json:
        carried = place_suggestions(analysis.system, analysis.gaps).carried
        return answer_object(analysis.system, two.answer(analysis.system), carried, translate)

    if two.asked:
        return await answered(request, question, of_the_two, "gaps")
    return await answered(request, question, everything, "gaps")
