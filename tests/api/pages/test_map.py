"""The map of a place: every actor and tie in the picture and in the tables, and filters that work without script."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.language import languages
from api.pages import map_scene
from api.pages.map import map_page, script_json
from api.pages.map_choices import MapChoices
from api.pages.sights import Sight
from api.templating import Frame, render
from graph.analysis import analyse
from tests.api.pages.visible import links, part, words
from tests.graph.drawn import DAY, PLACE, make_register

KN = "/platser/kn/karta"


def rows(html: str, kind: str) -> dict[str, bool]:
    """Return the id of each row of a table and whether it is shown."""
    found = re.findall(rf'<tr data-{kind}="([^"]*)"[^>]*?( hidden)?>', html)
    return {row: not hidden for row, hidden in found}


def shown_actors(html: str) -> set[str]:
    return {actor for actor, shown in rows(html, "actor").items() if shown}


def shown_ties(html: str) -> int:
    return sum(rows(html, "tie").values())


def canvas(html: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(html.partition('id="map-data">')[2].partition("</script>")[0])
    return data


def emphasised(html: str, emphasis: str) -> set[str]:
    """Return the actors whose mark in the picture has a class."""
    marks = re.findall(r'<a [^>]*class="node ([^"]*)" data-node="([^"]*)"', html)
    return {actor for classes, actor in marks if emphasis in classes.split()}


def test_picture_canvas_and_table_hold_the_same_actors_and_ties(demo_client: TestClient) -> None:
    html = demo_client.get(KN).text
    data = canvas(html)
    in_picture = set(re.findall(r'data-node="([^"]*)"', html))
    assert in_picture == {node["id"] for node in data["nodes"]} == shown_actors(html)
    assert len(in_picture) == 12
    assert len(re.findall(r"<line [^>]*data-line=", html)) == len(data["edges"]) == shown_ties(html) == 17


def test_the_picture_stands_where_the_canvas_does(demo_client: TestClient) -> None:
    html = demo_client.get(KN).text
    for node in canvas(html)["nodes"]:
        assert f"translate({node['x']} {node['y']}) scale({node['size']})" in html


def test_a_sentence_says_what_is_registered_and_confirmed(demo_client: TestClient) -> None:
    told = words(demo_client.get(KN).text)
    assert "12 registrerade aktörer, 17 samarbeten, varav 15 bekräftade." in told
    assert "1 aktör har inget registrerat samarbete" in told


def test_a_tie_tells_its_step_channel_confirmation_and_sources(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/sverige/karta").text
    row = next(row for row in html.split("<tr ") if 'data-a="rk-umea"' in row and 'data-b="umea-kommun"' in row)
    told = words("<tr " + row)
    assert told.startswith("Röda Korset Umeåkretsen – Umeå kommun partnerskap avtal, direkt samarbete dokumenterad")
    assert "befintligt IOP" in told
    assert "Källa: Redovisning av statsbidrag 2019, Delmos, avsnitt 2.3.3" in told


def test_a_sector_can_be_chosen_without_script(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"sector": ["state", "business"]}).text
    # Two of each sector; of their ties only n1 - n2 and n1 - s2 stay inside these two sectors.
    assert shown_actors(html) == {"n1", "n2", "s1", "s2"}
    assert "Urvalet visar 4 av 12 aktörer och 2 av 17 samarbeten." in words(html)
    assert len(rows(html, "actor")) == 12  # the hidden rows are there for the script to show again


def test_a_level_can_be_chosen_without_script(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"level": "area"}).text
    areas = {node["id"] for node in canvas(html)["nodes"] if node["tier"] == "area"}
    assert shown_actors(html) == areas
    assert areas


def test_a_channel_hides_ties_but_no_actor(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"channel": "agreement"}).text
    through = [edge for edge in canvas(html)["edges"] if "agreement" in edge["channels"]]
    assert len(shown_actors(html)) == 12
    assert shown_ties(html) == len(through) > 0


def test_hidden_rows_are_hidden_in_the_picture_too(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"sector": "state"}).text
    everyone = emphasised(html, "node") | set(re.findall(r'data-node="([^"]*)"', html))
    assert everyone - emphasised(html, "is-out") == shown_actors(html)


@pytest.mark.parametrize("name", ["sector", "level", "channel"])
def test_an_unknown_code_leaves_everything_on_the_map(demo_client: TestClient, name: str) -> None:
    html = demo_client.get(KN, params={name: "zzz"}).text
    assert len(shown_actors(html)) == 12
    assert shown_ties(html) == 17


def test_another_day_is_another_map(demo_client: TestClient) -> None:
    today, before = (demo_client.get(KN, params={"date": day}).text for day in ("2026-11-01", "2025-11-01"))
    assert shown_ties(before) < shown_ties(today)
    assert 'value="2025-11-01"' in before


def test_an_actor_is_highlighted_with_its_partners(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"actor": "k1"}).text
    partners = {end for edge in canvas(html)["edges"] for end in (edge["from"], edge["to"]) if "k1" in edge.values()}
    assert emphasised(html, "focus") == {"k1"}
    assert emphasised(html, "near") == partners - {"k1"}
    assert len(emphasised(html, "near")) == 5
    assert len(emphasised(html, "far")) == 12 - 6


def test_an_unknown_actor_highlights_nobody(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"actor": "ingen"}).text
    assert emphasised(html, "far") == set()


def test_links_to_an_actor_on_the_map_keep_the_filters(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"sector": "state", "date": "2026-11-01"}).text
    assert "/platser/kn/karta?date=2026-11-01&actor=s1&sector=state#karta" in links(html)


def test_a_search_that_finds_one_highlights_it(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"q": "  POLIS"}).text
    assert len(emphasised(html, "focus")) == 1
    assert part(html, 'id="map-found" role="status">', "</p>") == ""


def test_a_search_that_finds_several_lets_the_reader_choose(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/sverige/karta", params={"q": "röda korset"}).text
    assert part(html, 'id="map-found" role="status">', "</p>").startswith("Välj en: ")
    assert emphasised(html, "focus") == set()


def test_a_search_that_finds_nobody_says_so_and_keeps_the_words(demo_client: TestClient) -> None:
    html = demo_client.get(KN, params={"q": "<b>finns ej"}).text
    told = part(html, 'id="map-found" role="status">', "</p>")
    assert told == "Ingen registrerad aktör på kartan heter något med ”<b>finns ej”."
    assert 'value="&lt;b&gt;finns ej"' in html


def test_nothing_on_the_page_needs_inline_style_or_script(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/sverige/karta").text
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="', html)
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == ['<script type="application/json" id="map-data">']


def test_marks_in_the_picture_are_no_stops_for_the_tab_key(demo_client: TestClient) -> None:
    marks = re.findall(r'<a [^>]*class="node [^>]*>', demo_client.get(KN).text)
    assert marks
    assert all('tabindex="-1"' in mark for mark in marks)


def test_a_long_table_of_ties_keeps_the_strongest_and_says_so(
    demo_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_scene, "MOST_TIE_ROWS", 3)
    html = demo_client.get(KN).text
    assert len(rows(html, "tie")) == 3
    assert "Tabellen visar de 3 starkaste av 17 samarbeten." in words(html)
    widths = {edge["id"]: edge["width"] for edge in canvas(html)["edges"]}
    assert min(widths[int(tie)] for tie in rows(html, "tie")) >= sorted(widths.values())[-3]


def test_a_place_without_actors_says_that_none_is_registered() -> None:
    nobody = analyse(make_register(), PLACE, DAY)
    context = map_page(Sight(nobody, (), DAY), MapChoices())
    html = render(context, Frame(languages()["sv"], (), "/"))
    assert "I KN är ingen aktör registrerad 1 november 2026." in words(html)
    assert "<table" not in html


def test_no_text_can_end_the_block_of_data() -> None:
    dangerous = {"name": "</script><!--<script>"}
    block = script_json(dangerous)
    assert "<" not in block
    assert json.loads(block) == dangerous


def test_the_map_leads_to_its_files_with_its_own_day(client: TestClient) -> None:
    html = client.get(f"{KN}?date=2026-11-01&readings=minus").text
    files = re.findall(r'href="(/api/v1/exports/[^"]+)"', html)
    asked = "date=2026-11-01&amp;readings=minus&amp;place=kn"
    networks = [f"/api/v1/exports/{form}?{asked}" for form in ("graphml", "gexf", "gephi", "kumu")]
    assert files == [*networks, *(f"/api/v1/exports/{form}?place=kn" for form in ("kumu", "xlsx", "package"))]
    for address in files:
        answer = client.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200, address
        assert answer.headers["content-disposition"].startswith('attachment; filename="')
