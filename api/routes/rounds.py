"""The survey rounds of a place as JSON: how many have answered, and how much is known before, now and after."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import State

from api.access.gate import Gate, TheGate
from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.analyses import Analyses
from api.database import reading
from api.requests import Asking, Database, RegisteredId, RegisterWindow, Today
from api.routes.answers import unkept_json
from api.routes.doubles import require_editor
from api.self_service.following import Followed, follow
from api.self_service.known import question_of, settle_round
from api.self_service.rounds import Rate, Round, rate_of, rates_by_sector, rates_of, round_of, rounds_of

router = APIRouter(prefix="/api/v1", tags=["rounds"])

Now = Annotated[
    bool,
    Query(
        alias="now",
        description="Whether to say how much is known now, and the rates by sector, for which the register is read.",
    ),
]

RATE: dict[str, Any] = {
    "answered": {"type": "integer", "description": "How many have answered."},
    "asked": {"type": "integer", "description": "How many were asked."},
}
ROUND: dict[str, Any] = {
    "type": "object",
    "required": ["id", "title", "topics", "opened_at", "last_day", "open", "answered", "asked"],
    "properties": {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "message": {"type": ["string", "null"], "description": "What the actors are told."},
        "topics": {"type": "array", "items": {"type": "string"}, "description": "What they are asked."},
        "opened_at": {"type": "string", "format": "date-time"},
        "last_day": {"type": "string", "format": "date", "description": "The last day on which they can answer."},
        "closed_at": {"type": ["string", "null"], "format": "date-time"},
        "open": {"type": "boolean"},
        **RATE,
        "kappa_before": {"type": ["number", "null"], "description": "How much was known when it began, 0 to 1."},
        "kappa_after": {"type": ["number", "null"], "description": "How much was known when it ended."},
    },
}
ONE_ROUND: dict[str, Any] = {
    **ROUND,
    "properties": {
        **ROUND["properties"],
        "kappa_now": {"type": ["number", "null"], "description": "How much is known now, while it is open."},
        "sectors": {
            "type": "array",
            "items": {"type": "object", "properties": {"sector": {"type": "string"}, **RATE}},
        },
    },
}
LIST: dict[str, Any] = {"type": "object", "properties": {"items": {"type": "array", "items": ROUND}}}


def _described(schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": "As described.", "content": {"application/json": {"schema": schema}}}}


@router.get("/places/{place_id}/rounds", summary="List the survey rounds of a place", responses=_described(LIST))
def list_rounds(
    database: Database, window: RegisterWindow, gate: TheGate, viewer: Asking, place_id: RegisteredId
) -> Response:
    """Answer with the rounds, the newest first, and how many have answered, to those who register at the place."""
    require_editor(window, viewer, place_id)
    with reading(database) as connection:
        rounds, rates = rounds_of(connection, place_id), rates_of(connection, place_id)
    return unkept_json({"items": [_round_object(one, rates.get(one.id, Rate(0, 0)), gate) for one in rounds]})


@router.get("/places/{place_id}/rounds/{round_id}", summary="Show one survey round", responses=_described(ONE_ROUND))
async def get_round(
    request: Request,
    gate: TheGate,
    viewer: Asking,
    today: Today,
    place_id: RegisteredId,
    round_id: RegisteredId,
    with_now: Now = True,
) -> Response:
    """Answer with how far a round has come, by sector too, to those who register at the place."""
    state = request.app.state
    window, analyses = state.window, state.analyses
    await run_in_threadpool(require_editor, window, viewer, place_id)
    if not with_now:
        return unkept_json(await run_in_threadpool(_rate_alone, state, gate, place_id, round_id))
    asked, followed = await analyses.work(_look, state, gate, viewer, place_id, round_id)
    content = _round_object(asked, rate_of(followed), gate)
    content["sectors"] = [
        {"sector": sector, "answered": rate.answered, "asked": rate.asked} for sector, rate in rates_by_sector(followed)
    ]
    content["kappa_now"] = await _kappa(analyses, asked, today) if content["open"] else None
    return unkept_json(content)


def _rate_alone(state: State, gate: Gate, place_id: str, round_id: str) -> dict[str, Any]:
    """Return a round and its rate: what a page asks for every few seconds reads nothing but links."""
    with reading(state.engine) as connection:
        asked, rates = round_of(connection, place_id, round_id), rates_of(connection, place_id)
    return _round_object(asked, rates.get(asked.id, Rate(0, 0)), gate)


def _look(state: State, gate: Gate, viewer: Viewer, place_id: str, round_id: str) -> tuple[Round, tuple[Followed, ...]]:
    """Return a round and those that it asks, with what was known when it ended worked out if it has."""
    with reading(state.engine) as connection:
        asked = round_of(connection, place_id, round_id)
    settle_round(state.engine, gate, asked)
    with reading(state.engine) as connection:
        seen = Seen(connection, access_of(connection, viewer))
        return round_of(connection, place_id, round_id), follow(seen, connection, place_id, gate.now(), round_id)


async def _kappa(analyses: Analyses, asked: Round, today: date) -> float | None:
    return (await analyses.analysed(question_of(asked.place_id, today))).system.knowledge.known_share


def _round_object(asked: Round, rate: Rate, gate: Gate) -> dict[str, Any]:
    return {
        "id": asked.id,
        "title": asked.title,
        "message": asked.message,
        "topics": list(asked.topics),
        "opened_at": asked.opened_at,
        "last_day": asked.last_day,
        "closed_at": asked.closed_at,
        "open": asked.is_open_at(gate.now()),
        "answered": rate.answered,
        "asked": rate.asked,
        "kappa_before": asked.kappa_before,
        "kappa_after": asked.kappa_after,
    }
