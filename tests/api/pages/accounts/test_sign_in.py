"""Signing in and out in a browser."""

import logging

import pyotp
import pytest
from fastapi.testclient import TestClient

from api.access.accounts import disable_account
from api.access.demo_accounts import DEMO_ACCOUNTS, demo_password, make_demo_accounts
from api.access.second_factor import new_secret, turn_on
from api.database import writing
from models.vocabulary import Role
from tests.api.access.people import ADMIN, PASSWORD, browser, enrol, make_gate, sign_in

EMAIL = "kansli@a.example"


def is_signed_in(client: TestClient) -> bool:
    return client.get("/konto").status_code == 200


def with_second_factor(engine, gate, email: str = EMAIL) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    account, secret = enrol(engine, gate, email), new_secret()
    with writing(engine) as connection:
        return pyotp.TOTP(secret), turn_on(connection, gate, account.id, secret, 0)


def test_the_right_password_signs_in_and_leads_back(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    answer = visitor.post("/logga-in", data={"email": " Kansli@A.example", "password": PASSWORD, "next": "/om?a=1"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/om?a=1")
    page = visitor.get("/om").text
    assert f'<a href="/konto">{EMAIL}</a>' in page
    assert "Logga ut" in page


def test_the_cookie_is_of_no_use_to_scripts_and_other_sites(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    form = {"email": EMAIL, "password": PASSWORD}
    plain = visitor.post("/logga-in", data=form).headers.get_list("set-cookie")
    with browser(settled, gate, "https://kartan.example") as over_tls:
        secure = over_tls.post("/logga-in", data=form).headers.get_list("set-cookie")

    assert list(map(without_value, plain)) == [
        "samverkan; HttpOnly; Path=/; SameSite=lax",
        "samverkan-kand; HttpOnly; Max-Age=15552000; Path=/; SameSite=lax",
    ]
    assert list(map(without_value, secure)) == [
        "__Host-samverkan; HttpOnly; Path=/; SameSite=lax; Secure",
        "__Host-samverkan-kand; HttpOnly; Max-Age=15552000; Path=/; SameSite=lax; Secure",
    ]


def without_value(cookie: str) -> str:
    name, *rest = cookie.split("; ")
    return "; ".join((name.partition("=")[0], *rest))


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "något annat lösenord"), ("okand@a.example", PASSWORD), (EMAIL, ""), ("", ""), (EMAIL, "\x00")],
)
def test_wrong_is_wrong_and_does_not_say_what(settled, gate, visitor, email, password):
    enrol(settled, gate, EMAIL)
    answer = visitor.post("/logga-in", data={"email": email, "password": password})

    assert answer.status_code == 422
    assert "E-postadressen eller lösenordet är fel." in answer.text
    assert "set-cookie" not in answer.headers
    assert not password or password == "\x00" or password not in answer.text


@pytest.mark.parametrize("address", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"])
def test_signing_in_never_leads_to_another_host(settled, gate, visitor, address):
    enrol(settled, gate, EMAIL)

    answer = visitor.post("/logga-in", data={"email": EMAIL, "password": PASSWORD, "next": address})
    assert answer.headers["location"] == "/"


def test_the_key_changes_at_every_sign_in_and_the_old_one_opens_nothing(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    visitor.cookies.set("samverkan", "a key that somebody planted")
    sign_in(visitor, EMAIL)
    first = visitor.cookies.get("samverkan", domain="127.0.0.1")
    visitor.cookies.clear()
    visitor.cookies.set("samverkan", first)
    sign_in(visitor, EMAIL)
    visitor.cookies.clear()
    visitor.cookies.set("samverkan", first)

    assert "planted" not in first
    assert not is_signed_in(visitor)


def test_a_closed_account_says_so_to_its_owner_alone(settled, gate, visitor):
    enrol(settled, gate, "admin@a.example", ADMIN)
    account = enrol(settled, gate, EMAIL)
    with writing(settled) as connection:
        disable_account(connection, account.id, gate.now())

    answer = visitor.post("/logga-in", data={"email": EMAIL, "password": PASSWORD})
    assert (answer.status_code, "Kontot är avstängt" in answer.text) == (403, True)
    answer = visitor.post("/logga-in", data={"email": EMAIL, "password": "något annat lösenord"})
    assert (answer.status_code, "Kontot är avstängt" in answer.text) == (422, False)


def test_the_code_is_asked_for_after_the_password_and_gives_a_new_key(settled, gate, clock, visitor):
    codes, _ = with_second_factor(settled, gate)
    answer = visitor.post("/logga-in", data={"email": EMAIL, "password": PASSWORD, "next": "/om"})
    assert answer.headers["location"] == "/logga-in/kod?next=%2Fom"
    assert not is_signed_in(visitor)
    before = visitor.cookies["samverkan"]
    assert "Skriv koden" in visitor.get("/logga-in/kod").text
    answer = visitor.post("/logga-in/kod", data={"code": codes.at(clock.at), "next": "/om"})

    assert answer.headers["location"] == "/om"
    assert is_signed_in(visitor)
    assert visitor.cookies["samverkan"] != before


def test_the_code_can_be_given_for_ten_minutes(settled, gate, clock, visitor):
    codes, _ = with_second_factor(settled, gate)
    sign_in(visitor, EMAIL)
    clock.forward(minutes=10)
    answer = visitor.post("/logga-in/kod", data={"code": codes.at(clock.at)})

    assert answer.headers["location"] == "/logga-in"
    assert not is_signed_in(visitor)


def test_the_page_of_the_code_is_for_those_who_gave_the_password(visitor):
    assert visitor.get("/logga-in/kod").headers["location"] == "/logga-in"
    assert visitor.post("/logga-in/kod", data={"code": "000000"}).headers["location"] == "/logga-in"


def test_signing_out_ends_the_session_and_not_only_the_cookie(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    sign_in(visitor, EMAIL)
    key = visitor.cookies["samverkan"]
    answer = visitor.post("/logga-ut")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "samverkan" not in visitor.cookies
    visitor.cookies.set("samverkan", key)
    assert not is_signed_in(visitor)


def test_signing_out_everywhere_ends_every_session_of_the_account_alone(settled, gate, visitor):
    for email in (EMAIL, "annan@a.example"):
        enrol(settled, gate, email)
    with browser(settled, gate) as elsewhere, browser(settled, gate) as another:
        for client, email in ((visitor, EMAIL), (elsewhere, EMAIL), (another, "annan@a.example")):
            sign_in(client, email)
        visitor.post("/logga-ut", data={"everywhere": "1"})

        assert [is_signed_in(client) for client in (visitor, elsewhere, another)] == [False, False, True]


def test_another_site_can_sign_nobody_in_or_out(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    forged = {"Sec-Fetch-Site": "cross-site"}
    form = {"email": EMAIL, "password": PASSWORD}
    assert visitor.post("/logga-in", data=form, headers=forged).status_code == 403
    sign_in(visitor, EMAIL)
    assert visitor.post("/logga-ut", headers=forged).status_code == 403

    assert is_signed_in(visitor)


def test_pages_of_somebody_who_is_signed_in_are_kept_by_nobody_else(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    sign_in(visitor, EMAIL)
    answer = visitor.get("/om")

    assert answer.headers["vary"] == "Cookie"
    assert answer.headers["cache-control"] == "no-store"
    assert visitor.get("/konto").headers["cache-control"] == "no-store"


def test_nothing_secret_is_logged(settled, gate, visitor, caplog):
    with_second_factor(settled, gate)
    with caplog.at_level(logging.DEBUG):
        sign_in(visitor, EMAIL, "något annat lösenord")
        sign_in(visitor, EMAIL)
        visitor.post("/logga-in/kod", data={"code": "000000"})
        visitor.get("/konto")
    told = caplog.text

    assert "wrong password" in told
    assert "wrong code" in told
    for secret in (PASSWORD, "något annat lösenord", EMAIL, "000000", visitor.cookies["samverkan"]):
        assert secret not in told


def test_the_demos_accounts_are_shown_with_their_password_at_this_machine_alone(settled, gate, visitor):
    make_demo_accounts(settled, gate)
    password = demo_password(gate)
    assert password in visitor.get("/logga-in").text
    with browser(settled, gate, "http://kartan.example") as elsewhere:
        assert password not in elsewhere.get("/logga-in").text
        answer = elsewhere.post("/logga-in", data={"email": "admin@demo.example", "password": password})

        assert answer.status_code == 403
        assert "Demokontona fungerar bara på den dator där demon körs." in answer.text


def test_a_banner_says_that_an_account_is_the_demos(settled, gate, visitor):
    make_demo_accounts(settled, gate)
    assert sign_in(visitor, "analytiker@demo.example", demo_password(gate)) == 303
    assert "Du är inloggad med ett demokonto." in visitor.get("/om").text
    visitor.post("/logga-ut")
    assert "Du är inloggad med ett demokonto." not in visitor.get("/om").text


def test_a_service_that_others_can_reach_shuts_the_demo_out(settled, clock):
    gate = make_gate(clock, host="0.0.0.0")
    make_demo_accounts(settled, gate)
    with browser(settled, gate) as client:
        assert demo_password(gate) not in client.get("/logga-in").text
        assert sign_in(client, "admin@demo.example", demo_password(gate)) == 403


def test_while_nobody_has_an_account_the_page_says_how_the_first_is_made(settled, gate, visitor):
    assert "account create --admin" in visitor.get("/logga-in").text
    enrol(settled, gate, EMAIL)
    assert "account create --admin" not in visitor.get("/logga-in").text


def test_the_demo_has_an_account_of_each_role(settled, gate):
    assert {account.held.role for account in DEMO_ACCOUNTS} == set(Role)


@pytest.mark.parametrize(
    "headers", [{"Via": "1.1 proxy"}, {"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "127.0.0.1"}]
)
def test_what_a_proxy_on_this_machine_passes_on_shows_no_demo_password(settled, gate, visitor, headers):
    make_demo_accounts(settled, gate)
    assert demo_password(gate) not in visitor.get("/logga-in", headers=headers).text


def test_a_client_elsewhere_is_shown_no_demo_password_whatever_host_it_names(settled, gate, visitor):
    make_demo_accounts(settled, gate)
    visitor._transport.client = ("192.0.2.7", 5000)
    assert demo_password(gate) not in visitor.get("/logga-in").text
    assert sign_in(visitor, "admin@demo.example", demo_password(gate)) == 403
