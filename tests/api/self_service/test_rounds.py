"""Survey rounds: opened once, followed, ended by a day or by somebody, with what was known before and after."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.editing import editing
from api.self_service.answer_links import stamp
from api.self_service.known import question_of, settle_round
from api.self_service.rounds import (
    NewRound,
    Rate,
    Round,
    close_round,
    keep_outcome,
    move_last_day,
    open_round,
    rate_of,
    rates_by_sector,
    rates_of,
    round_of,
    rounds_of,
)
from models.errors import NotFoundError
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import Sector, Topic
from tests.api.self_service.conftest import PLACE, Town

ASKED = ["bygden", "forening", "nytt"]
NEW = NewRound("f" * 32, "Hösten 2026", "Hej!", (Topic.OWN_DATA, Topic.TIES), date(2026, 12, 20))


def opened(town: Town, new: NewRound = NEW) -> Round:
    with writing(town.engine) as connection:
        return open_round(connection, town.gate, OPERATOR, PLACE, new, ASKED, 0.25)


def stored(town: Town) -> Round:
    with reading(town.engine) as connection:
        return round_of(connection, PLACE, NEW.id)


def answer(town: Town, actor_id: str) -> None:
    (one,) = (one for one in town.followed(NEW.id) if one.actor_id == actor_id)
    assert one.link is not None
    with writing(town.engine) as connection:
        stamp(connection, one.link.id, answered_at=town.gate.now())


def register_tie(town: Town, one: str, other: str, at: datetime) -> None:
    """Register a tie, as if that had been done at a moment."""
    sets = TABLES["change_sets"]
    with editing(town.engine, OPERATOR) as edit:
        edit.create(FILES["ties"], {"id": f"{one}-{other}", "actor_a": one, "actor_b": other, "level": "dialogue"})
    with writing(town.engine) as connection:
        connection.execute(sa.update(sets).where(sets.c.id == edit.change_set).values(at=at))


def test_opening_a_round_asks_each_actor_until_the_end_of_its_last_day_in_sweden(town: Town) -> None:
    made = opened(town)
    links = [one.link for one in town.followed(made.id)]
    assert [(link.actor_id, link.topics, link.expires_at) for link in links if link] == [
        (actor, (Topic.OWN_DATA, Topic.TIES), datetime(2026, 12, 20, 22, 59, 59, 999999, tzinfo=UTC))
        for actor in ("bygden", "forening", "nytt")
    ]
    assert (made.title, made.message, made.kappa_before, made.closed_at) == ("Hösten 2026", "Hej!", 0.25, None)


def test_a_form_that_is_sent_twice_opens_one_round(town: Town) -> None:
    assert opened(town) == opened(town)
    with reading(town.engine) as connection:
        assert (len(rounds_of(connection, PLACE)), len(town.followed(NEW.id))) == (1, 3)


def test_a_round_is_no_other_place_s(town: Town) -> None:
    opened(town)

    with writing(town.engine) as connection, pytest.raises(NotFoundError):
        open_round(connection, town.gate, OPERATOR, "annan", NEW, [], None)


def test_the_rate_counts_who_answered_or_asks_to_be_left_out(town: Town) -> None:
    opened(town)
    answer(town, "bygden")
    followed = town.followed(NEW.id)
    assert rate_of(followed) == Rate(1, 3)
    assert rates_by_sector(followed) == ((Sector.CIVIL_SOCIETY, Rate(1, 2)), (Sector.BUSINESS, Rate(0, 1)))
    with writing(town.engine) as connection:
        stamp(connection, followed[2].link.id, left_out_at=town.gate.now())  # type: ignore[union-attr]
    with reading(town.engine) as connection:
        assert rates_of(connection, PLACE) == {NEW.id: Rate(2, 3)}


def test_answers_to_another_link_are_no_answers_to_the_round(town: Town) -> None:
    town.link("bygden", answered_at=town.gate.now())
    opened(town)
    assert rate_of(town.followed(NEW.id)) == Rate(0, 3)


def test_a_round_that_is_closed_early_takes_its_links_with_it_and_can_be_opened_again(town: Town) -> None:
    asked = opened(town)
    with writing(town.engine) as connection:
        close_round(connection, town.gate, asked)
    asked = stored(town)
    assert (asked.closed_at, asked.is_open_at(town.gate.now())) == (town.gate.now(), False)
    assert set(town.standings(NEW.id).values()) == {"expired"}

    with writing(town.engine) as connection:
        move_last_day(connection, asked, date(2027, 1, 10))
    asked = stored(town)
    assert (asked.last_day, asked.closed_at, asked.is_open_at(town.gate.now())) == (date(2027, 1, 10), None, True)
    assert set(town.standings(NEW.id).values()) == {"asked"}


def test_a_link_that_was_revoked_stays_so_when_the_last_day_is_moved(town: Town) -> None:
    asked = opened(town)
    (one, *_) = town.followed(NEW.id)
    with writing(town.engine) as connection:
        stamp(connection, one.link.id, revoked_at=town.gate.now())  # type: ignore[union-attr]
        move_last_day(connection, asked, date(2027, 1, 10))
    assert town.standings(NEW.id)["bygden"] == "expired"


def test_a_round_is_open_to_the_last_instant_of_its_last_day(town: Town) -> None:
    asked = opened(town)
    assert asked.is_open_at(datetime(2026, 12, 20, 22, 59, tzinfo=UTC))
    assert not asked.is_open_at(datetime(2026, 12, 20, 23, 0, tzinfo=UTC))
    assert asked.ended_at(datetime(2027, 2, 1, tzinfo=UTC)) == asked.expires_at


def test_what_is_known_afterwards_is_what_the_register_held_when_the_round_ended(town: Town) -> None:
    """Three actors make three pairs: one tie was known when the round ended, and the one that came later is not."""
    sets = TABLES["change_sets"]
    with writing(town.engine) as connection:
        connection.execute(sa.update(sets).values(at=datetime(2026, 11, 1, tzinfo=UTC)))
    asked = opened(town)
    register_tie(town, "bygden", "nytt", datetime(2026, 12, 1, tzinfo=UTC))
    assert settle_round(town.engine, town.gate, asked) is False

    register_tie(town, "bygden", "forening", datetime(2027, 1, 5, tzinfo=UTC))
    town.clock.at = datetime(2027, 2, 1, tzinfo=UTC)
    assert settle_round(town.engine, town.gate, asked) is True
    assert stored(town).kappa_after == pytest.approx(1 / 3)
    assert stored(town).closed_at == asked.expires_at
    assert settle_round(town.engine, town.gate, stored(town)) is False


def test_an_outcome_is_not_kept_of_a_round_that_was_opened_again_meanwhile(town: Town) -> None:
    asked = opened(town)
    with writing(town.engine) as connection:
        move_last_day(connection, asked, date(2027, 1, 10))
        keep_outcome(connection, asked, asked.expires_at, 0.5, town.gate.now())
    assert (stored(town).closed_at, stored(town).kappa_after) == (None, None)


def test_an_outcome_is_not_kept_of_a_round_that_was_closed_and_opened_again_to_the_same_day(town: Town) -> None:
    asked = opened(town)
    with writing(town.engine) as connection:
        close_round(connection, town.gate, asked)
    closed = stored(town)
    with writing(town.engine) as connection:
        move_last_day(connection, closed, closed.last_day)
        keep_outcome(connection, closed, town.gate.now(), 0.5, town.gate.now())
    assert (stored(town).closed_at, stored(town).kappa_after, stored(town).settled_at) == (None, None, None)


def test_a_round_with_nothing_to_know_is_worked_out_once(town: Town) -> None:
    """All that is registered came after the round had ended."""
    asked = opened(town)
    town.clock.at = datetime(2027, 2, 1, tzinfo=UTC)
    with writing(town.engine) as connection:
        connection.execute(sa.update(TABLES["change_sets"]).values(at=datetime(2027, 1, 20, tzinfo=UTC)))
    assert settle_round(town.engine, town.gate, asked) is True
    assert (stored(town).kappa_after, stored(town).settled_at) == (None, town.gate.now())
    assert settle_round(town.engine, town.gate, stored(town)) is False


def test_what_is_known_is_seen_on_the_day_that_it_is(town: Town) -> None:
    question = question_of(PLACE, date(2026, 11, 22))
    assert (question.day, str(question.view), str(question.reading)) == (date(2026, 11, 22), "unit", "plus")
