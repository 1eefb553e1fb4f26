"""A package is opened whatever form it comes in, and what is none is refused in a sentence that says what to do."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from graph.packages import check_package, limits, read_package
from graph.register import Register
from models.errors import PackageError
from tests.packages import ACTORS, PLACES, TIES, drawn_register, told, zipped

CSV = {"places.csv": PLACES, "actors.csv": ACTORS, "ties.csv": TIES}


def read(source, name="paket"):
    found = check_package(read_package(source, name), Register())
    assert found.errors == ()
    return Register.of(found.records)


def refusal(source, name="paket"):
    with pytest.raises(PackageError) as refused:
        read_package(source, name)
    return str(refused.value)


def test_a_folder_is_read(tmp_path):
    for name, text in CSV.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("Källor", encoding="utf-8")
    (tmp_path / "gammalt").mkdir()

    assert read(tmp_path) == drawn_register()


def test_an_archive_is_read_from_its_bytes_and_from_a_file(tmp_path):
    (tmp_path / "paket.zip").write_bytes(zipped(CSV))

    assert read(zipped(CSV)) == read(tmp_path / "paket.zip") == drawn_register()


def test_an_archive_may_hold_the_files_in_a_folder():
    packed = {f"kommunen/{name}": text for name, text in CSV.items()}
    packed["__MACOSX/kommunen/places.csv"] = "\x00\x05"

    assert read(zipped(packed)) == drawn_register()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("\n", "\n\n,,\n").encode(),
        lambda text: text.replace("id,", " ID ,", 1).encode(),
    ],
    ids=["byte order mark", "crlf", "semicolons", "tabs", "no last line end", "blank rows", "heading in capitals"],
)
def test_a_file_as_spreadsheets_save_it_is_read(change):
    assert read(zipped({name: change(text) for name, text in CSV.items()})) == drawn_register()


def test_a_cell_may_hold_line_ends_and_quotation_marks():
    text = 'id,name,sector,note\na1,"Brf ""Eken"", hus 2",state,"rad ett\nrad två"\n'
    (actor,) = read(zipped({"actors.csv": text})).actors

    assert (actor.name, actor.note) == ('Brf "Eken", hus 2', "rad ett\nrad två")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", "Filen är tom. Välj en annan fil."),
        (b"id,name\na1,A\n", "varken .zip eller .xlsx"),
        (b"%PDF-1.7", "varken .zip eller .xlsx"),
        (b"PK\x03\x04 and then nothing", "skadat eller ofullständigt"),
        (zipped(CSV)[:-30], "skadat eller ofullständigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "lösenordsskyddad eller sparad i det gamla formatet .xls"),
        (zipped({}), "har ingen av paketets filer. De heter places, actors, forums,"),
        (zipped({"people.csv": "x"}), "har ingen av paketets filer"),
        (zipped({"../actors.csv": ACTORS}), "otillåten sökväg: ”../actors.csv”"),
        (zipped({"/etc/actors.csv": ACTORS}), "otillåten sökväg: ”/etc/actors.csv”"),
        (zipped({"..\\actors.csv": ACTORS}), "otillåten sökväg"),
        (zipped({"C:actors.csv": ACTORS}), "otillåten sökväg: ”C:actors.csv”"),
        (zipped({"a/actors.csv": ACTORS, "b/Actors.csv": ACTORS}), "har ”Actors.csv” två gånger"),
        (zipped({f"{number}.txt": "" for number in range(1001)}), "fler än 1000 filer"),
    ],
)
def test_what_is_no_package_is_refused(source, expected):
    assert expected in refusal(source)


def test_an_empty_folder_and_a_path_to_nothing_are_refused(tmp_path):
    assert refusal(tmp_path, "mappen").startswith("”mappen” har ingen av paketets filer.")
    assert refusal(tmp_path / "saknas.zip").endswith("kan inte läsas. Kontrollera sökvägen.")


def with_header(data: bytes, offset: int, layout: str, value: int) -> bytes:
    """Write a number at the same place of the local and of the central header of an archive with one entry."""
    changed = bytearray(data)
    struct.pack_into(layout, changed, offset, value)
    struct.pack_into(layout, changed, data.index(b"PK\x01\x02") + offset + 2, value)
    return bytes(changed)


FLAGS, METHOD, UNPACKED_SIZE = 6, 8, 22


def test_an_encrypted_archive_is_refused():
    assert "lösenordsskyddat" in refusal(with_header(zipped({"actors.csv": ACTORS}), FLAGS, "<H", 1))


def test_an_archive_packed_by_an_unusual_method_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("actors.csv", ACTORS)

    assert "packat på ett ovanligt sätt" in refusal(out.getvalue())


def test_a_bomb_that_says_its_size_is_refused_before_it_is_unpacked():
    assert "större än 200 MB uppackat" in refusal(
        with_header(zipped({"actors.csv": ACTORS}), UNPACKED_SIZE, "<I", 201_000_000)
    )


def test_a_bomb_that_says_it_is_small_yields_no_more_than_it_says():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actors.csv", b"a" * 5_000_000)

    assert "skadat" in refusal(with_header(out.getvalue(), UNPACKED_SIZE, "<I", 100))


def test_a_bomb_that_says_it_is_small_is_unpacked_no_further_than_it_says():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("actors.csv", b"a" * 50_000_000)
    bomb = with_header(out.getvalue(), UNPACKED_SIZE, "<I", 100)

    tracemalloc.start()
    assert "skadat" in refusal(bomb)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_many_small_bombs_are_counted_together(monkeypatch):
    monkeypatch.setattr("graph.packages.archives.LARGEST_UNPACKED", 1_000)

    assert "större än" in refusal(zipped({f"{number}.txt": "x" * 300 for number in range(4)}))


def test_an_entry_without_a_name_is_damage():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"x")
    data = out.getvalue()
    nameless = data.replace(b"\x01\x00\x00\x00a", b"\x00\x00\x00\x00").replace(b"PK\x01\x02", b"PK\x01\x02")

    assert "skadat" in refusal(nameless)


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.packages.opening.LARGEST_UPLOAD", 10)
    (tmp_path / "actors.csv").write_text(ACTORS, encoding="utf-8")

    assert refusal(tmp_path) == refusal(zipped(CSV)) == "Filen är större än 100 MB. Dela paketet i flera."


def test_a_file_with_too_many_rows_or_columns_is_told(monkeypatch):
    monkeypatch.setattr("graph.packages.csv_text.MOST_ROWS", 2)
    rows = check_package(read_package(zipped({"places.csv": PLACES}), "x"), Register())
    wide = "id," + "," * limits.MOST_COLUMNS + "\n"
    columns = check_package(read_package(zipped({"actors.csv": wide}), "x"), Register())

    assert told(rows) == ["places.csv:4: filen har fler än 1000000 rader; dela paketet i flera"]
    assert told(columns) == ["actors.csv:1: raden har fler än 200 celler; kontrollera filen mot mallen"]
