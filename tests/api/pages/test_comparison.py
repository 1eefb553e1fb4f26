"""Places side by side: how well they are known first, then the figures, never an order of rank."""

import csv
import io
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from graph.comparison.indicators import INDICATORS
from tests.api.pages.visible import links, part, words

TWO = "/jamfor?place=kn&place=bn"


def cells(html: str, title: str) -> list[str]:
    """Return what the table says of one indicator, place by place."""
    table = html.partition('<table class="beside">')[2].partition("</table>")[0]
    row = next(row for row in table.split("<tr>") if f'<th scope="row">{title}' in row)
    return [words(cell) for cell in re.findall(r"<td>.*?</td>", row, re.DOTALL)]


def plot(html: str, title: str) -> str:
    """Return the drawing of one indicator."""
    drawings: list[str] = re.findall(r'<svg class="dots".*?</svg>', html, re.DOTALL)
    return next(svg for svg in drawings if f">{title}</title>" in svg)


# The summary


def test_the_places_and_the_day_are_said_first(demo_client: TestClient) -> None:
    html = demo_client.get(TWO).text
    assert part(html, '<p class="summary">', "</p>") == "Exempelkommunen och Grannkommunen , läget 1 november 2026."
    assert (
        html.index('id="known"') < html.index('id="differences"') < html.index('id="table"') < html.index('id="plots"')
    )


def test_each_place_says_how_much_is_known_and_confirmed(demo_client: TestClient) -> None:
    # In the organisation view 10 of 12 collaborations of kn are confirmed; κ is 0.8 and 0.933333.
    known = part(demo_client.get(TWO).text, '<table class="plain known-table">', "</table>")
    assert "Exempelkommunen påhittad 80 % 83 % 10 ingen registrerad kommungrupp" in known
    assert "Grannkommunen påhittad 93 % 100 % 6 ingen registrerad kommungrupp" in known


def test_well_and_evenly_known_places_need_no_warning(demo_client: TestClient) -> None:
    html = demo_client.get(TWO).text
    assert 'class="careful"' not in html
    assert (
        "I det som är registrerat finns ingen säker skillnad på någon av de 11 indikatorer som kan jämföras."
        in words(html)
    )


def test_a_place_without_pairs_is_called_little_known(demo_client: TestClient) -> None:
    html = demo_client.get("/jamfor?place=kn&place=rinkeby&date=2026-11-01").text
    known = part(html, '<table class="plain known-table">', "</table>")
    assert "Rinkeby inga par att räkna på lite känt inget registrerat samarbete 0" in known
    careful = part(html, '<div class="careful">', "</div>")
    assert careful == (
        "Inget att räkna på: för Rinkeby finns inga par av aktörer att räkna på. Där är lite eller inget registrerat."
    )
    told = part(html, '<h2 id="differences">', '<section aria-labelledby="table">')
    assert (
        "För lite är känt om Rinkeby för att säga vad som skiljer. Alla siffror står ändå i tabellen. "
        "Det behövs två platser där minst 70 procent av paren är kända." in told
    )
    assert "Kan inte jämföras" not in told


def test_known_pairs_and_the_letter_kappa_are_explained(demo_client: TestClient) -> None:
    assert "Kända par (κ, kappa) är hur stor del av alla tänkbara par" in words(demo_client.get(TWO).text)


def test_little_and_unevenly_known_places_are_warned_of(demo_client: TestClient) -> None:
    careful = part(demo_client.get(f"{TWO}&place=malmo").text, '<div class="careful">', "</div>")
    assert careful.startswith("Var försiktig: av Malmö är mindre än 70 procent av alla tänkbara par")
    assert "Olika väl känt:" in careful


# The table


def test_the_table_has_every_indicator_with_its_meaning_in_the_order_of_the_catalogue(demo_client: TestClient) -> None:
    html = demo_client.get(TWO).text
    table = html.partition('<table class="beside">')[2].partition("</table>")[0]
    told = re.findall(r'<th scope="row">(.*?)<span class="cell-note">(.*?)</span>', table)
    assert told == [(indicator.title.text, indicator.meaning.text) for indicator in INDICATORS.values()]


def test_places_stand_in_the_order_asked_for(demo_client: TestClient) -> None:
    for places in (["kn", "bn"], ["bn", "kn"]):
        head = part(demo_client.get("/jamfor", params={"place": places}).text, '<table class="beside">', "</thead>")
        names = {"kn": "Exempelkommunen", "bn": "Grannkommunen"}
        assert head == "Indikator " + " ".join(names[place] for place in places)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        # 0.571429 ± 0.16841, 0.666667 confirmed; 0.25 ± 0.251538.
        ("Formalisering", ["57 % ± 17 bekräftat: 67 %", "25 % ± 25"]),
        # -0.155556 ± 0.208735, -0.122222 confirmed; -0.133333 ± 0.197398.
        ("Överskott mellan sektorer", ["−16 procentenheter ± 21 bekräftat: −12", "−13 procentenheter ± 20"]),
        # 2.5 ± 1.56205, 2 confirmed; 1.5 ± 0.707107.
        ("Partner per aktör", ["2,5 ± 1,6 bekräftat: 2", "1,5 ± 0,7"]),
        ("Räckvidd uppåt", ["67 % ± 55 bekräftat: 56 %", "0 % ± 0"]),
        ("Behov som möts gemensamt", ["25 % ± 20", "saknas inget registrerat behov med en fråga"]),
        ("Forum med mandat", ["50 % ± 30", "saknas inget registrerat forum"]),
    ],
)
def test_a_cell_has_the_figure_its_error_and_the_confirmed_reading_where_it_differs(
    demo_client: TestClient, title: str, told: list[str]
) -> None:
    assert cells(demo_client.get(TWO).text.replace("\N{NO-BREAK SPACE}", " "), title) == told


def test_peers_stand_beside_each_place_that_has_enough_of_them(peers_client: TestClient) -> None:
    # Cohesion of own's peers: 1/4, 2/4, 2/4, 3/4, 4/4; own has two actors without contact, far nobody.
    html = peers_client.get("/jamfor?place=own&place=far&date=2026-11-01").text.replace("\N{NO-BREAK SPACE}", " ")
    assert cells(html, "Sammanhållning") == [
        "50 % standardfel saknas jämförbara: median 50 %, kvartiler 50 % och 75 %",
        "saknas ingen registrerad aktör",
    ]
    known = part(html, '<table class="plain known-table">', "</table>")
    assert "A1/2023, storstäder: 5" in known
    assert "C9/2023, landsbygdskommuner med besöksnäring: för få jämförbara (0)" in known


def test_an_indicator_that_few_peers_have_says_so(peers_client: TestClient) -> None:
    html = peers_client.get("/jamfor?place=own&place=far&date=2026-11-01").text
    assert cells(html, "Djup")[0] == "saknas inget registrerat samarbete för få jämförbara"


def test_no_peer_is_named(peers_client: TestClient) -> None:
    assert "Grannby" not in peers_client.get("/jamfor?place=own&place=far&date=2026-11-01").text


# The plots


def test_all_places_are_drawn_on_one_scale(demo_client: TestClient) -> None:
    # The scale is 260 wide from 10 on: 0.9 lies at 244, 0.8 confirmed at 218, and 0.833333 at 226.7.
    drawn = plot(demo_client.get(TWO).text, "Sammanhållning")
    assert re.findall(r'class="dots-value" cx="([\d.]+)"', drawn) == ["244.0", "226.7"]
    assert re.findall(r'class="dots-confirmed" cx="([\d.]+)"', drawn) == ["218.0"]


def test_the_error_bar_reaches_two_errors_and_stops_at_the_end_of_the_scale(demo_client: TestClient) -> None:
    # 0.9 - 2·0.166296 = 0.567408 lies at 157.5, and 0.9 + 2·0.166296 lies outside of the scale.
    drawn = plot(demo_client.get(TWO).text, "Sammanhållning")
    first = re.findall(r'class="dots-error" x1="([\d.]+)" x2="([\d.]+)"', drawn)[:3]
    # The bar, its left end, and then already the bar of the other place: 0.833333 - 2·0.194365 = 0.444603.
    assert first == [("157.5", "270.0"), ("157.5", "157.5"), ("125.6", "270.0")]


def test_what_is_missing_is_written_and_not_drawn_at_zero(demo_client: TestClient) -> None:
    drawn = plot(demo_client.get(TWO).text, "Forum med mandat")
    assert drawn.count('class="dots-value"') == 1
    assert re.findall(r'class="dots-missing"[^>]*>(.*?)<', drawn) == ["saknas"]


def test_a_drawing_is_told_to_those_who_do_not_see_it(demo_client: TestClient) -> None:
    drawn = plot(demo_client.get(TWO).text.replace("\N{NO-BREAK SPACE}", " "), "Forum med mandat")
    told = re.search(r"<desc [^>]*>(.*?)</desc>", drawn)
    assert told is not None
    assert told.group(1).strip() == "Exempelkommunen: 50 % ± 30. Grannkommunen: saknas."


def test_peers_are_drawn_as_a_stretch_from_quartile_to_quartile(peers_client: TestClient) -> None:
    # From 0.5 at 140 to 0.75: 65 wide, the median at 140.
    drawn = plot(peers_client.get("/jamfor?place=own&place=far&date=2026-11-01").text, "Sammanhållning")
    assert re.findall(r'class="dots-peers" x="([\d.]+)" y="\d+" width="([\d.]+)"', drawn) == [("140.0", "65.0")]
    assert re.findall(r'class="dots-median" x1="([\d.]+)"', drawn) == ["140.0"]


def test_what_no_place_has_is_named_and_not_drawn(peers_client: TestClient) -> None:
    html = peers_client.get("/jamfor?place=own&place=far&date=2026-11-01").text
    assert ">Insatser mot orsaker</title>" not in html
    assert "Saknas på alla platserna:" in words(html)


# Alike, and partners


def test_who_does_what_another_needs_is_told(demo_client: TestClient) -> None:
    told = part(demo_client.get(TWO).text, '<dl class="terms partners">', "</dl>")
    assert told == (
        "Exempelkommunen Behöver: demokrati och civilsamhälle, hälsa. "
        "Grannkommunen har pågående verksamhet i: hälsa (1 av 2 frågor). "
        "Grannkommunen Inget registrerat behov med en fråga."
    )


def test_what_two_places_have_in_common_is_told(demo_client: TestClient) -> None:
    # One of eight combinations of theme and direction: 0.125.
    html = demo_client.get(TWO).text.replace("\N{NO-BREAK SPACE}", " ")
    told = part(html, '<div class="pairs">', "</div>")
    assert told == "Exempelkommunen – Grannkommunen: 12 % gemensamt arbetsmarknad (riktning: konsekvens)"


# The day


def test_without_a_date_the_latest_opening_day_is_compared_and_said(demo_client: TestClient) -> None:
    html = demo_client.get("/jamfor?place=malmo&place=lulea&place=kn").text
    assert 'name="date" value="2026-11-01"' in html
    assert (
        "Platsernas uppgifter beskriver olika dagar: 1 september 2020 (Malmö); 1 juni 2023 (Luleå); "
        "1 november 2026 (Exempelkommunen). Jämförelsen gäller den senaste av dagarna." in words(html)
    )


def test_the_reader_can_choose_another_day(demo_client: TestClient) -> None:
    html = demo_client.get("/jamfor?place=malmo&place=lulea&date=2023-06-01").text
    assert "läget 1 juni 2023" in words(html)
    assert "Jämförelsen gäller den senaste av dagarna." not in words(html)


def test_a_place_that_nothing_describes_opens_today(peers_client: TestClient) -> None:
    client = peers_client
    html = client.get("/jamfor?place=own&place=p1").text
    shown = re.search(r'name="date" value="([\d-]+)"', html)
    assert shown is not None
    assert date.fromisoformat(shown.group(1)) > date(2026, 11, 1)


# Where it leads


def test_the_page_leads_to_each_place_and_to_the_same_as_files(demo_client: TestClient) -> None:
    assert {
        "/platser/kn?date=2026-11-01&view=organisation",
        "/platser/bn?date=2026-11-01&view=organisation",
        "/jamfor?place=kn&place=bn&date=2026-11-01&choose=1",
        "/jamfor.csv?place=kn&place=bn&date=2026-11-01",
        "/api/v1/comparison?place=kn&place=bn&date=2026-11-01",
    } <= set(links(demo_client.get(TWO).text))


def test_the_table_is_there_as_a_file_for_a_spreadsheet(demo_client: TestClient) -> None:
    answer = demo_client.get("/jamfor.csv?place=kn&place=bn")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="jamforelse-2026-11-01.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 28
    assert [
        rows[2][name] for name in ("Indikatorns kod", "Platsens id", "Registrerat", "Bekräftat", "Standardfel")
    ] == [*("sector_connection", "kn", "0,6", "0,6", "0,287827")]


@pytest.mark.parametrize(
    ("query", "status"),
    [("place=kn", 400), ("place=kn&place=atlantis", 404), ("place=kn&place=bn&date=x", 400), ("", 400)],
)
def test_a_file_of_what_cannot_be_compared_is_refused(demo_client: TestClient, query: str, status: int) -> None:
    assert demo_client.get(f"/jamfor.csv?{query}").status_code == status


def test_the_page_speaks_english_to_those_who_chose_it(demo_client: TestClient) -> None:
    demo_client.cookies.set("lang", "en")
    try:
        shown = words(demo_client.get(TWO).text)
    finally:
        demo_client.cookies.clear()
    assert "Exempelkommunen and Grannkommunen , as of 1 November 2026." in shown
    assert "Missing” means that nothing is registered to count; it is not zero." in shown
