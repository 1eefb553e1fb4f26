"""What OpenAPI says of problems: which statuses an operation can answer with, told once for all of them."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from api.problems import PROBLEM_TYPE

PROBLEM: dict[str, Any] = {
    "description": "A problem document (RFC 9457).",
    "content": {
        PROBLEM_TYPE: {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"field": {"type": "string"}, "reason": {"type": "string"}},
                        },
                    },
                    "current": {"type": "object", "description": "The record as it is, when it has changed."},
                    "yours": {"type": "object", "description": "The record as it was sent."},
                    "mentions": {"type": "object", "description": "How many records of each table name this one."},
                    "in_the_way": {
                        "type": "array",
                        "items": {"type": "object"},
                        "description": "What keeps a change from being undone.",
                    },
                },
            }
        }
    },
}

METHODS = frozenset({"get", "post", "put", "patch", "delete"})

ANYBODY_MAY_MEET = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
WRITERS_MAY_MEET = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.INSUFFICIENT_STORAGE,
)


def document_problems(app: FastAPI) -> None:
    """Let the OpenAPI document of `app` name every status that an operation may answer with, and some more."""
    plain = app.openapi

    def documented() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            document.setdefault("components", {}).setdefault("responses", {})["Problem"] = PROBLEM
            for method, operation in _operations(document):
                if _is_the_framework_s(operation["responses"].get("422", {})):
                    del operation["responses"]["422"]
                for status in (*ANYBODY_MAY_MEET, *(() if method == "get" else WRITERS_MAY_MEET)):
                    operation["responses"].setdefault(str(int(status)), {"$ref": "#/components/responses/Problem"})
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = documented  # type: ignore[method-assign]


def _is_the_framework_s(answer: dict[str, Any]) -> bool:
    """Tell whether an answer is how the framework would tell of what it cannot read; here that is a problem too."""
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return bool(schema.get("$ref", "").endswith("/HTTPValidationError"))


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in document["paths"].values():
        yield from ((method, operation) for method, operation in path.items() if method in METHODS)
