"""Addresses that no link leads to: they are not found or refused, on both databases, and nothing breaks."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    "address",
    [
        "/platser/%00",
        "/platser/%00/luckor",
        "/platser/%00/karta",
        "/aktorer/%00",
        "/api/v1/actors/%00",
        "/api/v1/places/%00/gaps",
        "/api/v1/exports/package?place=%00",
        "/api/v1/comparison?place=%00&place=kn",
        "/platser/" + "x" * 5000,
        "/platser/%3Cscript%3E",
    ],
)
def test_what_no_record_can_be_called_is_not_found(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.mark.parametrize("address", ["/api/v1/actors?q=%00", "/api/v1/actors?place_id=%00", "/api/v1/ties?date=0"])
def test_a_filter_that_no_record_can_match_is_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 422


@pytest.mark.parametrize(
    "address", ["/?q=%00", "/aktorer/k1?place=%00", "/platser/kn/karta?actor=%00&q=%00", "/platser/kn?date=9999-12-31"]
)
def test_odd_words_in_a_search_break_nothing(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("day", ["2026-13-45", "0000", "i-går"])
def test_a_day_that_is_none_is_told_on_a_page(client: TestClient, day: str) -> None:
    answer = client.get("/platser/kn", params={"date": day})
    assert answer.status_code == 400
    assert "är inget datum; skriv till exempel 2026-11-01" in answer.text
    assert day not in answer.text.partition("<main")[2].partition("</main>")[0]
