"""The metrics count what was answered, for this machine and for whom a setting names."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.metrics import Metrics, sample
from api.settings import Settings


@contextmanager
def asked_from(address: str, url: str, **settings: str) -> Iterator[TestClient]:
    app = create_app(Settings(database_url=url, **settings))  # type: ignore[arg-type]
    with TestClient(app, client=(address, 50_000)) as asking:
        yield asking


def test_answers_are_counted_by_route_and_status(demo_url: str) -> None:
    with asked_from("127.0.0.1", demo_url) as asking:
        for address in ("/api/v1/actors/k1", "/api/v1/actors/k2", "/api/v1/actors/nobody", "/healthz"):
            asking.get(address)
        told = asking.get("/metrics").text
    assert 'samverkan_requests_total{method="GET",route="/healthz",status="200"} 1\n' in told
    assert 'samverkan_request_seconds_count{route="/api/v1/actors/{record_id}"} 3\n' in told
    assert 'samverkan_request_seconds_bucket{route="/healthz",le="+Inf"} 1\n' in told
    assert "\nsamverkan_writers_waiting 0\n" in told
    assert "\nsamverkan_long_work 0\n" in told
    assert "k1" not in told


@pytest.mark.parametrize(
    ("client", "headers", "metrics_from", "status"),
    [
        ("127.0.0.1", {}, "", 200),
        ("::1", {}, "", 200),
        ("10.1.2.3", {}, "", 404),
        ("10.1.2.3", {}, "10.0.0.0/8", 200),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, "", 404),
        ("127.0.0.1", {"Via": "1.1 proxy"}, "", 404),
        ("testclient", {}, "0.0.0.0/0", 404),
    ],
)
def test_they_are_not_for_strangers(
    sqlite_demo: str, client: str, headers: dict[str, str], metrics_from: str, status: int
) -> None:
    with asked_from(client, sqlite_demo, metrics_from=metrics_from) as asking:
        assert asking.get("/metrics", headers=headers).status_code == status


def test_a_large_count_is_told_to_the_last_digit() -> None:
    metrics = Metrics()
    for _ in range(3):
        metrics.count("GET", "/healthz", 200, 1234567.25)
    told = "\n".join((*metrics.lines(), sample("bytes", {}, 123456789)))
    assert 'samverkan_request_seconds_sum{route="/healthz"} 3703701.75\n' in told
    assert told.endswith("bytes 123456789")
