"""Anything that looks like a list is read; what is none is refused at once, with a sentence that says what to do."""

import io
import zipfile

import pytest

from graph.lists import Grid, PersonColumn, read_grid
from graph.lists import limits as list_limits
from models.errors import PackageError
from tests.graph.lists.drawn_lists import sheet_of, workbook

TABLE = [("Namn", "Ort"), ("Föreningen ”Bron”", "Umeå"), ("Ån", "Luleå")]


def text(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(row) for row in TABLE) + "\r\n"


def rows(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in grid.rows]


def refusal(source: str | bytes) -> str:
    with pytest.raises(PackageError) as refused:
        read_grid(source, "listan")
    return str(refused.value)


@pytest.mark.parametrize(
    ("source", "encoding", "delimiter"),
    [
        (text("\t"), "", "\t"),
        (text(";"), "", ";"),
        (text(";").encode(), "UTF-8", ";"),
        (text(",").encode("utf-8-sig"), "UTF-8", ","),
        (text(";").encode("cp1252"), "Windows-1252", ";"),
        (text("\t").encode("utf-16"), "UTF-16", "\t"),
        (b"\xfe\xff" + text("\t").encode("utf-16-be"), "UTF-16", "\t"),
        ("sep=;\r\n" + text(";"), "", ";"),
    ],
)
def test_a_text_is_read_in_every_form_that_swedish_spreadsheets_write(source, encoding, delimiter):
    grid = read_grid(source, "partner.csv")

    assert (grid.reading.encoding, grid.reading.delimiter) == (encoding, delimiter)
    assert grid.heading == ("Namn", "Ort")
    assert [row.cells for row in grid.rows] == TABLE[1:]


def test_copied_cells_keep_their_line_breaks_quotation_marks_and_row_numbers():
    grid = read_grid('Namn\tAnteckning\n"Bron"\t"en rad\noch ""en"" till"\nÅn\tsist\n', "klistrat")

    assert rows(grid) == [(2, ("Bron", 'en rad\noch "en" till')), (3, ("Ån", "sist"))]


def test_a_quotation_mark_that_closes_nothing_swallows_no_rows():
    grid = read_grid('Namn\tOrt\n"Bron\tUmeå\nÅn "x"\tLuleå\n', "klistrat")

    assert rows(grid) == [(2, ('"Bron', "Umeå")), (3, ('Ån "x"', "Luleå"))]
    assert grid.reading.quotes_as_written


def test_titles_and_blank_rows_above_the_heading_are_passed_over_and_told():
    grid = read_grid("Föreningsregister 2025;;\n;;\nNamn;Ort;Typ\n;;\nBron;Umeå;Kultur\nNamn;Ort;Typ\nÅn;;\n", "f.csv")

    assert (grid.reading.heading_row, grid.reading.passed_over) == (3, (1, 6))
    assert rows(grid) == [(5, ("Bron", "Umeå", "Kultur")), (7, ("Ån",))]
    assert "Rubrikerna står på rad 3." in [message.render(str) for message in grid.reading.told]


@pytest.mark.parametrize(
    "source",
    [
        "Bron\nÅn\nKommunen\n",
        "Bron;802002-8711;info@bron.se\nÅn;556036-0793;info@an.se\n",
        "Umeå kommun;Kommun\nLuleå kommun;Kommun\n",
        "BRÅ;Bron;medlem\nBRÅ;Ån;sammankallande\n",
        "Bron – Ån – dialog\n",
    ],
)
def test_a_list_without_headings_loses_no_row(source):
    grid = read_grid(source, "klistrat")

    assert grid.heading == ()
    assert len(grid.rows) == source.count("\n")
    assert "Listan har ingen rubrikrad" in grid.reading.told[-1].render(str)


@pytest.mark.parametrize(
    ("heading", "row", "left_out"),
    [
        (
            "Kontaktperson;E-post;Förening;Mobil;Org.nr;Ort;Medlemmar 2025",
            "Ada Exempel;info@bron.se;Bron;070-1740605;802002-8711;Umeå;12",
            {0, 3},
        ),
        ("Kontakt;Förening;Bidrag 2026", "Ada Exempel;Bron;5000", {0}),
        ("Förening;2024;2025", "Bron;12;14", set()),
        ("Namn;Ort;E-post (info@…);Webbplats", "Bron;Umeå;info@bron.se;bron.se", set()),
    ],
)
def test_a_year_or_an_example_in_a_heading_keeps_no_row_from_being_the_heading(heading, row, left_out):
    grid = read_grid(f"{heading}\n{row}\n", "f.csv")

    assert (grid.reading.heading_row, len(grid.rows)) == (1, 1)
    assert set(grid.left_out) == left_out


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("A – B – dialog", ("A", "B", "dialog")),
        ("A - B - dialog", ("A", "B", "dialog")),
        ("A -> B", ("A", "B")),
        ("A <-> B — dialog", ("A", "B", "dialog")),
        ("IF Göta - Fotboll – Bron – dialog", ("IF Göta - Fotboll", "Bron", "dialog")),
        ("Malmö-Lund – B", ("Malmö-Lund", "B")),
    ],
)
def test_dashes_and_arrows_divide_a_line_and_a_hyphen_in_a_name_does_not(line, cells):
    assert read_grid(line, "klistrat").rows[0].cells == cells


def test_a_workbook_shows_whole_numbers_and_tells_which_sheet_was_read():
    def fill(book):
        sheet_of(("Läs mig",), name="Info")(book)
        sheet_of(("Namn", "Org.nr"), ("Bron", 8020028711), name="Partner")(book)

    grid = read_grid(workbook(fill), "partner.xlsx")

    assert (grid.reading.sheet, grid.reading.other_sheets) == ("Partner", ("Info",))
    assert rows(grid) == [(2, ("Bron", "8020028711"))]


def test_a_title_in_merged_cells_does_no_harm():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "Partner 2025")
        for row, cells in enumerate(TABLE, 2):
            sheet.write_row(row, 0, cells)

    assert rows(read_grid(workbook(fill), "p.xlsx")) == [(4, TABLE[1]), (5, TABLE[2])]


def test_a_heading_merged_over_several_columns_is_the_heading_of_each():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Namn")
        sheet.merge_range("B1:C1", "Kontaktperson")
        sheet.write_row(1, 0, ("Bron", "Eva", "Ek"))

    grid = read_grid(workbook(fill), "p.xlsx")

    assert grid.left_out == {1: PersonColumn.CONTACT, 2: PersonColumn.CONTACT}
    assert rows(grid) == [(2, ("Bron", "", ""))]


def test_merged_cells_in_the_list_itself_are_refused_by_their_name():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Namn", "Ort"))
        sheet.merge_range("B2:B3", "Umeå")
        sheet.write(1, 0, "Bron")
        sheet.write(2, 0, "Ån")

    assert refusal(workbook(fill)).startswith("Cellerna B2:B3 är sammanslagna.")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"", "Listan är tom."),
        ("  \n\t\n", "Listan är tom."),
        (b"\xef\xbb\xbf", "Listan är tom."),
        ("Namn;Ort\n", "Listan har en rubrikrad men inga rader under den."),
        (b"Namn;Ort\nBron\x00;Ume\n", "Filen har tecken som inte hör hemma i en text (NUL)."),
        ("Bron\x00", "Filen har tecken som inte hör hemma i en text (NUL)."),
        (b"%PDF-1.7", "Filen är en PDF."),
        (b"\x89PNG\r\n\x1a\n", "Filen är en bild."),
        (b"\xff\xd8\xff\xe0", "Filen är en bild."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls."),
        (b"\xef\xbb\xbf <table><tr>", "Filen är en webbsida eller XML (till exempel GraphML eller GEXF)."),
        (b'{"elements": []}', "Filen är JSON"),
        (b"PK\x03\x04 not an archive", "Arbetsboken kan inte läsas."),
        (b"\xff\xfeN", "Filen är ingen text."),
        (b"Namn\n\x81\x8d\n", "Filen är ingen text."),
        ("Namn\nÅn\n".encode() + "Ån".encode("cp1252"), "Filen blandar teckenkodningar"),
        (";".join(["Namn"] * 1_000_000), "Listan har fler än 200 kolumner."),
        ("Namn;Ort" + ";" * 1_000_000, "Listan har fler än 200 kolumner."),
        ("Namn\n" + "Bron\n" * 200_001, "Listan har fler än 100000 rader."),
        ("Namn\n" + "a" * 40_000, "En cell på rad 2 har fler än 32767 tecken."),
    ],
    ids=range(20),
)
def test_what_is_no_list_is_refused_with_a_sentence(source, sentence):
    assert sentence in refusal(source)


def test_a_list_that_is_too_large_is_refused_before_it_is_read():
    assert refusal(b"a" * (list_limits.LARGEST_LIST + 1)) == "Listan är större än 10 MB. Dela den i flera."


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in parts.items():
            zipped.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def test_an_archive_that_is_no_workbook_is_refused():
    assert refusal(archive(lista=b"Namn\nBron")).startswith("Filen är ett arkiv eller ett dokument")


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked():
    packed = archive(xl__workbook=b"0" * 61_000_000)

    assert len(packed) < 200_000
    assert refusal(packed).startswith("Arbetsboken blir större än 60 MB uppackad.")


@pytest.mark.parametrize("cell", ["XFD1048576", "GS2", "GR99999"])
def test_a_cell_far_away_is_refused_before_the_sheet_is_spread_out(cell):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write("A1", "Namn")
        sheet.write(cell, "x")

    said = refusal(workbook(fill))

    assert "celler långt utanför tabellen" in said or said.startswith("Listan har fler än 1000000 celler.")


def test_a_long_text_that_many_cells_share_is_not_copied_into_each():
    long = sheet_of(*[("a" * 32_000,) * 40] * 10)
    few = sheet_of(("Namn", "Anteckning"), *[(f"Bron {row}", "kort") for row in range(400)], ("Ån", "a" * 32_000))

    assert len(workbook(long)) < 50_000
    assert refusal(workbook(long)) == "Listan är större än 10 MB. Dela den i flera."
    assert len(read_grid(workbook(few), "l").rows) == 401


def test_merged_cells_that_a_comment_talks_of_are_none():
    data = workbook(sheet_of(*TABLE))
    commented = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(commented, "w") as changed:
        for name in book.namelist():
            changed.writestr(name, book.read(name).replace(b"</sheetData>", b"</sheetData><!--<mergeCells>-->"))

    assert [row.cells for row in read_grid(commented.getvalue(), "l").rows] == TABLE[1:]


def test_an_empty_workbook_is_an_empty_list():
    assert refusal(workbook(sheet_of())).startswith("Listan är tom.")


def test_a_list_without_a_name_gets_one_and_a_personal_number_in_a_name_is_hidden():
    assert read_grid("Namn\nBron", " ").name == "listan"
    assert read_grid("Namn\nBron", "880320-0016.csv").name == "….csv"
