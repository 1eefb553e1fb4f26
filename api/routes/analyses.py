"""The analyses of a place as JSON: the object that the command `analyse` prints, in part."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.analyses import Question
from api.language import chosen_language
from api.requests import Asked, Asking, RegisteredId, Today
from graph.analysis import Analysis
from graph.analysis_object import (
    Json,
    brokers_object,
    frame_object,
    gaps_object,
    indicators_object,
    network_object,
    sectors_object,
)
from graph.message import Translate

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


Part = Callable[[Analysis, Translate], Any]

PARTS: dict[str, tuple[str, Part]] = {
    "network": ("The actors and the edges between them.", lambda a, _: network_object(a.system.network)),
    "brokers": ("What each actor connects.", lambda a, _: brokers_object(a.brokers)),
    "sectors": ("The edges within and between sectors beside what would be expected.",
                lambda a, _: sectors_object(a.sectors)),
    "indicators": ("The fourteen indicators in both readings.", lambda a, _: indicators_object(a.indicators)),
    "gaps": ("What is missing, the most severe first.", lambda a, translate: gaps_object(a.gaps, translate)),
}  # fmt: skip


async def asked_question(viewer: Asking, today: Today, place_id: RegisteredId, asked: Asked) -> Question:
    """Return which analysis an address asks for; without a date that of today."""
    return Question(place_id, asked.day or today, asked.view, asked.reading, viewer)


AskedQuestion = Annotated[Question, Depends(asked_question)]


async def answered(
    request: Request, question: Question, tell: Callable[[Analysis, Translate], Json], *computed: str
) -> Response:
    """Answer with what is told of an analysis, after what every answer says of itself.

    Args:
        request: tells the language.
        question: which analysis.
        tell: says it in a language.
        computed: the parts of the analysis that it reads and that take time.
    """
    analysis = await request.app.state.analyses.analysed(question, *computed)
    return await run_in_threadpool(_answer, analysis, tell, chosen_language(request).say)


def _answer(analysis: Analysis, tell: Callable[[Analysis, Translate], Json], translate: Translate) -> Response:
    return json_answer({**frame_object(analysis.system), **tell(analysis, translate)})


def json_answer(content: Json) -> Response:
    """Answer with what is computed anew from the register, in the language of whoever asks."""
    headers = {"Vary": "Cookie", "Cache-Control": "no-cache"}
    return Response(orjson.dumps(content), media_type="application/json", headers=headers)


def _get(name: str, part: Part) -> Callable[..., Awaitable[Response]]:
    async def get_part(request: Request, question: AskedQuestion) -> Response:
        computed = () if name == "network" else (name,)
        return await answered(request, question, lambda a, translate: {name: part(a, translate)}, *computed)

    return get_part


for _name, (_summary, _part) in PARTS.items():
    router.add_api_route(f"/{_name}", _get(_name, _part), name=f"get_{_name}", summary=_summary)
