"""What pages of other sites may read: what anybody may see, at the one address that says so.

A browser lets a page read another site's answer only when the answer allows it. Ours allows it where nobody is asked
who they are, and then the answer is made of what anybody may see, whoever sits at the browser: also on the machine of
the register's owner, who is otherwise known without signing in.
"""

from hashlib import sha256
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api.access.viewer import ANYBODY, Viewer

CREDENTIALS = ("cookie", "authorization")
VARY = "Origin, Cookie, Authorization"
"""The headers that decide whose answer it is."""


def is_for_all(request: Request, viewer: Viewer) -> bool:
    """Tell whether a request is answered with what anybody may see, for any page to read.

    Args:
        request: with `Origin` when another site's page asks.
        viewer: whoever was recognised.
    """
    if any(header in request.headers for header in CREDENTIALS):
        return False
    return viewer == ANYBODY or "origin" in request.headers


def readable_by_all(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Answer any page with what anybody may see; only that it is the same when it was read before.

    It may be kept everywhere and is asked for anew every time, so that what leaves the register leaves the map.
    """
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    allowed = {
        **headers,
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, no-cache",
        "ETag": tag,
        "Vary": VARY,
    }
    if tag in request.headers.get("if-none-match", "").replace("W/", "").replace(" ", "").split(","):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=allowed)
    return Response(content, media_type=media_type, headers=allowed)
