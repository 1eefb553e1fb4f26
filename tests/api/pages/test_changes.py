"""The page of two days: a summary first, then what came and went, then what was merely registered later."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.language import languages
from api.pages import changes as changes_of_pages
from api.pages.changes import MOST_LISTED, changes_page
from api.pages.sights import Sight
from api.templating import Frame, render
from graph.analysis import Analysis
from graph.changes import Changes
from graph.register import Register
from graph.system import build_system
from tests.api.pages.visible import part, words
from tests.graph.drawn import (
    PLACE,
    activity,
    actor,
    actors,
    complete,
    forum,
    grant,
    inventory,
    make_register,
    mandate,
    need,
    tie,
    ties,
)

EARLIER, LATER = date(2025, 11, 1), date(2026, 11, 1)


def shown(*drawn: Any, registered: Register | None = None) -> str:
    """Return the page of a drawn place on two days, when `registered` came into the register in between."""
    register = make_register(*drawn)
    before, after = (Analysis(build_system(register, PLACE, day), tests=False) for day in (EARLIER, LATER))
    found = changes_page(Sight(after, (), LATER), Changes(before, after, registered or Register()))
    swedish = languages()["sv"]
    return render(found, Frame(swedish, (swedish,), "/platser/kn/forandring"))


def late(page: str) -> list[str]:
    """Return what the page lists as merely registered later."""
    listed = page.partition('<ul class="late">')[2].partition("</ul>")[0]
    return [words(entry) for entry in listed.split("</li>")[:-1]]


def test_a_summary_comes_first(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/kn/forandring?from=2020-01-01&date=2026-11-22").text)
    assert "Från 1 januari 2020 till 22 november 2026: 17 samarbeten har kommit till och 0 har upphört." in told
    assert "Hjälpkretsen – Hyresgästgruppen" in told
    assert "Känt den första dagen: 0 % av paren. Känt den andra dagen: 86 % av paren." in told


def test_days_that_are_mixed_up_are_put_in_order(demo_client: TestClient) -> None:
    answer = demo_client.get("/platser/kn/forandring?from=2026-11-22&date=2020-01-01", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/platser/kn/forandring?date=2026-11-22&from=2020-01-01"


def test_the_same_day_twice_shows_that_nothing_changed(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/kn/forandring?from=2026-11-01&date=2026-11-01").text)
    assert "Inget registrerat har kommit till eller upphört." in told
    assert "Inget är nyregistrerat mellan dagarna." in told


def test_a_place_without_actors_on_the_first_day_says_what_to_choose(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/rinkeby/forandring?from=1990-01-01&date=2000-01-01").text)
    assert "Ingen aktör är registrerad för 1 januari 1990. Välj en senare första dag" in told


def test_the_view_goes_along_with_the_form(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/forandring?view=organisation").text
    assert '<input type="hidden" name="view" value="organisation">' in html
    assert 'action="/platser/kn/forandring"' in html


# What became deeper or looser


def test_what_became_deeper_and_looser_stands_apart_with_both_steps() -> None:
    page = shown(
        actors("k1 k2 c1"),
        tie("k1 - k2", "t1", level="information"),
        tie("k1 - k2", "t2", level="partnership", valid_from="2026-03-01"),
        tie("k1 - c1", "t3", level="information"),
        tie("k1 - c1", "t4", level="partnership", valid_to="2026-03-01"),
    )
    told = part(page, '<h2 id="samarbeten">', "</section>")
    assert "Har blivit djupare (1)" in told
    assert "K1 – K2 information → partnerskap" in told
    assert "Har blivit grundare (1)" in told
    assert "C1 – K1 partnerskap → information" in told
    assert "Har kommit till" not in told


def test_every_list_of_collaborations_is_limited_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_of_pages, "MOST_LISTED", 1)
    deeper = [tie(f"k1 - k{n}", f"d{n}", level="partnership", valid_from="2026-03-01") for n in (2, 3)]
    page = shown(actors("k1 k2 k3"), ties("k1 - k2, k1 - k3"), *deeper)
    told = part(page, '<h2 id="samarbeten">', "</section>")
    assert "Har blivit djupare (2)" in told
    assert told.count(" → ") == 1
    assert "De 1 första av 2 visas." in told


def test_many_actors_and_findings_are_folded_and_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_of_pages, "READ_AT_ONCE", 1)
    monkeypatch.setattr(changes_of_pages, "MOST_LISTED", 4)
    new = [actor(f"c{n}", valid_from="2026-03-01") for n in range(1, 7)]
    came = [need(f"n{n}", "k1", theme="health", valid_from="2026-03-01") for n in range(1, 7)]
    page = shown(actors("k1"), *new, *came)
    names = part(page, '<h2 id="aktorer">', "</section>")
    # Six came: three at once, and one more of the four that are listed.
    assert names.endswith("Har kommit till: C1 , C2 , C3 . 3 till C4 . De 4 första av 6 visas.")
    findings = page.partition("<h3>Har tillkommit")[2].partition("<h3>")[0]
    assert findings.count('<p class="finding-kind">') == 4
    assert "De 4 första av" in words(findings)


# What was merely registered later


def test_each_kind_of_late_record_is_named_with_what_it_is_about() -> None:
    drawn = (
        actors("k1 c1"),
        tie("k1 - c1"),
        forum("f1", "k1 c1"),
        activity("x1", "k1", themes="health"),
        need("n1", "c1", theme="health"),
        mandate("m1", "k1"),
        grant("g1", "k1", "c1"),
        inventory("forums", "done"),
        complete("k1", "2025-06-01"),
    )
    page = shown(*drawn, registered=replace(make_register(*drawn), places=()))
    entries = late(page)
    assert f"Nyregistrerat ({len(entries)})" in words(page)
    assert entries == [
        "Aktör K1",
        "Aktör C1",
        "Forum F1",
        "Samarbete K1 – C1",
        "Mandat K1",
        "Verksamhet X1",
        "Behov N1",
        "Bidrag C1",
    ]


def test_late_parts_of_what_was_there_before_are_named_with_their_whole() -> None:
    drawn = (actors("k1 c1"), forum("f1", "k1 c1"), activity("x1", "k1"), need("n1", "c1", theme="health"))
    said = (complete("k1", "2025-06-01"), complete("k1", "2026-06-01"))
    came = make_register(*drawn, *said)
    parts = Register(
        forum_members=came.forum_members,
        activity_actors=came.activity_actors,
        need_sightings=came.need_sightings,
        completeness=came.completeness,
    )
    page = shown(*drawn, *said, registered=parts)
    # What was said on 1 June 2026 was not said on the first day, and is no late record.
    assert late(page) == [
        "Medlem i forum F1 – K1",
        "Medlem i forum F1 – C1",
        "Medverkan i verksamhet X1 – K1",
        "Sett behov N1 – C1",
        "Besked om att allt är registrerat K1",
    ]


def test_at_most_two_hundred_late_records_are_listed() -> None:
    drawn = actors(" ".join(f"k{number}" for number in range(MOST_LISTED + 1)))
    page = shown(drawn, registered=Register(actors=make_register(drawn).actors))
    assert MOST_LISTED == 200
    assert len(late(page)) == 200
    assert "Nyregistrerat (201)" in words(page)
    assert "De 200 första av 201 visas." in words(page)


def test_records_without_dates_are_told_of_in_the_heading() -> None:
    assert "Sådant som enligt sina datum, eller utan datum, gällde redan den första dagen" in words(shown(actors("k1")))
