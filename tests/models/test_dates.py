"""Dates of which only the year or the month is known, and half-open intervals."""

from datetime import date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from models.dates import DayAfter, FirstDay, add_months, contains

FIRST, AFTER = TypeAdapter(FirstDay), TypeAdapter(DayAfter)


@pytest.mark.parametrize(
    ("cell", "first", "after"),
    [
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-11", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2026-11-01", date(2026, 11, 1), date(2026, 11, 1)),
        (" 2026-11-01 ", date(2026, 11, 1), date(2026, 11, 1)),
        ("2026-11-01 00:00:00", date(2026, 11, 1), date(2026, 11, 1)),
        ("2026-11-01T00:00", date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 1)),
        (datetime(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 1)),  # noqa: DTZ001 - as workbooks give it
    ],
)
def test_a_date_is_read_as_the_first_day_or_the_day_after_the_last(cell, first, after):
    assert FIRST.validate_python(cell) == first
    assert AFTER.validate_python(cell) == after


@pytest.mark.parametrize(
    "cell",
    ["", "26", "2026-1", "2026-13", "2026-02-30", "2026-00", "20261101", "1 november", "2026/11/01", "0000", "0999-12"],
)
def test_what_is_no_date_is_refused_with_an_example(cell):
    for kind in (FIRST, AFTER):
        with pytest.raises(ValidationError) as refused:
            kind.validate_python(cell)

        assert "skriv till exempel 2026-11-01, 2026-11 eller 2026" in refused.value.errors()[0]["msg"]


@pytest.mark.parametrize("cell", ["9999", "9999-12"])
def test_the_day_after_the_last_of_all_is_refused(cell):
    with pytest.raises(ValidationError):
        AFTER.validate_python(cell)


@pytest.mark.parametrize("number", [0, 86_400, 2026, 46_000])
def test_a_number_is_no_date(number):
    # It would be taken for seconds since 1970.
    with pytest.raises(ValidationError):
        FIRST.validate_python(number)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 2), None, False),
        (None, date(2026, 1, 2), True),
        (None, date(2026, 1, 1), False),
        (date(2026, 1, 1), date(2026, 1, 1), False),
    ],
)
def test_an_interval_contains_its_first_day_and_not_its_last(valid_from, valid_to, holds):
    assert contains(valid_from, valid_to, date(2026, 1, 1)) is holds


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2025, 8, 31), 18, date(2027, 2, 28)),
    ],
)
def test_a_day_that_the_month_lacks_is_its_last(day, months, later):
    assert add_months(day, months) == later
