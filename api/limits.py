"""How much of the service one request can take: bytes, time and a place among those that are answered at once.

A request that takes too long is answered and left to end by itself: what it writes is stored as a whole or not at
all, and a thread cannot be stopped half-way. It keeps its place until it has ended, so that slow work never piles up.
"""

import asyncio
import logging
from http import HTTPStatus
from time import perf_counter

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import answer_situation
from api.routes.bodies import LARGEST_BODY
from api.settings import Settings
from graph.packages.limits import LARGEST_UPLOAD
from models.errors import OverloadedError, RequestTooSlowError

logger = logging.getLogger(__name__)

LONGEST_URL = 8_000
LARGEST_HEAD = 32_000
ROOM_FOR_A_FORM = 100_000
"""What a multipart form adds to the file that it carries."""

MOST_SILENT_S = 15
"""How long a body may make the service wait for its next piece."""

SLOWEST_BODY = 5_000
"""Bytes a second that a body must come with on the whole, once `MOST_SILENT_S` have passed."""

UPLOADS = ("/api/v1/imports", "/import")
"""Addresses that take files."""

LONG_ANSWERS = ("/api/v1/imports", "/api/v1/exports", "/import", "/export")
"""Addresses that may work longer than others, because they handle all of a register."""

LONG_FACTOR = 10
"""How many times longer."""

ALWAYS_ANSWERED = ("/healthz", "/metrics")


class Limits:
    """Wrap an application so that no request takes more than its share.

    Args:
        app: the application.
        settings: how many requests may be under way, and how long one may take.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._under_way: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with what is too much."""
        if scope["type"] != "http" or scope["path"] in ALWAYS_ANSWERED:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if status := _too_large(scope):
            # The rest of a body that nobody reads is in the way of the next request on the same connection.
            await _refuse(request, HTTPException(status, headers={"Connection": "close"}), receive, send)
        elif len(self._under_way) >= self._settings.max_requests:
            await answer_situation(request, OverloadedError())(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = _Sending(send)
        body = _Body(receive, largest_body(scope["path"]))
        task = asyncio.create_task(self._run(scope, body.receive, sending.send))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            done, _ = await asyncio.wait([task], timeout=self._seconds(scope["path"]))
        except asyncio.CancelledError:
            task.cancel()  # The server is stopping.
            raise
        if done or sending.started:
            await task
            return
        sending.closed = True
        task.add_done_callback(_told_of)
        logger.warning("a request took too long and was left to end by itself")
        await answer_situation(Request(scope), RequestTooSlowError())(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _seconds(self, path: str) -> int:
        return self._settings.request_seconds * (LONG_FACTOR if path.startswith(LONG_ANSWERS) else 1)


class _Sending:
    """Passes an answer on, until somebody else has answered."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = self.closed = False

    async def send(self, message: Message) -> None:
        if not self.closed:
            self.started = True
            await self._send(message)


class _Body:
    """Passes a body on, as long as it is not too large and not too slow."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive, self._largest = receive, largest
        self._size, self._ended = 0, False
        self._start = perf_counter()

    async def receive(self) -> Message:
        if self._ended:
            return await self._receive()  # Only that the client goes away is left to come.
        try:
            message = await asyncio.wait_for(self._receive(), MOST_SILENT_S)
        except TimeoutError:
            raise _slow() from None
        self._size += len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._size > self._largest:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Connection": "close"})
        passed = perf_counter() - self._start
        if not self._ended and passed > MOST_SILENT_S and self._size < passed * SLOWEST_BODY:
            raise _slow()
        return message


def largest_body(path: str) -> int:
    """Return how many bytes may be sent to an address."""
    return LARGEST_UPLOAD + ROOM_FOR_A_FORM if path.startswith(UPLOADS) else LARGEST_BODY


def _too_large(scope: Scope) -> HTTPStatus | None:
    """Return the status of a request that says at once that it is too large."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_URL:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    said = Headers(scope=scope).get("content-length", "")
    if said.isdecimal() and int(said[:20]) > largest_body(scope["path"]):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


async def _refuse(request: Request, error: HTTPException, receive: Receive, send: Send) -> None:
    await answer_situation(request, error)(request.scope, receive, send)


def _slow() -> HTTPException:
    return HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"})


def _told_of(task: "asyncio.Task[None]") -> None:
    """Let an error that came after the answer reach the log."""
    if not task.cancelled() and (error := task.exception()):
        logger.error("a request that took too long failed", exc_info=error)
