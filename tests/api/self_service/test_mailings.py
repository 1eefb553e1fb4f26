"""Mailings over a real server: each outcome is stored, and nothing is sent twice."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa

from api.access.viewer import OPERATOR
from api.database import writing
from api.language import languages
from api.self_service.answer_links import LINKS, make_links, revoke, stamp
from api.self_service.letters import Letter, LetterKind, LetterText, write_letters
from api.self_service.mail import LOST, NO_SUCH_RECIPIENT, UNKNOWN_OUTCOME, UNREACHABLE
from api.self_service.mailings import INTERRUPTED, Mailing, MailingReport, send_mailing
from tests.api.access.people import make_gate
from tests.api.self_service.conftest import PLACE, Town
from tests.api.self_service.mail_server import PostOffice, post_office
from tests.server import free_port

WRITTEN = LetterText("Till {aktör}", "Svara: {länk}")


def reach(town: Town, port: int) -> None:
    about = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_from": "karta@k.example"}
    town.gate = make_gate(town.clock, **about)


def letters(town: Town, ids: Sequence[str] = ("bygden", "nytt")) -> tuple[Letter, ...]:
    with writing(town.engine) as connection:
        make_links(connection, town.gate, OPERATOR, PLACE, ids)
    followed = [one for one in town.followed() if one.actor_id in ids]
    paths = {one.link.id: one.link.address(town.gate) for one in followed if one.link}
    return write_letters(WRITTEN, followed, "Kommunen", "https://karta.example", languages()["sv"], paths)


def mailing(town: Town, kind: LetterKind = LetterKind.INVITATION) -> Mailing:
    return Mailing(kind, letters(town), town.gate.now(), WRITTEN, languages()["sv"])


def send(town: Town, wanted: Mailing) -> MailingReport:
    town.clock.forward(seconds=1)
    return send_mailing(town.engine, town.gate, wanted, lambda done, total: None)


def fates(report: MailingReport) -> list[tuple[str, str]]:
    return [(told.actor_id, str(told.fate)) for told in report.told]


def stored(town: Town) -> dict[str, tuple[bool, str | None, str | None]]:
    """Return of each link whether it was sent, where to, and why not."""
    return {
        link.actor_id: (link.sent_at is not None, link.sent_to, link.failure) for link in town.links(["bygden", "nytt"])
    }


@pytest.fixture
def office(town: Town) -> Iterator[PostOffice]:
    with post_office() as running:
        reach(town, running.port)
        yield running


def test_letters_are_sent_and_each_is_written_down(town: Town, office: PostOffice) -> None:
    report = send(town, mailing(town))
    assert fates(report) == [("bygden", "sent"), ("nytt", "sent")]
    assert (report.stopped, report.rest) == ("", ())
    assert office.recipients == ["info@bygden.example", "kansli@anyo.example"]
    assert office.letters[0]["Subject"] == "Till Bygden"
    assert "https://karta.example/svar/" in office.letters[0].get_content()
    assert stored(town) == {
        "bygden": (True, "info@bygden.example", None),
        "nytt": (True, "kansli@anyo.example", None),
    }
    assert [link.reminders for link in town.links(["bygden", "nytt"])] == [0, 0]


def test_a_mailing_that_is_begun_again_sends_nothing_more(town: Town, office: PostOffice) -> None:
    """As after a double click in another process, or a page that is loaded again after a restart."""
    wanted = mailing(town)
    send(town, wanted)
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "passed_over")]
    assert len(office.letters) == 2


def test_a_mailing_made_later_may_send_to_the_same_again(town: Town, office: PostOffice) -> None:
    send(town, mailing(town))
    town.clock.forward(seconds=1)
    assert fates(send(town, mailing(town))) == [("bygden", "sent"), ("nytt", "sent")]


@pytest.mark.parametrize("kind", LetterKind)
def test_whoever_asks_to_be_left_out_meanwhile_gets_no_letter(town: Town, office: PostOffice, kind: LetterKind) -> None:
    older = town.link("nytt")
    with writing(town.engine) as connection:
        stamp(connection, older.id, revoked_at=town.gate.now())
    town.clock.forward(seconds=1)
    wanted = mailing(town, kind)
    with writing(town.engine) as connection:
        stamp(connection, wanted.letters[0].link_id, left_out_at=town.gate.now())
        stamp(connection, older.id, left_out_at=town.gate.now())  # By another link than the one in the letter.
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "passed_over")]
    assert office.letters == []


def test_a_refused_recipient_is_told_of_and_the_rest_is_sent_again_alone(town: Town, office: PostOffice) -> None:
    office.refused["info@bygden.example"] = "550 unknown"
    first = mailing(town)
    report = send(town, first)
    assert fates(report) == [("bygden", "refused"), ("nytt", "sent")]
    assert report.told[0].why == NO_SUCH_RECIPIENT
    assert stored(town)["bygden"] == (False, "info@bygden.example", NO_SUCH_RECIPIENT)
    assert report.rest == ("bygden",)

    office.refused.clear()
    rest = tuple(letter for letter in first.letters if letter.actor_id in report.rest)
    again = send(town, replace(first, letters=rest, made_at=town.gate.now()))
    assert fates(again) == [("bygden", "sent")]
    assert stored(town)["bygden"] == (True, "info@bygden.example", None)
    assert office.recipients == ["kansli@anyo.example", "info@bygden.example"]


def test_a_server_lost_midway_stops_with_what_was_sent_and_what_was_not(town: Town, office: PostOffice) -> None:
    office.closes_at = 2
    report = send(town, mailing(town))
    assert fates(report) == [("bygden", "sent"), ("nytt", "waiting")]
    assert (report.stopped, report.rest) == (LOST, ("nytt",))
    assert stored(town) == {
        "bygden": (True, "info@bygden.example", None),
        "nytt": (False, "kansli@anyo.example", LOST),
    }


def test_a_letter_that_may_have_arrived_is_not_among_the_rest(town: Town, office: PostOffice) -> None:
    office.hangs_up_at = 1
    report = send(town, mailing(town))
    assert fates(report) == [("bygden", "unsure"), ("nytt", "waiting")]
    assert report.rest == ("nytt",)
    assert stored(town)["bygden"] == (True, "info@bygden.example", UNKNOWN_OUTCOME)


def test_a_letter_claimed_before_a_restart_is_not_sent_again_by_the_same_mailing(
    town: Town, office: PostOffice
) -> None:
    wanted = mailing(town)
    town.clock.forward(seconds=1)
    with writing(town.engine) as connection:
        stamp(connection, wanted.letters[0].link_id, sent_at=town.gate.now(), failure=INTERRUPTED)
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "sent")]
    assert stored(town)["bygden"][2] == INTERRUPTED


def test_nothing_is_sent_when_there_is_no_server(town: Town) -> None:
    reach(town, free_port())
    report = send(town, mailing(town))
    assert fates(report) == [("bygden", "waiting"), ("nytt", "waiting")]
    assert (report.stopped, stored(town)["bygden"]) == (UNREACHABLE, (False, None, None))


def test_links_that_died_meanwhile_are_not_sent(town: Town, office: PostOffice) -> None:
    wanted = mailing(town)
    with writing(town.engine) as connection:
        revoke(connection, town.gate, PLACE, [wanted.letters[0].link_id])
        connection.execute(sa.update(LINKS).where(LINKS.c.actor_id == "nytt").values(expires_at=town.gate.now()))
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "passed_over")]
    assert office.letters == []


def test_an_actor_deleted_meanwhile_gets_no_letter(town: Town, office: PostOffice) -> None:
    wanted = mailing(town)
    with writing(town.engine) as connection:
        connection.execute(sa.delete(LINKS).where(LINKS.c.actor_id == "bygden"))
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "sent")]


def test_a_reminder_is_counted_and_not_sent_to_who_answered_meanwhile(town: Town, office: PostOffice) -> None:
    wanted = mailing(town, LetterKind.REMINDER)
    with writing(town.engine) as connection:
        stamp(connection, wanted.letters[0].link_id, answered_at=town.gate.now())
    assert fates(send(town, wanted)) == [("bygden", "passed_over"), ("nytt", "sent")]
    assert [(link.reminders, link.reminded_at) for link in town.links(["nytt"])] == [(1, town.gate.now())]


def test_no_log_names_a_recipient(town: Town, office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="api")
    office.refused["info@bygden.example"] = "550 <info@bygden.example> unknown"
    office.closes_at = 1
    send(town, mailing(town))
    assert "@bygden.example" not in caplog.text
