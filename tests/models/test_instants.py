"""Instants as people and programs write them."""

from datetime import UTC, datetime

import pytest
from pydantic_core import PydanticCustomError

from models.instants import read_instant


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-01T12:30:00Z", datetime(2026, 11, 1, 12, 30, tzinfo=UTC)),
        ("2026-11-01T12:30+02:00", datetime(2026, 11, 1, 10, 30, tzinfo=UTC)),
        (" 2026-11-01T12:30 ", datetime(2026, 11, 1, 11, 30, tzinfo=UTC)),
        ("2026-07-01T12:30", datetime(2026, 7, 1, 10, 30, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, 21, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read(text: str, moment: datetime) -> None:
    assert read_instant(text) == moment


@pytest.mark.parametrize(
    "text", ["", "snart", "2026-13-01", "2026-02-30", "9999-12-31", "0001-01-01T00:00+14:00", "12:30"]
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_instant(text)
