"""Survey rounds on the page and as JSON, on both databases."""

import re

import pytest

from api.database import writing
from api.self_service.answer_links import links_of, stamp
from models.dates import now
from tests.api.pages.following.conftest import HERE, Writer, links, make
from tests.api.pages.visible import part, words

ROUNDS = f"{HERE}/omgangar"
NEW = f"{ROUNDS}/ny"
FILLED: dict[str, str | list[str]] = {
    "mark": "a" * 32,
    "title": "Vårens frågor",
    "message": "Vi planerar våren.",
    "topics": ["own_data", "ties"],
    "last_day": "2026-12-20",
    "who": "all",
    "do": "open",
}
ROUND = f"{ROUNDS}/{'a' * 32}"


@pytest.fixture
def opened(editor: Writer) -> Writer:
    """The editor, once all eleven actors are asked."""
    answer = editor.send(NEW, FILLED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ROUND}?gjort=oppnad")
    return editor


def test_a_new_round_asks_everybody_all_for_four_weeks_unless_told_otherwise(editor: Writer) -> None:
    page = editor.see(NEW)
    assert "Alla 11 aktörer här" in page
    assert page.count('name="topics"') == len(re.findall('name="topics" value="[^"]+" checked', page)) == 6
    assert 'value="2026-12-20"' in page


def test_a_round_shows_who_answers_and_how_much_is_known(opened: Writer) -> None:
    page = opened.see(ROUND)
    assert "0 av 11 har svarat (0 %)" in words(page)
    before = re.search(r"(\d+) % före, (\d+) % nu", words(page))
    assert before is not None
    assert before[1] == before[2]
    assert "läget 22 november 2026" in page
    assert "Vi planerar våren." in page
    assert "Uppgifter om er, Samarbeten." in words(page)
    assert set(links(opened)) == {"k1", "k2", "k3", "s1", "s2", "c1", "c2", "c3", "c4", "n1", "n2"}


def test_a_form_sent_twice_opens_one_round(opened: Writer) -> None:
    assert opened.send(NEW, FILLED).headers["location"] == f"{ROUND}?gjort=oppnad"
    assert opened.see(ROUNDS).count('class="rate-bar"') == 1
    assert "0 av 11 har svarat" in words(opened.see(ROUNDS))


def test_a_round_asks_only_those_who_were_chosen(editor: Writer) -> None:
    page = editor.send(NEW, {"actor": ["c1", "k1"], "do": "choose"}).text
    assert "Aktörer att kryssa för (2 kryssade)" in page
    assert 'name="who" value="some" checked' in page
    editor.send(NEW, {**FILLED, "who": "some", "actor": ["c1", "k1", "finns-inte"]})
    assert "0 av 2 har svarat" in words(editor.see(ROUND))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, "Ge omgången en rubrik."),
        ({"title": "x" * 501}, "Rubriken får ha högst 500 tecken."),
        ({"message": "x" * 2001}, "Meddelandet får ha högst 2000 tecken."),
        ({"message": "Ring Eva, 070-123 45 67"}, "Texten ser ut att innehålla uppgifter om en person"),
        ({"topics": "weather"}, "Välj minst en sak att fråga om."),
        ({"last_day": ""}, "Sista dagen går inte att läsa."),
        ({"last_day": "20261220"}, "Sista dagen går inte att läsa."),
        ({"last_day": "2026-11-21"}, "Sista dagen har redan varit."),
        ({"last_day": "2028-01-01"}, "Sista dagen ligger mer än ett år bort."),
        ({"who": "some"}, "Välj minst en aktör."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(editor: Writer, changed: dict[str, str], told: str) -> None:
    answer = editor.send(NEW, {**FILLED, **changed})
    assert answer.status_code == 422
    assert told in answer.text
    assert ("Vårens frågor" in answer.text) == ("title" not in changed)
    assert 'name="mark" value="' + "a" * 32 in answer.text
    assert links(editor) == {}


def test_data_about_a_person_can_be_meant(editor: Writer) -> None:
    sent = {**FILLED, "message": "Ring kansliet, 070-123 45 67", "personal": "1"}
    assert editor.send(NEW, sent).status_code == 303


def test_answers_are_counted_by_sector_and_for_programs(opened: Writer) -> None:
    make(opened, "k1", answered_at=now())  # By a link of its own, which is no answer to the round.
    state = opened.client.app.state  # type: ignore[attr-defined]
    with writing(state.engine) as connection:
        (link,) = (link for link in links_of(connection, "kn", "a" * 32) if link.actor_id == "c1")
        stamp(connection, link.id, answered_at=now())
    page = opened.see(ROUND)
    assert "1 av 11 har svarat (9 %)" in words(page)
    assert "Civilsamhälle 1 av 4" in part(page, '<table class="plain">', "</table>")

    told = opened.record(f"places/kn/rounds/{'a' * 32}")
    assert (told["answered"], told["asked"], told["open"], told["topics"]) == (1, 11, True, ["own_data", "ties"])
    assert {"sector": "civil_society", "answered": 1, "asked": 4} in told["sectors"]  # type: ignore[operator]
    assert told["kappa_now"] == told["kappa_before"] is not None
    alone = opened.record(f"places/kn/rounds/{'a' * 32}?now=false")
    assert ("kappa_now" in alone, "sectors" in alone) == (False, False)
    assert (alone["answered"], alone["asked"]) == (told["answered"], told["asked"])
    listed = opened.record("places/kn/rounds")["items"]
    assert [(one["id"], one["answered"], one["asked"]) for one in listed] == [("a" * 32, 1, 11)]  # type: ignore[attr-defined]


def test_a_round_is_closed_and_opened_again_by_its_last_day(opened: Writer) -> None:
    answer = opened.send(ROUND, {"do": "close"})
    page = words(opened.see(answer.headers["location"]))
    assert "Omgången är avslutad." in page
    assert re.search(r"\d+ % före, \d+ % efter", page)
    assert "Länken har gått ut 11" in page
    refused = opened.send(HERE, {"actor": "c1", "do": "make", "omgang": "a" * 32})
    assert "Omgången är avslutad, så dess länkar fungerar inte." in opened.see(refused.headers["location"])

    answer = opened.send(ROUND, {"do": "move", "last_day": "2027-01-10"})
    page = words(opened.see(answer.headers["location"]))
    assert "Sista dagen är flyttad" in page
    assert "Sista dag att svara: 10 januari 2027." in page
    assert "Tillfrågade 11" in page


def test_a_day_that_cannot_be_moves_nothing(opened: Writer) -> None:
    answer = opened.send(ROUND, {"do": "move", "last_day": "2026-01-01"})
    assert answer.status_code == 422
    assert "Sista dagen har redan varit." in answer.text
    assert 'value="2026-01-01"' in answer.text
    assert opened.record(f"places/kn/rounds/{'a' * 32}")["last_day"] == "2026-12-20"
    assert opened.send(ROUND, {"do": "burn"}).status_code == 400


def test_letters_of_a_round_hold_its_links(opened: Writer) -> None:
    page = opened.send(f"{HERE}/brev", {"actor": "c1", "slag": "invitation", "omgang": "a" * 32}).text
    address = links(opened)["c1"].address(opened.client.app.state.gate)  # type: ignore[attr-defined]
    assert address in page
    assert "till och med 20 december 2026" in page


def test_rounds_are_for_those_who_register(opened: Writer, member: Writer, reader: Writer, nobody: Writer) -> None:
    api = f"/api/v1/places/kn/rounds/{'a' * 32}"
    for viewer, page, sent, told in ((member, 403, 403, 403), (reader, 403, 403, 403), (nobody, 303, 401, 401)):
        assert [viewer.status(address) for address in (ROUNDS, NEW, ROUND)] == [page] * 3
        assert [viewer.send(address, FILLED).status_code for address in (NEW, ROUND)] == [sent] * 2
        assert [viewer.status(address) for address in (api, "/api/v1/places/kn/rounds")] == [told] * 2
    assert opened.status(f"{ROUNDS}/finns-inte") == 404
    assert opened.status("/api/v1/places/kn/rounds/finns-inte") == 404
    assert opened.send(HERE, {"actor": "c1", "do": "make", "omgang": "finns-inte"}).status_code == 404
    assert opened.send(HERE, {"actor": "c1", "do": "make", "omgang": "\0"}).status_code == 404
