"""What is about persons is recognised, left out and said so; it never leaves the reading of the list."""

import pytest

from graph.lists import Grid, PersonColumn, as_package, guess_mapping, read_grid
from graph.lists.screening import person_columns, screened
from models.vocabulary import PersonalData
from tests.graph.lists.drawn_lists import context, packed, told

NUMBER = "8803200016"
WRITTEN = [
    *("880320-0016", "8803200016", "198803200016", "19880320-0016", "880320+0016", "8803200016.0", "880320 0016"),
    *("88 03 20-0016", "880320 - 0016", "880320-0015"),
]


def everything(grid: Grid) -> str:
    """Return all that could be shown, logged or stored of a list."""
    package = as_package(grid, guess_mapping(grid).mapping, context())
    checked = [list(sheet.rows()) for sheet in package.raw.sheets.values()]
    return f"{grid!r} {grid.rows!r} {grid.values()!r} {package!r} {package.errors} {package.notes} {checked}"


@pytest.mark.parametrize("written", WRITTEN)
def test_a_personal_number_is_nowhere_after_reading_however_it_is_written(written):
    grid = read_grid(f"Namn\tOrg.nr\tAnteckning\n{written} Eva\t{written}\tring {written}\n", written)
    said = everything(grid)

    assert NUMBER not in said.replace("-", "").replace(" ", "").replace("+", "")
    assert written not in said
    assert grid.withheld[2, 1] == PersonalData.PERSONAL_NUMBER


def test_a_row_whose_organisation_number_may_be_personal_has_an_error_in_that_cell():
    package = packed("Namn\tOrg.nr\nFirman AB\t880320-0016\n")

    assert told(package) == [
        "listan:2:org_number: innehåller något som kan vara ett personnummer och har inte lästs in; "
        "registret gäller organisationer, inte personer; skriv utan numret"
    ]
    assert package.cell_of(package.errors[0]) == (2, 1, "Org.nr")


def test_a_cell_of_ten_digits_that_begin_with_a_day_is_hidden_though_the_last_one_be_wrong():
    assert screened("8803200015") == ("…", PersonalData.PERSONAL_NUMBER)


@pytest.mark.parametrize("number", ["802002-8711", "556036-0793", "5560360793.0", "16802002-8711", "212000-1355"])
def test_an_organisation_number_is_kept_as_it_stands(number):
    assert screened(number) == (number, None)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("eva.ek@exempel.se", "…"),
        ("info@exempel.se", "info@exempel.se"),
        ("kansli@exempel.se", "kansli@exempel.se"),
        ("styrelsen@exempel.se", "styrelsen@exempel.se"),
        ("info@exempel.se, eva.ek@exempel.se", "info@exempel.se, …"),
    ],
)
def test_the_address_of_a_function_is_kept_and_one_with_a_persons_name_is_not(address, kept):
    assert screened(address)[0] == kept


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Kontaktperson", PersonColumn.CONTACT),
        ("Kontaktperson / Contact", PersonColumn.CONTACT),
        ("Namn kontaktperson 2", PersonColumn.CONTACT),
        ("Ordförandens e-post", PersonColumn.CONTACT),
        ("CustomerContactPeople", PersonColumn.CONTACT),
        ("Mobil / Mobile", PersonColumn.PHONE),
        ("Tel.", PersonColumn.PHONE),
        ("Telefon (dagtid)", PersonColumn.PHONE),
        ("Hem / Home", PersonColumn.PHONE),
        ("Hemadress", PersonColumn.ADDRESS),
        ("c/o", PersonColumn.ADDRESS),
        ("Personnr", PersonColumn.PERSONAL_NUMBER),
        ("Födelsedatum", PersonColumn.PERSONAL_NUMBER),
        ("Kontakt", PersonColumn.CONTACT),
    ],
)
def test_a_column_is_known_for_one_about_persons_by_its_heading(heading, why):
    assert person_columns([heading], [["Något"]]) == {0: why}


@pytest.mark.parametrize(
    "heading", ["Namn", "Hemsida", "Hemort", "E-postadress", "Webbadress", "Arbetsmarknad", "Org.nr"]
)
def test_a_column_about_the_organisation_is_read(heading):
    assert person_columns([heading], [["Något"]]) == {}


def test_contacts_that_are_addresses_of_functions_are_read():
    assert person_columns(["Kontakt"], [["info@bron.se"], ["www.an.se"]]) == {}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["880320-0016", "811228-9874", "Bron"], PersonColumn.PERSONAL_NUMBER),
        (["070-123 45 67", "0701234567", ""], PersonColumn.PHONE),
        (["701234567"], PersonColumn.PHONE),
        (["eva.ek@exempel.se", "bo.berg@exempel.se"], PersonColumn.EMAIL),
    ],
)
def test_a_column_is_known_for_one_about_persons_by_what_stands_in_it(cells, why):
    assert person_columns([], [[cell] for cell in cells]) == {0: why}


def test_a_column_with_some_addresses_of_functions_is_read_without_the_others():
    grid = read_grid("Namn;E-post\nBron;info@bron.se\nÅn;eva.ek@exempel.se\n", "l")
    package = as_package(grid, guess_mapping(grid).mapping, context())

    assert grid.left_out == {}
    assert [message.render(str) for message in package.notes[3].left_out] == [
        "I ”E-post” är en e-postadress med ett personnamn dolt."
    ]


def test_a_column_about_persons_is_empty_and_stays_unread_when_it_is_chosen():
    grid = read_grid("Namn;Kontaktperson\nBron;Eva Ek\n", "l")
    guess = guess_mapping(grid)
    chosen = guess.mapping.corrected(1, guess.mapping.meanings[0]).corrected(0, None)

    assert "Eva" not in repr(grid.values())
    assert guess.columns[1].why.render(str) == (
        "Läses inte in: kolumnen ser ut att innehålla uppgifter om kontaktpersoner eller förtroendevalda."
    )
    assert told(as_package(grid, chosen, context())) == ["l:2:name: saknas men måste fyllas i"]
