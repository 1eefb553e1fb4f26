"""Deciding who the actors of a list are: side by side, field by field, one at a time or many at once."""

import pytest

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


def test_a_double_is_shown_with_the_reason_and_both_field_by_field(editor: Importer, address: str) -> None:
    asked = row(editor.see(address), 4)
    assert "Finns Hjälpkretsen redan? svara innan raden sparas" in asked
    assert "samma namn: ”Hjälpkretsen” och ”Hjälpkretsen”" in asked
    assert "Organisationsnummer 802002-8711 – bara den ena" in asked
    assert "Namn Hjälpkretsen Hjälpkretsen lika" in asked
    assert "Ny aktör. Hjälpkretsen är någon annan." in asked
    assert " checked" not in editor.see(address).partition('class="doubt')[2].partition("</fieldset>")[0]


def test_the_answer_decides_what_is_stored(editor: Importer, address: str) -> None:
    editor.press(address, "keep", same__4="c1")
    page = editor.see(address)
    assert figures(page) == "kan sparas 2 att rätta 2 väntar på ditt svar 0"
    assert "Ändras: Organisationsnummer: 802002-8711 ; E-post: info@hjalpkretsen.example" in row(page, 4)

    saved = editor.press(address, "save")
    told = words(editor.see(saved.headers["location"]))
    assert "Sparat ur ”inklistrad lista”: aktörer: 1 nya, 1 ändrade." in told
    assert "Ångra hela inläsningen" in told
    assert "Det här är vad som är kvar av listan." in told
    assert editor.record("actors/c1")["org_number"] == "802002-8711"


DIFFERS = (
    "Namn;Sektor;Typ;Ort;Hemsida\n"
    "Hjälpkretsen;Näringsliv;Stiftelse;Norrgården;\n"
    "Regionen;Region;Region;Kommunen;www.regionen.example\n"
)


def test_what_is_registered_stays_unless_the_list_is_chosen_field_by_field(editor: Importer) -> None:
    address = editor.drafted(DIFFERS)
    before = editor.record("actors/c1")
    page = editor.see(address)
    assert 'name="take.2.sector.c1" value="register" checked' in page
    assert "Där de skiljer sig står det registrerade kvar, om du inte väljer det i listan." in row(page, 2)

    editor.press(address, "keep", same__2="c1")
    page = editor.see(address)
    assert "Ändras:" not in row(page, 2)

    editor.press(address, "keep", same__2="c1", take__2__place_id__c1="list", take__2__kind__c1="list")
    page = editor.see(address)
    assert "Ändras: Slag av aktör: ideell förening → stiftelse ; Plats: Exempelkommunen → Norrgården" in row(page, 2)
    assert 'name="take.2.place_id.c1" value="list" checked' in page
    editor.press(address, "save")
    changed = {"kind": "foundation", "place_id": "ng", "version": 2}
    assert editor.record("actors/c1") == {**before, **changed}


def test_what_was_chosen_beside_somebody_else_counts_for_nobody(editor: Importer) -> None:
    address = editor.drafted(DIFFERS)
    editor.press(address, "keep", same__2="c1", take__2__sector__r1="list", take__2__id__c1="list")
    assert "Ändras:" not in row(editor.see(address), 2)
    editor.press(address, "keep", same__2="c1", take__2__sector__c1="list")
    editor.press(address, "keep", same__2="new")
    editor.press(address, "keep", same__2="c1")
    assert "Ändras:" not in row(editor.see(address), 2)


def test_the_save_button_says_how_many_resemble_somebody_and_are_stored_as_new(editor: Importer) -> None:
    address = editor.drafted("Namn;Sektor\nHK;civilsamhälle\nÅns vänner;civilsamhälle\n")
    page = words(editor.see(address))
    assert "1 liknar någon som finns och sparas som ny, om du inte svarar något annat." in page
    editor.press(address, "keep", same__2="c1")
    assert "liknar någon som finns och sparas" not in words(editor.see(address))


def test_many_answers_at_once_say_that_what_is_registered_stays(editor: Importer) -> None:
    address = editor.drafted(DIFFERS)
    page = words(editor.see(address))
    assert "Svara ’samma aktör’ för 2 rader" in page
    assert "av dem säger listan något annat än registret. Där står det registrerade kvar" in page
