"""Places side by side as JSON."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response

from api.comparisons import compare_places
from api.database import reading
from api.language import chosen_language
from api.requests import Database, Today, WantedDay

router = APIRouter(prefix="/api/v1", tags=["analyses"])


@router.get("/comparison", summary="Compare places without ranking them")
def get_comparison(
    request: Request,
    database: Database,
    today: Today,
    place: Annotated[list[str], Query(description="The id of a place; at least two.")],
    day: Annotated[WantedDay, Query(alias="date", description="The day that is compared.")] = None,
) -> Response:
    """Answer with the places in the order asked for."""
    with reading(database) as connection:
        translate = chosen_language(request).say
        content = compare_places(request.app.state.analyses, connection, place, day or today, translate)
    return Response(orjson.dumps(content), media_type="application/json")
