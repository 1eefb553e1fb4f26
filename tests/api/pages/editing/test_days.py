"""The last day that counts and the first that does not: converted both ways without loss."""

from datetime import date, timedelta

import pytest
from pydantic_core import PydanticCustomError

from api.pages.editing.days import read_first_day, read_last_day, show_last_day


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("2026", date(2027, 1, 1), "2026-12-31"),
        ("2026-02", date(2026, 3, 1), "2026-02-28"),
        ("2024-02", date(2024, 3, 1), "2024-02-29"),
        ("2026-12-31", date(2027, 1, 1), "2026-12-31"),
        (" 2026-01-01 ", date(2026, 1, 2), "2026-01-01"),
        ("2026-01", date(2026, 2, 1), "2026-01-31"),
        ("", None, ""),
    ],
)
def test_a_last_day(written: str, kept: date | None, shown: str) -> None:
    assert read_last_day(written) == kept
    assert show_last_day(kept) == shown


def test_every_day_comes_back_as_it_was() -> None:
    days = [date(2023, 12, 1) + timedelta(days=number) for number in range(500)]
    assert [read_last_day(show_last_day(day)) for day in days] == days


@pytest.mark.parametrize("written", ["i går", "2026-13", "2026-02-30", "9999", "0026", "1/2 2026"])
def test_what_is_no_date(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_last_day(written)


def test_the_last_of_all_days_has_none_after_it() -> None:
    with pytest.raises(OverflowError):
        read_last_day("9999-12-31")


def test_a_first_day_of_a_year() -> None:
    assert read_first_day("2026") == date(2026, 1, 1)
