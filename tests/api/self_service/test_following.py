"""Who has been asked and who has answered, on both databases."""

from datetime import timedelta

import sqlalchemy as sa

from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.editing import editing
from api.self_service.answer_links import AnswerLink, stamp
from api.self_service.answering import Answering
from api.self_service.asking import (
    ask,
    at_one_moment,
    mark_reminded,
    put_back_wish,
    reminders,
    take_back,
)
from api.self_service.following import WITHOUT_EMAIL, Standing, chosen, count_by_choice
from api.self_service.rounds import NewRound, open_round
from api.self_service.wishes import let_stay
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ActorVisibility, Topic
from tests.api.self_service.conftest import PLACE, Town
from tests.api.self_service.standing_drawn import asked_about, own_record

EVERYBODY = {"bygden": "not_asked", "forening": "not_asked", "nytt": "not_asked"}


def test_the_actors_of_a_place_and_below_that_go_on_are_followed_by_name(town: Town) -> None:
    assert [(one.name, str(one.standing)) for one in town.followed()] == [
        ("Bygden", "not_asked"),
        ("Föreningen", "not_asked"),  # At home in an area of the municipality.
        ("Ånyo AB", "not_asked"),
    ]


def test_a_link_is_asked_then_opened_then_answered(town: Town) -> None:
    moment = town.gate.now()
    town.link("bygden")
    assert town.standings()["bygden"] == "asked"
    town.link("bygden", opened_at=moment)
    assert town.standings()["bygden"] == "opened"
    town.link("bygden", answered_at=moment)
    assert town.standings() == {**EVERYBODY, "bygden": "answered"}
    assert town.followed()[0].answered_at == moment


def test_a_link_that_dies_unanswered_has_expired_and_an_answer_stays_one(town: Town) -> None:
    town.link("bygden")
    town.link("nytt", answered_at=town.gate.now())
    town.clock.forward(days=61)
    assert town.standings() == {**EVERYBODY, "bygden": "expired", "nytt": "answered"}


def test_whoever_is_asked_anew_waits_and_its_last_answer_is_remembered(town: Town) -> None:
    answered = town.gate.now()
    town.link("nytt", answered_at=answered)
    town.clock.forward(days=61)
    town.link("nytt")
    (one,) = chosen(town.followed(), Standing.ASKED, "")
    assert (one.actor_id, one.answered_at) == ("nytt", answered)


def test_the_list_is_narrowed_by_standing_by_address_and_by_name(town: Town) -> None:
    town.link("bygden", left_out_at=town.gate.now())
    followed = town.followed()
    assert count_by_choice(followed) == {
        "not_asked": 2, "asked": 0, "opened": 0, "answered": 0, "left_out": 1, "expired": 0, "no_email": 1,
    }  # fmt: skip
    assert [one.actor_id for one in chosen(followed, WITHOUT_EMAIL, "")] == ["forening"]
    assert [one.actor_id for one in chosen(followed, "", "ÅNYO")] == ["nytt"]
    assert len(chosen(followed, "\0 finns inte", "")) == 3


def test_links_are_made_only_where_none_lives_and_all_at_one_moment(town: Town) -> None:
    first = town.link("bygden")
    town.clock.forward(minutes=5)
    gate = at_one_moment(town.gate)
    with writing(town.engine) as connection:
        ask(connection, gate, OPERATOR, PLACE, ["bygden", "nytt", "forening", "nytt"])
        ask(connection, gate, OPERATOR, PLACE, ["bygden", "nytt", "forening"])
    made = {link.actor_id: link.made_at for link in town.links(list(EVERYBODY))}
    assert made == {"bygden": first.made_at, "forening": gate.now(), "nytt": gate.now()}


def test_links_that_are_taken_back_let_nobody_in_and_others_can_be_made(town: Town) -> None:
    old = town.link("bygden")
    with writing(town.engine) as connection:
        take_back(connection, town.gate, PLACE, ["bygden", "nytt"])
    assert town.standings()["bygden"] == "expired"
    town.clock.forward(seconds=1)
    new = town.link("bygden")
    assert (old.id != new.id, town.standings()["bygden"]) == (True, "asked")


def test_a_reminder_reaches_those_who_wait_and_were_not_reminded_for_three_days(town: Town) -> None:
    town.link("bygden")
    town.link("nytt", answered_at=town.gate.now())
    waiting = town.link("forening")
    with writing(town.engine) as connection:
        mark_reminded(connection, [waiting.id], town.gate.now())
    found = reminders(town.followed(), town.gate.now())
    told = [[one.actor_id for one in some] for some in (found.due, found.lately, found.others)]
    assert told == [["bygden"], ["forening"], ["nytt"]]

    town.clock.forward(days=3)
    found = reminders(town.followed(), town.gate.now())
    assert ([one.actor_id for one in found.due], found.lately) == (["bygden", "forening"], ())
    assert town.links(["forening"])[0].reminders == 1


def visibility(town: Town) -> str:
    rows = TABLES["actors"].c
    with reading(town.engine) as connection:
        return str(connection.execute(sa.select(rows.visibility).where(rows.id == "bygden")).scalar())


def ask_in_a_round(town: Town) -> AnswerLink:
    """Ask Bygden in a round, a while after it got a link alone, so that two links of its live."""
    town.clock.forward(minutes=5)
    new = NewRound("r" * 32, "Hösten", "", tuple(Topic), (town.gate.now() + timedelta(days=30)).date())
    with writing(town.engine) as connection:
        open_round(connection, town.gate, OPERATOR, PLACE, new, ["bygden"], None)
    town.clock.forward(minutes=5)
    return next(one.link for one in town.followed("r" * 32) if one.link)


def leave(town: Town, link: AnswerLink) -> None:
    Answering(town.engine, town.gate, link).leave_out(
        asked_about(town.engine, link, FILES["actors"], own_record(town.engine, "bygden"))
    )


def test_who_asks_to_be_left_out_is_a_question_until_somebody_decides(town: Town) -> None:
    leave(town, town.link("bygden"))
    assert (town.standings()["bygden"], visibility(town)) == ("left_out", "hidden")
    with editing(town.engine, OPERATOR) as edit:
        let_stay(edit, "bygden")
    assert (town.standings()["bygden"], visibility(town)) == ("opened", "public")
    later = town.gate.now() + timedelta(minutes=1)
    with editing(town.engine, OPERATOR) as edit:
        put_back_wish(edit, PLACE, "bygden", later)
    assert (town.standings()["bygden"], visibility(town)) == ("left_out", "hidden")
    with editing(town.engine, OPERATOR) as edit:
        let_stay(edit, "bygden")
    assert visibility(town) == "public"


def test_a_wish_by_an_older_link_counts_although_a_newer_one_lives(town: Town) -> None:
    alone = town.link("bygden")
    ask_in_a_round(town)
    leave(town, alone)
    assert (town.standings()["bygden"], town.standings("r" * 32)) == ("left_out", {"bygden": "left_out"})
    found = reminders(town.followed(), town.gate.now())
    assert [one.actor_id for one in found.due] == []


def test_an_answer_by_an_older_link_counts_when_it_came_after_the_newer_was_made(town: Town) -> None:
    alone = town.link("bygden", answered_at=town.gate.now())
    ask_in_a_round(town)
    assert town.standings()["bygden"] == "asked"  # It answered before it was asked anew.
    with writing(town.engine) as connection:
        stamp(connection, alone.id, answered_at=town.gate.now())
    assert (town.standings()["bygden"], town.standings("r" * 32)["bygden"]) == ("answered", "asked")


def test_whoever_comes_back_by_another_link_than_the_one_it_left_by_is_seen_as_before(town: Town) -> None:
    alone = town.link("bygden")
    newer = ask_in_a_round(town)
    leave(town, alone)
    assert Answering(town.engine, town.gate, newer).come_back() is not None
    assert (town.standings()["bygden"], visibility(town)) == ("opened", "public")


def test_whoever_was_hidden_before_it_left_stays_hidden_when_it_comes_back(town: Town) -> None:
    link = town.link("bygden")
    with editing(town.engine, OPERATOR) as edit:
        hidden = {"visibility": ActorVisibility.HIDDEN}
        edit.change(FILES["actors"], ["bygden"], 1, hidden, whole=False)
    leave(town, link)
    assert town.standings()["bygden"] == "left_out"
    assert Answering(town.engine, town.gate, link).come_back() is None
    assert (town.standings()["bygden"], visibility(town)) == ("opened", "hidden")


def test_two_wishes_of_one_actor_keep_how_it_was_seen_before_the_first(town: Town) -> None:
    alone = town.link("bygden")
    newer = ask_in_a_round(town)
    leave(town, alone)
    leave(town, newer)
    with editing(town.engine, OPERATOR) as edit:
        let_stay(edit, "bygden")
    assert (town.standings()["bygden"], visibility(town)) == ("opened", "public")


def test_whoever_makes_itself_seen_again_does_not_ask_to_be_left_out_any_more(town: Town) -> None:
    link = town.link("bygden")
    leave(town, link)
    itself = asked_about(town.engine, link, FILES["actors"], own_record(town.engine, "bygden"))
    Answering(town.engine, town.gate, link).change(itself, 2, {"visibility": ActorVisibility.PUBLIC})
    assert (town.standings()["bygden"], visibility(town)) == ("opened", "public")
