"""The comparison for a spreadsheet: a row for each indicator of each place, numbers as numbers, texts as texts."""

import csv
import io
from codecs import BOM_UTF8
from pathlib import Path

import pytest

from graph.analysis import Analysis
from graph.comparison.beside import Comparison
from graph.comparison.indicators import INDICATORS
from graph.comparison.peers import PeerFigures, peer_group
from graph.comparison.sheet import COLUMNS, comparison_csv
from graph.system import View
from models import records
from tests.graph.drawn import actors, make_system, ties

ROOT = Path(__file__).parents[3]

PLACES = [
    records.Place.model_validate({"id": place_id, "name": name, "level": "municipality"})
    for place_id, name in (("kn", "=1+1"), ("bn", "Byn"))
]
DRAWN = (PLACES, actors("a b c"), ties("a - b, b - c"))


def analysed(place_id):
    return Analysis(make_system(*DRAWN, at=place_id, view=View.ORGANISATION))


@pytest.fixture
def written():
    peers = [PeerFigures(1.0, dict.fromkeys(INDICATORS, share)) for share in (0.1, 0.2, 0.3, 0.4, 0.5)]
    return comparison_csv(Comparison((analysed("kn"), analysed("bn")), {"bn": peer_group("A1/2023", peers)}))


@pytest.fixture
def rows(written):
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))


def test_a_spreadsheet_sees_that_it_is_utf_8(written):
    assert written.startswith(BOM_UTF8 + b'"Indikatorns kod";"Indikator";')


def test_every_indicator_of_every_place_has_a_row_in_the_order_asked_for(rows):
    assert list(rows[0]) == [column.heading.text for column in COLUMNS]
    assert [(row["Indikatorns kod"], row["Platsens id"]) for row in rows] == [
        (name, place) for name in INDICATORS for place in ("kn", "bn")
    ]


def test_a_row_has_the_figure_with_its_definition_error_and_day(rows):
    # Cohesion 1; without a 1, without b 1/2, without c 1: SE 1/6, as in the tests of the errors.
    row = next(row for row in rows if row["Indikatorns kod"] == "cohesion")

    assert row == {
        "Indikatorns kod": "cohesion",
        "Indikator": "Sammanhållning",
        "Betydelse": "Andel av aktörerna som når varandra genom registrerade samarbeten.",
        "Platsens id": "kn",
        "Plats": "'=1+1",
        "Datum": "2026-11-01",
        "Kända par (κ)": "0,666667",
        "Bekräftade samarbeten": "1,0",
        "Registrerat": "1,0",
        "Bekräftat": "1,0",
        "Standardfel": "0,166667",
        "Varför värdet saknas": "",
        "Kommungrupp": "",
        "Jämförbara kommuner": "",
        "Nedre kvartil": "",
        "Median": "",
        "Övre kvartil": "",
    }


def test_what_is_missing_is_blank_and_says_why(rows):
    row = next(row for row in rows if (row["Indikatorns kod"], row["Platsens id"]) == ("cohesion", "bn"))

    assert [row[name] for name in ("Registrerat", "Bekräftat", "Standardfel", "Varför värdet saknas")] == [
        "",
        "",
        "",
        "ingen registrerad aktör",
    ]
    assert [
        row[name] for name in ("Kommungrupp", "Jämförbara kommuner", "Nedre kvartil", "Median", "Övre kvartil")
    ] == [*("A1/2023", "5", "0,2", "0,3", "0,4")]


def test_a_negative_number_stays_a_number():
    with_state = (PLACES, actors("a b s:state"), ties("a - b"))
    one = Analysis(make_system(*with_state, view=View.ORGANISATION))
    text = comparison_csv(Comparison((one, one))).decode("utf-8-sig")
    row = next(
        row
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
        if row["Indikatorns kod"] == "cross_sector_surplus"
    )

    # No edge of one is external, two of three pairs are: 0 - 2/3.
    assert row["Registrerat"] == "-0,666667"


def test_titles_and_definitions_speak_the_language_asked_for():
    text = comparison_csv(Comparison((analysed("kn"),)), str.upper, ".").decode("utf-8-sig")

    assert text.startswith('"INDIKATORNS KOD","INDIKATOR",')
    assert '"SAMMANHÅLLNING","ANDEL AV AKTÖRERNA' in text
    assert ",0.666667,1.0," in text


def test_every_column_is_explained_where_the_file_is_described():
    told = (ROOT / "docs" / "comparison.md").read_text()
    for column in COLUMNS:
        assert f"\n| {column.heading.text} | " in told


def test_a_place_without_pairs_has_no_share_of_known_pairs(rows):
    assert {row["Kända par (κ)"] for row in rows if row["Platsens id"] == "bn"} == {""}
