"""Actors that may be the same, and making two of them one, as JSON."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.access.viewer import Viewer
from api.access.window import Window
from api.doubles.merging import Known, merge
from api.doubles.pairs import Doubles, DoublesAt
from api.language import chosen_language, message
from api.pages.permission import may_register
from api.queries.records import get_record, require_record, resource_of
from api.requests import Asking, Database, RegisteredId, RegisterWindow, may_be_an_id
from api.routes.bodies import SentValues, taken_version
from graph.doubles import Candidate, Choice, Match
from graph.message import Translate
from models.errors import ForbiddenError, InvalidRequestError, SignInRequiredError

router = APIRouter(prefix="/api/v1", tags=["doubles"])

NO_DROP = message("Skicka ”drop”: id:t för den aktör som går upp i den andra, och ”drop_version”: dess version.")
NO_CHOICES = message("Skicka ”chosen” som ett objekt: för varje fält ”keep”, ”drop” eller ”both”.")

Limit = Annotated[int, Query(ge=1, le=200, description="How many.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="After how many.")]

MERGE_BODY: dict[str, Any] = {
    "type": "object",
    "required": ["drop", "version", "drop_version"],
    "properties": {
        "drop": {"type": "string", "description": "The id of the actor that becomes a part of this one."},
        "version": {"type": "integer", "description": "The version of this actor that was read."},
        "drop_version": {"type": "integer", "description": "The version of the other that was read."},
        "chosen": {
            "type": "object",
            "description": "Whose answer a field has; for the others the one that loses least.",
            "additionalProperties": {"enum": [choice.value for choice in Choice]},
        },
    },
}


@router.get("/places/{place_id}/doubles", summary="List the actors of a place that may be the same")
async def list_doubles(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    place_id: RegisteredId,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Answer with pairs and why they may be the same, the most certain first, to those who edit the place."""
    await run_in_threadpool(require_editor, window, viewer, place_id)
    doubles: Doubles = request.app.state.doubles
    found = await doubles.at(request.app.state.analyses, viewer, place_id)
    content = _doubles_object(found, limit, offset, chosen_language(request).say)
    headers = {"Vary": "Cookie", "Cache-Control": "no-store"}
    return Response(orjson.dumps(content), media_type="application/json", headers=headers)


@router.post(
    "/actors/{actor_id}/merge",
    summary="Make another actor a part of this one",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": MERGE_BODY}}}},
)
async def create_merge(
    request: Request,
    database: Database,
    window: RegisterWindow,
    viewer: Asking,
    actor_id: RegisteredId,
    values: SentValues,
) -> Response:
    """Answer with the actor that the two have become, and the change set, which can be undone as a whole."""
    if not viewer.is_signed_in:
        raise SignInRequiredError
    drop, known, chosen = _read(values)

    def merged() -> bytes:
        done = merge(database, viewer, actor_id, drop, chosen, known)
        with window.seeing(viewer) as seen:
            actor = get_record(seen, resource_of("actors"), actor_id)
            return orjson.dumps({"change_set": done.change_set, "actor": actor})

    content = await request.app.state.analyses.work(merged)
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


def require_editor(window: Window, viewer: Viewer, place_id: str) -> None:
    """Do nothing when the viewer registers at a place.

    Raises:
        NotFoundError, SignInRequiredError, ForbiddenError: they see no such place, nobody asks, or they do not.
    """
    with window.seeing(viewer) as seen:
        require_record(seen, "places", place_id)
        if not viewer.is_signed_in:
            raise SignInRequiredError
        if not may_register(seen, viewer, place_id):
            raise ForbiddenError


def _read(values: dict[str, Any]) -> tuple[str, Known, dict[str, Choice]]:
    """Return the other actor, the versions, and what was chosen.

    Raises:
        InvalidRequestError: when something of it cannot be read.
    """
    version = taken_version(values)
    drop, drop_version = values.get("drop"), values.get("drop_version")
    if not isinstance(drop, str) or not may_be_an_id(drop) or type(drop_version) is not int:
        raise InvalidRequestError(NO_DROP)
    chosen = values.get("chosen") or {}
    if not isinstance(chosen, dict) or not all(choice in tuple(Choice) for choice in chosen.values()):
        raise InvalidRequestError(NO_CHOICES)
    return drop, Known(version, drop_version), {name: Choice(choice) for name, choice in chosen.items()}


def _doubles_object(found: DoublesAt, limit: int, offset: int, translate: Translate) -> dict[str, Any]:
    return {
        "items": [_match_object(match, translate) for match in found.matches[offset : offset + limit]],
        "total": len(found.matches),
        "limit": limit,
        "offset": offset,
        "different": [
            {"actors": list(said.pair), "who": said.who, "at": said.at.isoformat()} for said in found.different
        ],
    }


def _match_object(match: Match, translate: Translate) -> dict[str, Any]:
    return {
        "one": _actor_object(match.one),
        "other": _actor_object(match.other),
        "score": match.score,
        "certain": match.is_certain,
        "reasons": [{"ground": reason.ground, "said": reason.said.render(translate)} for reason in match.reasons],
    }


def _actor_object(actor: Candidate) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "place_id": actor.place_id, "org_number": actor.org_number}
