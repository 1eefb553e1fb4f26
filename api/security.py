"""The headers that tell browsers what a page may do: load from this host alone, and be framed by nobody."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.self_service.link_addresses import carries_a_key, holds_a_key

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

OF_SECRET_ADDRESSES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What is told beside where the address itself lets somebody in: nobody keeps it, passes it on or lists it."""

HTTPS_ONLY = "max-age=31536000; includeSubDomains"
"""Browsers that came over TLS once never come without it again, for a year."""


class SecurityHeaders:
    """Wrap an application so that every answer carries the headers above."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers when its answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        asked = {name for name, _ in scope["headers"]}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                # What a person may see stays with that person: neither a proxy nor the next visitor may have it.
                personal = b"cookie" in asked or b"authorization" in asked
                headers.setdefault("Cache-Control", "no-store" if personal else "no-cache")
                if holds_a_key(scope["path"]) or carries_a_key(scope["query_string"].decode("latin-1")):
                    headers.update(OF_SECRET_ADDRESSES)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = HTTPS_ONLY
            await send(message)

        await self._app(scope, receive, send_with_headers)
