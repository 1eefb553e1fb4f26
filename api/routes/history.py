"""The history as JSON: who changed what when, the register as it was known, and changes taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BeforeValidator

from api.access.seen import Seen
from api.database import reading
from api.history_object import (
    change_set_object,
    change_sets_object,
    deleted_object,
    reads_object,
    record_changes_object,
)
from api.history_rights import require_admin, require_editor, require_may_see_reads
from api.language import chosen_language
from api.past_analysis import analysis_as_known
from api.queries.change_details import list_record_changes
from api.queries.deleted import deleted_records
from api.queries.history import EVERYWHERE, at_place, get_change_set, list_change_sets, of_record
from api.queries.past import looking_back
from api.queries.reach import places_within
from api.queries.reads import reads_of_actor, reads_of_place
from api.queries.records import RESOURCES, Resource
from api.requests import Asking, Database, RegisteredId
from api.routes.analyses import AskedQuestion
from api.routes.answers import unkept_json
from api.undoing import undo
from graph.analysis_object import analysis_object
from models.errors import NotFoundError
from models.instants import read_instant

router = APIRouter(prefix="/api/v1", tags=["history"])

LARGEST_ID = 2**31 - 1

ChangeSetId = Annotated[int, Path(ge=1, le=LARGEST_ID, description="The number of the change set.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="After how many.")]


def _instant(value: object) -> object:
    return read_instant(value) if isinstance(value, str) else value


Moment = Annotated[
    datetime,
    BeforeValidator(_instant),
    Query(alias="at", description="The instant of which the knowledge is; a date is the end of that day."),
]


@router.get("/changes", summary="List all change sets")
def list_changes(database: Database, viewer: Asking, limit: Limit = 20, offset: Offset = 0) -> Response:
    """Answer with the latest change sets of the whole register, to administrators."""
    require_admin(viewer, "change_sets")
    with looking_back(database, viewer) as past:
        return unkept_json(change_sets_object(list_change_sets(past, EVERYWHERE, limit, offset)))


@router.get("/changes/{change_set_id}", summary="Get one change set")
def get_change(
    database: Database, viewer: Asking, change_set_id: ChangeSetId, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Answer with what a change set did to each record that the viewer may see, with old and new values."""
    with looking_back(database, viewer) as past:
        described = change_set_object(get_change_set(past, change_set_id))
        changes = record_changes_object(list_record_changes(past, change_set_id, limit, offset))
    return unkept_json(described | {"changes": changes})


@router.post("/changes/{change_set_id}/undo", summary="Take a change set back", status_code=201)
async def create_undo(request: Request, database: Database, viewer: Asking, change_set_id: ChangeSetId) -> Response:
    """Answer with the change set that took it back; 409 names what stands in the way."""

    def undone() -> tuple[int, Any]:
        number = undo(database, viewer, change_set_id)
        with looking_back(database, viewer) as past:
            return number, change_set_object(get_change_set(past, number))

    number, content = await request.app.state.analyses.work(undone)
    return unkept_json(content, 201, {"Location": f"/api/v1/changes/{number}"})


@router.get("/places/{place_id}/history", summary="List the change sets of a place")
def list_place_history(
    database: Database, viewer: Asking, place_id: RegisteredId, limit: Limit = 20, offset: Offset = 0
) -> Response:
    """Answer with the change sets that touched records of a place or below it."""
    with looking_back(database, viewer) as past:
        return unkept_json(change_sets_object(list_change_sets(past, at_place(past, place_id), limit, offset)))


@router.get("/places/{place_id}/deleted", summary="List what was deleted at a place")
def list_deleted(
    database: Database, viewer: Asking, place_id: RegisteredId, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Answer with the records that were deleted, to those who edit the place; undoing brings them back."""
    with looking_back(database, viewer) as past:
        require_editor(past.connection, viewer, [place_id], "places")
        return unkept_json(deleted_object(deleted_records(past, at_place(past, place_id), limit, offset)))


@router.get("/places/{place_id}/as-known", summary="Analyse a place as it was known at a moment")
async def get_analysis_as_known(
    request: Request, database: Database, question: AskedQuestion, moment: Moment
) -> Response:
    """Answer with the object of `analyse`, made of what was stored at that moment and no more."""

    def analysed() -> bytes:
        analysis = analysis_as_known(database, question, moment)
        return orjson.dumps(analysis_object(analysis, chosen_language(request).say) | {"known_at": moment.isoformat()})

    content = await request.app.state.analyses.work(analysed)
    return Response(content, media_type="application/json", headers={"Vary": "Cookie", "Cache-Control": "no-store"})


@router.get("/places/{place_id}/reads", summary="List who read of a place")
def list_place_reads(
    database: Database, viewer: Asking, place_id: RegisteredId, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Answer with who read what is not for everybody, to those who edit the place."""
    with reading(database) as connection:
        require_editor(connection, viewer, [place_id], "access_log")
        within = connection.execute(places_within(Seen(connection), place_id)).scalars().all()
        return unkept_json(reads_object(reads_of_place(connection, within, limit, offset)))


@router.get("/actors/{actor_id}/reads", summary="List who read of an actor")
def list_actor_reads(
    database: Database, viewer: Asking, actor_id: RegisteredId, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Answer with who read what is not for everybody, to the actor and to those who edit its place."""
    with reading(database) as connection:
        require_may_see_reads(connection, viewer, actor_id)
        return unkept_json(reads_object(reads_of_actor(connection, actor_id, limit, offset)))


def _history_of(resource: Resource) -> Callable[..., Any]:
    def list_history_of(
        database: Database, viewer: Asking, record_id: RegisteredId, limit: Limit = 20, offset: Offset = 0
    ) -> Response:
        with looking_back(database, viewer) as past:
            found = list_change_sets(past, of_record(resource.file, (record_id,)), limit, offset)
        if not found.total:
            raise NotFoundError(resource.name, record_id)
        return unkept_json(change_sets_object(found))

    return list_history_of


for _resource in RESOURCES:
    if _resource.name != "places":
        router.add_api_route(
            f"/{_resource.name}/{{record_id}}/history",
            _history_of(_resource),
            name=f"list_history_of_{_resource.name}",
            summary=f"List the change sets of one of {_resource.name}",
        )
