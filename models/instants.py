"""Instants as people and programs write them: a date is the end of that day in Sweden, without a zone it is Swedish."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_QUOTE = 40


def swedish_time() -> tzinfo:
    """Return the zone of Sweden; universal time where a machine knows no zones."""
    try:
        return ZoneInfo("Europe/Stockholm")
    except ZoneInfoNotFoundError:
        return UTC


def end_of(day: date) -> datetime:
    """Return the last instant of a day in Sweden."""
    midnight = datetime.combine(day + timedelta(days=1), time(), swedish_time())
    return (midnight - timedelta(microseconds=1)).astimezone(UTC)


def read_instant(text: str) -> datetime:
    """Read an instant in the form of ISO 8601, or a date as the end of that day.

    >>> read_instant("2026-11-01T12:30:00Z").isoformat()
    '2026-11-01T12:30:00+00:00'
    >>> read_instant("2026-11-01").isoformat()
    '2026-11-01T22:59:59.999999+00:00'

    Raises:
        PydanticCustomError: it is none.
    """
    written = text.strip()
    try:
        if _DAY.fullmatch(written):
            return end_of(date.fromisoformat(written))
        moment = datetime.fromisoformat(written)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=swedish_time())
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError(
            "not_an_instant",
            "”{value}” är ingen tidpunkt; skriv till exempel 2026-11-01 eller 2026-11-01T12:30",
            {"value": written[:LONGEST_QUOTE]},
        ) from None
