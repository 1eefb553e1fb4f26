"""The tables of a place as files: the figures of the analysis, in words, with their meaning, and nothing to run."""

import csv
import io

import pytest

from graph.analysis import Analysis
from graph.sheets.brokers import COLUMNS, brokers_csv
from graph.sheets.findings import findings_csv
from graph.sheets.network import actors_csv, ties_csv
from graph.sheets.sectors import sectors_csv
from tests.graph.drawn import actor, agreement, complete, make_system, tie

WRITERS = [actors_csv, ties_csv, brokers_csv, sectors_csv, findings_csv]


def analysis() -> Analysis:
    """Return a bridges b and c, who have no contact of their own; d is alone, and its name is a formula."""
    return Analysis(
        make_system(
            actor("a", name="Arenan", kind="department", level="municipality", source="Kommunen"),
            actor("b", "state", name="Byrån"),
            actor("c", "civil_society", "bn", name='Cirkeln; | "C"\nrad två', entity="collective"),
            actor("d", "business", name='=HYPERLINK("http://x.example")'),
            tie("a - b", themes=["health"]),
            agreement("v1", "a c"),
            complete("a b"),
        )
    )


def rows(written: bytes, divider: str = ";") -> list[dict[str, str]]:
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=divider))


def by_heading(row: dict[str, str]) -> dict[str, str]:
    """Return the cells by what their columns are called, without the meaning."""
    return {heading.split(": ")[0]: cell for heading, cell in row.items()}


def test_actors_stand_by_name_and_those_alone_are_there():
    found = [by_heading(row) for row in rows(actors_csv(analysis()))]
    assert [(row["Aktör"], row["Samarbetar med"]) for row in found] == [
        ('\'=HYPERLINK("http://x.example")', "0"),
        ("Arenan", "2"),
        ("Byrån", "1"),
        ('Cirkeln; | "C"\nrad två', "1"),
    ]
    assert found[1] == {
        "Aktörens id": "a",
        "Aktör": "Arenan",
        "Sektor": "Kommun",
        "Slag": "förvaltning",
        "Nivå": "kommun",
        "Namnet står för": "organisation",
        "Hemma på platsen": "ja",
        "Plats": "KN",
        "Samarbetar med": "2",
        "Källa": "Kommunen",
        "Läget den dag": "2026-11-01",
    }
    assert (found[3]["Hemma på platsen"], found[3]["Namnet står för"]) == ("nej", "samlingsnamn")


def test_collaborations_stand_by_strength_and_say_what_they_come_by():
    found = [by_heading(row) for row in rows(ties_csv(analysis()))]
    assert [(row["Den enas id"], row["Den andras id"], row["Styrka"]) for row in found] == [
        ("a", "b", "0,6"),
        ("a", "c", "0,6"),
    ]
    assert [(row["Steg"], row["Genom"], row["Sakfrågor"]) for row in found] == [
        ("dialog", "direkt samarbete", "hälsa"),
        ("dialog", "avtal", ""),
    ]
    assert [row["Poster som samarbetet vilar på"] for row in found] == ["ties:t-a-b", "agreements:v1"]


def test_brokers_have_the_figures_of_the_analysis():
    drawn = analysis()
    found = {row["Aktörens id"]: by_heading(row) for row in rows(brokers_csv(drawn))}
    # a joins b and c of two other sectors, and nobody else does. Of the 3 pairs of others one has its path through a.
    wanted = (
        "Kontakter",
        "Par från olika sektorer",
        "Brobyggare",
        "Dörröppnare",
        "Ensam bro",
        "Mellanhand (betweenness)",
    )
    assert [found["a"][name] for name in wanted] == ["2", "1", "1", "0", "1", "0,333333"]
    assert [found["d"][name] for name in wanted] == ["0", "0", "0", "0", "0", "0,0"]
    assert found["d"]["Skilda kretsar"] == ""
    assert len(found) == 4


def test_every_pair_of_sectors_has_a_row():
    found = [by_heading(row) for row in rows(sectors_csv(analysis()))]
    assert len(found) == 21
    met = next(row for row in found if (row["Sektor"], row["Sektor som den möter"]) == ("Kommun", "Stat"))
    assert (met["Möjliga par"], met["Registrerade samarbeten"], met["Läge"]) == ("1", "1", "som väntat")
    missing = next(row for row in found if row["Sektor"] == "Forskning")
    assert (missing["Möjliga par"], missing["Läge"]) == ("0", "ingen registrerad aktör")


def test_the_ways_that_sectors_meet_have_a_column_each():
    heading = sectors_csv(analysis()).decode("utf-8-sig").splitlines()[0]
    assert [column for column in heading.split(";") if "Genom" in column] == [
        '"Genom: direkt samarbete"',
        '"Genom: avtal"',
        '"Genom: gemensam verksamhet"',
        '"Genom: gemensamt forum"',
    ]


def test_findings_stand_in_the_order_of_the_report_with_why_and_what_next():
    drawn = analysis()
    found = [by_heading(row) for row in rows(findings_csv(drawn))]
    assert [row["Kod"] for row in found] == [gap.code for gap in drawn.gaps]
    assert found
    assert all(row["Fynd"] and row["Varför det spelar roll"] and row["Nästa steg"] for row in found)
    assert {row["Hur säkert"] for row in found} <= {"Lucka", "Möjlig lucka", "Fråga först"}


@pytest.mark.parametrize("write", WRITERS)
def test_no_cell_is_a_formula(write):
    cells = [cell for row in rows(write(analysis())) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_place_without_actors_has_a_heading(write):
    assert write(Analysis(make_system())).startswith(b'\xef\xbb\xbf"')


@pytest.mark.parametrize("write", WRITERS)
def test_another_language_has_headings_and_divisions_of_its_own(write):
    (heading, *_) = csv.reader(io.StringIO(write(analysis(), lambda text: f"<{text}>", ".").decode("utf-8-sig")))
    assert len(heading) > 10
    assert all(column.startswith("<") for column in heading)


def test_a_column_s_meaning_goes_with_its_heading():
    (column,) = (column for column in COLUMNS if column.heading.text == "Ensam bro")
    assert column.render(str) == "Ensam bro: par som inte har någon annan gemensam kontakt."
