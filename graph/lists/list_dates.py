"""Days as people write them in lists, as the package writes them."""

import re
from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from graph.packages.remarks import quoted
from models.dates import day_after, first_day

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("januari", "jan", "january"), ("februari", "feb", "february"), ("mars", "mar", "march")),
            *(("april", "apr"), ("maj", "may"), ("juni", "jun", "june"), ("juli", "jul", "july")),
            *(("augusti", "aug", "august"), ("september", "sep", "sept"), ("oktober", "okt", "october", "oct")),
            *(("november", "nov"), ("december", "dec")),
        ),
        1,
    )
    for name in names
}
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[-/.,]\s*|\s+)(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:[T ][\d:.]+)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_WORDS = re.compile(r"(?:(?:den\s+)?(\d{1,2})(?::e|:a|\.)?\s+)?([a-z]+)\.?,?\s+(\d{4})")

NO_DATE = "{value} är inget datum; skriv till exempel 2025-03-01, 1/3 2025 eller 2025"


def read_day(text: str) -> str:
    """Return a day, a month or a year as the package writes it.

    Raises:
        ValueError: it is none; the message says so in Swedish.

    >>> read_day("1/3 2025"), read_day("mars 2025"), read_day("2025")
    ('2025-03-01', '2025-03', '2025')
    """
    written = text.strip().casefold()
    try:
        found = _found(written)
        first_day(found)
    except (PydanticCustomError, ValueError) as error:
        raise ValueError(NO_DATE.format(value=quoted(text))) from error
    return found


def read_last_day(text: str) -> str:
    """Return the first day that no longer counts, where a list names the last one that does.

    Raises:
        ValueError: it is no day.

    >>> read_last_day("31/12 2025"), read_last_day("2025")
    ('2026-01-01', '2026-01-01')
    """
    written = read_day(text)
    start, after = first_day(written), day_after(written)
    assert isinstance(start, date)
    assert isinstance(after, date)
    if start != after:
        return after.isoformat()
    if after == date.max:
        raise ValueError(NO_DATE.format(value=quoted(text)))
    return (after + timedelta(days=1)).isoformat()


def _found(written: str) -> str:
    if match := _YEAR_FIRST.fullmatch(written):
        return "-".join(match.groups())
    if match := _DAY_MONTH_YEAR.fullmatch(written):
        return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := _YEAR_MONTH.fullmatch(written):
        return f"{match[1]}-{int(match[2]):02}"
    if match := _YEAR.fullmatch(written):
        return match[1]
    if (match := _WORDS.fullmatch(written)) and match[2] in _MONTHS:
        month = f"{match[3]}-{_MONTHS[match[2]]:02}"
        return f"{month}-{int(match[1]):02}" if match[1] else month
    raise ValueError
