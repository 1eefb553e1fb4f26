"""Days as forms say them: from and including, up to and including.

The register keeps the first day that no longer counts. A form shows the last day that does, and accepts a year or
a month where the day is not known.
"""

from datetime import date, timedelta

from models.dates import day_after, first_day

ONE_DAY = timedelta(days=1)


def read_first_day(text: str) -> date | None:
    """Return the first day of what was written; None for nothing.

    Raises:
        PydanticCustomError: it is no date.

    >>> read_first_day("2026-11")
    datetime.date(2026, 11, 1)
    """
    day = first_day(text.strip() or None)
    assert day is None or isinstance(day, date)
    return day


def read_last_day(text: str) -> date | None:
    """Return the day after the last day that was written, as the register keeps it; None for nothing.

    Raises:
        PydanticCustomError: it is no date.
        OverflowError: no day comes after it.

    >>> read_last_day("2026-12-31"), read_last_day("2026-12"), read_last_day("2026")
    (datetime.date(2027, 1, 1), datetime.date(2027, 1, 1), datetime.date(2027, 1, 1))
    """
    written = text.strip()
    if not written:
        return None
    start, after = first_day(written), day_after(written)
    assert isinstance(start, date)
    assert isinstance(after, date)
    # Only a whole date is the same both ways, and that one names the last day itself.
    return after + ONE_DAY if start == after else after


def last_day(valid_to: date) -> date:
    """Return the last day that counts."""
    return valid_to - ONE_DAY


def show_last_day(valid_to: date | None) -> str:
    """Return the last day that counts, as a form shows it.

    >>> show_last_day(date(2027, 1, 1)), show_last_day(None)
    ('2026-12-31', '')
    """
    return last_day(valid_to).isoformat() if valid_to else ""
