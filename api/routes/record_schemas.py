"""What OpenAPI says of a record as it is sent, and as it is read: with what only the register says of it."""

from typing import Any

from api.queries.records import Resource
from api.routes.filters import inlined

READ_ONLY: dict[str, dict[str, Any]] = {
    "confirmed_at": {
        "type": ["string", "null"],
        "format": "date-time",
        "readOnly": True,
        "description": "When an actor last said that the record is right; null when none has. Ignored when sent.",
    }
}
"""What a program reads of a record and cannot write. It may be sent back with the rest of the record."""


def sent_schema(resource: Resource) -> dict[str, Any]:
    """Return the fields of a record as they are sent."""
    schema = resource.file.record.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.pop("$defs", {})
    whole: dict[str, Any] = inlined(schema, definitions)
    return whole


def read_schema(resource: Resource) -> dict[str, Any]:
    """Return the fields of a record as they are read."""
    whole = sent_schema(resource)
    whole["properties"] |= {"version": {"type": "integer", "description": "Counts its changes."}, **READ_ONLY}
    return whole


def listed_schema(resource: Resource) -> dict[str, Any]:
    """Return a page of a list of records."""
    numbers = {name: {"type": "integer"} for name in ("total", "limit", "offset")}
    return {"type": "object", "properties": {"items": {"type": "array", "items": read_schema(resource)}, **numbers}}


def answered(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what OpenAPI says of an answer in this form."""
    return {"responses": {"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}}}
