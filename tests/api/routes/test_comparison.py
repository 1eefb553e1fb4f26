"""The comparison over HTTP, on both databases."""

import json
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

EXPECTED = Path(__file__).resolve().parents[2] / "data" / "acceptance"
ADDRESS = "/api/v1/comparison?place=kn&place=bn&date=2026-11-01"


def worked_out(name: str) -> dict[str, Any]:
    more: dict[str, Any] = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))["more"]
    return more


def test_the_figures_of_both_places_are_those_worked_out_by_hand(client: TestClient) -> None:
    answer = client.get(ADDRESS)
    first, second = answer.json()["places"]
    assert answer.headers["content-type"] == "application/json"
    assert (first["place"], second["place"]["id"]) == ({"id": "kn", "name": "Exempelkommunen"}, "bn")
    assert first["indicators"] == worked_out("place-a")["organisation"]["indicators"]
    assert second["indicators"] == worked_out("place-b")["organisation"]["indicators"]


def test_so_are_their_difference_and_their_similarity(client: TestClient) -> None:
    wanted = worked_out("place-a")["with_place_b"]
    (told,) = client.get(ADDRESS).json()["differences"]
    assert (told["a"], told["b"], told["similarity"]) == ("kn", "bn", wanted["jaccard"])
    found = told["indicators"]["sector_connection"]
    assert found["verdict"] == wanted["sector_connection"]["verdict"]
    # Both are rounded to six decimals, the one worked out from errors that are rounded too.
    assert found["t"] == pytest.approx(wanted["sector_connection"]["t"], abs=2e-6)


def test_without_a_date_today_is_compared(client: TestClient) -> None:
    state = cast(FastAPI, client.app).state
    really = state.today
    state.today = lambda: date(2026, 11, 1)
    try:
        without = [client.get(f"/api/v1/comparison?place=kn&place=bn{blank}") for blank in ("", "&date=")]
    finally:
        state.today = really
    assert [answer.json() for answer in without] == [client.get(ADDRESS).json()] * 2


def test_verdicts_and_titles_speak_english_to_those_who_chose_it(client: TestClient) -> None:
    client.cookies.set("lang", "en")
    try:
        english = client.get(ADDRESS).json()
    finally:
        client.cookies.clear()
    swedish = client.get(ADDRESS).json()
    for one, other in zip(english["indicators"], swedish["indicators"], strict=True):
        assert one["name"] == other["name"]
        assert one["meaning"] != other["meaning"]
    verdicts = {told["verdict"] for found in english["differences"] for told in found["indicators"].values()}
    assert verdicts.isdisjoint({"ingen säker skillnad", "säker skillnad", "kan inte bedömas"})


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("place=kn", 400),
        ("place=kn&place=kn", 400),
        ("place=kn&place=atlantis", 404),
        ("", 422),
        ("place=kn&place=bn&date=i-går", 422),
    ],
)
def test_what_cannot_be_compared_is_a_problem_document(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/api/v1/comparison?{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
