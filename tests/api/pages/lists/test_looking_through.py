"""Looking through a list: corrected in place, decided about, stored in part, and never lost."""

import re

import pytest
from sqlalchemy import exc

from api.lists import imports as list_imports
from api.lists import registers
from api.pages.lists import previewing
from models.errors import DatabaseBusyError, StorageFullError
from tests.api.pages.lists.conftest import Importer
from tests.api.pages.visible import part, words

LIST = (
    "Namn\tOrg.nr\tE-post\n"
    "Föreningen Bron\t\tinfo@bron.example\n"
    "Hyresgästernas hus\t\tinfo@hus.example\n"
    "Hjälpkretsen\t802002-8711\tinfo@hjalpkretsen.example\n"
    "Föreningen Ån\t880320-0016\t\n"
)
"""One that is ready, one without a sector, one that is registered as c1, and one with what may be a person's number."""


@pytest.fixture
def address(editor: Importer) -> str:
    return editor.drafted(LIST)


def row(page: str, number: int) -> str:
    """Return the words of a row with what stands beside it; a comparison in it is a table too."""
    return words("<tbody" + page.partition(f'id="rad-{number}"')[2].partition('<tbody role="rowgroup" id="rad-')[0])


def figures(page: str) -> str:
    return part(page, 'class="list-figures"', "</dl>").lstrip("> ")


def test_errors_stand_in_their_cells_and_these_can_be_corrected(editor: Importer, address: str) -> None:
    page = editor.see(address)
    assert figures(page) == "kan sparas 1 att rätta 2 väntar på ditt svar 1"
    assert "innehåller något som kan vara ett personnummer" in row(page, 5)
    assert re.search(r'id="cell-5-1" name="cell\.5\.1"[^>]*aria-invalid="true"', page)
    assert 'name="cell.2.0"' not in page

    answer = editor.press(address, "keep", cell__5__1="802001-0016")
    assert answer.status_code == 303
    assert "kan vara ett personnummer" not in words(editor.see(address))


def test_what_no_column_says_is_filled_in_beside_the_row(editor: Importer, address: str) -> None:
    page = editor.see(address)
    assert 'name="new.3.sector"' in page
    editor.press(address, "keep", new__3__sector="Civilsamhälle")
    after = editor.see(address)
    assert figures(after) == "kan sparas 2 att rätta 1 väntar på ditt svar 1"
    assert "Samhällssektor" in words(part(after, 'class="list-rows"', "</thead>"))


def test_a_sector_can_be_chosen_for_all_rows_that_lack_one(editor: Importer, address: str) -> None:
    editor.press(address, "keep", settings="1", sector="civil_society", source="Föreningsregistret")
    page = editor.see(address)
    assert figures(page) == "kan sparas 2 att rätta 1 väntar på ditt svar 1"
    assert "Samhällssektor: Civilsamhälle. Valt för hela listan." in row(page, 3)
    assert 'value="Föreningsregistret"' in page


def test_any_row_can_be_opened_and_all_its_cells_changed(editor: Importer, address: str) -> None:
    answer = editor.press(address, "open:2")
    assert answer.headers["location"].endswith("?oppna=2")
    page = editor.see(answer.headers["location"])
    assert 'name="cell.2.0"' in page
    editor.press(address, "keep", cell__2__0="Föreningen Bro")
    assert "Föreningen Bro " in row(editor.see(address), 2) + " "


def focused(page: str) -> list[str]:
    return re.findall(r'<[^>]*name="([^"]+)"[^>]* autofocus', page)


def test_whoever_corrects_a_row_goes_on_at_the_next_one_that_needs_something(editor: Importer, address: str) -> None:
    opened = editor.see(editor.press(address, "open:2").headers["location"])
    assert focused(opened) == ["cell.2.0"]

    kept = editor.press(address, "keep", new__3__sector="Civilsamhälle").headers["location"]
    assert kept.endswith("?efter=3")
    page = editor.see(kept)
    assert focused(page) == ["same.4"]
    assert "Utkastet är sparat. Kvar att rätta: 1. Väntar på ditt svar: 1." in words(page)

    answered = editor.see(editor.press(address, "keep", same__4="new").headers["location"])
    assert focused(answered) == ["cell.5.1"]


def test_a_row_can_be_taken_away(editor: Importer, address: str) -> None:
    editor.press(address, "drop:5")
    page = editor.see(address)
    assert "Föreningen Ån" not in page
    assert figures(page) == "kan sparas 1 att rätta 1 väntar på ditt svar 1"


def test_what_a_column_means_can_be_corrected_and_says_so(editor: Importer, address: str) -> None:
    editor.press(address, "keep", column__2="note")
    page = words(editor.see(address))
    assert "Du har valt det." in page
    editor.press(address, "keep", column__0="")
    page = words(editor.see(address))
    assert "ingen kolumn är vald som ”Namn”; välj vilken kolumn det är" in page
    assert "Spara 1 rad" not in page


def test_names_that_only_their_place_tells_are_confirmed_before_anything_is_stored(editor: Importer) -> None:
    address = editor.drafted("Föreningen Bron\nÅns vänförening\n", "actors")
    page = editor.see(address)
    assert "Ja, A är organisationers namn" in words(page)
    assert figures(page).startswith("kan sparas 0 ")
    assert editor.press(address, "save").status_code == 409

    editor.press(address, "names")
    page = editor.see(address)
    assert "är organisationers namn" not in words(page)
    assert figures(page).startswith("kan sparas 2 ")


def test_another_kind_of_list_is_read_anew(editor: Importer, address: str) -> None:
    editor.press(address, "keep", kind="ties")
    page = editor.see(address)
    assert '<option value="ties" selected>' in page
    assert '<option value="from" selected>' in page


def test_the_whole_reading_can_be_undone_from_where_it_is_told(editor: Importer, address: str) -> None:
    saved = editor.press(address, "save")
    page = editor.see(saved.headers["location"])
    undo = re.search(r'action="(/historik/\d+/angra)"', page)
    assert undo
    assert "Föreningen Bron" in words(editor.see("/platser/kn/registrera?q=bron"))
    assert editor.send(undo[1], {}).status_code == 303
    assert "Föreningen Bron" not in words(editor.see("/platser/kn/registrera?q=bron"))
    assert "Inläsningen är ångrad: inklistrad lista" in words(editor.see(saved.headers["location"]))


def test_when_all_is_ready_all_is_stored_and_the_draft_is_gone(editor: Importer) -> None:
    address = editor.drafted("Namn;Sektor\nBron;civilsamhälle\nÅns vänner;civilsamhälle")
    assert "Spara alla 2 rader" in words(editor.see(address))
    saved = editor.press(address, "save-all")
    assert "aktörer: 2 nya" in words(editor.see(saved.headers["location"]))
    assert editor.status(address) == 404


def test_many_rows_that_are_registered_are_answered_at_once(editor: Importer) -> None:
    address = editor.drafted("Namn\nHjälpkretsen\nRegionen\n")
    page = editor.see(address)
    assert "Svara ’samma aktör’ för 2 rader med samma namn eller nummer" in words(page)
    answers = re.findall(r'name="obvious" value="([^"]+)"', page)
    assert answers == ["2=c1", "3=r1"]
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    editor.send(address, {"version": version[1], "do": "obvious", "obvious": answers})
    assert figures(editor.see(address)) == "kan sparas 2 att rätta 0 väntar på ditt svar 0"


def test_rows_come_fifty_to_a_page_and_what_is_typed_is_kept_when_it_is_turned(editor: Importer) -> None:
    names = "\n".join(f"Klubb {number};civilsamhälle" for number in range(1, 121))
    address = editor.drafted(f"Namn;Sektor\n{names}")
    page = editor.see(address)
    assert "Sida 1 av 3" in words(page)
    assert page.count('class="list-row') - page.count('class="list-rows"') == 50
    answer = editor.press(address, "go:3", cell__2__0="Första klubben")
    assert answer.headers["location"].endswith("?sida=3")
    assert "Klubb 120" in words(editor.see(answer.headers["location"]))
    assert "Första klubben" in words(editor.see(address))


def test_only_the_rows_with_errors_are_shown_when_that_is_asked_for(editor: Importer, address: str) -> None:
    answer = editor.press(address, "view:fel")
    page = editor.see(answer.headers["location"])
    assert 'id="rad-5"' in page
    assert 'id="rad-2"' not in page


def test_what_was_typed_in_a_window_that_is_too_old_is_shown_and_not_stored(editor: Importer, address: str) -> None:
    old = {"version": "1", "do": "keep", "cell.5.0": "Ån i ett gammalt fönster"}
    editor.press(address, "keep", cell__5__1="")
    answer = editor.send(address, old)
    assert answer.status_code == 409
    assert "Listan har ändrats i ett annat fönster" in words(answer.text)
    assert 'value="Ån i ett gammalt fönster"' in answer.text
    assert "gammalt fönster" not in editor.see(address)
    # The page that was shown has the new version: pressing again keeps it.
    again = {**old, "version": "2"}
    assert editor.send(address, again).status_code == 303
    assert "Ån i ett gammalt fönster" in editor.see(address)


def test_a_cell_that_is_too_long_stays_in_its_field_with_what_is_wrong(editor: Importer, address: str) -> None:
    long = "å" * 40_000
    answer = editor.press(address, "keep", cell__5__0=long, cell__5__1="")
    assert answer.status_code == 422
    assert "Texten är längre än 32767 tecken." in words(answer.text)
    assert f'value="{long}"' in answer.text or f">{long}</textarea>" in answer.text


@pytest.mark.parametrize("failure", [StorageFullError(), DatabaseBusyError("Registret är upptaget just nu.")])
def test_what_was_typed_is_shown_again_when_it_cannot_be_stored(
    editor: Importer, address: str, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(previewing, "change_draft", fail)
    answer = editor.press(address, "keep", cell__5__0="Ån och bäcken", cell__5__1="")
    assert answer.status_code in (503, 507)
    assert "Det du skrev är inte sparat" in words(answer.text)
    assert 'value="Ån och bäcken"' in answer.text
    monkeypatch.undo()
    # The same again, once there is room.
    assert editor.press(address, "keep", cell__5__0="Ån och bäcken").status_code == 303


def test_a_full_disk_while_storing_leaves_the_list_as_it_was(
    editor: Importer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        full = Exception("disk full")
        full.sqlstate = "53100"  # type: ignore[attr-defined]
        raise exc.DBAPIError("INSERT", {}, full)

    monkeypatch.setattr(list_imports, "store", fail)
    answer = editor.press(address, "save")
    assert answer.status_code == 507
    assert "Det du skrev är inte sparat" in words(answer.text)
    assert "Spara 1 rad och behåll resten som utkast" in words(answer.text)
    monkeypatch.undo()
    assert "Föreningen Bron" not in words(editor.see("/platser/kn/registrera?q=bron"))
    assert editor.press(address, "save").status_code == 303


def test_what_is_typed_is_text_and_nothing_else(editor: Importer) -> None:
    address = editor.drafted("Namn;Sektor\n<script>alert(1)</script>;civilsamhälle\n=1+1;okänd sektor")
    page = editor.see(address)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_odd_numbers_and_names_of_fields_change_nothing(editor: Importer, address: str) -> None:
    before = figures(editor.see(address))
    odd = {"cell.99.0": "x", "cell.5.999": "x", "cell.x.y": "x", "cell.5": "x", "same.99": "c1", "column.77": "name"}
    version = "1"
    answer = editor.send(address, {"version": version, "do": "drop:xyz", **odd})
    assert answer.status_code in (303, 422)
    assert figures(editor.see(address)) == before
    for address_of in (f"{address}?sida=0", f"{address}?visa=x", f"{address}?sparat=-5"):
        assert editor.status(address_of) == 400
    assert editor.status(f"{address}?sparat=999999") == 200


def test_looking_at_a_list_again_reads_the_register_no_second_time(
    editor: Importer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.see(address)
    monkeypatch.setattr(registers, "load_register", lambda _: pytest.fail("the register was read again"))
    assert "Föreningen Bron" in editor.see(address)
    assert "Föreningen Bron" in editor.see(address)
