"""What the process has done, for Prometheus: told to this very machine, and to those whom a setting names."""

from ipaddress import ip_address, ip_network

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from api.access.networks import comes_from_this_machine
from api.database import reading, writers_waiting
from api.metrics import CONTENT_TYPE, Metrics, family, gauge
from api.requests import Database
from api.settings import Settings, named_networks
from models.errors import NotFoundError

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def show_metrics(request: Request, database: Database) -> Response:
    """Answer with counts since the process started, and with how things stand now."""
    if not may_read(request, request.app.state.settings):
        raise NotFoundError("tjänsten", "metrics")
    metrics: Metrics = request.app.state.metrics
    state = request.app.state
    long_work = state.betweenness_tests.unfinished + state.mailings.unfinished
    lines = [
        *metrics.lines(),
        *gauge("samverkan_writers_waiting", "Writers that wait for their turn.", writers_waiting(database)),
        *family("samverkan_analyses_total", "counter", "Analyses computed.", [({}, state.analyses.computed)]),
        *gauge("samverkan_long_work", "Pieces of long work that wait or run.", long_work),
        *gauge("samverkan_database_bytes", "The size of the database.", database_bytes(database)),
    ]
    return Response("\n".join(lines) + "\n", media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def database_bytes(database: Engine) -> int:
    """Return the size of the database, without what SQLite has not moved into its file yet."""
    on_sqlite = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    asked = on_sqlite if database.dialect.name == "sqlite" else "SELECT pg_database_size(current_database())"
    with reading(database) as connection:
        return int(connection.exec_driver_sql(asked).scalar() or 0)


def may_read(request: Request, settings: Settings) -> bool:
    """Tell whether the metrics are for whoever asks."""
    if comes_from_this_machine(request):
        return True
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return any(address in ip_network(network, strict=False) for network in named_networks(settings.metrics_from))
