"""What happens to an account while somebody signs in to it."""

from api.access.accounts import disable_account, erase_account, find_account, get_account, set_password
from api.access.sessions import end_sessions
from api.database import reading, writing
from tests.api.access.people import ADMIN, enrol, sign_in
from tests.api.pages.accounts.test_sign_in import EMAIL, is_signed_in, with_second_factor


def test_a_hash_of_lower_costs_is_renewed_at_sign_in(settled, gate, visitor, monkeypatch):
    account = enrol(settled, gate, EMAIL)
    monkeypatch.setattr(type(gate.passwords), "check", lambda self, password, stored: (True, "newer hash"))
    sign_in(visitor, EMAIL)
    with reading(settled) as connection:
        assert get_account(connection, account.id).password_hash == "newer hash"


def test_a_password_that_is_changed_while_it_is_checked_opens_nothing_and_stays_changed(
    settled, gate, visitor, monkeypatch
):
    """Hashing takes long enough for somebody to choose another password meanwhile."""
    account = enrol(settled, gate, EMAIL)

    def check(passwords, password, stored):
        with writing(settled) as connection:
            set_password(connection, account.id, "the newest hash")
        return True, "a renewed hash of the old password"

    monkeypatch.setattr(type(gate.passwords), "check", check)
    assert sign_in(visitor, EMAIL) == 422
    assert not is_signed_in(visitor)
    with reading(settled) as connection:
        assert get_account(connection, account.id).password_hash == "the newest hash"


def test_an_account_that_is_closed_or_erased_while_its_password_is_checked_opens_nothing(
    settled, gate, visitor, monkeypatch
):
    enrol(settled, gate, "admin@a.example", ADMIN)
    account = enrol(settled, gate, EMAIL)
    for deed, status in ((lambda c: disable_account(c, account.id, gate.now()), 403), (erase_of(account.id), 422)):

        def check(passwords, password, stored, deed=deed):
            with writing(settled) as connection:
                deed(connection)
            return True, None

        with monkeypatch.context() as patched:
            patched.setattr(type(gate.passwords), "check", check)
            assert sign_in(visitor, EMAIL) == status
        assert not is_signed_in(visitor)


def erase_of(account_id: str):
    return lambda connection: erase_account(connection, account_id)


def test_a_code_counts_for_the_session_that_waits_and_not_for_one_that_was_ended(settled, gate, clock, visitor):
    codes, _ = with_second_factor(settled, gate)
    sign_in(visitor, EMAIL)
    with reading(settled) as connection:
        account = find_account(connection, EMAIL)
    assert account is not None

    def end_first(*arguments):
        with writing(settled) as connection:
            end_sessions(connection, account.id)

    waiting = gate.attempts.require_code
    gate.attempts.require_code = lambda email: (end_first(), waiting(email))
    assert visitor.post("/logga-in/kod", data={"code": codes.at(clock.at)}).status_code == 422
    assert not is_signed_in(visitor)
