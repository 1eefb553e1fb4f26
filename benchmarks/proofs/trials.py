"""What the proofs share: a service of their own, somebody who may write, and a client that counts answers."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

from api.access.accounts import create_account
from api.access.api_tokens import create_token
from api.access.gate import gate_of
from api.access.roles import give_role
from api.access.viewer import HeldRole
from api.database import ready_database, writing
from api.imports import import_package
from api.settings import ROOT, Settings
from benchmarks.synthetic import Size, make_register
from graph.packages import write_folder
from models.vocabulary import Role, TokenScope
from tests.server import became_ready

SIZE = Size(actors=300, edges=1200)
STOPPING_S = 20
LOST = 0
"""What is noted as the status of a request whose connection broke."""


def fill(url: str, folder: Path) -> str:
    """Read the made-up municipality into a database at its newest revision; return the key of an administrator."""
    write_folder(make_register(SIZE), folder / "package")
    engine = ready_database(url)
    assert not import_package(engine, folder / "package").errors
    engine.dispose()
    return key_for(url, "proof", HeldRole(Role.ADMIN))


def key_for(url: str, name: str, role: HeldRole) -> str:
    """Make an account with a role, and return the key with which its programs ask."""
    engine = ready_database(url)
    gate = gate_of(Settings(database_url=url))
    with writing(engine) as connection:
        account = create_account(connection, f"{name}@forening.example", name, gate.now())
        give_role(connection, account.id, role)
        token = create_token(connection, gate, account.id, name, tuple(TokenScope), 1)
    engine.dispose()
    return token


@dataclass
class Service:
    """A service that runs in a process of its own.

    Attributes:
        port: where it listens on this machine.
        log: the file of what it wrote.
    """

    port: int
    log: Path
    process: "subprocess.Popen[bytes]"


@contextmanager
def serving(url: str, port: int, log: Path, **environment: str) -> Iterator[Service]:
    """Run `serve` over a database until the block ends."""
    told = os.environ | {"SAMVERKAN_DATABASE_URL": url, "SAMVERKAN_LOG_FORMAT": "json", **environment}
    command = [sys.executable, "-m", "api", "serve", "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=output, stderr=output)
    try:
        if not became_ready(process, f"http://127.0.0.1:{port}"):
            raise RuntimeError(f"The service did not become ready:\n{log.read_text()}")
        yield Service(port, log, process)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPPING_S)
        process.kill()


@dataclass
class Client:
    """Asks over one connection that is kept open, one question at a time.

    Attributes:
        statuses: how often each was answered; 0 for a connection that broke.
        seconds: how long each answer took.
    """

    port: int
    token: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    _connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        """Return the status and the JSON of an answer."""
        start = perf_counter()
        try:
            status, content = self._answer(method, path, body)
        except (OSError, http.client.HTTPException):
            self.close()
            status, content = LOST, b""
        self.statuses[status] += 1
        self.seconds.append(perf_counter() - start)
        return status, json.loads(content) if content[:1] in (b"{", b"[") else None

    def close(self) -> None:
        """Give the connection up."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _answer(self, method: str, path: str, body: Mapping[str, Any] | None) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Authorization": f"Bearer {self.token}"}
        self._connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def at_once(works: Sequence[Callable[[], None]]) -> None:
    """Do all of the work at the same time, and wait for it; an error in any of it is raised."""
    errors: list[BaseException] = []

    def caught(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised below, in the thread that waits
            errors.append(error)

    threads = [Thread(target=caught, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that the share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def all_statuses(clients: Sequence[Client]) -> dict[int, int]:
    """Return how often each status was answered to any of the clients."""
    total: Counter[int] = Counter()
    for client in clients:
        total += client.statuses
    return dict(sorted(total.items()))


def conclude(holds: bool) -> None:
    """End the process with what its caller is to know."""
    print("HOLDS" if holds else "DOES NOT HOLD", flush=True)
    sys.exit(0 if holds else 1)
