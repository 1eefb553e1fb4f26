"""How much of the service one request can take: bytes, time and a place among those that are answered at once.

A request that takes too long is answered and left to end by itself: what it writes is stored as a whole or not at
all, and a thread cannot be stopped half-way. It keeps its place until it has ended, so that slow work never piles up.
"""

import asyncio
import logging
from collections import Counter
from http import HTTPStatus
from time import perf_counter

from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.networks import comes_from_this_machine, network_of
from api.access.recognition import recognise
from api.database_faults import DATABASE_ERRORS, situation_of
from api.problems import answer_situation
from api.settings import Settings
from graph.exchange.opening import LARGEST_FILE as LARGEST_LIST_FILE
from graph.packages.limits import LARGEST_UPLOAD
from models.errors import OverloadedError, RequestTooSlowError, SamverkanError, SignInRequiredError

logger = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
LONGEST_URL = 8_000
LARGEST_HEAD = 32_000
ROOM_FOR_A_FORM = 100_000
"""What a multipart form adds to the file that it carries."""

MOST_SILENT_S = 15
"""How long a body may make the service wait for its next piece."""

MOST_UNTAKEN_S = 15.0
"""How long a client may make the service wait before it takes more of an answer."""

SLOWEST = 5_000
"""Bytes a second that a body must come with, and an answer be taken with, once those seconds have passed."""

UPLOADS = ("/api/v1/imports",)
"""Addresses that take packages, from those who have signed in."""

LISTS = "/registrera/lista"
"""How addresses end that take lists, from those who have signed in."""

LONG_ANSWERS = (*UPLOADS, "/api/v1/exports")
"""Addresses that may work longer than others, because they handle all of a register."""

LONG_FACTOR = 10
"""How many times longer."""

SHARE_OF_A_NETWORK = 0.5
"""How many of the places the clients of one network can have together. This machine itself may have all."""

ALWAYS_ANSWERED = ("/healthz", "/metrics")


class Limits:
    """Wrap an application so that no request takes more than its share.

    Args:
        app: the application.
        settings: how many requests may be under way, and how long one may take.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._under_way: set[asyncio.Future[None]] = set()
        self._from: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with what is too much."""
        if scope["type"] != "http" or scope["path"] in ALWAYS_ANSWERED:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        network = "" if comes_from_this_machine(request) else network_of(request)
        refusal: SamverkanError | HTTPException | None = None
        if status := _too_large(scope):
            # The rest of a body that nobody reads is in the way of the next request on the same connection.
            refusal = HTTPException(status, headers={"Connection": "close"})
        elif self._is_full(network):
            refusal = OverloadedError()
        elif scope["method"] == "POST" and _may_bring_a_file(scope):
            refusal = await _why_no_file_is_taken(request)
        if refusal:
            await answer_situation(request, refusal)(scope, receive, send)
        else:
            await self._answer(scope, receive, send, network)

    def _is_full(self, network: str) -> bool:
        """Tell whether no place is left, or none for clients of a network; an empty text is this very machine."""
        places = self._settings.max_requests
        return len(self._under_way) >= places or (
            bool(network) and self._from[network] >= max(1, int(places * SHARE_OF_A_NETWORK))
        )

    async def _answer(self, scope: Scope, receive: Receive, send: Send, network: str) -> None:
        sending = _Sending(send)
        body = _Body(receive, largest_body(scope["path"]))
        task = asyncio.ensure_future(self._app(scope, body.receive, sending.send))
        self._take_place(task, network)
        try:
            done, _ = await asyncio.wait([task], timeout=self._seconds(scope["path"]))
        except asyncio.CancelledError:
            task.cancel()  # The server is stopping.
            raise
        if done or sending.started:
            try:
                await task
            except _NotTakenError:
                logger.warning("an answer was not taken in time, and the connection was closed")
            return
        sending.closed = True
        task.add_done_callback(_told_of)
        logger.warning("a request took too long and was left to end by itself")
        await answer_situation(Request(scope), RequestTooSlowError())(scope, receive, send)

    def _take_place(self, task: "asyncio.Future[None]", network: str) -> None:
        """Count a request until it has ended."""
        self._under_way.add(task)
        self._from[network] += 1

        def leave(task: "asyncio.Future[None]") -> None:
            self._under_way.discard(task)
            self._from[network] -= 1
            if not self._from[network]:
                del self._from[network]

        task.add_done_callback(leave)

    def _seconds(self, path: str) -> int:
        return self._settings.request_seconds * (LONG_FACTOR if path.startswith(LONG_ANSWERS) else 1)


class _NotTakenError(Exception):
    """The client does not take the answer."""


class _Sending:
    """Passes an answer on, until somebody else has answered, as long as the client takes it at some pace."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = self.closed = False
        self._sent = 0

    async def send(self, message: Message) -> None:
        if self.closed:
            return
        self.started = True
        # The server takes a piece at once, and waits before the next one until there is room for it.
        patience = MOST_UNTAKEN_S + self._sent / SLOWEST
        self._sent = len(message.get("body", b""))
        try:
            await asyncio.wait_for(self._send(message), patience)
        except TimeoutError:
            self.closed = True
            raise _NotTakenError from None


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
        if not self._ended and passed > MOST_SILENT_S and self._size < passed * SLOWEST:
            raise _slow()
        return message


def largest_body(path: str) -> int:
    """Return how many bytes may be sent to an address."""
    if path.startswith(UPLOADS):
        return LARGEST_UPLOAD + ROOM_FOR_A_FORM
    return LARGEST_LIST_FILE + ROOM_FOR_A_FORM if path.endswith(LISTS) else LARGEST_BODY


def _may_bring_a_file(scope: Scope) -> bool:
    """Tell whether more may come than with any other form.

    A list that says to be no larger is read from strangers too: what was pasted before a session ended is shown again.
    """
    headers = Headers(scope=scope)
    said = headers.get("content-length", "")
    small = "transfer-encoding" not in headers and said.isdecimal() and int(said[:20]) <= LARGEST_BODY
    return scope["path"].startswith(UPLOADS) or (scope["path"].endswith(LISTS) and not small)


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


async def _why_no_file_is_taken(request: Request) -> SamverkanError | None:
    """Return why whoever asks may send no file; it is found out before any of the file is waited for.

    A stranger could otherwise keep a place for as long as a large file may take.
    """
    try:
        caller = await run_in_threadpool(recognise, request)
    except DATABASE_ERRORS as error:
        if situation := situation_of(error):
            return situation
        raise
    return caller.refused or (None if caller.viewer.is_signed_in else SignInRequiredError())


def _slow() -> HTTPException:
    return HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"})


def _told_of(task: "asyncio.Future[None]") -> None:
    """Let an error that came after the answer reach the log."""
    if not task.cancelled() and (error := task.exception()):
        logger.error("a request that took too long failed", exc_info=error)
