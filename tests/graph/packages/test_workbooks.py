"""Workbooks: numbers and dates become the text that was meant, and what would take all memory is refused."""

import datetime
import io
import zipfile
from collections.abc import Callable

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph.packages import check_package, read_package
from graph.packages.workbooks import OF_A_PACKAGE
from graph.register import Register
from models.errors import PackageError
from tests.packages import told

HEADING = ("id", "name", "sector", "org_number", "mentor", "valid_from", "valid_to", "note")


def workbook(fill: Callable[[Worksheet, Workbook], object], sheet: str = "actors") -> bytes:
    """Return a workbook with one sheet that `fill` has written."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        fill(book.add_worksheet(sheet), book)
    return out.getvalue()


def with_rows(*rows: tuple[object, ...]) -> bytes:
    def fill(sheet, book):
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                is_day = isinstance(value, datetime.date)
                sheet.write(number, column, value, day) if is_day else sheet.write(number, column, value)

    return workbook(fill)


def with_sheet_data(old: bytes, new: bytes) -> bytes:
    """Return a workbook whose first sheet is changed behind the back of every program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_rows(HEADING))) as book, zipfile.ZipFile(out, "w") as changed:
        for name in book.namelist():
            part = book.read(name)
            changed.writestr(name, part.replace(old, new) if name == "xl/worksheets/sheet1.xml" else part)
    return out.getvalue()


def check(data):
    return check_package(read_package(data, "test.xlsx"), Register())


def refusal(data, bounds=OF_A_PACKAGE):
    with pytest.raises(PackageError) as refused:
        read_package(data, "test.xlsx", bounds)
    return str(refused.value)


def test_numbers_dates_and_answers_are_read_as_they_are_seen():
    row = ("a1", 112, "state", 8020028711, True, datetime.date(2026, 11, 1), 2027, 0.5)
    found = check(with_rows(HEADING, row))
    (actor,) = found.records["actors"]

    assert found.errors == ()
    assert (actor.name, actor.org_number, actor.note) == ("112", "802002-8711", "0.5")
    assert actor.mentor is True
    assert (actor.valid_from, actor.valid_to) == (datetime.date(2026, 11, 1), datetime.date(2028, 1, 1))


def test_errors_name_the_sheet_and_the_row_that_the_spreadsheet_shows():
    def fill(sheet, _book):
        # The table begins at B3, and a row between is blank.
        sheet.write_row(2, 1, HEADING[:3])
        sheet.write_row(4, 1, ("a1", "A", "sjö"))

    (error,) = check(workbook(fill)).errors

    assert (error.file, error.row, error.column) == ("actors", 5, "sector")


def test_a_value_beyond_the_heading_is_an_error_and_a_blank_one_is_not():
    found = check(with_rows(("id", "name", "sector"), ("a1", "A", "state", ""), ("a2", "B", "state", "x")))

    assert told(found) == [
        "actors:3: raden har fler celler än rubrikraden; en cell med kommatecken måste stå inom citattecken"
    ]


def test_a_sheet_that_nobody_knows_is_a_warning_whatever_it_holds():
    def fill(sheet, book):
        sheet.write_row(0, 0, HEADING[:3])
        book.add_worksheet("Läs mig").merge_range("A1:C3", "Så här gör du")

    found = check(workbook(fill))

    assert found.errors == ()
    assert [str(warning) for warning in found.warnings] == ["Läs mig: bladet hör inte till paketet och är inte läst"]


def test_a_blank_sheet_is_a_warning():
    assert [str(warning) for warning in check(workbook(lambda sheet, book: None)).warnings] == ["actors: filen är tom"]


def test_a_workbook_without_any_sheet_of_the_package_is_refused():
    assert "har ingen av paketets filer" in refusal(workbook(lambda sheet, book: None, "Blad1"))


def test_merged_cells_are_refused_because_they_hide_blanks():
    def fill(sheet, _book):
        sheet.write_row(0, 0, HEADING[:3])
        sheet.merge_range("C2:C3", "state")

    assert told(check(workbook(fill))) == [
        "actors:2: bladet har sammanslagna celler; dela dem så att varje rad har sina egna värden"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        (b"</sheetData>", b"<row r='900000'><c x='>' r = 'CV900000'><v>1</v></c></row></sheetData>"),
        (b"</sheetData>", b'<row r="2"><c r="A99999999999999999999"><v>1</v></c></row></sheetData>'),
        (b"</sheetData>", b'<row r="2">' + b"<c><v>1</v></c>" * 201 + b"</row></sheetData>"),
        (b"</sheetData>", b'<x:row xmlns:x="y" r="2"><x:c r="GS2"><x:v>1</x:v></x:c></x:row></sheetData>'),
    ],
    ids=["the last cell", "odd quotes", "a row beyond all", "cells without reference", "a prefix"],
)
def test_a_cell_far_away_is_refused_before_the_sheet_is_laid_out(old, new):
    assert "celler långt utanför tabellen" in refusal(with_sheet_data(old, new))


def test_a_merge_of_everything_takes_no_memory():
    everything = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    assert told(check(with_sheet_data(b"</sheetData>", everything))) == [
        "actors:1: bladet har sammanslagna celler; dela dem så att varje rad har sina egna värden"
    ]


def test_a_formula_that_failed_is_refused_because_it_would_clear_the_cell():
    def fill(sheet, _book):
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")

    assert "formel i arbetsboken ger fel" in refusal(workbook(fill))


def test_the_value_of_a_formula_is_read():
    def fill(sheet, _book):
        sheet.write_row(0, 0, HEADING[:3])
        sheet.write_row(1, 0, ("a1", "x", "state"))
        sheet.write_formula("B2", '="Fören"&"ingen"', None, "Föreningen")

    assert [actor.name for actor in check(workbook(fill)).records["actors"]] == ["Föreningen"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
        (b"</sheetData>", b"</sheet"),
        (b"</sheetData>", b'<row r="x"></row></sheetData>'),
    ],
    ids=["entities", "broken", "a row that is no number"],
)
def test_a_damaged_workbook_is_refused(old, new):
    assert refusal(with_sheet_data(old, new)).startswith("Arbetsboken kan inte läsas.")


def test_a_workbook_without_its_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal(out.getvalue()).startswith("Arbetsboken kan inte läsas.")


def test_a_text_that_many_cells_share_is_counted_in_each_of_them():
    """Ten cells of six bytes are sixty; å is two of them."""
    book = with_rows(*(("sjuå1",) for _ in range(10)))
    read_package(book, "test.xlsx", OF_A_PACKAGE._replace(text=60))
    too_narrow = OF_A_PACKAGE._replace(text=59)
    assert refusal(book, too_narrow).startswith("Cellerna i arbetsboken har tillsammans mer än 50 MB text.")


def test_texts_that_no_cell_names_are_not_held(monkeypatch):
    """Two cells share two texts."""
    book = with_rows(("en", "två"))
    monkeypatch.setattr("graph.packages.shared_texts._MOST_UNUSED", 0)
    read_package(book, "test.xlsx")
    monkeypatch.setattr("graph.packages.shared_texts._MOST_UNUSED", -1)
    assert refusal(book).startswith("Arbetsboken har många fler texter än celler.")
