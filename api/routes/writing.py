"""Records created, changed and deleted as JSON, by whoever has the right to.

A change says from which version it was made; when the record is of another by now the answer is 409 with both.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.editing import Stored, editing
from api.new_ids import with_id
from api.queries.records import RESOURCES, Resource
from api.requests import Asking, Database, RegisteredId
from api.routes.answers import unkept_json
from api.routes.bodies import SentValues, taken_version
from api.routes.record_schemas import READ_ONLY, sent_schema

router = APIRouter(prefix="/api/v1", tags=["records"])

Writes = Callable[..., Any]


def _create(resource: Resource) -> Writes:
    async def create_record_of(database: Database, viewer: Asking, values: SentValues) -> Response:
        def create() -> Stored:
            with editing(database, viewer) as edit:
                return edit.create(resource.file, with_id(resource.file, values))

        stored = await run_in_threadpool(create)
        headers = {"Location": f"/api/v1/{resource.name}/{vars(stored.record)['id']}"}
        return _told(stored, 201, headers)

    return create_record_of


def _change(resource: Resource, *, whole: bool) -> Writes:
    async def change_record_of(
        database: Database, viewer: Asking, record_id: RegisteredId, values: SentValues
    ) -> Response:
        version = taken_version(values)
        sent = {name: value for name, value in values.items() if name not in READ_ONLY}

        def change() -> Stored:
            with editing(database, viewer) as edit:
                return edit.change(resource.file, [record_id], version, sent, whole=whole)

        return _told(await run_in_threadpool(change))

    return change_record_of


def _delete(resource: Resource) -> Writes:
    def delete_record_of(
        database: Database,
        viewer: Asking,
        record_id: RegisteredId,
        version: Annotated[int, Query(ge=1, le=2**31 - 1, description="The version that is to be deleted.")],
    ) -> Response:
        with editing(database, viewer) as edit:
            edit.delete(resource.file, [record_id], version)
        return Response(status_code=204)

    return delete_record_of


def _told(stored: Stored, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a record, and with what in it seems to be about a person: it is stored, and may have to go again."""
    return unkept_json({**stored.values(), "warnings": stored.warnings()}, status, headers)


def _body_of(resource: Resource, *, version: bool) -> dict[str, Any]:
    """Return what OpenAPI says of the body: the record's own fields, and the version where one is changed."""
    whole = sent_schema(resource)
    if version:
        whole["properties"]["version"] = {"type": "integer", "description": "The version that was read."}
        whole["required"] = ["version"]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": whole}}}}


for _resource in RESOURCES:
    _one, _record = f"/{_resource.name}/{{record_id}}", _resource.file.record.__name__.lower()
    router.add_api_route(
        f"/{_resource.name}",
        _create(_resource),
        methods=["POST"],
        status_code=201,
        name=f"create_{_record}",
        summary=f"Create one of {_resource.name}",
        openapi_extra=_body_of(_resource, version=False),
    )
    router.add_api_route(
        _one,
        _change(_resource, whole=True),
        methods=["PUT"],
        name=f"replace_{_record}",
        summary=f"Change all fields of one of {_resource.name}",
        openapi_extra=_body_of(_resource, version=True),
    )
    router.add_api_route(
        _one,
        _change(_resource, whole=False),
        methods=["PATCH"],
        name=f"change_{_record}",
        summary=f"Change some fields of one of {_resource.name}",
        openapi_extra=_body_of(_resource, version=True),
    )
    router.add_api_route(
        _one,
        _delete(_resource),
        methods=["DELETE"],
        status_code=204,
        name=f"delete_{_record}",
        summary=f"Delete one of {_resource.name}",
        description="With it goes what says who takes part in it, and the roles that accounts hold for an actor.",
    )
