"""The overview of a place. The figures are those of the acceptance data."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.database import make_engine
from api.imports import import_package
from api.settings import Settings
from tests.api.pages.visible import links, part, words
from tests.packages import package


def test_the_place_is_summed_up_in_a_sentence(demo_client: TestClient) -> None:
    summary = part(demo_client.get("/platser/kn").text, '<p class="summary">', "</p>")
    assert summary.startswith(
        "I Exempelkommunen är 12 aktörer från 5 av 6 sektorer registrerade, med 17 samarbeten, varav 15 bekräftade ."
    )


def test_the_confirmed_reading_counts_confirmed_collaborations_alone(demo_client: TestClient) -> None:
    summary = part(demo_client.get("/platser/kn?readings=minus").text, '<p class="summary">', "</p>")
    assert "15 samarbeten, alla bekräftade" in summary


def test_findings_come_before_figures_and_lead_to_the_report(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn").text
    assert html.index('class="finding-list"') < html.index('aria-label="Nyckeltal"')
    first = part(html, '<p class="finding-sentence">', "</p>")
    assert first.startswith("Ingen registrerad samverkan mellan")
    assert "/platser/kn/luckor?date=2026-11-01#G02-state-civil_society" in links(html)


def test_what_is_known_is_said_in_words(demo_client: TestClient) -> None:
    html = words(demo_client.get("/platser/kn").text)
    # 57 of the 66 pairs with a home actor are known: 57/66 = 0.8636.
    assert "Hur mycket är känt? 86 %" in html
    assert "Det räcker för att kalla det som saknas för luckor." in html
    assert "18 av 18 delar är färdigt inventerade. Senast bekräftad 1 juni 2026." in html


def test_the_ladder_counts_collaborations_by_step(demo_client: TestClient) -> None:
    stairs = part(demo_client.get("/platser/kn").text, '<ol class="stairs">', "</ol>")
    assert stairs == "2 information 4 samråd 8 dialog 3 partnerskap"


def test_a_sector_without_actors_is_said_to_be_without_registered_ones(demo_client: TestClient) -> None:
    sectors = part(demo_client.get("/platser/kn").text, '<table class="bars">', "</table>")
    assert sectors.endswith("Näringsliv 2 Forskning ingen registrerad")


@pytest.mark.parametrize(
    ("place", "opens"),
    [("sverige", date(2020, 9, 1)), ("lulea", date(2023, 6, 1)), ("kn", date(2026, 11, 1)), ("bn", date(2026, 11, 1))],
)
def test_a_place_opens_at_the_day_that_its_earliest_collection_describes(
    demo_client: TestClient, place: str, opens: date
) -> None:
    html = demo_client.get(f"/platser/{place}").text
    assert f'name="date" value="{opens.isoformat()}"' in html


def test_today_is_one_click_away(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/sverige").text
    assert "/platser/sverige?date=2026-11-22" in links(html)
    assert "Visa läget i dag" not in demo_client.get("/platser/sverige?date=2026-11-22").text


def test_an_emptied_date_field_gives_the_opening_day(demo_client: TestClient) -> None:
    assert 'value="2026-11-01"' in demo_client.get("/platser/kn?date=").text


def test_links_inside_a_place_keep_day_view_and_reading(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn?date=2026-06-01&view=organisation&readings=minus").text
    kept = "?date=2026-06-01&view=organisation&readings=minus"
    assert [f"/platser/kn{section}{kept}" in links(html) for section in ("", "/luckor", "/karta", "/sektorer")] == [
        True
    ] * 4


def test_made_up_places_are_marked(demo_client: TestClient) -> None:
    assert "Påhittad plats" in demo_client.get("/platser/kn").text
    assert "Påhittad plats" not in demo_client.get("/platser/sverige").text


def test_the_national_page_names_both_sources_and_the_bias_of_the_first(demo_client: TestClient) -> None:
    caveats = part(demo_client.get("/platser/sverige").text, '<aside class="caveats', "</aside>")
    assert "Delmos dokument från 2020" in caveats
    assert "myndigheten Delmos egen rapportering" in caveats
    assert "Partnerskap och överenskommelser på webben 2023" in caveats


def test_where_little_is_known_there_are_questions_and_no_gaps(demo_client: TestClient) -> None:
    html = words(demo_client.get("/platser/sverige").text)
    assert "Så lite är känt att inget ännu kan kallas lucka." in html
    assert "Frågor att börja med" in html
    assert "Det viktigaste först" not in html


def test_a_day_without_actors_says_that_nothing_is_registered(demo_client: TestClient) -> None:
    html = words(demo_client.get("/platser/rinkeby?date=1900-01-01").text)
    assert "I Rinkeby är ingen aktör registrerad för den här dagen." in html
    assert "Nyckeltal" not in html


def test_the_places_below_are_seen_on_the_same_day(demo_client: TestClient) -> None:
    assert "/platser/ng?date=2026-11-01" in links(demo_client.get("/platser/kn").text)


@pytest.fixture
def lonely_client(migrated_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The application over a place with a single actor, so that there is no pair that could be known."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'lonely.db')}"
    engine = make_engine(url)
    places = "id,name,level,visibility\nx,Xby,municipality,public\n"
    actors = "id,place_id,sector,name\na,x,municipality,Xby kommun\n"
    assert import_package(engine, package(places=places, actors=actors), "x").stored
    engine.dispose()
    with TestClient(create_app(Settings(database_url=url, threads=2))) as client:
        yield client


def test_a_place_with_one_actor_has_no_pairs_to_count_on(lonely_client: TestClient) -> None:
    shown = words(lonely_client.get("/platser/x").text)
    assert "I Xby är 1 aktör från 1 av 6 sektorer registrerad, med 0 samarbeten" in shown
    assert shown.count("Det finns inga par av aktörer att räkna på.") == 2


def test_a_place_without_pairs_is_never_called_known(demo_client: TestClient, lonely_client: TestClient) -> None:
    for client, place in ((lonely_client, "x"), (demo_client, "rinkeby")):
        for page in ("", "/luckor", "/sektorer", "/forandring"):
            shown = words(client.get(f"/platser/{place}{page}").text).replace("\N{NO-BREAK SPACE}", " ")
            assert "100 %" not in shown
            assert "Det räcker för att kalla" not in shown


def test_the_report_of_a_place_without_pairs_says_so(demo_client: TestClient) -> None:
    known = part(demo_client.get("/platser/rinkeby/luckor").text, '<h2 id="kant">', "</section>")
    assert known.startswith("Vad vi vet och hur säkert det är Det finns inga par av aktörer att räkna på.")
