"""What the page of places side by side states of differences: safe ones of well-known places, in neutral words."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.api.pages.test_comparison import TWO, cells
from tests.api.pages.visible import part, words


def test_safe_differences_are_told_in_neutral_words(peers_client: TestClient) -> None:
    # Cohesion of p1: 1/4, always 1/3 without one, error 0. Of p5, a chain of four: 1, without an end 1, without
    # another 2/3, so the error is √(1/4 · 4 · (1/6)²) = 1/6, and (1 - 1/4)/(1/6) = 4.5.
    html = peers_client.get("/jamfor?place=p1&place=p5&date=2026-11-01").text.replace("\N{NO-BREAK SPACE}", " ")
    told = part(html, '<ul class="differing">', "</ul>")
    assert "Sammanhållning : Grannby 1 25 %, Grannby 5 100 %." in told


def test_many_safe_differences_are_folded_behind_their_number(peers_client: TestClient) -> None:
    # p5 differs safely from p1, p3 and the five old ones, of which each has the error 0 and none can be told from
    # another: 7 of 8 · 7 / 2 = 28 pairs.
    places = ["p5", "p1", "p3", *(f"old{number}" for number in range(1, 6))]
    html = peers_client.get("/jamfor", params={"place": places, "date": "2026-11-01"}).text
    folded = re.findall(r"<li><details>(.*?)</summary>", html)
    assert "Sammanhållning : mellan 7 av 28 par av platser" in map(words, folded)


def test_no_difference_from_a_little_known_place_is_stated(demo_client: TestClient) -> None:
    # On 1 November 2026 Sverige has actors of all six sectors, Malmö of three: 1 ± 0 and 0.5 ± 0.1, five errors apart.
    # Less than 70 per cent of their pairs is known, so the table alone says that.
    html = demo_client.get("/jamfor?place=kn&place=bn&place=malmo&place=sverige&date=2026-11-01").text
    told = part(html, '<h2 id="differences">', '<section aria-labelledby="table">')
    assert "För lite är känt om Malmö och Sverige för att säga vad som skiljer." in told
    assert "ingen säker skillnad på någon av de 11 indikatorer som kan jämföras" in told
    assert 'class="differing"' not in html
    assert [cell.partition(" %")[0] for cell in cells(html, "Sektorernas bredd")] == ["83", "83", "50", "100"]


@pytest.mark.parametrize("word", ["bättre", "sämre", "bäst", "sämst", "topp", "placering", "poäng", "totalt"])
def test_nothing_is_called_better_or_summed_up(demo_client: TestClient, word: str) -> None:
    assert word not in words(demo_client.get(f"{TWO}&place=malmo&place=sverige").text).casefold()


def test_what_cannot_be_compared_is_named(demo_client: TestClient) -> None:
    shown = part(demo_client.get(TWO).text, '<h2 id="differences">', '<section aria-labelledby="table">')
    assert (
        "Kan inte jämföras, för att färre än två av platserna har ett värde: "
        "Behov som möts gemensamt, Forum med mandat, Forum med invånare." in shown
    )
