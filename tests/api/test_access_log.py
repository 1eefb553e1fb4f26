"""Who read what is not for everybody: once for an account, an object and an hour, and nothing of what is open."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api import access_log
from api.access.viewer import ANYBODY, HeldRole
from api.access_log import AccessLog, write_reads
from api.database import reading, writing
from api.queries.reads import reads_of_actor, reads_of_place
from api.reads import records_read
from models.errors import DatabaseBusyError
from models.tables import TABLES
from models.vocabulary import ReadSubject, Role
from tests.api.accounts import bearer
from tests.api.history_drawn import START


@pytest.fixture
def client(writable: TestClient, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The demo with one open municipality, kn, in which one actor is hidden; the others are closed."""
    monkeypatch.setattr(access_log, "now", lambda: START)
    places, actors = TABLES["places"], TABLES["actors"]
    with writing(engine(writable)) as connection:
        connection.execute(sa.update(places).values(visibility="private", needs_open=False))
        above = sa.select(places.c.parent_id).where(places.c.id == "kn").scalar_subquery()
        connection.execute(sa.update(places).where(places.c.id == "kn").values(visibility="public", needs_open=True))
        connection.execute(sa.update(places).where(places.c.parent_id == "kn").values(visibility=None, needs_open=None))
        connection.execute(sa.update(places).where(places.c.id == above).values(visibility="private"))
        connection.execute(sa.update(actors).where(actors.c.id == "c2").values(visibility="hidden"))
    return writable


def engine(client: TestClient) -> sa.Engine:
    found: sa.Engine = client.app.state.engine  # type: ignore[attr-defined]
    return found


def logged(client: TestClient) -> list[tuple[str, str, str, datetime]]:
    client.app.state.access_log.flush()  # type: ignore[attr-defined]
    log, accounts = TABLES["access_log"], TABLES["accounts"]
    query = sa.select(accounts.c.name, log.c.subject, log.c.subject_id, log.c.hour)
    with reading(engine(client)) as connection:
        rows = connection.execute(query.join(accounts, accounts.c.id == log.c.account_id))
        return sorted(tuple(row) for row in rows)


def test_a_hidden_actor_is_read_by_those_who_may_and_that_is_logged_once(client: TestClient) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    for _ in range(2):
        assert client.get("/api/v1/actors/c2", headers=editor).status_code == 200
        assert client.get("/aktorer/c2", headers=editor).status_code == 200
    assert logged(client) == [("samordnare", ReadSubject.ACTOR, "c2", START)]


def test_what_everybody_may_read_leaves_no_trace(client: TestClient) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    analyst = bearer(client, "analytiker", HeldRole(Role.ANALYST))
    assert client.get("/api/v1/actors/c4", headers=editor).status_code == 200
    assert client.get("/api/v1/places/kn/network", headers=analyst).status_code == 200
    assert client.get("/api/v1/forums/f1", headers=analyst).status_code == 200
    assert client.get("/api/v1/places/kn/network").status_code == 200
    assert logged(client) == []


@pytest.mark.parametrize(
    "address",
    ["/platser/kn/karta", "/aktorer/n1", "/api/v1/ties/t5", "/api/v1/forums/f2/members", "/api/v1/activities/x4"],
)
def test_whoever_is_shown_a_hidden_actor_on_another_page_is_logged(client: TestClient, address: str) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    assert client.get(address, headers=editor).status_code == 200
    assert logged(client) == [("samordnare", ReadSubject.ACTOR, "c2", START)]


def test_who_sees_needs_that_are_closed_to_everybody_reads_of_their_place(client: TestClient) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    with writing(engine(client)) as connection:
        connection.execute(sa.update(TABLES["places"]).where(TABLES["places"].c.id == "kn").values(needs_open=False))
    assert client.get("/platser/kn", headers=editor).status_code == 200
    assert ("samordnare", ReadSubject.PLACE, "kn", START) in logged(client)


def test_what_was_not_found_was_not_read(client: TestClient) -> None:
    reader = bearer(client, "annanstans", HeldRole(Role.READER, "bn"))
    assert client.get("/api/v1/actors/c2", headers=reader).status_code == 404
    assert client.get("/platser/finns-inte", headers=reader).status_code == 404
    assert logged(client) == []


def test_other_records_count_as_their_place_and_lists_as_what_they_list(client: TestClient) -> None:
    reader = bearer(client, "läsare", HeldRole(Role.READER, "filipstad"))
    (forum, *_) = client.get("/api/v1/forums?place_id=filipstad&limit=1", headers=reader).json()["items"]
    assert logged(client) == [("läsare", ReadSubject.PLACE, "filipstad", START)]
    assert client.get(f"/api/v1/forums/{forum['id']}", headers=reader).status_code == 200
    assert len(logged(client)) == 1


def test_whole_lists_count_as_all_of_which_one_sees_more_than_everybody(client: TestClient) -> None:
    nobody_s = bearer(client, "utan-roll")
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    admin = bearer(client, "administratör", HeldRole(Role.ADMIN))
    for asking in (nobody_s, editor, admin):
        assert client.get("/api/v1/exports/package", headers=asking).status_code == 200
        assert client.get("/api/v1/actors", headers=asking).status_code == 200
    assert [row[:3] for row in logged(client)] == [
        ("administratör", ReadSubject.REGISTER, ""),
        ("samordnare", ReadSubject.ACTOR, "c2"),
    ]


def test_a_change_counts_as_what_it_changed(client: TestClient) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    changed = {"version": 1, "website": "https://forening.example"}
    assert client.patch("/api/v1/actors/c2", json=changed, headers=editor).status_code == 200
    (newest, *_) = client.get("/api/v1/actors/c2/history", headers=editor).json()["items"]
    with writing(engine(client)) as connection:
        connection.execute(sa.delete(TABLES["access_log"]))
    reader = bearer(client, "administratör", HeldRole(Role.ADMIN))
    assert client.get(f"/api/v1/changes/{newest['id']}", headers=reader).status_code == 200
    assert ("administratör", ReadSubject.ACTOR, "c2", START) in logged(client)


def read_of(path: str, query: str = "", **named: str) -> dict[str, object]:
    return {"path": path, "query_string": query.encode(), "path_params": named}


@pytest.mark.parametrize(
    ("path", "query", "named", "read"),
    [
        ("/platser/kn/karta", "", {"place_id": "kn"}, [("places", "kn")]),
        ("/aktorer/c2", "", {"actor_id": "c2"}, [("actors", "c2")]),
        ("/aktorer/c2/andra", "", {"record_id": "c2"}, [("actors", "c2")]),
        ("/avtal/v1/andra", "", {"record_id": "v1"}, [("agreements", "v1")]),
        ("/radera/actors/c2", "", {"table": "actors", "record_id": "c2"}, [("actors", "c2")]),
        ("/api/v1/ties/t1/history", "", {"record_id": "t1"}, [("ties", "t1")]),
        ("/jamfor", "place=kn&place=bn", {}, [("places", "kn"), ("places", "bn")]),
        ("/api/v1/forums", "place_id=kn", {}, [("places", "kn")]),
        ("/api/v1/forums", "", {}, [("", "")]),
        ("/api/v1/contacts", "", {}, [("", "")]),
        ("/historik", "", {}, [("", "")]),
        ("/", "q=kvinnojour", {}, [("", "")]),
        ("/", "", {}, []),
        ("/om", "", {}, []),
        ("/konton", "", {}, []),
        ("/jamfor", "place=%00&place=%C3%A5", {}, []),
    ],
)
def test_an_address_tells_what_is_read(
    path: str, query: str, named: dict[str, str], read: list[tuple[str, str]]
) -> None:
    assert list(records_read(read_of(path, query, **named))) == read


def test_a_read_that_can_never_be_written_does_not_keep_the_others(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(engine: sa.Engine, reads: set[access_log.Read]) -> None:
        if any(read.record_id == "giftig" for read in reads):
            raise ValueError("never")
        write_reads(engine, reads)

    monkeypatch.setattr(access_log, "write_reads", write)
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    client.get("/?plats=giftig", headers=editor)
    client.get("/api/v1/actors/c2", headers=editor)
    assert [row[2] for row in logged(client)] == ["c2"]


def test_the_actor_and_its_place_see_who_read(client: TestClient) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    admin = bearer(client, "administratör", HeldRole(Role.ADMIN))
    client.get("/api/v1/actors/c2", headers=editor)
    client.get("/platser/kn", headers=editor)
    client.get("/api/v1/exports/package", headers=admin)
    assert len(logged(client)) == 2

    with reading(engine(client)) as connection:
        of_actor = reads_of_actor(connection, "c2", 10, 0)
        of_place = reads_of_place(connection, ["kn", "ng"], 1, 0)
        elsewhere = reads_of_place(connection, ["bn"], 10, 0)

    assert {(read.who, read.subject) for read in of_actor.items} == {
        ("samordnare", ReadSubject.ACTOR),
        ("administratör", ReadSubject.REGISTER),
    }
    assert (of_place.total, len(of_place.items)) == (2, 1)
    assert [read.subject for read in elsewhere.items] == [ReadSubject.REGISTER]


def fail(*_: object) -> None:
    raise DatabaseBusyError("busy")


def test_a_log_that_cannot_be_written_waits(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = bearer(client, "samordnare", HeldRole(Role.EDITOR, "kn"))
    monkeypatch.setattr(access_log, "write_reads", fail)
    client.get("/api/v1/actors/c2", headers=editor)
    assert logged(client) == []
    monkeypatch.undo()
    assert [row[2] for row in logged(client)] == ["c2"]


def test_nobody_in_particular_leaves_no_trace(sqlite_engine: sa.Engine) -> None:
    log = AccessLog(sqlite_engine)
    log.note(ANYBODY, "actors", "a")
    log.close()
    with reading(sqlite_engine) as connection:
        assert connection.execute(sa.select(TABLES["access_log"])).all() == []
