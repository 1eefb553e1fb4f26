"""Sees every request: gives it an id, and when it is answered writes a line in the log and counts it."""

import logging
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import FIELDS, chosen_request_id, request_id
from api.metrics import Metrics
from api.static_files import STATIC_ADDRESS

logger = logging.getLogger(__name__)

ID_HEADER = "X-Request-Id"
UNKNOWN_ROUTE = "(ingen)"
ABANDONED = 499
"""What is noted of a request whose client went away before there was an answer."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Wrap an application so that each answer carries the id of its request, and is logged and counted."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and tell of it whatever becomes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known_as = chosen_request_id(Headers(scope=scope).get(ID_HEADER))
        request_id.set(known_as)
        scope.setdefault("state", {})["request_id"] = known_as
        seen = {"status": ABANDONED, "bytes": 0}

        async def send_seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                MutableHeaders(scope=message)[ID_HEADER] = known_as
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        start = perf_counter()
        self._metrics.under_way += 1
        try:
            await self._app(scope, receive, send_seen)
        except Exception:
            seen["status"] = 500
            raise
        finally:
            self._metrics.under_way -= 1
            self._tell(scope, seen, perf_counter() - start)

    def _tell(self, scope: Scope, seen: dict[str, int], seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = route_of(scope)
        self._metrics.count(method, route, seen["status"], seconds)
        fields: dict[str, Any] = {
            "request_id": scope["state"]["request_id"],
            "method": method,
            "route": route,
            "status": seen["status"],
        }
        fields |= {"ms": round(1000 * seconds, 1), "bytes": seen["bytes"]}
        logger.info("request", extra={FIELDS: fields})


def route_of(scope: Scope) -> str:
    """Return the pattern of the address that was asked for: an address itself may hold a key."""
    route = scope.get("route")
    if route is not None:
        return str(getattr(route, "path", UNKNOWN_ROUTE))
    return f"{STATIC_ADDRESS}/…" if scope["path"].startswith(f"{STATIC_ADDRESS}/") else UNKNOWN_ROUTE
