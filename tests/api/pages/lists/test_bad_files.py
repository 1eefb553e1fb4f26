"""Files that nobody should send, over the page of lists and over HTTP: a clear sentence, and nothing stored."""

from collections.abc import Mapping

import sqlalchemy as sa

from models.tables import TABLES
from tests.api.pages.lists.conftest import Importer
from tests.api.pages.visible import words
from tests.packages import zipped

ACTORS = "id,name,sector\n"
LOCKED = (
    "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls. Spara den som .xlsx utan lösenord och försök "
    "igen."
)
NO_PACKAGE = "Filen är varken .zip eller .xlsx. Ett paket är en mapp eller en .zip med csv-filer, eller en .xlsx."
XML = (
    "Filen är en webbsida eller XML (till exempel GraphML eller GEXF). Sådana filer läses inte in. Öppna den i "
    "programmet som den kommer från, spara den som .xlsx eller .csv och försök igen."
)
OUTSIDE = "Arkivet har en fil med en otillåten sökväg: ”../actors.csv”. Packa om det."

FILES: Mapping[str, tuple[bytes, str, str]] = {
    "tom.csv": (
        b"",
        "Listan är tom. Klistra in rader, eller välj en fil som har några.",
        "Filen är tom. Välj en annan fil.",
    ),
    "pdf.xlsx": (
        b"%PDF-1.7\n",
        "Filen är en PDF. Kopiera tabellen ur den och klistra in den, eller be om listan som .xlsx.",
        NO_PACKAGE,
    ),
    "bild.csv": (
        b"\xff\xd8\xff\xe0",
        "Filen är en bild. Listan måste vara text: klistra in den, eller välj en .xlsx eller .csv.",
        NO_PACKAGE,
    ),
    "brev.xlsx": (
        zipped({"word/document.xml": "<w/>"}),
        "Filen är ett arkiv eller ett dokument, inte en arbetsbok. Packa upp den, spara listan som .xlsx eller .csv "
        "och försök igen.",
        "”brev.xlsx” har ingen av paketets filer. De heter places,",
    ),
    "last.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LOCKED, LOCKED),
    "karta.graphml": (b'<?xml version="1.0"?><graphml/>', XML, NO_PACKAGE),
    "karta.gexf": ('<gexf version="1.3"/>'.encode("utf-16"), XML, NO_PACKAGE),
    "nul.csv": (
        b"Namn;Ort\nBr\0on;Norrort\n",
        "Filen har tecken som inte hör hemma i en text (NUL). Spara om den som ”CSV UTF-8” och försök igen.",
        NO_PACKAGE,
    ),
    "nul.zip": (
        zipped({"actors.csv": f"{ACTORS}a,A\0,state\n"}),
        "actors.csv, rad 2: innehåller ett tecken som inte hör hemma i text (NUL). Spara om filen och försök igen.",
        "Paketet har rader som inte går att läsa in. Se ”errors”. Inget har sparats.",
    ),
    "utan-rader.zip": (zipped({"actors.csv": ACTORS}), "Filen har inga rader att läsa in.", ""),
    "ut.zip": (zipped({"../actors.csv": ACTORS}), OUTSIDE, OUTSIDE),
    "bred.csv": (
        b"a;" * 300,
        "Listan har fler än 200 kolumner. Ta bort kolumner som inte behövs, eller se efter om rätt fil är vald.",
        NO_PACKAGE,
    ),
}
"""Of each file its bytes, what the page says, and what programs are told; empty when nothing is wrong."""


def kept(editor: Importer) -> tuple[int, int]:
    """Return how many change sets and drafts there are."""
    engine = editor.client.app.state.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        sets, drafts = (
            connection.execute(sa.select(sa.func.count()).select_from(TABLES[name])).scalar_one()
            for name in ("change_sets", "list_drafts")
        )
    return sets, drafts


def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(editor: Importer) -> None:
    before = kept(editor)
    for name, (content, on_the_page, to_programs) in FILES.items():
        page = editor.upload(content, name)
        assert (page.status_code, on_the_page in words(page.text)) == (422, True), (name, words(page.text))
        told = editor.client.post("/api/v1/imports", files={"file": (name, content)}, headers=editor.headers)
        assert told.status_code == (422 if to_programs else 200), name
        assert told.json().get("detail", "").startswith(to_programs), name
    assert kept(editor) == before
