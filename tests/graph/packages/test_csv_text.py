"""Files for a spreadsheet: every text quoted, numbers as the language writes them."""

import csv
import io

from graph.packages.csv_text import read_csv, write_spreadsheet

ROWS: list[list[str | float | None]] = [['hälsa; skola, "arbete"', -0.5, None]]


def test_a_text_with_any_divider_stays_one_cell_in_either_language():
    swedish = write_spreadsheet(["Fråga", "Tal", "Inget"], ROWS).decode("utf-8-sig")
    english = write_spreadsheet(["Fråga", "Tal", "Inget"], ROWS, ".").decode("utf-8-sig")

    assert swedish == '"Fråga";"Tal";"Inget"\n"hälsa; skola, ""arbete""";-0,5;\n'
    assert english == '"Fråga","Tal","Inget"\n"hälsa; skola, ""arbete""",-0.5,\n'


def test_a_formula_is_written_as_text_and_a_line_break_stays_inside_its_cell():
    text = write_spreadsheet(["a"], [["=1+1\nrad två"]]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["a"], ["'=1+1\nrad två"]]


def test_a_line_without_end_is_refused_before_it_is_held(monkeypatch):
    monkeypatch.setattr("graph.packages.csv_text.LONGEST_LINE", 100)

    first, error = read_csv(b"id,name\n" + b"a" * 10_000_000, "actors.csv")

    assert first == (1, ["id", "name"])
    assert str(error).startswith("actors.csv:2: en cell har fler än 32767 tecken")


def test_a_line_that_is_no_text_is_named_wherever_the_file_was_divided(monkeypatch):
    monkeypatch.setattr("graph.packages.csv_text.MEGABYTE", 4)

    for before in range(6):
        lines = ["id", *["å" * 3] * before]
        (error,) = read_csv("\n".join(lines).encode() + b"\nm\xe5l\nx\n", "actors.csv")
        assert str(error).startswith(f"actors.csv:{before + 2}: filen är inte UTF-8")
