"""Tells the access log what a request read, from its address alone and after it was answered."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.recognition import Caller
from api.access_log import AccessLog
from api.read_judgement import CHANGE_SETS, WHOLE_REGISTER
from api.requests import may_be_an_id

ANSWERED = frozenset({*range(200, 300), 304})

NAMED = {"place_id": "places", "actor_id": "actors", "other_id": "actors", "change_set_id": CHANGE_SETS}
"""What parameters of a path name, whatever stands before them."""

PAGES = {"aktorer": "actors", "samarbeten": "ties", "forum": "forums", "avtal": "agreements"}
"""The table of a record by where its pages lie."""

ASKED_FOR = ("place", "place_id", "plats")
"""Questions of an address that name places."""

ASKED_BY_POST = frozenset({"/api/v1/contacts", "/personuppgifter/kontakt"})
"""Addresses that are told whom to look for, which does not belong in an address."""

OF_NO_RECORD = frozenset(
    {
        "healthz",
        "readyz",
        "metrics",
        "static",
        "api/v1/openapi.json",
        "om",
        "tillganglighet",
        "personuppgifter",
        "sprak",
    }
    | {"logga-in", "konto", "konton", "inbjudan", "losenord", "svar", "anslut", "jamfor", "jamfor.csv"}
)
"""Addresses that tell nothing of the register, unless they name a place."""


class NotedReads:
    """Wrap an application so that the access log is told what signed-in viewers read."""

    def __init__(self, app: ASGIApp, log: AccessLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what was read once it is answered."""
        if scope["type"] != "http" or not (scope["method"] == "GET" or scope["path"] in ASKED_BY_POST):
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
    named, path = scope.get("path_params", {}), scope["path"].strip("/")
    first, _, _ = path.removeprefix("api/v1/").partition("/")
    known = [(table, named[parameter]) for parameter, table in NAMED.items() if parameter in named]
    if "record_id" in named:
        known = [(named.get("table") or PAGES.get(first, first), named["record_id"])]
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    places = [place for name in ASKED_FOR for place in asked.get(name, ())]
    found = [*known, *(("places", place) for place in places if not known)]
    if found:
        yield from ((table, record_id) for table, record_id in found if may_be_an_id(record_id))
    elif (first or asked.get("q")) and first not in OF_NO_RECORD and path not in OF_NO_RECORD:
        yield WHOLE_REGISTER
