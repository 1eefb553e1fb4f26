"""The register, or a place's part of it, as a file to keep; and a public place's map, for other sites to read."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.viewer import ANYBODY, Viewer
from api.access.window import Window
from api.analyses import Analyses, Question
from api.exports import (
    FORMATS,
    MEDIA_TYPES,
    NETWORK_FORMATS,
    FormatName,
    file_name,
    network_of,
    package_of,
    require_no_choice,
)
from api.open_reading import VARY, is_for_all, readable_by_all
from api.requests import Asked, Asking, RegisteredId, RegisterWindow, Today
from graph.exchange.day_network import DayNetwork, network_of_system
from graph.register import Register

router = APIRouter(prefix="/api/v1/exports", tags=["files"])

READ_BY_OTHER_SITES = "kumu"
"""The format that a page of another site reads anew each time it is opened."""


@router.get(
    "/{form}",
    summary="Export records or a network",
    response_class=Response,
    responses={
        200: {"content": {media_type: {} for media_type in sorted(MEDIA_TYPES)}},
        304: {"description": "The map is still the one with this entity tag."},
    },
)
async def get_export(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    today: Today,
    form: FormatName,
    asked: Asked,
    place: Annotated[RegisteredId | None, Query(description="Only this place's system.")] = None,
) -> Response:
    """Answer with records as a package or workbook, or with the network that is derived from them on a day.

    The day, the view and the reading are of networks alone.
    """
    analyses: Analyses = request.app.state.analyses
    day = asked.day or today
    headers = {"Content-Disposition": f'attachment; filename="{file_name(form, place, day)}"'}
    if form in FORMATS:
        require_no_choice(asked.day, asked.view, asked.reading)
        _, media_type, write_records = FORMATS[form]
        content = await analyses.work(lambda: write_records(_records(window, viewer, place)))
        return Response(content, media_type=media_type, headers=headers)
    _, media_type, write_network = NETWORK_FORMATS[form]
    for_all = form == READ_BY_OTHER_SITES and is_for_all(request, viewer)
    question = Question(place or "", day, asked.view, asked.reading, ANYBODY if for_all else viewer)
    content = await analyses.work(write_network, await _network(analyses, window, question))
    if for_all:
        return readable_by_all(request, content, media_type, headers)
    vary = {"Vary": VARY} if form == READ_BY_OTHER_SITES else {}
    return Response(content, media_type=media_type, headers=headers | vary)


def _records(window: Window, viewer: Viewer, place: str | None) -> Register:
    with window.seeing(viewer) as seen:
        return package_of(seen, place)


async def _network(analyses: Analyses, window: Window, question: Question) -> DayNetwork:
    """Return the network of the place asked about, or where that is blank, of the register."""
    if question.place_id:
        return network_of_system((await analyses.analysed(question)).system)
    return await analyses.work(_whole_network, window, question)  # type: ignore[no-any-return]


def _whole_network(window: Window, question: Question) -> DayNetwork:
    register = _records(window, question.viewer, None)
    return network_of(register, None, question.day, question.view, question.reading)
