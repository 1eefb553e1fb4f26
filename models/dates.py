"""Half-open intervals of dates, and dates of which only the year or the month is known."""

import calendar
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Excel writes a date cell as a date and time at midnight.
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?$")

EARLIEST_YEAR = 1000
"""An earlier year is a slip of the pen; the very first date also stands for an unknown one in keys."""


def contains(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Tell whether `day` lies in the half-open interval; None is an open end.

    >>> contains(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
    False
    """
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later; a day that the month lacks is its last.

    >>> add_months(date(2025, 8, 31), 18), add_months(date(2026, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_day(value: object) -> object:
    """Read `2026` and `2026-11` as the first day of that period."""
    return _read(value, after=False)


def day_after(value: object) -> object:
    """Read `2026` and `2026-11` as the day after the last of that period, a full date as itself."""
    return _read(value, after=True)


def _read(value: object, *, after: bool) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float):
        raise _not_a_date(str(value))  # Pydantic would count seconds from 1970.
    return _day(value, after) if isinstance(value, str) else value


@lru_cache(maxsize=10_000)
def _day(value: str, after: bool) -> date:
    match = _ISO.fullmatch(_MIDNIGHT.sub("", value.strip()))
    if match is None:
        raise _not_a_date(value)
    year, month, day = match.groups()
    try:
        start = date(int(year), int(month or 1), int(day or 1))
        if start.year < EARLIEST_YEAR:
            raise _not_a_date(value)
        if day is not None or not after:
            return start
        return add_months(start, 1 if month else 12)
    except ValueError:
        raise _not_a_date(value) from None


def _not_a_date(value: str) -> PydanticCustomError:
    return PydanticCustomError(
        "not_a_date",
        "”{value}” är inget datum; skriv till exempel 2026-11-01, 2026-11 eller 2026",
        {"value": value[:40]},
    )


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


FirstDay = Annotated[date, BeforeValidator(first_day)]
DayAfter = Annotated[date, BeforeValidator(day_after)]
