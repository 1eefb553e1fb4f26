"""Looking through a file of another tool: what is wrong is said in words, and what can be decided here is asked."""

from tests.api.pages.lists.conftest import Importer
from tests.api.pages.lists.test_looking_through import figures
from tests.api.pages.visible import part, words

ELEMENTS = "Label,Type\nNya nyttan,\nKlubb Tre,Civilsamhälle\n".encode()
EDGES = "Source,Target\nNya klubben,Regionen\nHjälpkretsen,Hjälpkretsen\nHjälpkretsn,Regionen\n".encode()
"""A tie of one without a sector, one of an actor with itself, and one of an actor that may be registered as c1."""


def faults(page: str) -> str:
    return words(part(page, 'aria-labelledby="file-errors"', "</section>"))


def looked_at(editor: Importer, file: bytes, name: str) -> tuple[str, str]:
    answer = editor.upload(file, name)
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"], editor.see(answer.headers["location"])


def test_a_row_that_names_a_row_at_fault_is_not_said_to_be_somebody_elses(editor: Importer) -> None:
    _address, page = looked_at(editor, EDGES, "kanter.csv")
    assert "du har inte rätt" not in words(page)
    assert "nämner ”Nya klubben”, som inte kan läsas in förrän det som är fel med den raden är rättat" in faults(page)


def test_errors_of_a_file_name_actors_and_no_ids_or_columns(editor: Importer) -> None:
    _address, page = looked_at(editor, EDGES, "kanter.csv")
    assert "Den andra aktören båda ändarna är ”Hjälpkretsen”; en aktör kan inte samverka med sig själv" in faults(page)
    for raw in ("actor_", "actors", "”c1”", "nya-klubben"):
        assert raw not in faults(page)


def test_a_sector_that_is_missing_is_chosen_on_the_page_and_not_in_the_file(editor: Importer) -> None:
    address, page = looked_at(editor, ELEMENTS, "element.csv")
    assert '<a href="#sector">Välj sektor ovan</a>' in page
    assert "Välj sektor ovan : den saknas på 1 rad." in faults(page)
    assert "rättar du i filen" not in faults(page)

    editor.press(address, "keep", settings="1", sector="civil_society")
    assert figures(editor.see(address)) == "kan sparas 2 att rätta 0 väntar på ditt svar 0"


def test_rows_that_wait_for_an_answer_are_not_counted_as_wrong(editor: Importer) -> None:
    address, before = looked_at(editor, EDGES, "kanter.csv")
    # The actor that may be registered lacks a sector, but that is only asked for when it is new.
    assert figures(before) == "kan sparas 0 att rätta 3 väntar på ditt svar 2"
    editor.press(address, "keep", settings="1", sector="civil_society")
    page = editor.see(address)
    # Wrong is the tie of one with itself; the misspelled actor waits, and so does the tie that names it.
    assert figures(page) == "kan sparas 2 att rätta 1 väntar på ditt svar 2"
    assert "väntar på ditt svar" not in faults(page)
    assert "rättar du i filen" in faults(page)
    assert "Rader som nämner en aktör som du har frågor om sparas när du har svarat." in words(page)


def test_the_same_actor_twice_in_a_file_is_compared_with_what_the_other_row_says(editor: Importer) -> None:
    file = b"Label,Type,URL\nNya klubben,Ideell organisation,https://ett.example\nNya Klubb,Ideell organisation,\n"
    _address, page = looked_at(editor, file, "element.csv")
    asked = words(part(page, 'aria-labelledby="file-doubts"', "</section>"))
    assert "https://ett.example" in asked


def test_a_file_of_what_is_registered_already_is_told_so(editor: Importer) -> None:
    saved = editor.upload("Source,Target\nHjälpkretsen,Regionen\n".encode(), "kanter.csv")
    editor.press(saved.headers["location"], "save-all")
    again = editor.upload("Source,Target\nRegionen,Hjälpkretsen\n".encode(), "kanter.csv")
    assert again.status_code == 422
    assert "Det som kan läsas in ur filen finns redan i registret" in words(again.text)
