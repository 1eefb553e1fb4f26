"""Asks a server as fast as it answers: so many connections kept open, each with one request under way."""

import asyncio
from dataclasses import dataclass, field
from time import perf_counter

END_OF_HEAD = b"\r\n\r\n"


@dataclass
class Answers:
    """What came back while it counted.

    Attributes:
        latencies: the seconds that each good answer took.
        errors: answers with another status than 200, and connections that were lost.
        waiting: how many seconds the slowest of the requests under way at the end had waited.
    """

    seconds: float
    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    waiting: float = 0.0

    @property
    def per_second(self) -> float:
        """Good answers per second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Return the latency that the share of the answers did not exceed, or what was waited for in vain."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else self.waiting


class Connection(asyncio.Protocol):
    """One connection: sends the next request when the answer to the last has come as a whole."""

    def __init__(self, request: bytes, answers: Answers, counts_from: float) -> None:
        self.request, self.answers, self.counts_from = request, answers, counts_from
        self.transport: asyncio.Transport | None = None
        self.asked = 0.0
        self.head, self.missing = b"", -1
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        if self.missing < 0:
            self.head += data
            head, found, body = self.head.partition(END_OF_HEAD)
            if not found:
                return
            self.head, self.missing = head, _length_of(head) - len(body)
        else:
            self.missing -= len(data)
        if self.missing == 0:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended:
            self.answers.errors += 1

    def end(self) -> None:
        """Stop asking, whatever is under way."""
        self.ended = True
        assert self.transport is not None
        self.transport.abort()

    def _ask(self) -> None:
        assert self.transport is not None
        self.asked = perf_counter()
        self.transport.write(self.request)

    def _answered(self) -> None:
        now = perf_counter()
        if now >= self.counts_from:
            if self.head.startswith(b"HTTP/1.1 200"):
                self.answers.latencies.append(now - self.asked)
            else:
                self.answers.errors += 1
        self.head, self.missing = b"", -1
        self._ask()


def ask(port: int, path: str, connections: int, seconds: float, warm_up: float = 1.0) -> Answers:
    """Return what a server on this machine answers.

    Args:
        port: where it listens.
        path: what every request gets.
        connections: how many ask at the same time.
        seconds: how long answers count, after `warm_up` seconds in which they do not.
    """
    return asyncio.run(_ask(port, path, connections, seconds, warm_up))


async def _ask(port: int, path: str, connections: int, seconds: float, warm_up: float) -> Answers:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n\r\n".encode()
    answers, start = Answers(seconds), perf_counter() + warm_up
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: Connection(request, answers, start), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.sleep(start + seconds - perf_counter())
    answers.waiting = max(perf_counter() - connection.asked for _, connection in opened)
    for _, connection in opened:
        connection.end()
    return answers


def _length_of(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next(int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:"))
