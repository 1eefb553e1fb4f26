"""What has been kept for long enough goes; what has not stays. Told first, done when told to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.gate import Gate
from api.access.secret_key import SecretKey
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.retention import Kept, carry_out, due
from api.settings import Settings
from api.storing import remove, store
from models.tables import TABLES
from models.vocabulary import ChangeKind, LinkPurpose, ReadSubject
from tests.api.history_drawn import START, begin, change, drawn_history, stored

DAY = timedelta(days=1)
SETTINGS = Settings(
    secret_key="x" * 32, keep_access_log_days=100, keep_dead_links_days=10, keep_ended_contacts_months=6
)


@pytest.fixture
def gate() -> Gate:
    return replace(Gate(SETTINGS, SecretKey(SETTINGS)), now=lambda: START)


@pytest.fixture
def full(engine: Engine) -> Engine:
    """Of each kind one that is just due and one that is not, and actors that ended, with addresses."""
    account = {"id": "x", "email": "x@x.se", "name": "X", "demo": False, "created_at": START}
    with writing(engine) as connection:
        connection.execute(sa.insert(TABLES["accounts"]).values(account))
        connection.execute(sa.insert(TABLES["access_log"]), [read(101 * DAY), read(99 * DAY)])
        connection.execute(sa.insert(TABLES["sessions"]), [session("a", START), session("b", START + DAY)])
        links = [link("a", START - 11 * DAY), link("b", START - 9 * DAY), link("c", START + DAY, START - 11 * DAY)]
        connection.execute(sa.insert(TABLES["single_use_links"]), links)
        store(connection, drawn_history().tables(), [], begin(connection, 0))
    # Six months before the first of March is the first of September.
    ends = {"a": date(2025, 9, 1), "b": date(2025, 9, 2), "d": None}
    for number, (actor, end) in enumerate(ends.items(), 1):
        write(engine, number, actor, email="gammal@exempel.se")
        write(engine, number + 10, actor, valid_to=end, email=f"{actor}@exempel.se", note=f"till {actor}@exempel.se")
    return engine


def read(ago: timedelta) -> dict[str, object]:
    return {"account_id": "x", "subject": ReadSubject.ACTOR, "subject_id": "a", "hour": START - ago}


def session(key: str, expires_at: datetime) -> dict[str, object]:
    moments = {"created_at": START, "seen_at": START, "expires_at": expires_at}
    return {"key_digest": key, "account_id": "x", "second_factor": False, **moments}


def link(key: str, expires_at: datetime, used_at: datetime | None = None) -> dict[str, object]:
    moments = {"created_at": START, "expires_at": expires_at, "used_at": used_at}
    return {"token_digest": key, "purpose": LinkPurpose.INVITATION, "email": "y@x.se", "offered": [], **moments}


def write(engine: Engine, number: int, actor: str, **values: object) -> None:
    with writing(engine) as connection:
        store(connection, {}, [change("actors", stored(engine).actor[actor], **values)], begin(connection, number))


def test_what_is_due_is_told_and_stays_until_it_is_carried_out(full: Engine, gate: Gate) -> None:
    before = stored(full)
    assert due(full, gate) == Kept(reads=1, sessions=1, links=2, contacts=1)
    assert stored(full) == before

    assert carry_out(full, gate) == Kept(1, 1, 2, 1)

    assert due(full, gate) == Kept(0, 0, 0, 0)
    with reading(full) as connection:
        counts = {
            name: connection.execute(sa.select(sa.func.count()).select_from(TABLES[name])).scalar_one()
            for name in ("access_log", "sessions", "single_use_links")
        }
    assert counts == {"access_log": 1, "sessions": 1, "single_use_links": 1}


def test_the_contact_of_an_ended_actor_goes_from_its_history_too_and_no_other(full: Engine, gate: Gate) -> None:
    carry_out(full, gate)
    actors = stored(full).actor
    assert (actors["a"].email, actors["a"].note) == (None, "till [raderat]")
    assert (actors["b"].email, actors["d"].email) == ("b@exempel.se", "d@exempel.se")
    history = TABLES["history"]
    with reading(full) as connection:
        kept = connection.execute(sa.select(history.c.before).order_by(history.c.id)).scalars().all()
    assert [(state["id"], state["email"]) for state in kept if state["email"]] == [
        ("b", "gammal@exempel.se"),
        ("d", "gammal@exempel.se"),
    ]


def test_the_contact_of_an_actor_that_was_deleted_long_ago_goes_too(full: Engine, gate: Gate) -> None:
    # The hour that ends the first of September in Sweden is 22 in UTC.
    ended = datetime(2025, 9, 1, 21, tzinfo=UTC)
    for actor, at in (("long", ended), ("late", ended + timedelta(hours=1))):
        record = drawn_history().actor["d"].model_copy(update={"id": actor, "email": f"{actor}@exempel.se"})
        with writing(full) as connection:
            store(connection, {"actors": [record]}, [], begin(connection, 20))
        with writing(full) as connection:
            hold_revision(connection)
            remove(connection, {"actors": [record]}, begin_change_set(connection, Deed(ChangeKind.EDIT), at))
    assert due(full, gate).contacts == 2

    carry_out(full, gate)

    history = TABLES["history"]
    with reading(full) as connection:
        gone = sa.select(history.c.before).where(history.c.deleted).order_by(history.c.id)
        assert [(state["id"], state["email"]) for state in connection.execute(gone).scalars()] == [
            ("long", None),
            ("late", "late@exempel.se"),
        ]


def test_the_file_is_rewritten_although_nothing_is_due_when_told_to(
    sqlite_engine: Engine, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewritten: list[Engine] = []
    monkeypatch.setattr("api.retention.compact", rewritten.append)
    assert not carry_out(sqlite_engine, gate).anything
    assert rewritten == []
    assert not carry_out(sqlite_engine, gate, rewriting=True).anything
    assert rewritten == [sqlite_engine]
