"""Tells the access log what a request read, from its address alone and after it was answered."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.recognition import Caller
from api.access_log import AccessLog
from models.package_files import FILES

ANSWERED = frozenset({*range(200, 300), 304})

NAMED_BY_PARAMETER = {"place_id": "places", "actor_id": "actors"}
WHOLE = ("/api/v1/exports/", "/historik")


class NotedReads:
    """Wrap an application so that the access log is told what signed-in viewers read."""

    def __init__(self, app: ASGIApp, log: AccessLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what was read once it is answered."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        status = 0

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, send_and_look)
        caller: Caller | None = scope.get("state", {}).get("caller")
        if status in ANSWERED and caller is not None and caller.viewer.account_id is not None:
            for table, record_id in records_read(scope):
                self._log.note(caller.viewer, table, record_id)


def records_read(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the table and id of each record that an address is about; a blank id stands for the whole register."""
    named = scope.get("path_params", {})
    path: str = scope["path"]
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    for parameter, table in NAMED_BY_PARAMETER.items():
        if parameter in named:
            yield table, named[parameter]
            return
    parts = path.removeprefix("/api/v1/").split("/")
    if path.startswith("/api/v1/") and parts[0] in FILES:
        if "record_id" in named:
            yield parts[0], named["record_id"]
        else:
            yield from (("places", place) for place in asked.get("place_id", [""]))
        return
    places = [place for name in ("place", "place_id", "plats") for place in asked.get(name, [])]
    yield from (("places", place) for place in places)
    if not places and path.startswith(WHOLE):
        yield "", ""
