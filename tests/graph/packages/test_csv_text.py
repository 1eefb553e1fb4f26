"""Files for a spreadsheet: every text quoted, numbers as the language writes them."""

import csv
import io

from graph.packages.csv_text import write_spreadsheet

ROWS: list[list[str | float | None]] = [['hälsa; skola, "arbete"', -0.5, None]]


def test_a_text_with_any_divider_stays_one_cell_in_either_language():
    swedish = write_spreadsheet(["Fråga", "Tal", "Inget"], ROWS).decode("utf-8-sig")
    english = write_spreadsheet(["Fråga", "Tal", "Inget"], ROWS, ".").decode("utf-8-sig")

    assert swedish == '"Fråga";"Tal";"Inget"\n"hälsa; skola, ""arbete""";-0,5;\n'
    assert english == '"Fråga","Tal","Inget"\n"hälsa; skola, ""arbete""",-0.5,\n'


def test_a_formula_is_written_as_text_and_a_line_break_stays_inside_its_cell():
    text = write_spreadsheet(["a"], [["=1+1\nrad två"]]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["a"], ["'=1+1\nrad två"]]
