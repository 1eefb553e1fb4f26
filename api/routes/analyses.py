"""The analyses of a place as JSON: the object that the command `analyse` prints, in part."""

from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request, Response

from api.database import reading
from api.language import chosen_language
from api.requests import Asked, Database, Today
from graph.analysis import Analysis
from graph.analysis_object import (
    brokers_object,
    frame_object,
    gaps_object,
    indicators_object,
    network_object,
    sectors_object,
)
from graph.message import Translate

router = APIRouter(prefix="/api/v1/places/{place_id}", tags=["analyses"])


def asked_analysis(request: Request, database: Database, today: Today, place_id: str, asked: Asked) -> Analysis:
    """Return the analysis that an address asks for; without a date, today's, as the command line does."""
    day = asked.day or today
    with reading(database) as connection:
        analysis: Analysis = request.app.state.analyses.analysis(connection, place_id, day, asked.view, asked.reading)
        return analysis


AskedAnalysis = Annotated[Analysis, Depends(asked_analysis)]
Part = Callable[[Analysis, Translate], Any]

PARTS: dict[str, tuple[str, Part]] = {
    "network": ("The actors and the edges between them.", lambda a, _: network_object(a.system.network)),
    "brokers": ("What each actor connects.", lambda a, _: brokers_object(a.brokers)),
    "sectors": ("The edges within and between sectors beside what would be expected.",
                lambda a, _: sectors_object(a.sectors)),
    "indicators": ("The fourteen indicators in both readings.", lambda a, _: indicators_object(a.indicators)),
    "gaps": ("What is missing, the most severe first.", lambda a, translate: gaps_object(a.gaps, translate)),
}  # fmt: skip


def _get(name: str, part: Part) -> Callable[..., Response]:
    def get_part(request: Request, analysis: AskedAnalysis) -> Response:
        translate = chosen_language(request).say
        content = {**frame_object(analysis.system), name: part(analysis, translate)}
        return Response(orjson.dumps(content), media_type="application/json")

    return get_part


for _name, (_summary, _part) in PARTS.items():
    router.add_api_route(f"/{_name}", _get(_name, _part), name=f"get_{_name}", summary=_summary)
