"""One's own account in a browser: name, password, sessions, second factor, tokens."""

import re

import pyotp
import pytest
import sqlalchemy as sa

from api.access.accounts import get_account, list_accounts
from api.database import reading, writing
from models.tables import TABLES
from tests.api.access.people import PASSWORD, browser, enrol, sign_in
from tests.api.pages.accounts.test_sign_in import EMAIL, is_signed_in

SESSIONS = TABLES["sessions"]
NEW_PASSWORD = "blå båtar dricker saft"
PAGES = ["/konto", "/konto/kod", "/konton", "/konton/x"]
FORMS = ["/konto/namn", "/konto/losenord", "/konto/sessioner", "/konto/kod", "/konto/kod/av", "/konto/nycklar"]
FORMS += [
    "/konto/nycklar/x/aterkalla",
    "/konto/sessioner/x/avsluta",
    "/konto/radera",
    "/konton/x/radera",
    "/konton",
    "/konton/x/roller",
    "/konton/x/stang",
    "/konton/x/losenordslank",
]


def found(pattern: str, html: str) -> str:
    match = re.search(pattern, html)
    assert match is not None
    return match[1]


def secret_on(html: str) -> str:
    return found(r'<code class="secret">([^<]+)</code>', html)


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_accounts_are_for_those_who_have_signed_in(visitor, path):
    assert visitor.get(path).headers["location"].startswith("/logga-in?next=")


@pytest.mark.parametrize("path", FORMS)
def test_forms_of_accounts_too(visitor, path):
    assert visitor.post(path, data={"role": "reader"}).status_code == 401


def test_the_page_shows_roles_and_the_way_to_invite(account, visitor):
    page = visitor.get("/konto").text

    assert "samordnare: Kommunen" in " ".join(page.split())
    assert 'href="/konton"' in page


def test_the_name_is_changed_and_shown_as_text(account, visitor):
    assert visitor.post("/konto/namn", data={"name": "<b>Kansliet</b>"}).headers["location"] == "/konto?klart=namn"
    page = visitor.get("/konto?klart=namn").text

    assert "&lt;b&gt;Kansliet&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "Namnet är ändrat." in page


def test_a_new_password_needs_the_one_that_was(account, visitor):
    form = {"current": "något annat lösenord", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = visitor.post("/konto/losenord", data=form)

    assert answer.status_code == 422
    assert "Lösenordet är fel." in answer.text


def test_a_new_password_ends_the_other_sessions_and_works(settled, gate, account, visitor):
    with browser(settled, gate) as elsewhere:
        sign_in(elsewhere, EMAIL)
        form = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert visitor.post("/konto/losenord", data=form).headers["location"] == "/konto?klart=losenord"

        assert is_signed_in(visitor)
        assert not is_signed_in(elsewhere)
        assert sign_in(elsewhere, EMAIL, PASSWORD) == 422
        assert sign_in(elsewhere, EMAIL, NEW_PASSWORD) == 303


@pytest.mark.parametrize(
    ("password", "again", "fault"),
    [
        ("kort", "kort", "för kort"),
        ("password1234", "password1234", "lätt att gissa"),
        (NEW_PASSWORD, NEW_PASSWORD + "a", "inte likadana"),
        ("x" * 257, "x" * 257, "för långt"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_with_the_reason(account, visitor, password, again, fault):
    form = {"current": PASSWORD, "password": password, "again": again}
    answer = visitor.post("/konto/losenord", data=form)

    assert answer.status_code == 422
    assert fault in answer.text
    assert PASSWORD not in answer.text


def test_whoever_finds_a_browser_left_open_cannot_guess_the_password(account, visitor):
    form = {"current": "fel lösenord igen", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    for _ in range(5):
        visitor.post("/konto/losenord", data=form)

    assert visitor.post("/konto/losenord", data=form | {"current": PASSWORD}).status_code == 429


def test_the_other_browsers_are_listed_and_signed_out(settled, gate, account, visitor):
    with browser(settled, gate) as elsewhere:
        sign_in(elsewhere, EMAIL)
        assert visitor.get("/konto").text.count("senast använd 22 november 2026") == 2
        visitor.post("/konto/sessioner")

        assert is_signed_in(visitor)
        assert not is_signed_in(elsewhere)


def turn_on(visitor, clock) -> tuple[pyotp.TOTP, str]:
    page = visitor.get("/konto/kod").text
    candidate = found(r'name="candidate" value="([^"]+)"', page)
    codes = pyotp.TOTP(secret_on(page).replace(" ", ""))
    form = {"candidate": candidate, "code": codes.at(clock.at), "password": PASSWORD}
    answer = visitor.post("/konto/kod", data=form)
    assert answer.status_code == 200
    return codes, answer.text


def test_the_second_factor_is_turned_on_with_its_first_code(settled, gate, clock, account, visitor):
    with browser(settled, gate) as elsewhere:
        sign_in(elsewhere, EMAIL)
        before = visitor.cookies["samverkan"]
        codes, page = turn_on(visitor, clock)

        assert len(re.findall(r"<li><code>[a-z2-9-]{31}</code></li>", page)) == 10
        assert visitor.cookies["samverkan"] != before
        assert is_signed_in(visitor)
        assert not is_signed_in(elsewhere)
        assert sign_in(elsewhere, EMAIL) == 303
        assert not is_signed_in(elsewhere)
        assert elsewhere.post("/logga-in/kod", data={"code": codes.at(clock.at)}).status_code == 422  # used already
        clock.forward(seconds=30)
        assert elsewhere.post("/logga-in/kod", data={"code": codes.at(clock.at)}).status_code == 303


def test_the_picture_is_drawn_without_style_and_without_another_file(account, visitor):
    page = visitor.get("/konto/kod").text
    picture = page[page.index('<svg class="qr"') : page.index("</svg>", page.index('<svg class="qr"'))]

    assert 'role="img"' in picture
    assert "style" not in picture
    assert "data:" not in page
    assert picture.count("h1v1h-1z") > 500


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": "000000"}, "Koden är fel"),
        ({"password": "fel lösenord igen"}, "Lösenordet är fel."),
        ({"candidate": "gAAAA"}, "Det tog för lång tid."),
        ({"candidate": ""}, "Det tog för lång tid."),
    ],
)
def test_the_second_factor_stays_off_when_something_is_wrong(settled, clock, account, visitor, change, fault):
    page = visitor.get("/konto/kod").text
    candidate = found(r'name="candidate" value="([^"]+)"', page)
    code = pyotp.TOTP(secret_on(page).replace(" ", "")).at(clock.at)
    answer = visitor.post("/konto/kod", data={"candidate": candidate, "code": code, "password": PASSWORD} | change)

    assert answer.status_code == 422
    assert fault in answer.text
    with reading(settled) as connection:
        assert get_account(connection, account.id).totp_secret is None


def test_the_second_factor_is_turned_off_with_the_password(settled, clock, account, visitor):
    turn_on(visitor, clock)
    assert visitor.post("/konto/kod/av", data={"password": "fel lösenord igen"}).status_code == 422
    assert visitor.post("/konto/kod/av", data={"password": PASSWORD}).headers["location"] == "/konto?klart=av"

    with reading(settled) as connection:
        assert get_account(connection, account.id).totp_secret is None


def test_one_browser_is_signed_out_and_no_other(settled, gate, account, visitor):
    with browser(settled, gate) as second, browser(settled, gate) as third:
        sign_in(second, EMAIL)
        sign_in(third, EMAIL)
        before = [is_signed_in(client) for client in (visitor, second, third)]
        ended = re.findall(r'action="(/konto/sessioner/\w+/avsluta)"', visitor.get("/konto").text)
        assert visitor.post(ended[0]).headers["location"] == "/konto?klart=utloggad"
        after = [is_signed_in(client) for client in (visitor, second, third)]

    assert (before, len(ended)) == ([True] * 3, 2)
    assert after[0]
    assert after.count(True) == 2


def test_nobody_ends_a_session_of_somebody_else(settled, gate, account, visitor):
    enrol(settled, gate, "annan@a.example")
    with browser(settled, gate) as another:
        sign_in(another, "annan@a.example")
        sign_in(visitor, EMAIL)
        with reading(settled) as connection:
            theirs = connection.execute(sa.select(SESSIONS.c.key_digest).where(SESSIONS.c.account_id != account.id))
            (digest,) = theirs.scalars()
        assert visitor.post(f"/konto/sessioner/{digest}/avsluta").status_code == 404
        assert is_signed_in(another)


def without_password(settled, account) -> None:
    with writing(settled) as connection:
        connection.execute(
            sa.update(TABLES["accounts"]).where(TABLES["accounts"].c.id == account.id).values(password_hash=None)
        )


DEEDS = [
    ("/konto/nycklar", {"name": "Rapporten", "scopes": ["read"], "days": "30"}),
    ("/konto/kod/av", {}),
    ("/konto/radera", {}),
]


@pytest.mark.parametrize(("path", "form"), DEEDS)
def test_whoever_has_no_password_here_must_have_signed_in_within_ten_minutes(
    settled, gate, clock, account, visitor, path, form
):
    without_password(settled, account)
    clock.forward(minutes=10)
    refused = visitor.post(path, data=form)
    assert refused.status_code == 422
    assert "logga in igen med din organisation" in refused.text
    clock.forward(seconds=-1)

    assert visitor.post(path, data=form).status_code in (200, 303)


def test_ones_own_account_is_erased_with_the_password(settled, gate, account, visitor):
    assert visitor.post("/konto/radera", data={"password": "fel lösenord igen"}).status_code == 422
    answer = visitor.post("/konto/radera", data={"password": PASSWORD})

    assert answer.headers["location"] == "/"
    assert not is_signed_in(visitor)
    with reading(settled) as connection:
        assert list_accounts(connection) == ()


def test_the_roles_are_explained(account, visitor):
    assert "ändrar allt på platsen" in visitor.get("/konto").text
