"""Files that cannot be read are refused with a sentence that says what to do, before they take memory."""

import io
import json
import zipfile

import pytest

from graph.exchange import documents, opening
from graph.exchange.foreign import Context
from graph.exchange.reading import ForeignFormat, read_foreign, recognise
from graph.packages.limits import MOST_COLUMNS, MOST_ENTRIES
from models.errors import PackageError
from models.vocabulary import Sector
from tests.graph.exchange.foreign_files import cells, context, losses, plain_id, read, told, workbook
from tests.packages import zipped

EDGES = b"source,target\nA,B\n"


def refusal(source: bytes, name: str = "fil.csv") -> str:
    with pytest.raises(PackageError) as refused:
        recognise(source, name)
    return str(refused.value)


def outcome(source: bytes, form: ForeignFormat) -> list[str]:
    """Return what is read, told or refused."""
    try:
        foreign = read_foreign(source, "fil", form, context(sector=Sector.STATE))
    except PackageError as error:
        return [str(error)]
    return [*foreign.raw.sheets, *losses(foreign)]


def nameless() -> bytes:
    """Return an archive with an entry whose name has no letters."""
    archive = zipped({"x": EDGES})
    start = archive.index(b"PK\x01\x02")
    local = archive[:26] + b"\0\0" + archive[28:30] + archive[31:start]
    entry = archive[start : start + 28] + b"\0\0" + archive[start + 30 : start + 46]
    end = archive[archive.index(b"PK\x05\x06") :]
    sizes = len(entry).to_bytes(4, "little") + len(local).to_bytes(4, "little")
    return local + entry + end[:12] + sizes + end[20:]


def packed(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"a" * size)
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "Filen är tom."),
    "only blanks": (b" \r\n\t\n", "Filen är tom."),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "Filen är lösenordsskyddad eller sparad i det gamla"),
    "a NUL": (b"source,target\nA\0,B\n", "”fil.csv” har ett tecken som inte hör hemma i text (NUL) på rad 2."),
    "letters of no encoding": (b"source,target\n\x81\xe5,B\n", "”fil.csv” är varken UTF-8 eller Windows-1252."),
    "an open quote": (b'source,target\n"A,B\n', "fil.csv:2: raden kan inte delas upp i celler"),
    "graphml": (b'<?xml version="1.0"?><graphml/>', "Filen är XML"),
    "gexf with a mark": (b"\xef\xbb\xbf\n<gexf/>", "Filen är XML"),
    "gexf in UTF-16": ("<gexf/>".encode("utf-16"), "Filen är XML"),
    "packed gexf": (zipped({"karta.gexf": "<gexf/>"}), "Filen är XML"),
    "gexf under another name": (zipped({"karta.csv": "<gexf/>"}), "Filen är XML"),
    "an open document": (zipped({"content.xml": "<x/>"}), "Filen är i formatet .ods."),
    "an archive without files": (zipped({}), "Arkivet har ingen fil att läsa."),
    "an archive of pictures": (zipped({"bild.png": b"x"}), "Arkivet har ingen fil att läsa."),
    "an archive of empty files": (zipped({"a.csv": b""}), "Arkivet har ingen fil att läsa."),
    "half an archive": (zipped({"a.csv": EDGES})[:-30], "Arkivet är skadat"),
    "an entry without a name": (nameless(), "Arkivet är skadat"),
    "a way out of the archive": (zipped({"../a.csv": EDGES}), "Arkivet har en fil med en otillåten sökväg"),
    "a bomb": (packed(opening.LARGEST_UNPACKED + 1), "Filen blir större än 60 MB uppackad."),
    "too many entries": (b"PK" + b"PK\x01\x02" * (MOST_ENTRIES + 1), "Arkivet har fler än 1000 filer."),
    "too many bytes": (b"a" * (opening.LARGEST_FILE + 1), "Filen är större än 20 MB."),
    "nothing but commas": (b"," * (opening.MOST_DIVIDERS + 1), "Filen har fler än 1000000 ifyllda celler."),
    "a million columns": (b"a," * 1_000_000, f"Filen har fler än {MOST_COLUMNS} kolumner."),
    "half a JSON": (b'{"elements": [\n', "Filen är inte giltig JSON: det tar slut eller går fel på rad 2."),
    "JSON of no encoding": (b'{"elements": ["\xff"]}', "Filen är inte UTF-8"),
    "equal keys": (b'{"grants": [], "grants": []}', "Filen har samma nyckel två gånger i ett objekt (”grants”)."),
    "no number": (b'{"elements": [{"label": NaN}]}', "Filen har värdet NaN, som inte är ett tal i JSON."),
    "infinity": (b'{"elements": [{"label": -Infinity}]}', "Filen har värdet -Infinity"),
    "JSON without end": (b"[" * 100_000 + b"]" * 100_000, "Filen har listor och objekt i för många nivåer."),
    "too much JSON": (b"[" + b"[]," * documents.MOST_PARTS + b"[]]", "Filen har fler än 1000000 värden."),
}


@pytest.mark.parametrize(("source", "beginning"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(source, beginning):
    assert refusal(source).startswith(beginning)


def test_every_refusal_ends_as_a_sentence():
    assert {text[-1] for text in (refusal(source) for source, _beginning in REFUSED.values())} == {"."}


@pytest.mark.parametrize(
    "source",
    [
        b"Namn;Ort\nBron;Norrort\n",
        b"A;B\nC;D\n",
        b"[1, 2]",
        b'{"elements": ["a"]}',
        b'{"grants": [{"a": 1}]}',
        b"%PDF-1.7",
    ],
    ids=["a list of organisations", "no heading", "numbers", "elements of another kind", "other grants", "a PDF"],
)
def test_a_file_of_no_known_format_is_none(source):
    assert recognise(source, "kumu.csv") is None


def test_the_name_of_a_file_decides_nothing():
    assert {recognise(EDGES, name) for name in ("a.graphml", "a.json", "kumu.xlsx", "", "../x")} == {
        ForeignFormat.EDGE_LIST
    }


def test_a_package_of_our_own_is_none_of_the_formats():
    files = {"actors.csv": "id,name,sector\na,A,state\n", "ties.csv": "id,actor_a,actor_b\nt,a,a\n"}

    assert recognise(zipped(files), "paket.zip") is None


def test_a_file_of_another_format_than_the_one_chosen_is_told_or_refused():
    with pytest.raises(PackageError, match="Filen har inga rader att läsa in"):
        read_foreign(b"source,target\n", "a.csv", ForeignFormat.EDGE_LIST, context())
    assert losses(read_foreign(EDGES, "a.csv", ForeignFormat.KUMU, context())) == [
        "a.csv: tabellen har varken Label eller From och To i rubrikraden och är inte inläst (rad 2)"
    ]


@pytest.mark.parametrize("form", ForeignFormat)
@pytest.mark.parametrize(
    "source",
    [EDGES, b"[1]", b'{"a": [[{"b": []}]], "organization": {"id": []}}', b"x", workbook({"Blad1": []})],
    ids=["edges", "numbers", "lists in lists", "a letter", "an empty workbook"],
)
def test_no_format_breaks_on_a_file_that_is_of_another(source, form):
    assert outcome(source, form) != []


def test_merged_cells_are_refused_with_the_way_to_leave_the_sheet_out():
    source = workbook({"Elements": [["Label"], ["A"]], "Läs mig": [["x"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as book, zipfile.ZipFile(out, "w") as changed:
        for name in book.namelist():
            merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:C3"/></mergeCells>'
            part = book.read(name)
            changed.writestr(name, part.replace(b"</sheetData>", merged) if name.endswith("sheet2.xml") else part)

    assert refusal(out.getvalue()) == (
        "Läs mig:1: bladet har sammanslagna celler; dela dem så att varje rad har sina egna värden; ska bladet inte "
        "läsas in, skriv (ignore) i dess namn."
    )


def test_rows_and_filled_cells_are_counted_over_all_tables(monkeypatch):
    two = zipped({"a.csv": b"Label\nA\n", "b.csv": b"Label\nB\n"})
    monkeypatch.setattr(opening, "MOST_ROWS", 4)
    assert recognise(two, "a.zip") == ForeignFormat.KUMU
    monkeypatch.setattr(opening, "MOST_ROWS", 3)
    assert refusal(two) == opening.TOO_MANY_ROWS
    monkeypatch.setattr(opening, "MOST_ROWS", 4)
    monkeypatch.setattr(opening, "MOST_CELLS", 3)
    assert refusal(two) == opening.TOO_MANY_CELLS


def test_a_workbook_may_span_no_more_than_is_held(monkeypatch):
    book = workbook({"Elements": [["Label", "Type"], ["A", "Kommun"]]})
    monkeypatch.setattr(opening, "_BOUNDS", opening._BOUNDS._replace(cells=4))
    assert recognise(book, "a.xlsx") == ForeignFormat.KUMU
    monkeypatch.setattr(opening, "_BOUNDS", opening._BOUNDS._replace(cells=3))
    assert refusal(book).startswith("Ett blad i arbetsboken har celler långt utanför tabellen.")


def test_objects_of_a_list_are_counted(monkeypatch):
    two = b'{"elements": [{"label": "A"}, {"label": "B"}]}'
    monkeypatch.setattr(documents, "MOST_OBJECTS", 2)
    assert len(cells(read(two, "a.json"), "actors")) == 2
    monkeypatch.setattr(documents, "MOST_OBJECTS", 1)
    with pytest.raises(PackageError, match="en lista med fler än"):
        read(two, "a.json")


def test_an_object_with_too_many_fields_is_refused():
    wide = {"elements": [{"label": "A", **{f"f{number}": "1" for number in range(MOST_COLUMNS)}}]}

    with pytest.raises(PackageError, match=f"fler än {MOST_COLUMNS} olika fält"):
        read(json.dumps(wide).encode(), "a.json")


def test_characters_that_cannot_be_stored_are_errors_of_their_rows():
    labels = b'{"elements": [{"label": "A\\ud800", "type": "Kommun"}, {"label": "B\\u0000", "type": "Kommun"}]}'

    assert told(read(labels, "a.json")) == [
        "a.json (elements):1:name: innehåller ett tecken som inte kan sparas (U+D800); ta bort det och försök igen",
        "a.json (elements):2:name: innehåller ett tecken som inte kan sparas (U+0000); ta bort det och försök igen",
    ]


def test_numbers_in_json_stay_as_they_are_written():
    numbers = b'{"elements": [{"label": 112, "type": "Kommun", "description": 1e999, "url": 0.10}]}'
    (row,) = cells(read(numbers, "a.json"), "actors")

    assert (row["name"], row["note"], row["website"]) == ("112", "1e999", "0.10")


def test_things_to_tell_are_no_more_than_a_person_reads():
    rows = b"".join(b"A%d,B,word%d\n" % (number, number) for number in range(300))
    foreign = read(b"source,target,weight\n" + rows, "a.csv", context(sector=Sector.STATE))

    assert len(foreign.unmapped) == 101
    assert str(foreign.unmapped[-1]) == (
        "a.csv: det finns mer som inte har lästs in; bara de första sorterna är uppräknade (200 rader, den första är "
        "rad 102)"
    )


def test_ids_that_are_made_alike_are_told_apart():
    same = Context("kn", lambda file, name: file, default_sector=Sector.STATE)
    foreign = read(b"source,target\nA,B\nC,\n", "a.csv", same)

    assert [row["id"] for row in cells(foreign, "actors")] == ["actors", "actors-2", "actors-3"]


def test_files_in_an_archive_that_are_not_read_are_told():
    files = {"karta.csv": EDGES, "läs mig.docx": b"x", "__MACOSX/._karta.csv": b"x", ".DS_Store": b"x"}

    assert losses(read(zipped(files), "a.zip", context(sector=Sector.STATE))) == [
        "läs mig.docx: filen är inte läst; bara csv och json läses ur ett arkiv"
    ]


def test_a_personal_number_in_the_name_of_a_file_is_not_repeated():
    foreign = read(b"source,target,x\nA,B,c\n", "880320-0016.csv", context(sector=Sector.STATE))

    assert losses(foreign) == ["….csv: kolumnen ”x” har ingen motsvarighet i registret och är inte inläst (rad 2)"]
    assert foreign.raw.name == "….csv"


def test_what_is_read_is_not_part_of_a_representation():
    foreign = read(b"source,target\nHemliga klubben,B\n", "a.csv", Context("kn", plain_id))

    assert "Hemliga" not in repr(foreign)
