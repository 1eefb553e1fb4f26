"""The API tokens of one's own account: made by whoever shows that it is theirs, shown once, revoked."""

import pytest

from api.access.api_tokens import list_tokens
from api.database import reading
from tests.api.access.people import PASSWORD, sign_in
from tests.api.pages.accounts.test_own import NEW_PASSWORD, found, secret_on
from tests.api.pages.accounts.test_sign_in import EMAIL


def test_a_new_password_revokes_the_keys_of_programs_and_says_so(settled, gate, account, visitor):
    make_key(visitor)
    form = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert "återkallar alla nycklar för program" in visitor.get("/konto").text
    page = visitor.get(visitor.post("/konto/losenord", data=form).headers["location"]).text

    assert "alla nycklar för program är återkallade" in page
    assert "Rapporten" not in page


def make_key(visitor, **change: object):
    form = {"name": "Rapporten", "scopes": ["read"], "days": "30", "password": PASSWORD}
    return visitor.post("/konto/nycklar", data=form | change)


@pytest.mark.parametrize("password", ["", "fel lösenord igen"])
def test_a_browser_left_open_makes_no_key(account, visitor, password):
    answer = make_key(visitor, password=password)

    assert answer.status_code == 422
    assert "Lösenordet är fel." in answer.text
    assert "smv_" not in answer.text


def test_a_key_is_shown_once_and_revoked(account, visitor):
    answer = make_key(visitor)
    key = secret_on(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    page = visitor.get("/konto").text
    assert "Rapporten" in page
    assert key not in page
    revoke = found(r'action="(/konto/nycklar/[^"]+)"', page)
    assert visitor.post(revoke).headers["location"] == "/konto?klart=nyckel"

    assert "Rapporten" not in visitor.get("/konto").text


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"name": "x", "days": "30"}, "Välj minst en sak"),
        ({"name": "x", "scopes": ["read"], "days": "0"}, "1 till 366 dagar"),
        ({"name": " ", "scopes": ["read"], "days": "30"}, "Namnet saknas"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_the_reason(account, visitor, form, fault):
    answer = visitor.post("/konto/nycklar", data=form | {"password": PASSWORD})

    assert answer.status_code == 422
    assert fault in answer.text


def test_signing_out_everywhere_revokes_the_keys_when_that_is_wanted(settled, gate, account, visitor):
    for wanted, left in (({}, 1), ({"tokens": "1"}, 0)):
        make_key(visitor)
        visitor.post("/logga-ut", data={"everywhere": "1"} | wanted)
        with reading(settled) as connection:
            assert len(list_tokens(connection, gate, account.id)) == left
        sign_in(visitor, EMAIL)
