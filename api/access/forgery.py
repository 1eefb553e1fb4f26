"""The guard against forged requests: nothing changes because another site made a browser send something.

Browsers say where a request comes from, in Sec-Fetch-Site and, older ones, in Origin; pages cannot change either.
A request with an API token needs no guard: no browser adds one by itself. Nor does one to an address that is a key,
and such pages send no referrer, so that older browsers call their own forms foreign.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import answer_situation
from api.self_service.link_addresses import holds_a_key
from models.errors import ForgedRequestError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OUR_OWN = frozenset({"same-origin", "none"})
DEFAULT_PORTS = {"http": 80, "https": 443}


class ForgeryGuard:
    """Wrap an application so that it never sees a request that changes something and comes from another site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS or is_our_own(request := Request(scope)):
            await self._app(scope, receive, send)
            return
        await answer_situation(request, ForgedRequestError())(scope, receive, send)


def is_our_own(request: Request) -> bool:
    """Tell whether a request that may change something was meant by whoever sends it.

    What no browser of today sends, neither header but a cookie, is not believed either. An address that is a key
    needs no guard: no cookie adds anything to it, and whoever knows it needs nobody's browser. Its pages tell nobody
    where they are, so that a browser without Sec-Fetch-Site cannot say that a form was sent from there.
    """
    headers = request.headers
    if holds_a_key(request.scope["path"]):
        return True
    if headers.get("authorization", "").lower().startswith("bearer "):
        return True
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] in OUR_OWN
    if "origin" in headers:
        return _is_this_host(request, headers["origin"])
    return "cookie" not in headers


def _is_this_host(request: Request, origin: str) -> bool:
    """Compare an origin with the host that was asked. The scheme is left out: a proxy may have ended TLS."""
    try:
        said = urlsplit(origin)
        asked = urlsplit(f"{said.scheme}://{request.headers.get('host', '')}")
        usual = DEFAULT_PORTS.get(said.scheme)
        return bool(said.hostname) and (said.hostname, said.port or usual) == (asked.hostname, asked.port or usual)
    except ValueError:
        return False
