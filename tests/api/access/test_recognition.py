"""Who asks is known by a session or a token, with one query, and with none where there is neither."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.access.accounts import disable_account, set_totp
from api.access.api_tokens import create_token, list_tokens, revoke_token
from api.access.cookies import PLAIN_NAME, SECURE_NAME
from api.access.recognition import SignedIn, WhoAsks
from api.access.roles import list_roles, take_role
from api.access.sessions import start_session
from api.access.viewer import ANYBODY, Viewer
from api.database import reading, writing
from api.problems import answer_with_problems
from models.tables import TABLES
from models.vocabulary import TokenScope
from tests.api.access.people import ADMIN, EDITOR, HERE, enrol

SEEN: list[Viewer] = []


def asking(engine: Engine, gate, address: str = HERE) -> TestClient:
    app = FastAPI()
    app.state.engine, app.state.gate = engine, gate

    @app.get("/api/who")
    def ask(viewer: WhoAsks) -> None:
        SEEN.append(viewer)

    @app.get("/konto")
    def account(caller: SignedIn) -> str:
        return caller.name

    answer_with_problems(app)
    return TestClient(app, base_url=address, follow_redirects=False, client=("127.0.0.1", 50_000))


def seen_by(client: TestClient, **headers: str) -> Viewer:
    SEEN.clear()
    assert client.get("/api/who", headers=headers).status_code == 200
    return SEEN[0]


def session(engine: Engine, gate, account_id: str, *, coded: bool = False) -> str:
    with writing(engine) as connection:
        return start_session(connection, gate, account_id, waits_for_code=False, coded=coded)


def cookie(key: str, name: str = PLAIN_NAME) -> dict[str, str]:
    return {"cookie": f"{name}={key}"}


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        said.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(engine, "before_cursor_execute", note)


def test_a_session_is_its_account_with_its_roles(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", ADMIN, EDITOR)
    key = session(settled, gate, account.id)

    assert seen_by(asking(settled, gate), **cookie(key)) == Viewer(account.id, frozenset({ADMIN, EDITOR}))


def test_a_session_is_found_with_one_query_and_nobody_with_none(settled, gate):
    key = session(settled, gate, enrol(settled, gate, "kansli@a.example", EDITOR).id)
    client = asking(settled, gate, "http://kartan.example")
    with statements(settled) as said:
        seen_by(client, **cookie(key))
        queries = [statement for statement in said if statement.startswith("SELECT")]
        assert len(queries) == 1
        said.clear()
        assert seen_by(client) == ANYBODY
        assert said == []


@pytest.mark.parametrize("key", ["", "unknown", "x" * 5000])
def test_an_unknown_session_is_nobody(settled, gate, key):
    enrol(settled, gate, "kansli@a.example")

    assert seen_by(asking(settled, gate), **cookie(key)) == ANYBODY


def test_a_session_ends_twelve_hours_after_its_last_use(settled, gate, clock):
    account = enrol(settled, gate, "kansli@a.example")
    client, headers = asking(settled, gate), cookie(session(settled, gate, account.id))
    for _ in range(3):
        clock.forward(hours=11)
        assert seen_by(client, **headers).account_id == account.id
    clock.forward(hours=12)

    assert seen_by(client, **headers) == ANYBODY


def test_a_session_ends_after_seven_days_however_much_it_is_used(settled, gate, clock):
    account = enrol(settled, gate, "kansli@a.example")
    client, headers = asking(settled, gate), cookie(session(settled, gate, account.id))
    for _ in range(7 * 24 // 8 - 1):
        clock.forward(hours=8)
        assert seen_by(client, **headers).account_id == account.id
    clock.forward(hours=8)

    assert seen_by(client, **headers) == ANYBODY


def test_use_is_written_down_every_ten_minutes_and_not_at_every_request(settled, gate, clock):
    headers = cookie(session(settled, gate, enrol(settled, gate, "kansli@a.example").id))
    client = asking(settled, gate)
    with statements(settled) as said:
        for _ in range(4):
            clock.forward(minutes=4)
            seen_by(client, **headers)
        assert sum(statement.startswith("UPDATE") for statement in said) == 1


def test_a_role_that_is_taken_is_gone_at_the_next_request(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", EDITOR)
    client, headers = asking(settled, gate), cookie(session(settled, gate, account.id))
    assert seen_by(client, **headers).roles == {EDITOR}
    with writing(settled) as connection:
        take_role(connection, account.id, list_roles(connection, account.id)[0].id)

    assert seen_by(client, **headers).roles == frozenset()


def test_the_sessions_and_tokens_of_a_closed_account_open_nothing(settled, gate):
    enrol(settled, gate, "admin@a.example", ADMIN)
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        token = create_token(connection, gate, account.id, "x", [TokenScope.READ], 1)
        disable_account(connection, account.id, gate.now())
    client = asking(settled, gate)

    assert seen_by(client, **cookie(session(settled, gate, account.id))) == ANYBODY
    assert client.get("/api/who", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_before_the_code_is_given_a_session_is_nobody(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        set_totp(connection, account.id, "sealed")
    client = asking(settled, gate)

    assert seen_by(client, **cookie(session(settled, gate, account.id))) == ANYBODY
    assert seen_by(client, **cookie(session(settled, gate, account.id, coded=True))).account_id == account.id


def test_over_tls_only_the_cookie_that_no_neighbour_can_set_counts(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    client, key = asking(settled, gate, "https://kartan.example"), session(settled, gate, account.id)

    assert seen_by(client, **cookie(key)) == ANYBODY
    assert seen_by(client, **cookie(key, SECURE_NAME)).account_id == account.id


def test_a_demo_session_opens_nothing_but_at_this_machine(settled, gate):
    account = enrol(settled, gate, "admin@demo.example", ADMIN, demo=True)
    enrol(settled, gate, "kansli@a.example")
    headers = cookie(session(settled, gate, account.id))

    assert seen_by(asking(settled, gate), **headers).account_id == account.id
    assert seen_by(asking(settled, gate, "http://kartan.example"), **headers) == ANYBODY
    assert seen_by(asking(settled, gate), **headers, **{"X-Forwarded-For": "192.0.2.1"}) == ANYBODY


def test_a_token_is_its_account_within_its_scopes(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", EDITOR)
    with writing(settled) as connection:
        token = create_token(connection, gate, account.id, "Rapport", [TokenScope.READ], 30)

    viewer = seen_by(asking(settled, gate), Authorization=f"bearer {token}")
    assert viewer == Viewer(account.id, frozenset({EDITOR}), frozenset({TokenScope.READ}))
    with reading(settled) as connection:
        (listed,) = list_tokens(connection, gate, account.id)
        assert listed.used_at == gate.now()
        assert token not in str(connection.execute(sa.select(TABLES["api_tokens"])).all())


def test_a_token_goes_before_the_cookies_that_come_along(settled, gate):
    account, another = enrol(settled, gate, "kansli@a.example"), enrol(settled, gate, "annan@a.example", ADMIN)
    with writing(settled) as connection:
        token = create_token(connection, gate, account.id, "x", [TokenScope.READ], 30)
    key = session(settled, gate, another.id)

    assert seen_by(asking(settled, gate), Authorization=f"Bearer {token}", **cookie(key)).account_id == account.id


@pytest.mark.parametrize("token", ["", "smv_unknown", "x" * 5000])
def test_an_unknown_token_is_refused_with_a_problem(settled, gate, token):
    answer = asking(settled, gate).get("/api/who", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
    assert "smv_unknown" not in answer.text


def test_a_token_that_is_old_or_revoked_is_refused(settled, gate, clock):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        old, revoked = (create_token(connection, gate, account.id, "x", [TokenScope.READ], days) for days in (1, 30))
        (listed,) = (token for token in list_tokens(connection, gate, account.id) if token.expires_at.day != 23)
        revoke_token(connection, gate, account.id, listed.id)
    client = asking(settled, gate)
    assert client.get("/api/who", headers={"Authorization": f"Bearer {revoked}"}).status_code == 401
    assert client.get("/api/who", headers={"Authorization": f"Bearer {old}"}).status_code == 200
    clock.forward(days=1)

    assert client.get("/api/who", headers={"Authorization": f"Bearer {old}"}).status_code == 401


def test_a_page_for_accounts_sends_people_to_sign_in_and_come_back(settled, gate):
    answer = asking(settled, gate).get("/konto?klart=namn")

    assert (answer.status_code, answer.headers["location"]) == (303, "/logga-in?next=%2Fkonto%3Fklart%3Dnamn")


def test_a_token_opens_no_page_for_accounts(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        token = create_token(connection, gate, account.id, "x", list(TokenScope), 30)

    assert asking(settled, gate).get("/konto", headers={"Authorization": f"Bearer {token}"}).status_code == 303


def test_until_somebody_has_an_account_whoever_sits_at_the_machine_is_at_home(settled, gate):
    enrol(settled, gate, "admin@demo.example", ADMIN, demo=True)
    here, elsewhere = asking(settled, gate), asking(settled, gate, "http://kartan.example")
    assert seen_by(here) == Viewer(at_home=True)
    assert seen_by(elsewhere) == ANYBODY
    gate.claim._asked_at = None
    enrol(settled, gate, "kansli@a.example")

    assert seen_by(here) == ANYBODY


def test_reading_does_not_wait_for_whoever_writes(engine: Engine, gate) -> None:
    """The last use of a session is noted when nobody is in the way, and by the next request otherwise."""
    admin = enrol(engine, gate, "admin@kommunen.example", ADMIN)
    key = session(engine, gate, admin.id)
    client, seen_at = asking(engine, gate), sa.select(TABLES["sessions"].c.seen_at)
    with reading(engine) as connection:
        before = connection.execute(seen_at).scalar_one()
    gate.now.forward(minutes=11)
    with in_the_middle_of_writing(engine), ThreadPoolExecutor(1) as other:
        assert other.submit(seen_by, client, **cookie(key)).result(timeout=5).account_id == admin.id
    with reading(engine) as connection:
        assert (connection.execute(seen_at).scalar_one() > before) is (engine.dialect.name == "postgresql")
    seen_by(client, **cookie(key))
    with reading(engine) as connection:
        assert connection.execute(seen_at).scalar_one() > before


@contextmanager
def in_the_middle_of_writing(engine: Engine) -> Iterator[None]:
    """Hold a transaction that writes elsewhere in the register."""
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE register_revision SET revision = revision"))
        yield
