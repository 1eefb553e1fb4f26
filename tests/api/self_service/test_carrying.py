"""What an actor said without an account goes along when it is made one with another, and comes back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.erasing_records import erase_record
from api.self_service.confirmations import confirm
from api.storing import store
from api.undoing import undo
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ChangeKind, RegistrationState
from tests.api.history_drawn import START, begin, drawn_history, stored
from tests.api.merging_drawn import merged

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
