"""Whoever guesses waits; whoever has signed in in the browser before does not wait for others."""

from dataclasses import replace

from api.access.attempts import PAUSE_S
from tests.api.access.people import PASSWORD, browser, enrol, make_gate, sign_in
from tests.api.pages.accounts.test_sign_in import EMAIL, is_signed_in, with_second_factor


def test_after_five_wrong_attempts_the_network_waits_and_the_owner_does_not(settled, gate, visitor, monkeypatch):
    enrol(settled, gate, EMAIL)
    for _ in range(5):
        assert sign_in(visitor, EMAIL, "fel lösenord igen") == 422
    answer = visitor.post("/logga-in", data={"email": EMAIL, "password": PASSWORD})

    assert answer.status_code == 429
    assert 890 <= int(answer.headers["retry-after"]) <= 900
    assert "Vänta 15 minuter och försök igen. Kontot är inte spärrat." in answer.text
    monkeypatch.setattr("api.pages.accounts.forms.network_of", lambda request: "192.0.2.77")
    assert sign_in(visitor, EMAIL) == 303


def test_when_an_account_is_guessed_at_from_everywhere_its_owner_waits_two_seconds_and_is_let_in(
    settled, clock, visitor
):
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    gate = replace(make_gate(clock), wait=note)
    enrol(settled, gate, EMAIL)
    for number in range(20):
        gate.attempts.wrong(EMAIL, f"203.0.113.{number}")
    with browser(settled, gate) as owner:
        assert sign_in(owner, EMAIL.upper()) == 303
    assert waited == [PAUSE_S]


def test_a_wrong_code_lets_nobody_in_and_five_make_the_network_wait(settled, gate, visitor):
    with_second_factor(settled, gate)
    sign_in(visitor, EMAIL)
    for _ in range(5):
        assert visitor.post("/logga-in/kod", data={"code": "000000"}).status_code == 422
    answer = visitor.post("/logga-in/kod", data={"code": "000000"})

    assert (answer.status_code, "retry-after" in answer.headers) == (429, True)
    assert not is_signed_in(visitor)


def test_behind_a_proxy_that_is_trusted_the_client_is_who_the_proxy_says(settled, clock):
    gate = make_gate(clock, trusted_proxies="127.0.0.0/8")
    enrol(settled, gate, EMAIL)
    with browser(settled, gate, "http://kartan.example") as client:
        client._transport.client = ("127.0.0.1", 5000)  # type: ignore[attr-defined]
        headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        for _ in range(5):
            client.post("/logga-in", data={"email": EMAIL, "password": "fel lösenord igen"}, headers=headers)
        form = {"email": EMAIL, "password": PASSWORD}
        assert client.post("/logga-in", data=form, headers=headers).status_code == 429
        answer = client.post("/logga-in", data=form, headers=headers | {"X-Forwarded-For": "192.0.2.8"})

        assert answer.status_code == 303
        assert answer.headers["set-cookie"].startswith("__Host-samverkan=")


def test_whoever_says_to_be_a_proxy_is_not_believed(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    for number in range(5):
        headers = {"X-Forwarded-For": f"192.0.2.{number}"}
        visitor.post("/logga-in", data={"email": EMAIL, "password": "fel lösenord igen"}, headers=headers)

    assert sign_in(visitor, EMAIL) == 429


def test_a_guesser_behind_the_same_address_does_not_keep_out_whoever_has_signed_in_there_before(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    with browser(settled, gate) as guesser, browser(settled, gate) as newcomer:
        sign_in(visitor, EMAIL)
        visitor.post("/logga-ut")
        for _ in range(5):
            assert sign_in(guesser, EMAIL, "fel lösenord igen") == 422
        assert sign_in(guesser, EMAIL) == 429
        assert sign_in(newcomer, EMAIL) == 429
        assert sign_in(visitor, EMAIL) == 303


def test_whoever_has_the_mark_of_a_browser_waits_after_five_wrong_attempts_as_well(settled, gate, visitor):
    enrol(settled, gate, EMAIL)
    sign_in(visitor, EMAIL)
    for _ in range(5):
        assert sign_in(visitor, EMAIL, "fel lösenord igen") == 422
    assert sign_in(visitor, EMAIL) == 429


def test_the_mark_of_a_browser_is_good_for_its_own_account_alone(settled, gate, visitor):
    for email in (EMAIL, "annan@a.example"):
        enrol(settled, gate, email)
    sign_in(visitor, "annan@a.example")
    with browser(settled, gate) as guesser:
        for _ in range(5):
            sign_in(guesser, EMAIL, "fel lösenord igen")
    assert sign_in(visitor, EMAIL) == 429


def test_before_the_code_is_given_a_browser_gets_no_mark(settled, gate, clock, visitor):
    codes, _ = with_second_factor(settled, gate)
    sign_in(visitor, EMAIL)
    assert "samverkan-kand" not in visitor.cookies
    visitor.post("/logga-in/kod", data={"code": codes.at(clock.at)})
    assert "samverkan-kand" in visitor.cookies
