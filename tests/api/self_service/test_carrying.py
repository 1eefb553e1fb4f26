"""What an actor said without an account goes along when it is made one with another, and comes back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.seen import Seen
from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.editing import editing
from api.erasing_records import erase_record
from api.queries.keys import CHANGE_SETS
from api.self_service.answer_links import make_links
from api.self_service.answering import Answering
from api.self_service.carrying import count_living_links
from api.self_service.confirmations import confirm
from api.self_service.deciding import Decider, accept, reconsider
from api.self_service.following import follow
from api.storing import store
from api.undoing import undo
from models.package_files import FILES
from models.records import Tie
from models.tables import TABLES
from models.vocabulary import ChangeKind, Confirmation, RegistrationState
from tests.api.access.people import Clock, make_gate
from tests.api.history_drawn import START, begin, drawn_history, stored
from tests.api.merging_drawn import merged
from tests.api.self_service.standing_drawn import asked_about

HOUR = timedelta(hours=1)


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records; Beta has a link, a registration and what it confirmed, and Alfa has confirmed one of these."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
        link = {"place_id": "kn", "made_at": START, "expires_at": START + HOUR}
        connection.execute(sa.insert(TABLES["answer_links"]).values(id="la", actor_id="a", reminders=0, **link))
        connection.execute(sa.insert(TABLES["answer_links"]).values(id="lb", actor_id="b", reminders=0, **link))
        connection.execute(sa.insert(TABLES["registration_links"]).values(id="r", **link))
        registration = {"id": "s", "place_id": "kn", "link_id": "r", "sent_at": START, "said": {"name": ["Beta"]}}
        state = RegistrationState.ACCEPTED
        connection.execute(sa.insert(TABLES["registrations"]).values(**registration, state=state, actor_id="b"))
    register = stored(engine)
    tie = next(each for each in register.ties if each.id == "t2")
    (member,) = (each for each in register.forum_members if each.actor_id == "b")
    with writing(engine) as connection:
        confirm(connection, "a", [(FILES["ties"], tie)], START)
        confirm(connection, "b", [(FILES["ties"], tie)], START + HOUR)
        confirm(connection, "b", [(FILES["forum_members"], member)], START + 2 * HOUR)
    return engine


def told(engine: Engine) -> dict[str, object]:
    """Return of which actor each row is, and what was confirmed when."""
    with reading(engine) as connection:
        links = connection.execute(sa.select(TABLES["answer_links"])).mappings().all()
        registrations = connection.execute(sa.select(TABLES["registrations"])).mappings().all()
        confirmed = connection.execute(sa.select(TABLES["confirmations"])).mappings().all()
    return {
        "links": {row["id"]: row["actor_id"] for row in links},
        "registrations": {row["id"]: row["actor_id"] for row in registrations},
        "confirmed": {(row["actor_id"], row["record_key"]): (row["at"] - START) / HOUR for row in confirmed},
    }


BEFORE = {
    "links": {"la": "a", "lb": "b"},
    "registrations": {"s": "b"},
    "confirmed": {("a", '["t2"]'): 0, ("b", '["t2"]'): 1, ("b", '["f","b","convenor","2025-02-03"]'): 2},
}


def test_all_that_it_said_is_the_kept_one_s_and_comes_back(drawn: Engine) -> None:
    assert told(drawn) == BEFORE
    done = merged(drawn)
    assert told(drawn) == {
        "links": {"la": "a", "lb": "a"},
        "registrations": {"s": "a"},
        "confirmed": {("a", '["t2"]'): 1, ("a", '["f","a","convenor","2025-02-03"]'): 2},
    }
    undo(drawn, OPERATOR, done.change_set)
    assert told(drawn) == BEFORE


def test_what_the_kept_one_confirms_meanwhile_stays_confirmed(drawn: Engine) -> None:
    done = merged(drawn)
    with writing(drawn) as connection:
        confirm(
            connection,
            "a",
            [(FILES["ties"], next(each for each in stored(drawn).ties if each.id == "t2"))],
            START + 9 * HOUR,
        )
    undo(drawn, OPERATOR, done.change_set)
    confirmed = told(drawn)["confirmed"]
    assert confirmed == {**BEFORE["confirmed"], ("a", '["t2"]'): 9}  # type: ignore[dict-item]


def test_merging_again_by_undoing_carries_again(drawn: Engine) -> None:
    once = told_after_merge(drawn)
    undone = undo(drawn, OPERATOR, once)
    undo(drawn, OPERATOR, undone)
    assert told(drawn)["links"] == {"la": "a", "lb": "a"}
    assert told(drawn)["registrations"] == {"s": "a"}


def told_after_merge(engine: Engine) -> int:
    return merged(engine).change_set


def test_an_actor_that_is_erased_takes_all_that_it_said_along(drawn: Engine) -> None:
    erase_record(drawn, OPERATOR, FILES["actors"], "b")
    # t2 was Beta's tie to Gamma, so that nobody's word about it stays.
    assert told(drawn) == {"links": {"la": "a"}, "registrations": {}, "confirmed": {}}


def living(engine: Engine, actor_id: str) -> int:
    with reading(engine) as connection:
        return count_living_links(connection, actor_id, START)


def test_the_dropped_actor_s_link_lets_nobody_answer_for_the_kept_one(drawn: Engine) -> None:
    assert (living(drawn, "a"), living(drawn, "b")) == (1, 1)
    done = merged(drawn)
    # The link of Alfa is what is left; that of Beta was given to whoever said that they were Beta.
    assert (living(drawn, "a"), living(drawn, "b")) == (1, 0)
    undo(drawn, OPERATOR, done.change_set)
    assert (living(drawn, "a"), living(drawn, "b")) == (1, 1)


def test_a_link_that_was_taken_back_before_does_not_live_when_a_merge_is_undone(drawn: Engine) -> None:
    links = TABLES["answer_links"]
    with writing(drawn) as connection:
        connection.execute(sa.update(links).where(links.c.id == "lb").values(revoked_at=START))
    undo(drawn, OPERATOR, merged(drawn).change_set)
    with reading(drawn) as connection:
        assert connection.execute(sa.select(links.c.revoked_at).where(links.c.id == "lb")).scalar() == START


def own_tie(engine: Engine, actor_id: str) -> Tie:
    return next(tie for tie in stored(engine).ties if {tie.actor_a, tie.actor_b} == {actor_id, "d"})


def test_what_the_dropped_actor_told_is_not_confirmed_by_the_kept_one_as_the_other_side(drawn: Engine) -> None:
    gate = make_gate(Clock())
    with writing(drawn) as connection:
        of_b, of_a = (make_links(connection, gate, OPERATOR, "kn", [actor])[0] for actor in "ba")
    said = {
        "actor_a": "b",
        "actor_b": "d",
        "level": "dialogue",
        "confirmation": Confirmation.ONE_PARTY,
    }
    told_in = Answering(drawn, gate, of_b).create(FILES["ties"], said)
    done = merged(drawn)
    asked = asked_about(drawn, of_a, FILES["ties"], own_tie(drawn, "a"))
    Answering(drawn, gate, of_a).agree(asked, asked.standing.version)
    assert own_tie(drawn, "a").confirmation is Confirmation.ONE_PARTY

    undo(drawn, OPERATOR, done.change_set)
    with reading(drawn) as connection:
        authors = sa.select(CHANGE_SETS.c.actor_id).where(CHANGE_SETS.c.id == told_in)
        assert connection.execute(authors).scalar() == "b"


def test_taking_a_registration_back_does_not_undo_the_actor_that_its_own_was_merged_into(engine: Engine) -> None:
    gate = make_gate(Clock())
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
        link = {"place_id": "kn", "made_at": START, "expires_at": START + HOUR}
        connection.execute(sa.insert(TABLES["registration_links"]).values(id="r", **link))
        sent = {"place_id": "kn", "link_id": "r", "sent_at": START, "said": {"name": ["Bron"]}}
        connection.execute(sa.insert(TABLES["registrations"]).values(id="s", **sent, state=RegistrationState.WAITING))
    decider = Decider(engine, gate, OPERATOR, "kn")
    made = accept(decider, "s", {"name": "Bron", "sector": "civil_society", "place_id": "kn"})
    kept = alone(engine)
    merged(engine, kept, made.actor_id)
    reconsider(decider, "s")
    assert kept in {actor.id for actor in stored(engine).actors}
    assert told(engine)["registrations"] == {"s": None}


def alone(engine: Engine) -> str:
    """Register an actor alone, in a change set of its own."""
    with editing(engine, OPERATOR) as edit:
        values = {"id": "ensam", "name": "Bron", "sector": "civil_society", "place_id": "kn"}
        edit.create(FILES["actors"], values)
    return "ensam"


def test_speakers_and_links_of_two_that_are_one_are_followed_as_one(drawn: Engine) -> None:
    """Alfa was asked, then Beta, and Beta has answered: the merged actor has answered, and Alfa's link lives."""
    links = TABLES["answer_links"]
    answered = {"made_at": START + HOUR / 4, "answered_at": START + HOUR / 2}
    with writing(drawn) as connection:
        connection.execute(sa.update(links).where(links.c.id == "lb").values(answered))
    done = merged(drawn)
    assert followed(drawn) == {"a": ("answered", "lb")}
    undo(drawn, OPERATOR, done.change_set)
    assert followed(drawn) == {"a": ("asked", "la"), "b": ("answered", "lb")}


def followed(engine: Engine) -> dict[str, tuple[str, str]]:
    """Return how far each actor that was asked has come, and by which link."""
    with reading(engine) as connection:
        found = follow(Seen(connection), connection, "kn", START + HOUR / 2)
    return {one.actor_id: (str(one.standing), one.link.id) for one in found if one.link}
