"""What is written is read back as it was, and the same records always give the same bytes."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from graph.packages import check_package, read_package, write_folder, write_xlsx, write_zip
from graph.packages.csv_text import read_csv, write_csv
from graph.register import Register
from models.errors import PackageError
from models.package_files import FILES
from models.records import Activity, Actor, Grant, Need, Place, Record
from models.vocabulary import Capacity, Entity, Level, Sector, Theme
from tests.packages import drawn_register

DEMO = Path(__file__).resolve().parents[3] / "demo"
PACKAGES = ("delmos-2020", "agreements-2023", "place-a", "place-b")


def read(source: Path | bytes) -> Register:
    found = check_package(read_package(source, "test"), Register())
    assert found.errors == ()
    return Register.of(found.records)


def by_key(register: Register) -> dict[str, dict[tuple[object, ...], Record]]:
    return {
        name: {FILES[name].key_of(record): record for record in records} for name, records in register.tables().items()
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_demo_package_comes_back_from_a_folder_byte_by_byte(name, tmp_path):
    original = read(DEMO / name)
    write_folder(original, tmp_path / "first")
    again = read(tmp_path / "first")
    write_folder(again, tmp_path / "second")

    assert by_key(again) == by_key(original)
    assert contents(tmp_path / "second") == contents(tmp_path / "first")


@pytest.mark.parametrize("write", [write_zip, write_xlsx])
@pytest.mark.parametrize("name", PACKAGES)
def test_a_demo_package_comes_back_from_a_file_byte_by_byte(name, write):
    original = read(DEMO / name)
    again = read(write(original))

    assert by_key(again) == by_key(original)
    assert write(again) == write(original)


def test_rows_stand_in_the_order_of_their_keys_whatever_order_they_came_in():
    register = drawn_register()
    turned = Register.of({name: records[::-1] for name, records in register.tables().items()})

    assert write_zip(turned) == write_zip(register)
    assert write_xlsx(turned) == write_xlsx(register)


def test_a_file_has_the_columns_of_the_package_with_the_key_first(tmp_path):
    write_folder(drawn_register(), tmp_path)

    assert sorted(contents(tmp_path)) == ["actors.csv", "places.csv", "ties.csv"]
    assert (tmp_path / "ties.csv").read_text("utf-8") == (
        "id,actor_a,actor_b,type,level,desired_level,desired_by,what,themes,tags,place_id,status,"
        "confirmation,valid_from,valid_to,source,note\n"
        "t1,k1,c1,collaboration,dialogue,,,,,,,ongoing,third_party,,,,\n"
    )


def test_values_are_written_as_the_package_has_them(tmp_path):
    actor = Actor(
        id="a1", name="Bron", sector=Sector.STATE, mentor=True, represents_residents=False,
        themes=(Theme.HEALTH, Theme.SAFETY), tags=("barn och unga", "kultur"), valid_from=date(2026, 11, 1),
    )  # fmt: skip
    write_folder(Register(actors=(actor,)), tmp_path)
    heading, row = (line.split(",") for line in (tmp_path / "actors.csv").read_text("utf-8").splitlines())
    cells = dict(zip(heading, row, strict=True))

    assert {column: cell for column, cell in cells.items() if cell} == {
        "id": "a1",
        "name": "Bron",
        "sector": "state",
        "entity": "organisation",
        "visibility": "public",
        "represents_residents": "no",
        "mentor": "yes",
        "themes": "health;safety",
        "tags": "barn och unga;kultur",
        "valid_from": "2026-11-01",
    }


def test_a_folder_that_is_written_again_keeps_no_file_of_before(tmp_path):
    write_folder(drawn_register(), tmp_path)
    (tmp_path / "README.md").write_text("Källor", encoding="utf-8")
    write_folder(Register(places=drawn_register().places), tmp_path)

    assert sorted(contents(tmp_path)) == ["README.md", "places.csv"]


@pytest.mark.parametrize("write", [write_zip, write_xlsx])
def test_an_empty_register_is_a_package_too(write):
    assert read(write(Register())) == Register()


FORMULAS = [
    "=1+1",
    "+46 8 123",
    "-",
    "@import",
    "'=1+1",
    "''-x",
    "'70-talet",
    '"',
    "a\nb\tc",
    "a;b",
    "a;=1\n-b\t'@c,+d",
    "#REF!",
    "1,5",
]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("write", [write_zip, write_xlsx])
def test_a_text_that_looks_like_a_formula_survives(write, text):
    register = Register(actors=(Actor(id="a1", name=text, sector=Sector.STATE, note=text, offers=text),))

    assert read(write(register)) == register


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("'=x", "''=x"),
        ("'x", "'x"),
        ("a=1", "a=1"),
        ("a;=1", "a;'=1"),
    ],
)
def test_a_csv_cell_is_no_formula(text, written):
    data = write_csv(["id"], [[text]])

    assert data == f"id\n{written}\n".encode()
    assert list(read_csv(data, "x.csv")) == [(1, ["id"]), (2, [text])]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_no_cell_is_a_formula_wherever_a_spreadsheet_divides_the_line(sign):
    data = write_csv(["id", "name"], [["a1", f"Bron{sign}=1+1{sign}slut"]])

    pieces = re.split(f'[\n"{sign}]', data.decode())
    assert [piece for piece in pieces if piece.startswith(("=", "+", "-", "@"))] == []


def test_a_workbook_cell_is_text_and_an_amount_a_number():
    grant = Grant(id="g1", grantor_id="a", recipient_id="b", amount_sek=250_000, purpose="=2+2", legal_basis="007")
    book = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(Register(grants=(grant,)))))
    heading, row = book.get_sheet_by_name("grants").to_python()
    cells = dict(zip(heading, row, strict=True))

    assert (cells["amount_sek"], cells["purpose"], cells["legal_basis"]) == (250_000.0, "=2+2", "007")


def test_a_workbook_that_cannot_hold_a_cell_is_refused():
    tags = tuple(f"{number:0>400}" for number in range(90))
    register = Register(actors=(Actor(id="a1", name="A", sector=Sector.STATE, tags=tags),))

    with pytest.raises(PackageError, match=r"Exportera dem som paket \(\.zip\)"):
        write_xlsx(register)


def test_an_archive_tells_nothing_of_when_and_where_it_was_written():
    with zipfile.ZipFile(BytesIO(write_zip(drawn_register()))) as archive:
        entries = archive.infolist()

    assert {entry.date_time for entry in entries} == {(2020, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}


# Texts as people and programs write them: letters of every script, line ends, and what spreadsheets misread.
TEXTS = st.text(
    st.one_of(st.sampled_from("=+-@'\"\n\t,; _x0041_åäö"), st.characters(exclude_categories=["Cs", "Cc", "Cn"])),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() != "")
LISTS = st.lists(TEXTS.filter(lambda text: text.strip("; \n\t") != ""), max_size=3)
DATES = st.one_of(st.none(), st.dates(date(1000, 1, 1), date(2999, 12, 31)))
IDS = [f"a{number}" for number in range(4)]


@st.composite
def actors(draw: st.DrawFn, record_id: str) -> Actor:
    start, end = draw(DATES), draw(DATES)
    return Actor.model_validate({
        "id": record_id,
        "name": draw(TEXTS),
        "aliases": draw(LISTS),
        "sector": draw(st.sampled_from(Sector)),
        "entity": draw(st.sampled_from(Entity)),
        "capacity": draw(st.one_of(st.none(), st.sampled_from(Capacity))),
        "mentor": draw(st.one_of(st.none(), st.booleans())),
        "themes": draw(st.lists(st.sampled_from(Theme), max_size=3)),
        "offers": draw(TEXTS),
        "federation_ids": draw(st.lists(st.sampled_from(IDS), max_size=3)),
        "valid_from": start,
        "valid_to": end if end and (start is None or start < end) else None,
        "note": draw(TEXTS),
    })  # fmt: skip


@st.composite
def registers(draw: st.DrawFn) -> Register:
    return Register(
        places=(Place(id="p", name=draw(TEXTS), level=draw(st.sampled_from(Level))),),
        actors=tuple(draw(actors(record_id)) for record_id in IDS),
        activities=(Activity.model_validate({"id": "i", "title": draw(TEXTS), "target_groups": draw(LISTS)}),),
        needs=(Need.model_validate({"id": "n", "title": draw(TEXTS), "addressed_to": IDS[:2]}),),
        grants=(Grant(id="g", grantor_id="a0", recipient_id="a1", amount_sek=draw(st.integers(0, 10**15))),),
    )


@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
@pytest.mark.parametrize("write", [write_zip, write_xlsx])
def test_any_records_come_back_as_they_were(write, register):
    assert read(write(register)) == register
