"""The web application: routes, pages, static files, headers and errors, put together."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.access.forgery import ForgeryGuard
from api.access.gate import gate_of
from api.access.window import Window
from api.access_log import AccessLog
from api.analyses import Analyses, Remembered
from api.daily_retention import start_retention
from api.database import make_engine
from api.doubles.pairs import Doubles
from api.limits import Limits
from api.lists.registers import KeptRegisters
from api.long_work import LongWork
from api.metrics import Metrics
from api.observing import Observed
from api.openapi import document_problems
from api.pages import PAGES
from api.problems import answer_with_problems
from api.reads import NotedReads
from api.requests import date_of_today
from api.routes import ROUTES
from api.security import SecurityHeaders
from api.self_service.arrivals import Arrivals
from api.settings import Settings
from api.static_files import STATIC_ADDRESS, STATIC_FOLDER, KeptStaticFiles

MOST_LISTS = 64
"""Lists of records that are remembered as they were sent, until the register changes."""

_ADDRESSES = APIRouter()
"""Every route and page. What the framework works out of their signatures takes it half a second, once for a process."""
for _router in (*ROUTES, *PAGES):
    _ADDRESSES.include_router(_router)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application over the database of `settings`, which whoever serves it has brought to head.

    Args:
        settings: by default those of the environment, so that several processes can each make their own.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Samverkanskartan",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # These two load their scripts from another host.
        redoc_url=None,
        lifespan=_lifespan,
        routes=_ADDRESSES.routes,
    )
    app.state.settings = settings
    app.state.today = date_of_today
    app.state.engine = make_engine(settings.database_url, settings.threads)
    app.state.gate = gate_of(settings)
    app.state.window = Window(app.state.engine)
    app.state.analyses = Analyses(app.state.window)
    app.state.betweenness_tests = LongWork()
    app.state.mailings = LongWork(abandoned_s=None)
    app.state.doubles = Doubles(app.state.window)
    app.state.lists = Remembered(MOST_LISTS)
    app.state.registers = KeptRegisters()
    app.state.metrics = Metrics()
    app.state.arrivals = Arrivals()
    app.state.access_log = AccessLog(app.state.engine)
    app.mount(STATIC_ADDRESS, KeptStaticFiles(directory=STATIC_FOLDER))
    app.add_middleware(NotedReads, log=app.state.access_log)
    app.add_middleware(ForgeryGuard)
    app.add_middleware(Limits, settings=settings)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observed, metrics=app.state.metrics)
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)
    answer_with_problems(app)
    document_problems(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep the threads fewer than the connections: threads that wait for the pool stall everything."""
    current_default_thread_limiter().total_tokens = app.state.settings.threads
    # What the framework would otherwise work out while the first visitors wait.
    deque(iter_route_contexts(app.routes), maxlen=0)
    retention = start_retention(app)
    yield
    retention.close()
    app.state.betweenness_tests.close()
    app.state.mailings.close()
    app.state.access_log.close()
    app.state.engine.dispose()
