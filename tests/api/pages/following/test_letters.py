"""Letters on the page: shown before anything is sent, changed without loss, fetched as files, and sent once."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from api.access.gate import Gate
from api.database import reading
from api.long_work import LongWork
from api.queries.revision import current_revision
from models.dates import now
from models.tables import TABLES
from tests.api.pages.following.conftest import HERE, Writer, give_email, hidden, links, make
from tests.api.pages.visible import words
from tests.api.self_service.mail_server import PostOffice, post_office

LETTERS = f"{HERE}/brev"
INVITE: dict[str, str | list[str]] = {"actor": ["c1", "k1"], "slag": "invitation"}
REMIND: dict[str, str | list[str]] = {"actor": ["c1", "k1"], "slag": "reminder"}
PATIENCE_S = 20.0


@pytest.fixture
def office(editor: Writer) -> Iterator[PostOffice]:
    """A server of e-mail that the installation knows, and two actors with an address."""
    state = editor.client.app.state  # type: ignore[attr-defined]
    with post_office() as running:
        about = {"smtp_host": "127.0.0.1", "smtp_port": running.port, "smtp_from": "karta@kommunen.example"}
        settings = state.gate.settings.model_copy(update={**about, "smtp_security": "none"})
        state.gate = Gate(settings, state.gate.key)
        for actor in ("c1", "k1"):
            give_email(editor, actor, f"{actor}@forening.example")
        yield running


def shown(writer: Writer, sent: dict[str, str | list[str]], status: int = 200) -> str:
    answer = writer.send(LETTERS, sent)
    assert answer.status_code == status
    return answer.text


def text_of(page: str) -> str:
    return page.partition('<textarea id="text"')[2].partition(">")[2].partition("</textarea>")[0]


def finished(writer: Writer, address: str) -> str:
    """Return the words of the page of a mailing when it is done."""
    state, mark = writer.client.app.state, int(address.rpartition("/")[2])  # type: ignore[attr-defined]
    accounts = TABLES["accounts"].c
    with reading(state.engine) as connection:
        account = connection.execute(sa.select(accounts.id).where(accounts.name == "samordnare")).scalar_one()
    state.mailings.find(("mailing", "kn", account, mark)).answer(PATIENCE_S)
    return words(writer.see(address))


def test_an_invitation_makes_the_links_that_are_missing_and_shows_each_letter(editor: Writer) -> None:
    make(editor, "k1", answered_at=now())
    page = shown(editor, INVITE)
    assert "Ett brev är klart." in page
    assert "En aktör har redan svarat och får inget brev." in page
    assert "En aktör saknar e-postadress." in page
    address = links(editor)["c1"].address(editor.client.app.state.gate)  # type: ignore[attr-defined]
    assert f"http://testserver{address}\n" in page
    assert "Hjälpkretsen finns med i Samverkanskartan för Exempelkommunen" in page
    assert "Skicka ett brev" not in page


def test_looking_again_makes_no_second_link_and_is_no_change_of_the_register(editor: Writer) -> None:
    shown(editor, INVITE)
    first = {actor: link.id for actor, link in links(editor).items()}
    with reading(editor.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        before = current_revision(connection)
    shown(editor, INVITE)
    with reading(editor.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        assert current_revision(connection) == before
    assert {actor: link.id for actor, link in links(editor).items()} == first


def test_a_text_with_a_fault_is_kept_as_it_was_typed(editor: Writer) -> None:
    page = shown(editor, {**INVITE, "subject": "Till {aktören}", "text": "\nHej <b> & {länk}\n"}, 422)
    assert "Texten har fältet {aktören}, som inte finns." in page
    assert 'value="Till {aktören}"' in page
    assert text_of(page) == "\n\nHej &lt;b&gt; &amp; {länk}\n"
    assert "Breven" not in words(page)


def test_a_changed_text_is_what_the_letters_say(editor: Writer) -> None:
    page = shown(editor, {**INVITE, "subject": "Hej {aktör}", "text": "Svara på {länk}"})
    assert 'value="Hej Hjälpkretsen" readonly' in page
    assert text_of(page) == "Svara på {länk}"
    assert hidden(page, "actors") == "c1 k1"


def test_the_usual_text_comes_in_english_too(editor: Writer) -> None:
    page = shown(editor, {**INVITE, "subject": "x", "text": "y", "do": "language:en"})
    assert "Hello,\n\n{actor} is in Samverkanskartan for {place}" in text_of(page)
    assert "Hjälpkretsen is in Samverkanskartan for Exempelkommunen" in page


def test_a_reminder_goes_to_those_who_wait_at_most_every_third_day(editor: Writer) -> None:
    make(editor, "c1")
    make(editor, "k1", reminded_at=now() - timedelta(days=2), reminders=1)
    make(editor, "k3", reminded_at=now() - timedelta(days=3), reminders=1)
    sent = {**REMIND, "actor": ["c1", "k1", "k3", "n1"]}
    page = words(shown(editor, sent))
    assert "2 brev är klara." in page
    assert "En aktör påmindes för mindre än tre dagar sedan och får inget brev nu: Kommunledningskontoret" in page
    assert "En aktör har ingen länk som fungerar." in page
    assert "3 brev är klara." in words(shown(editor, {**sent, "igen": "1"}))


def test_reminders_sent_in_another_way_are_counted_once_however_often_it_is_clicked(editor: Writer) -> None:
    make(editor, "c1", "k1")
    for told in ("2 aktörer är markerade som påminda.", "Ingen är markerad som påmind"):
        answer = editor.send(LETTERS, {**REMIND, "do": "reminded"})
        assert answer.status_code == 303
        assert told in editor.see(answer.headers["location"])
    assert {link.reminders for link in links(editor).values()} == {1}


def test_the_letters_come_as_files_in_which_no_text_is_a_formula(editor: Writer) -> None:
    sent = {**INVITE, "subject": "=1+1", "text": "=HYPERLINK({länk})"}
    answer = editor.send(LETTERS, {**sent, "do": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="brev-kn-2026-11-22.csv"'
    heading, first, _ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert heading == ["Aktör", "Mottagare", "Ämne", "Text", "Länk", "Sista dag"]
    assert first[:3] == ["Hjälpkretsen", "", "'=1+1"]
    assert first[3] == f"'=HYPERLINK({first[4]})"
    assert first[4].startswith("http://testserver/svar/")

    answer = editor.send(LETTERS, {**sent, "do": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["Hjälpkretsen", "", "=1+1", f"=HYPERLINK({first[4]})"]


def test_letters_are_sent_once_however_often_the_button_is_pressed(editor: Writer, office: PostOffice) -> None:
    page = shown(editor, INVITE)
    sent = {**INVITE, "made": hidden(page, "made"), "do": "send"}
    first, second = editor.send(LETTERS, sent), editor.send(LETTERS, sent)
    assert first.headers["location"] == second.headers["location"]
    assert "2 av 2 brev är skickade." in finished(editor, first.headers["location"])
    assert office.recipients == ["c1@forening.example", "k1@forening.example"]
    assert "skickat" in words(editor.see(HERE))


def test_a_form_sent_again_after_a_restart_sends_nothing(editor: Writer, office: PostOffice) -> None:
    page = shown(editor, INVITE)
    sent = {**INVITE, "made": hidden(page, "made"), "do": "send"}
    address = editor.send(LETTERS, sent).headers["location"]
    finished(editor, address)

    state = editor.client.app.state  # type: ignore[attr-defined]
    state.mailings.close()
    state.mailings = LongWork(abandoned_s=None)
    assert "går inte att följa längre" in words(editor.see(address))
    editor.send(LETTERS, sent)
    assert "0 av 2 brev är skickade. Hoppades över 2" in finished(editor, address)
    assert len(office.letters) == 2


def test_the_rest_is_sent_by_one_more_click(editor: Writer, office: PostOffice) -> None:
    office.refused["c1@forening.example"] = "450 later"
    address = editor.send(LETTERS, {**INVITE, "do": "send"}).headers["location"]
    told = finished(editor, address)
    assert "1 av 2 brev är skickade." in told
    assert "Hjälpkretsen : E-postservern tar inte emot brev till adressen just nu." in told

    office.refused.clear()
    made = hidden(editor.see(address), "made")
    for _ in range(2):
        again = editor.send(address, {"made": made})
    assert "1 av 1 brev är skickade." in finished(editor, again.headers["location"])
    assert office.recipients == ["k1@forening.example", "c1@forening.example"]


def test_the_rest_goes_to_the_addresses_that_are_registered_now(editor: Writer, office: PostOffice) -> None:
    office.refused |= {"c1@forening.example": "550 unknown", "k1@forening.example": "550 unknown"}
    address = editor.send(LETTERS, {**INVITE, "do": "send"}).headers["location"]
    assert "0 av 2 brev är skickade." in finished(editor, address)

    give_email(editor, "c1", "ratt@forening.example")
    give_email(editor, "k1", "")
    again = editor.send(address, {"made": hidden(editor.see(address), "made")})
    told = finished(editor, again.headers["location"])
    assert "1 av 2 brev är skickade." in told
    assert "Kommunledningskontoret : Aktören har ingen e-postadress längre." in told
    assert office.recipients == ["ratt@forening.example"]
    assert links(editor)["c1"].sent_to == "ratt@forening.example"


def test_nothing_is_sent_where_no_server_is_set(editor: Writer) -> None:
    give_email(editor, "c1", "c1@forening.example")
    page = shown(editor, {**INVITE, "do": "send"})
    assert "2 brev är klara." in page
    assert "mailto:c1@forening.example?subject=" in page
    assert "med e-post</button>" not in page
    assert links(editor)["c1"].sent_at is None


@pytest.mark.parametrize("made", ["", "x", "-5", "9" * 100, "99999999999999999"])
def test_a_moment_that_cannot_be_is_now(editor: Writer, made: str) -> None:
    page = shown(editor, {**INVITE, "made": made})
    assert abs(int(hidden(page, "made")) / 1e6 - now().timestamp()) < 60


def test_long_lists_of_letters_come_in_parts(editor: Writer) -> None:
    for number in range(20):
        values = {"id": f"ny{number:02}", "name": f"Ny {number:02}", "sector": "civil_society", "place_id": "kn"}
        assert editor.client.post("/api/v1/actors", json=values, headers=editor.headers).status_code == 201
    page = shown(editor, {"alla": "1", "slag": "invitation"})
    assert "Del 1 av 2" in page
    assert page.count('class="letter"') == 25
    second = shown(editor, {"actors": hidden(page, "actors"), "slag": "invitation", "del": "2"})
    assert second.count('class="letter"') == 31 - 25


def test_letters_are_written_by_those_who_register_alone(
    editor: Writer, member: Writer, reader: Writer, nobody: Writer
) -> None:
    address = f"{HERE}/utskick/1"
    for viewer, shown_, done in ((member, 403, 403), (reader, 403, 403), (nobody, 303, 401)):
        assert (viewer.status(LETTERS), viewer.send(LETTERS, INVITE).status_code) == (shown_, done)
        assert (viewer.status(address), viewer.send(address, {"made": "2"}).status_code) == (shown_, done)
    assert links(editor) == {}
    assert editor.status(LETTERS) == 303
    assert editor.send(LETTERS, {"slag": "invitation"}).headers["location"] == f"{HERE}?nekat=ingen"
