"""Style sheets, scripts and pictures. Their addresses name their content, so browsers keep them for good."""

import functools
import hashlib
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.settings import ROOT

STATIC_FOLDER = ROOT / "frontend" / "static"
STATIC_ADDRESS = "/static"
FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@functools.cache
def static_address(name: str) -> str:
    """Return the address of a static file; it changes with the file's content.

    Raises:
        FileNotFoundError: a template names a file that does not exist.
    """
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()
    return f"{STATIC_ADDRESS}/{name}?v={digest[:12]}"


class KeptStaticFiles(StaticFiles):
    """Static files that are kept for good when they are asked for by their content, else asked for again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Answer with the file and say how long it may be kept."""
        response = super().file_response(*args, **kwargs)
        scope: Scope = kwargs["scope"] if "scope" in kwargs else args[2]
        response.headers["Cache-Control"] = FOR_GOOD if scope["query_string"].startswith(b"v=") else ASK_AGAIN
        return response
