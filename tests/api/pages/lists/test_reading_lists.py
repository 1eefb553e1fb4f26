"""Lists pasted and uploaded: read, told how, or refused in a sentence with nothing kept."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.database import reading
from api.lists.drafts import DRAFTS, MOST_DRAFTS
from graph.packages import write_zip
from tests.api.pages.lists.conftest import NEW_LIST, Importer
from tests.api.pages.visible import words

DEMO = Path(__file__).resolve().parents[4] / "demo"
LIST = (
    "Namn\tOrg.nr\tKontaktperson\tE-post\r\n"
    "Föreningen Bron\t\tBo Exempel\tinfo@bron.example\r\n"
    "Någon\t880320-0016\tCia Exempel\t\r\n"
)


def drafts(importer: Importer) -> list[str]:
    with reading(importer.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        return list(connection.execute(sa.select(DRAFTS.c.content).order_by(DRAFTS.c.created_at)).scalars())


def zipped(folder: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in (DEMO / folder).iterdir():
            archive.write(file, file.name)
    return content.getvalue()


def test_a_pasted_list_is_kept_as_a_draft_and_told_how_it_was_read(editor: Importer) -> None:
    page = words(editor.see(editor.drafted(LIST)))
    assert "Gå igenom inklistrad lista" in page
    assert "Mellan cellerna står tabbar. Rubrikerna står på rad 1." in page
    assert "Läses inte in: kolumnen ser ut att innehålla uppgifter om kontaktpersoner" in page
    assert "Rubriken är ”Namn”." in page


def test_nothing_about_a_person_is_stored_of_a_list(editor: Importer) -> None:
    editor.drafted(LIST)
    kept = str(drafts(editor))
    assert "info@bron.example" in kept
    assert "Exempel" not in kept
    assert "880320" not in kept


def test_two_columns_of_registered_names_are_a_list_of_ties(editor: Importer) -> None:
    page = editor.see(editor.drafted("Polisen;Hjälpkretsen\nRegionen;Hjälpkretsen\n"))
    assert '<option value="ties" selected>' in page
    said = editor.see(editor.drafted("Polisen;Hjälpkretsen\nRegionen;Hjälpkretsen\n", "actors"))
    assert '<option value="actors" selected>' in said


def test_a_list_of_ties_can_be_written_with_dashes(editor: Importer) -> None:
    page = words(editor.see(editor.drafted("Hjälpkretsen – Regionen – dialog")))
    assert "Mellan cellerna står tankstreck eller pilar." in page
    assert "samarbeten 1 nya, 0 ändras, 0 oförändrade" in page


@pytest.mark.parametrize(
    ("text", "kind", "ready"),
    [
        ("Namn;Sektor\nBron;civilsamhälle", "aktörer 1 nya", 1),
        ("Titel;Slag;Läge;Part\nSamverkan;avtal;gäller;Hjälpkretsen", "parter i avtal 1 nya", 1),
        ("Från;Till\nHjälpkretsen;Regionen", "samarbeten 1 nya", 1),
    ],
)
def test_lists_of_each_kind_can_be_pasted(editor: Importer, text: str, kind: str, ready: int) -> None:
    page = words(editor.see(editor.drafted(text)))
    assert kind in page
    assert f"Spara {ready} rad" in page


def test_a_membership_in_a_forum_that_is_not_known_waits_until_it_may_be_new(editor: Importer) -> None:
    address = editor.drafted("Forum;Aktör\nRådet för allt;Hjälpkretsen")
    assert "du kan också välja att forum som saknas läggs till" in words(editor.see(address))
    editor.press(address, "keep", settings="1", forums="1")
    page = words(editor.see(address))
    assert "forum 1 nya, 0 ändras, 0 oförändrade ; medlemskap i forum 1 nya" in page


def test_a_package_is_recognised_and_counted(editor: Importer) -> None:
    answer = editor.upload(zipped("place-a"), "place-a.zip")
    page = words(editor.see(answer.headers["location"]))
    assert "Filen är läst som Samverkanskartans utbytespaket." in page
    assert "samarbeten 0 nya, 0 ändras, 7 oförändrade" in page


def test_the_register_written_as_a_package_changes_nothing(editor: Importer) -> None:
    from api.access.seen import Seen
    from api.queries.register import load_register

    with reading(editor.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        whole = write_zip(load_register(Seen(connection)))
    page = words(editor.see(editor.upload(whole, "allt.zip").headers["location"]))
    assert "aktörer 0 nya, 0 ändras, " in page
    assert "0 nya, 1 " not in page


def test_a_file_of_kumu_is_told_with_what_cannot_be_mapped(editor: Importer) -> None:
    file = "Label,Type,Favourite colour\nNya klubben,Ideell organisation,röd\n".encode()
    page = words(editor.see(editor.upload(file, "element.csv").headers["location"]))
    assert "Filen är läst som Kumu." in page
    assert "Det här i filen läses inte in" in page
    assert "kolumnen ”Favourite colour” har ingen motsvarighet i registret" in page
    assert "rad 2, Samhällssektor saknas men måste fyllas i" in page


def test_an_edge_list_is_recognised_and_can_be_read_as_a_plain_list_instead(editor: Importer) -> None:
    file = "Source,Target\nHjälpkretsen,Regionen\n".encode()
    recognised = words(editor.see(editor.upload(file, "kanter.csv").headers["location"]))
    assert "Filen är läst som Gephi, Onodo …." in recognised
    plain = words(editor.see(editor.upload(file, "kanter.csv", "ties").headers["location"]))
    assert "Så är listan läst" in plain


BAD = {
    "empty": (b"", "är tom"),
    "nul": (b"Namn\x00\nBron\n", "NUL"),
    "web page": (b"<!doctype html><html><body>x</body></html>", "webbsida"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "lösenordsskyddad"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "Filen är en bild"),
    "pdf": (b"%PDF-1.7\n\0", "Filen är en PDF"),
    "damaged archive": (b"PK\x03\x04" + b"x" * 100, "kan inte läsas"),
    "a million columns": (b";" * 900_000 + b"\nx", "fler än"),
    "too many rows": (b"Namn\n" + b"Bron\n" * 5_001, "Listan har fler än 5 000 rader."),
    "json of nobody": (b'{"a": 1}', "Filen är JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_sentence_on_the_page_and_nothing_is_kept(editor: Importer, name: str) -> None:
    content, said = BAD[name]
    answer = editor.upload(content, "fil.xlsx")
    assert answer.status_code == 422
    assert "Listan är inte läst, och inget är sparat" in words(answer.text)
    assert said in words(answer.text)
    assert drafts(editor) == []


def test_nothing_and_two_things_are_asked_about_with_what_was_pasted(editor: Importer) -> None:
    assert "Klistra in en lista eller välj en fil." in words(editor.paste("  \n").text)
    both = editor.client.post(
        NEW_LIST, data={"pasted": "Bron\nÅn"}, files={"file": ("a.csv", b"x")}, headers=editor.headers
    )
    assert both.status_code == 422
    assert "Du har både klistrat in en lista och valt en fil." in words(both.text)
    assert "Bron\nÅn</textarea>" in both.text


def test_what_cannot_be_read_of_what_was_pasted_stands_there_again(editor: Importer) -> None:
    answer = editor.paste("Namn\tOrg.nr\n")
    assert answer.status_code == 422
    assert "Listan har en rubrikrad men inga rader under den." in words(answer.text)
    assert ">Namn\tOrg.nr\n</textarea>" in answer.text


def test_an_account_has_so_many_drafts_and_no_more(editor: Importer) -> None:
    for _ in range(MOST_DRAFTS):
        editor.drafted("Namn\nBron")
    answer = editor.paste("Namn\nBron")
    assert answer.status_code == 400
    assert "Du har redan 20 utkast till listor." in words(answer.text)


def test_drafts_are_listed_where_one_registers_and_can_be_thrown_away(editor: Importer) -> None:
    address = editor.drafted("Namn\nBron")
    registered = editor.see("/platser/kn/registrera")
    assert "Dina listor som inte är klara" in words(registered)
    assert address in registered
    thrown = editor.send(f"{address}/kasta", {})
    assert thrown.status_code == 303
    assert "Utkastet är kastat." in words(editor.see(thrown.headers["location"]))
    assert "Dina listor som inte är klara" not in words(editor.see("/platser/kn/registrera"))
    assert editor.status(address) == 404


def test_a_reader_reads_nothing_in(reader: Importer) -> None:
    assert reader.status(NEW_LIST) == 403
    assert reader.paste(LIST).status_code == 403
    assert drafts(reader) == []


def test_somebody_who_has_not_signed_in_is_asked_to_and_loses_nothing(editor: Importer) -> None:
    nobody = Importer(editor.client, {})
    assert nobody.status(NEW_LIST) == 303
    answer = nobody.paste("Namn\nFöreningen Bron")
    assert answer.status_code == 401
    assert "Du är inte inloggad längre." in words(answer.text)
    assert "Namn\nFöreningen Bron</textarea>" in answer.text


def test_who_speaks_for_an_actor_reads_its_ties_in_and_nothing_else(member: Importer) -> None:
    assert f'href="{NEW_LIST}"' in member.see("/aktorer/c1?place=kn")
    # What else is registered is nothing that it may change.
    assert member.status("/platser/kn/registrera") == 403
    assert 'href="/platser/kn/registrera"' not in member.see(NEW_LIST)
    page = words(member.see(NEW_LIST))
    assert "Kopiera raderna med er egen aktörs samarbeten" in page
    address = member.drafted("Hjälpkretsen – Regionen – dialog\nRegionen – Polisen – samråd", "actors")
    told = words(member.see(address))
    assert 'href="/platser/kn/registrera"' not in member.see(address)
    assert "samarbeten 1 nya, 0 ändras, 0 oförändrade" in told
    assert "du har inte rätt att lägga till eller ändra den här posten" in told
    saved = member.press(address, "save")
    assert saved.status_code == 303
    assert "samarbeten: 1 nya" in words(member.see(saved.headers["location"]))
    # Choosing another kind of list by hand leads nowhere.
    assert member.press(address, "keep", kind="actors").status_code == 403


def test_the_draft_of_another_account_is_not_found(editor: Importer, member: Importer) -> None:
    assert member.status(editor.drafted("Namn\nBron")) == 404
