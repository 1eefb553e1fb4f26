"""No request takes more than its share, and each that asks for more is told so in a problem document."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from api import limits
from api.application import create_app
from api.limits import LARGEST_HEAD, LONGEST_URL, Limits, largest_body
from api.settings import Settings


@pytest.fixture
def app(sqlite_demo: str) -> Iterator[FastAPI]:
    made = create_app(Settings(database_url=sqlite_demo, max_requests=2, request_seconds=1, secret_key="x" * 32))
    yield made
    made.state.engine.dispose()


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/api/v1/actors?q=" + "x" * LONGEST_URL, {}, 414),
        ("/api/v1/actors", {"X-Long": "x" * LARGEST_HEAD}, 431),
        ("/api/v1/actors", {"Content-Length": "1000001"}, 413),
        ("/api/v1/actors", {"Content-Length": "9" * 400}, 413),
    ],
)
def test_what_says_at_once_that_it_is_too_large_is_refused(
    app: FastAPI, address: str, headers: dict[str, str], status: int
) -> None:
    with TestClient(app) as asking:
        answer = asking.get(address, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["connection"] == "close"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_does_not_say_its_size_is_cut_off(app: FastAPI) -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"x" * 100_000 for _ in range(20))

    with TestClient(app) as asking:
        answer = asking.post("/api/v1/actors", content=pieces())
    assert answer.status_code == 413


def test_files_may_be_larger_than_records() -> None:
    assert largest_body("/api/v1/actors") == 1_000_000
    assert largest_body("/api/v1/imports") == 100_100_000


def test_who_comes_when_all_places_are_taken_is_asked_to_wait(app: FastAPI) -> None:
    taken, free = threading.Barrier(3), threading.Event()

    @app.get("/slow")
    def slow() -> None:
        taken.wait()
        free.wait()

    with TestClient(app, client=("127.0.0.1", 1)) as asking:
        waiting = [threading.Thread(target=asking.get, args=("/slow",)) for _ in range(2)]
        for thread in waiting:
            thread.start()
        taken.wait()
        refused, alive = asking.get("/api/v1/actors"), asking.get("/healthz")
        free.set()
        for thread in waiting:
            thread.join()
        assert asking.get("/api/v1/actors").status_code == 200
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
    assert alive.status_code == 200


def test_who_waits_too_long_is_answered_and_the_work_ends_by_itself(app: FastAPI) -> None:
    free, ended = threading.Event(), threading.Event()

    @app.get("/api/v1/slow")
    def slow() -> None:
        free.wait()
        ended.set()

    with TestClient(app) as asking:
        answer = asking.get("/api/v1/slow")
        assert not ended.is_set()
        free.set()
        assert ended.wait(5)
    assert answer.status_code == 503
    assert "se efter om det blev sparat" in answer.json()["detail"]


def test_a_body_that_does_not_come_is_not_waited_for(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SILENT_S", 0)
    sent: list[Message] = []

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope_of("POST", "/api/v1/actors"), never, send))
    assert sent[0]["status"] == 408


def test_one_network_cannot_take_all_places(sqlite_demo: str) -> None:
    app = create_app(Settings(database_url=sqlite_demo, max_requests=4, secret_key="x" * 32))
    taken, free = threading.Barrier(3), threading.Event()

    @app.get("/slow")
    def slow() -> None:
        taken.wait()
        free.wait()

    with TestClient(app, client=("192.0.2.7", 1)) as many, TestClient(app, client=("192.0.2.8", 1)) as another:
        waiting = [threading.Thread(target=many.get, args=("/slow",)) for _ in range(2)]
        for thread in waiting:
            thread.start()
        taken.wait()
        refused, let_in = many.get("/api/v1/actors"), another.get("/api/v1/actors")
        free.set()
        for thread in waiting:
            thread.join()
        assert many.get("/api/v1/actors").status_code == 200
    assert (refused.status_code, let_in.status_code) == (503, 200)


STRANGERS: tuple[list[tuple[bytes, bytes]], ...] = (
    [],
    [(b"cookie", b"samverkan=made-up")],
    [(b"authorization", b"Bearer made-up")],
)
IMPORTS, LISTS = "/api/v1/imports", "/platser/kn/registrera/lista"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        *((IMPORTS, headers) for headers in STRANGERS),
        (IMPORTS, [(b"content-length", b"10")]),
        *((LISTS, headers) for headers in STRANGERS),
        (LISTS, [(b"content-length", b"1000001")]),
        (LISTS, [(b"content-length", b"10"), (b"transfer-encoding", b"chunked")]),
    ],
)
def test_no_byte_of_a_strangers_file_is_waited_for(
    app: FastAPI, address: str, headers: list[tuple[bytes, bytes]]
) -> None:
    sent: list[Message] = []

    async def never() -> Message:
        raise AssertionError("somebody waited for the body")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = scope_of("POST", address)
    asyncio.run(app({**scope, "headers": [*scope["headers"], *headers]}, never, send))
    assert sent[0]["status"] == 401


def test_an_answer_that_nobody_takes_gives_up_its_place(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNTAKEN_S", 0.001)
    taken: list[Message] = []

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def stuck(message: Message) -> None:
        taken.append(message)
        await asyncio.Event().wait()

    asyncio.run(app(scope_of("GET", "/api/v1/actors"), nothing, stuck))
    assert len(taken) == 1


@pytest.mark.parametrize(
    ("address", "seconds"),
    [("/api/v1/imports", 10), ("/api/v1/exports/package", 10), ("/api/v1/actors", 1), ("/import", 1), ("/export", 1)],
)
def test_imports_and_exports_may_take_ten_times_as_long(app: FastAPI, address: str, seconds: int) -> None:
    settings = Settings(request_seconds=1, secret_key="x" * 32)
    assert Limits(app, settings)._seconds(address) == seconds


def scope_of(method: str, path: str, **more: Any) -> Scope:
    plain = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b""}
    about = {"headers": [(b"host", b"127.0.0.1")], "scheme": "http", "http_version": "1.1", "root_path": ""}
    return {**plain, **about, "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "app": None, **more}
