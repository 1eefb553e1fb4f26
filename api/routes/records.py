"""Records as JSON: lists with filters, paging and total, and single records.

The list is the most asked-for read. It runs on the event loop with Core and orjson, which is faster than a
thread for every request as long as each takes about a millisecond.
"""

from collections.abc import Callable
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.access.window import Window
from api.analyses import Remembered
from api.queries.records import RESOURCES, Resource, get_record, list_records
from api.requests import Asking, RegisteredId, RegisterWindow
from api.routes.filters import DEFAULT_LIMIT, GENERAL, Paging, filters_of, parameters_of, reader_of
from api.routes.record_schemas import answered, listed_schema, read_schema
from api.self_service.confirmations import latest_confirmation

router = APIRouter(prefix="/api/v1", tags=["records"])


def _list(resource: Resource, read: Callable[[Request], Paging]) -> Callable[..., Any]:
    async def list_records_of(request: Request, viewer: Asking) -> Response:
        asked = read(request)
        window: Window = request.app.state.window
        lists: Remembered[bytes] = request.app.state.lists
        if _takes_long(window, asked):
            return await run_in_threadpool(_list_of, window, viewer, lists, resource, asked)
        return _list_of(window, viewer, lists, resource, asked)

    return list_records_of


def _takes_long(window: Window, asked: Paging) -> bool:
    """Tell whether the database may have to look through a table, or lies at the other end of a wire."""
    scans = asked.model_fields_set & GENERAL.keys()
    return bool(scans) or asked.limit > DEFAULT_LIMIT or asked.offset > 0 or window.engine.dialect.name != "sqlite"


def _list_of(window: Window, viewer: Viewer, lists: Remembered[bytes], resource: Resource, asked: Paging) -> Response:
    with window.seeing(viewer) as seen:
        # Confirming changes no record, so that the register's revision does not tell of it.
        key = (seen.revision, latest_confirmation(seen), seen.access, asked)
        return _json(lists.get(key, lambda: _page(seen, resource, asked)))


def _page(seen: Seen, resource: Resource, asked: Paging) -> bytes:
    wanted = asked.model_dump(exclude={"limit", "offset"})
    page = list_records(seen, resource, wanted, asked.limit, asked.offset)
    return orjson.dumps({"items": page.items, "total": page.total, "limit": asked.limit, "offset": asked.offset})


def _get(resource: Resource) -> Callable[..., Any]:
    def get_record_of(window: RegisterWindow, viewer: Asking, record_id: RegisteredId) -> Response:
        with window.seeing(viewer) as seen:
            return _json(orjson.dumps(get_record(seen, resource, record_id)))

    return get_record_of


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")


for _resource in RESOURCES:
    _record, _filters = _resource.file.record.__name__, filters_of(_resource)
    router.add_api_route(
        f"/{_resource.name}",
        _list(_resource, reader_of(_filters)),
        name=f"list_{_resource.name}",
        summary=f"List {_resource.name}",
        openapi_extra={"parameters": parameters_of(_filters), **answered(listed_schema(_resource))},
    )
    router.add_api_route(
        f"/{_resource.name}/{{record_id}}",
        _get(_resource),
        name=f"get_{_record.lower()}",
        summary=f"Get one of {_resource.name}",
        openapi_extra=answered(read_schema(_resource)),
    )
