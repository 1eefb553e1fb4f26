"""Signing in with another provider, against one that runs on this machine and may turn against us."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.access.accounts import disable_account, find_account, list_accounts, set_totp
from api.access.links import invite
from api.access.roles import list_roles
from api.access.viewer import HeldRole
from api.database import reading, writing
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.access.people import ADMIN, EDITOR, Clock, browser, enrol, make_gate
from tests.api.access.provider import ANOTHER_KEY, CLIENT, CLIENT_SECRET, FakePerson, OidcProvider, running

MEMBER = HeldRole(Role.MEMBER, actor_id="forening")


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def gate(clock: Clock, provider: OidcProvider):
    return make_gate(
        clock,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=CLIENT_SECRET,
        oidc_name="Kommunen",
    )


@pytest.fixture
def visitor(settled: Engine, gate) -> Iterator[TestClient]:
    with browser(settled, gate) as client:
        yield client


def way_back(client: TestClient, address: str = "/logga-in/extern?next=/om") -> str:
    """Go to the provider as a browser does, and return where it sends the browser, without the host."""
    there = client.get(address)
    assert there.status_code == 303
    back = requests.get(there.headers["location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def signed_in_as(client: TestClient) -> str | None:
    answer = client.get("/konto")
    return answer.text.partition('<p class="lead">')[2].partition("<")[0] if answer.status_code == 200 else None


def test_whoever_the_provider_knows_by_the_address_of_an_account_is_let_in(settled, gate, visitor):
    enrol(settled, gate, "kansli@a.example", EDITOR)
    answer = visitor.get(way_back(visitor))

    assert (answer.status_code, answer.headers["location"]) == (303, "/om")
    assert signed_in_as(visitor) == "kansli@a.example"
    assert "samverkan-extern" not in visitor.cookies


def test_the_sign_in_page_leads_to_the_provider(visitor):
    assert 'href="/logga-in/extern?next=/om">Logga in med Kommunen' in visitor.get("/logga-in?next=/om").text


def test_the_provider_is_asked_with_state_nonce_and_a_challenge_that_differ_each_time(visitor):
    asked = [parse_qs(urlsplit(visitor.get("/logga-in/extern").headers["location"]).query) for _ in range(2)]

    for name in ("state", "nonce", "code_challenge"):
        first, second = (question[name][0] for question in asked)
        assert len(first) >= 43
        assert first != second
    assert asked[0]["redirect_uri"] == ["http://127.0.0.1:8000/logga-in/extern/svar"]


def test_from_then_on_the_subject_counts_and_not_the_address(settled, gate, visitor, provider):
    enrol(settled, gate, "kansli@a.example")
    visitor.get(way_back(visitor))
    visitor.post("/logga-ut")
    provider.person = FakePerson(email="ny.adress@a.example", email_verified=False)
    visitor.get(way_back(visitor))

    assert signed_in_as(visitor) == "kansli@a.example"


def test_somebody_else_who_got_the_address_later_is_not_let_into_the_account(settled, gate, visitor, provider):
    enrol(settled, gate, "kansli@a.example")
    visitor.get(way_back(visitor))
    visitor.post("/logga-ut")
    provider.person = FakePerson(subject="somebody else")
    answer = visitor.get(way_back(visitor))

    assert answer.status_code == 403
    assert signed_in_as(visitor) is None


def test_an_invitation_makes_the_account(settled, gate, visitor):
    inviter = enrol(settled, gate, "admin@a.example", ADMIN)
    with writing(settled) as connection:
        invite(connection, gate, inviter.id, "kansli@a.example", [MEMBER])
    answer = visitor.get(way_back(visitor))

    assert answer.status_code == 303
    with reading(settled) as connection:
        account = find_account(connection, "kansli@a.example")
        assert account is not None
        assert (account.name, account.password_hash) == ("Kansliet", None)
        assert [named.held for named in list_roles(connection, account.id)] == [MEMBER]


def test_without_an_account_or_an_invitation_none_is_made(settled, visitor):
    answer = visitor.get(way_back(visitor))

    assert answer.status_code == 403
    assert "Det finns inget konto här" in answer.text
    with reading(settled) as connection:
        assert list_accounts(connection) == ()


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_has_not_made_sure_of_opens_nothing(settled, gate, visitor, provider, verified):
    enrol(settled, gate, "kansli@a.example", ADMIN)
    provider.person = FakePerson(email_verified=verified)

    assert visitor.get(way_back(visitor)).status_code == 403
    assert signed_in_as(visitor) is None


def test_a_closed_account_stays_closed(settled, gate, visitor):
    enrol(settled, gate, "admin@a.example", ADMIN)
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        disable_account(connection, account.id, gate.now())
    answer = visitor.get(way_back(visitor))

    assert answer.status_code == 403
    assert "Kontot är avstängt" in answer.text


def test_a_second_factor_that_is_on_here_is_asked_for(settled, gate, visitor):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        set_totp(connection, account.id, "sealed")
    answer = visitor.get(way_back(visitor))

    assert answer.headers["location"] == "/logga-in/kod?next=%2Fom"
    assert signed_in_as(visitor) is None


@pytest.mark.parametrize("name", ["", "x" * 501, "a\x00b"])
def test_somebody_whose_name_cannot_be_one_is_called_by_the_address(settled, gate, visitor, provider, name):
    inviter = enrol(settled, gate, "admin@a.example", ADMIN)
    with writing(settled) as connection:
        invite(connection, gate, inviter.id, "kansli@a.example", [MEMBER])
    provider.person = FakePerson(name=name)
    visitor.get(way_back(visitor))

    assert '<a href="/konto">kansli@a.example</a>' in visitor.get("/om").text


FORGERIES = {
    "another nonce": lambda claims: claims.update(nonce="another"),
    "no nonce": lambda claims: claims.pop("nonce"),
    "another audience": lambda claims: claims.update(aud="another-client"),
    "several audiences and another party": lambda claims: claims.update(aud=[CLIENT, "another"], azp="another"),
    "another issuer": lambda claims: claims.update(iss="https://elsewhere.example"),
    "no issuer": lambda claims: claims.pop("iss"),
    "no subject": lambda claims: claims.pop("sub"),
    "too old": lambda claims: claims.update(exp=int(time.time()) - 120),
    "a subject that is no name": lambda claims: claims.update(sub="a\x00b"),
    "no end": lambda claims: claims.pop("exp"),
    "from the future": lambda claims: claims.update(nbf=int(time.time()) + 3600),
    "another access token": lambda claims: claims.update(at_hash="x" * 22),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_claims_that_are_not_for_this_sign_in_are_refused(sqlite_engine, gate, provider, forgery):
    enrol(sqlite_engine, gate, "kansli@a.example", ADMIN)
    provider.forge = FORGERIES[forgery]
    with browser(sqlite_engine, gate) as visitor:
        answer = visitor.get(way_back(visitor))

        assert answer.status_code == 403
        assert "går inte att lita på" in answer.text
        assert signed_in_as(visitor) is None


def test_claims_signed_with_another_key_are_refused(sqlite_engine, gate, provider):
    enrol(sqlite_engine, gate, "kansli@a.example", ADMIN)
    provider.key = ANOTHER_KEY
    with browser(sqlite_engine, gate) as visitor:
        assert visitor.get(way_back(visitor)).status_code == 403
        assert signed_in_as(visitor) is None


def test_claims_that_nobody_signed_are_refused(sqlite_engine, gate, provider, monkeypatch):
    enrol(sqlite_engine, gate, "kansli@a.example", ADMIN)
    signed = OidcProvider.identify

    def unsigned(self: OidcProvider, nonce: str) -> str:
        _, claims, _ = signed(self, nonce).split(".")
        return f"eyJhbGciOiJub25lIn0.{claims}."

    monkeypatch.setattr(OidcProvider, "identify", unsigned)
    with browser(sqlite_engine, gate) as visitor:
        assert visitor.get(way_back(visitor)).status_code == 403
        assert signed_in_as(visitor) is None


def test_an_answer_works_once(settled, gate, visitor):
    enrol(settled, gate, "kansli@a.example")
    back = way_back(visitor)
    visitor.get(back)
    visitor.post("/logga-ut")

    assert visitor.get(back).status_code == 403
    assert signed_in_as(visitor) is None


def test_an_answer_to_another_browser_is_refused(settled, gate, visitor):
    """Somebody sends a victim the answer to their own sign-in, so that the victim works in a foreign account."""
    enrol(settled, gate, "kansli@a.example")
    with browser(settled, gate) as attacker:
        back = way_back(attacker)
    answer = visitor.get(back)

    assert answer.status_code == 403
    assert "började inte här" in answer.text
    way_back(visitor)  # also when the victim has begun a sign-in of their own
    assert visitor.get(back).status_code == 403
    assert signed_in_as(visitor) is None


def test_a_person_who_says_no_is_not_let_in(sqlite_engine, gate, provider):
    provider.refuses = True
    with browser(sqlite_engine, gate) as visitor:
        answer = visitor.get(way_back(visitor))

        assert answer.status_code == 403
        assert "släppte inte in dig" in answer.text


def test_a_provider_that_calls_itself_something_else_is_not_believed(sqlite_engine, gate, provider):
    provider.discovery = lambda described: described.update(issuer="https://elsewhere.example")
    with browser(sqlite_engine, gate) as visitor:
        assert visitor.get("/logga-in/extern").status_code == 502


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(sqlite_engine, clock):
    gate = make_gate(clock, oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    with browser(sqlite_engine, gate) as visitor:
        answer = visitor.get("/logga-in/extern")

        assert answer.status_code == 502
        assert "Inloggningstjänsten svarar inte" in answer.text


def test_without_a_provider_there_is_no_such_way_in(sqlite_engine, clock):
    with browser(sqlite_engine, make_gate(clock)) as visitor:
        assert visitor.get("/logga-in/extern").status_code == 404
        assert visitor.get("/logga-in/extern/svar?code=x&state=y").status_code == 404
        assert "/logga-in/extern" not in visitor.get("/logga-in").text


def test_afterwards_nobody_is_sent_to_another_host(settled, gate, visitor):
    enrol(settled, gate, "kansli@a.example")

    answer = visitor.get(way_back(visitor, "/logga-in/extern?next=//elsewhere.example"))
    assert answer.headers["location"] == "/"


def test_whom_the_provider_knows_is_stored_by_issuer_and_subject(settled, gate, visitor, provider):
    account = enrol(settled, gate, "kansli@a.example")
    visitor.get(way_back(visitor))

    with reading(settled) as connection:
        stored = connection.execute(sa.select(TABLES["outside_identities"])).all()
    assert [tuple(row) for row in stored] == [(provider.issuer, "1234", account.id)]
