"""Counts what one process has answered, and tells it in the text format of Prometheus."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from threading import Lock

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""The upper bounds of the classes of latencies, in seconds; the last class has none."""

Labels = Mapping[str, str | int]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The requests that were answered and that are under way."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._classes: dict[str, list[int]] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self.under_way = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer.

        Args:
            method: of the request.
            route: the pattern of its address, so that there are as many as routes and not as addresses.
            status: of the answer.
            seconds: from the request's arrival to the answer's last byte.
        """
        with self._guard:
            self._answers[method, route, status] += 1
            classes = self._classes.setdefault(route, [0] * (len(BOUNDS_S) + 1))
            classes[bisect_left(BOUNDS_S, seconds)] += 1
            self._seconds[route] += seconds

    def lines(self) -> Iterator[str]:
        """Yield the counts as Prometheus reads them."""
        with self._guard:
            answers, seconds = sorted(self._answers.items()), dict(self._seconds)
            classes = {route: list(counts) for route, counts in sorted(self._classes.items())}
        yield from family(
            "samverkan_requests_total",
            "counter",
            "Answered requests.",
            [({"method": method, "route": route, "status": status}, n) for (method, route, status), n in answers],
        )
        yield "# HELP samverkan_request_seconds How long answers took."
        yield "# TYPE samverkan_request_seconds histogram"
        for route, counts in classes.items():
            bounds = [*map(str, BOUNDS_S), "+Inf"]
            for bound, total in zip(bounds, accumulate(counts), strict=True):
                yield sample("samverkan_request_seconds_bucket", {"route": route, "le": bound}, total)
            yield sample("samverkan_request_seconds_sum", {"route": route}, seconds[route])
            yield sample("samverkan_request_seconds_count", {"route": route}, sum(counts))
        yield from gauge("samverkan_requests_under_way", "Requests that are being answered.", self.under_way)


def gauge(name: str, about: str, value: float) -> Iterator[str]:
    """Yield the lines of a value that rises and falls."""
    return family(name, "gauge", about, [({}, value)])


def family(name: str, kind: str, about: str, samples: Iterable[tuple[Labels, float]]) -> Iterator[str]:
    """Yield the lines of a metric with its labelled values."""
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield sample(name, labels, value)


def sample(name: str, labels: Labels, value: float) -> str:
    r"""Return the line of one value.

    >>> sample("seen", {"route": 'a"b'}, 2)
    'seen{route="a\\"b"} 2'
    """
    told = ",".join(f'{label}="{_escaped(str(said))}"' for label, said in labels.items())
    # Every digit: a counter that is rounded stands still for longer the larger it is.
    return f"{name}{{{told}}} {value!r}" if told else f"{name} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
