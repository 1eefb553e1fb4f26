"""Dates as other tools write them: the last day of a period is part of it, in the register it is not."""

import re
from datetime import date, timedelta

from models.dates import add_months

_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})[T ].*$")


def day_of(text: str) -> str:
    """Return the day of a date with a time; anything else as it stands.

    >>> day_of("2026-05-01T09:30:00+02:00"), day_of("2026-05")
    ('2026-05-01', '2026-05')
    """
    return _TIME.sub(r"\1", text)


def next_day(text: str) -> str:
    """Return the day after a last day; a year or a month, and what is no date, as it stands.

    >>> next_day("2026-12-31"), next_day("2026-12"), next_day("vår")
    ('2027-01-01', '2026-12', 'vår')
    """
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat() if len(text) == 10 else text
    except (ValueError, OverflowError):
        return text


def after_months(start: str, months: str) -> str:
    """Return the first day after so many months, or nothing when one of the two is not known.

    >>> after_months("2026-01-15", "12"), after_months("2026-01-15", "")
    ('2027-01-15', '')
    """
    try:
        return add_months(date.fromisoformat(start), int(months)).isoformat()
    except (ValueError, OverflowError):
        return ""
