"""The cookies: one holds the key of a session, and one says that an account was signed in here before."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from api.access.known_browsers import KEPT_S
from api.access.tokens import LONGEST_TOKEN

PLAIN_NAME = "samverkan"
SECURE_NAME = "__Host-samverkan"
"""Browsers accept this name over TLS only, and from this host alone: no neighbour can put a key of its own there."""

PLAIN_MARK, SECURE_MARK = "samverkan-kand", "__Host-samverkan-kand"
LONGEST_MARK = 500


def is_over_tls(connection: HTTPConnection) -> bool:
    """Tell whether the browser came over TLS, as far as this server or a trusted proxy in front of it knows."""
    return connection.url.scheme in ("https", "wss")


def session_key(connection: HTTPConnection) -> str | None:
    """Return the key of the session that the browser holds; None without one."""
    key = connection.cookies.get(SECURE_NAME if is_over_tls(connection) else PLAIN_NAME)
    return key if key and len(key) <= LONGEST_TOKEN else None


def keep_session(connection: HTTPConnection, answer: Response, key: str) -> None:
    """Let the browser keep a key until it closes; the server decides how long the key opens anything."""
    secure = is_over_tls(connection)
    name = SECURE_NAME if secure else PLAIN_NAME
    answer.set_cookie(name, key, path="/", secure=secure, httponly=True, samesite="lax")


def forget_session(connection: HTTPConnection, answer: Response) -> None:
    """Let the browser forget the key."""
    secure = is_over_tls(connection)
    name = SECURE_NAME if secure else PLAIN_NAME
    answer.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")


def browser_mark(connection: HTTPConnection) -> str | None:
    """Return the mark of a browser in which an account has signed in before; None without one."""
    mark = connection.cookies.get(SECURE_MARK if is_over_tls(connection) else PLAIN_MARK)
    return mark if mark and len(mark) <= LONGEST_MARK else None


def keep_mark(connection: HTTPConnection, answer: Response, mark: str) -> None:
    """Let the browser keep its mark, also when somebody signs out: it opens nothing."""
    secure = is_over_tls(connection)
    name = SECURE_MARK if secure else PLAIN_MARK
    answer.set_cookie(name, mark, max_age=KEPT_S, path="/", secure=secure, httponly=True, samesite="lax")
