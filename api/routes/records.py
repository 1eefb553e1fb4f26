"""Records as JSON: lists with filters, paging and total, and single records.

The list is the most asked-for read. It runs on the event loop with Core and orjson, which is faster than a
thread for every request as long as each takes about a millisecond.
"""

from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import Connection, Engine

from api.analyses import Remembered
from api.database import reading
from api.queries.records import RESOURCES, Resource, accepts, get_record, list_records
from api.queries.revision import current_revision
from api.requests import Database, RegisteredId
from models.dates import FirstDay
from models.text import Name, RecordId
from models.vocabulary import Theme

DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET = 100, 1000, 10**9


_GENERAL: dict[str, tuple[Any, str]] = {
    "q": (Name, "A part of the name, in any case."),
    "theme": (Theme, "Records that carry the theme."),
    "date": (FirstDay, "Records whose dates contain the day."),
}


class Paging(BaseModel):
    """Which part of a list; an unknown parameter is refused, so that no filter is silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="How many records.")
    offset: int = Field(default=0, ge=0, le=LARGEST_OFFSET, description="After how many.")


router = APIRouter(prefix="/api/v1", tags=["records"])


def _filters(resource: Resource) -> type[Paging]:
    """Return what the list of a resource can be asked: its filters and the paging."""
    own = {
        name: (RecordId if kind is str else kind, f"Exactly this {name}.") for name, kind in resource.filters.items()
    }
    own |= {name: (RecordId, f"Either of {' and '.join(columns)}.") for name, columns in resource.either.items()}
    own |= {name: _GENERAL[name] for name in accepts(resource)}
    fields: dict[str, Any] = {
        name: (kind | None, Field(default=None, description=about)) for name, (kind, about) in own.items()
    }
    return create_model(f"{resource.file.record.__name__}Filters", __base__=Paging, **fields)


def _list(resource: Resource) -> Callable[..., Any]:
    filters = _filters(resource)

    async def list_records_of(request: Request, database: Database, asked: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]
        lists: Remembered[bytes] = request.app.state.lists
        if _takes_long(database, asked):
            return await run_in_threadpool(_list_of, database, lists, resource, asked)
        return _list_of(database, lists, resource, asked)

    return list_records_of


def _takes_long(database: Engine, asked: Paging) -> bool:
    """Tell whether the database may have to look through a table, or lies at the other end of a wire."""
    scans = asked.model_fields_set & _GENERAL.keys()
    return bool(scans) or asked.limit > DEFAULT_LIMIT or asked.offset > 0 or database.dialect.name != "sqlite"


def _list_of(database: Engine, lists: Remembered[bytes], resource: Resource, asked: Paging) -> Response:
    with reading(database) as connection:
        key = (current_revision(connection), asked)
        return _json(lists.get(key, lambda: _page(connection, resource, asked)))


def _page(connection: Connection, resource: Resource, asked: Paging) -> bytes:
    wanted = asked.model_dump(exclude={"limit", "offset"})
    page = list_records(connection, resource, wanted, asked.limit, asked.offset)
    return orjson.dumps({"items": page.items, "total": page.total, "limit": asked.limit, "offset": asked.offset})


def _get(resource: Resource) -> Callable[..., Any]:
    def get_record_of(database: Database, record_id: RegisteredId) -> Response:
        with reading(database) as connection:
            return _json(orjson.dumps(get_record(connection, resource, record_id)))

    return get_record_of


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")


for _resource in RESOURCES:
    _record = _resource.file.record.__name__
    router.add_api_route(
        f"/{_resource.name}",
        _list(_resource),
        name=f"list_{_resource.name}",
        summary=f"List {_resource.name}",
    )
    router.add_api_route(
        f"/{_resource.name}/{{record_id}}",
        _get(_resource),
        name=f"get_{_record.lower()}",
        summary=f"Get one of {_resource.name}",
    )
