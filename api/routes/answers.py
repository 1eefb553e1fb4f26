"""Answers in JSON that hold the state of a record, and that nobody may keep to show it again."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response


def unkept_json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with JSON that no cache keeps."""
    told = {"Cache-Control": "no-store", **(headers or {})}
    return Response(orjson.dumps(content), status, told, "application/json")
