"""What the service writes about itself: a line of JSON for each event, or words for a person at a terminal.

Lines tell what happened and where, never what somebody sent: no bodies, queries, cookies, keys or addresses of mail.
Errors are told by their class and place. Their own words may repeat a row, so they stay unsaid.
"""

import logging
import re
import secrets
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy.exc import DBAPIError

from api.settings import ROOT, LogFormat

FIELDS = "fields"
"""The attribute of a log record that holds what a line says beside its event."""

MOST_CAUSES, MOST_PLACES, LONGEST_EVENT = 5, 6, 500

_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{40,}|[0-9a-f]{32}\.[A-Za-z0-9_-]{32}")
"""Keys, and what stands at the end of the links that let somebody in without an account."""

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that is being answered; threads that work for it know it too."""


def chosen_request_id(given: str | None) -> str:
    """Return the id that a proxy gave a request when it is sane, else a new one."""
    return given if given and _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)


def write_logs(log_format: LogFormat) -> None:
    """Let this process write its log to standard error, and nothing else write it a second time."""
    logging.basicConfig(handlers=[_to_standard_error(log_format)], level=logging.WARNING, force=True)
    logging.getLogger("api").setLevel(logging.INFO)


@contextmanager
def logged(log_format: LogFormat) -> Iterator[None]:
    """Let a command write its log to standard error while it works, as the service does."""
    logger, handler = logging.getLogger("api"), _to_standard_error(log_format)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def _to_standard_error(log_format: LogFormat) -> logging.Handler:
    as_text = log_format is LogFormat.TEXT or (log_format is LogFormat.AUTO and sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TextLines() if as_text else JsonLines())
    return handler


class JsonLines(logging.Formatter):
    """Writes each event as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Whatever was said, it has no line break of its own."""
        return orjson.dumps(told(record), default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class TextLines(logging.Formatter):
    """Writes each event for a person to read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with what hides in the JSON spelled out."""
        line = told(record)
        moment, level, event = line.pop("time"), line.pop("level"), line.pop("event")
        rest = " ".join(f"{name}={orjson.dumps(value, default=str).decode()}" for name, value in line.items())
        return f"{moment[11:19]} {level:7} {event} {rest}"


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a line says of an event."""
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": _without_secrets(record.getMessage())[:LONGEST_EVENT],
        "logger": record.name,
    }
    if asked := request_id.get():
        line["request_id"] = asked
    line |= getattr(record, FIELDS, {})
    if record.exc_info and record.exc_info[1]:
        line["errors"] = list(_errors(record.exc_info[1]))
    return line


def _without_secrets(text: str) -> str:
    """Leave out addresses of mail and what is as long as a key, should some library have said one."""
    return _SECRET.sub("[…]", _MAIL.sub("[@]", text))


def _errors(error: BaseException) -> Iterator[dict[str, Any]]:
    """Yield an error and what caused it, the outermost first."""
    cause: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if cause is None:
            return
        kind = type(cause)
        yield {"class": f"{kind.__module__}.{kind.__qualname__}", "at": _places(cause), **_database_fault(cause)}
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _places(error: BaseException) -> list[str]:
    """Return where in our own files an error passed, and where it was raised, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(str(ROOT)) and ".venv" not in frame.filename]
    chosen = own[-MOST_PLACES:] + [frame for frame in frames[-1:] if frame not in own]
    return [f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}" for frame in chosen]


def _database_fault(error: BaseException) -> dict[str, str]:
    """Return the code of a database's error and the constraint that was broken, never the row that broke it."""
    if isinstance(error, DBAPIError):
        return _database_fault(error.orig) if error.orig else {}
    if isinstance(error, sqlite3.Error):
        # SQLite names tables and columns in its errors, and no values.
        return {"code": getattr(error, "sqlite_errorname", ""), "says": str(error)[:LONGEST_EVENT]}
    said = {"code": getattr(error, "sqlstate", None)}
    if diagnosis := getattr(error, "diag", None):
        said |= {"constraint": diagnosis.constraint_name, "table": diagnosis.table_name}
    return {name: value for name, value in said.items() if value}
