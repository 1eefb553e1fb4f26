"""What a list of records can be asked, read and documented from one model for each resource.

The framework can read such models itself, but looks at every field anew for each request, which took longer
than the answer.
"""

from collections.abc import Callable
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from api.queries.records import Resource, accepts
from models.dates import FirstDay
from models.text import Name, RecordId
from models.vocabulary import Theme

DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET = 100, 1000, 10**9

GENERAL: dict[str, tuple[Any, str]] = {
    "q": (Name, "A part of the name, in any case."),
    "theme": (Theme, "Records that carry the theme."),
    "date": (FirstDay, "Records whose dates contain the day."),
}
"""The filters that a resource has by its columns. Each may have to look through the whole table."""


class Paging(BaseModel):
    """Which part of a list; an unknown parameter is refused, so that no filter is silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="How many records.")
    offset: int = Field(default=0, ge=0, le=LARGEST_OFFSET, description="After how many.")


def filters_of(resource: Resource) -> type[Paging]:
    """Return what the list of a resource can be asked: its filters and the paging."""
    own = {
        name: (RecordId if kind is str else kind, f"Exactly this {name}.") for name, kind in resource.filters.items()
    }
    own |= {name: (RecordId, f"Either of {' and '.join(columns)}.") for name, columns in resource.either.items()}
    own |= {name: GENERAL[name] for name in accepts(resource)}
    fields: dict[str, Any] = {
        name: (kind | None, Field(default=None, description=about)) for name, (kind, about) in own.items()
    }
    return create_model(f"{resource.file.record.__name__}Filters", __base__=Paging, **fields)


def reader_of(filters: type[Paging]) -> Callable[[Request], Paging]:
    """Return what reads the filters out of a request's query."""

    def read(request: Request) -> Paging:
        try:
            return filters.model_validate(dict(request.query_params))
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            raise RequestValidationError([{**wrong, "loc": ("query", *wrong["loc"])} for wrong in found]) from None

    return read


def parameters_of(filters: type[Paging]) -> list[dict[str, Any]]:
    """Return the parameters as OpenAPI documents them."""
    schema = filters.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": about.pop("description"),
            "schema": inlined(about, schema.get("$defs", {})),
        }
        for name, about in schema["properties"].items()
    ]


def inlined(part: Any, definitions: dict[str, Any]) -> Any:
    """Write what a schema refers to in its place: a parameter or a body stands alone."""
    if isinstance(part, dict):
        if "$ref" in part:
            return inlined(definitions[part["$ref"].rpartition("/")[2]], definitions)
        return {name: inlined(value, definitions) for name, value in part.items()}
    return [inlined(item, definitions) for item in part] if isinstance(part, list) else part
