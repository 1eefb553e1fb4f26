"""Accounts as they are stored, on both databases."""

import pytest

from api.access.accounts import (
    any_account,
    create_account,
    disable_account,
    enable_account,
    find_account,
    get_account,
    list_accounts,
    rename_account,
    require_another_administrator,
)
from api.access.sessions import list_sessions, start_session
from api.database import reading, writing
from models.errors import InvalidRequestError, LastAdministratorError, NotFoundError, TakenAddressError
from tests.api.access.people import ADMIN, enrol


def test_an_account_is_found_by_its_address_whatever_the_case(engine, gate):
    made = enrol(engine, gate, "Kansli@Föreningen.Example")

    with reading(engine) as connection:
        assert find_account(connection, " KANSLI@föreningen.EXAMPLE ") == made
        assert get_account(connection, made.id) == made
        assert made.email == "kansli@föreningen.example"
        assert made.created_at == gate.now()


def test_an_address_has_one_account(engine, gate):
    enrol(engine, gate, "kansli@a.example")

    with pytest.raises(TakenAddressError):
        enrol(engine, gate, "KANSLI@a.example")


@pytest.mark.parametrize("address", ["", "kansli", "kansli@", "a b@c.example", "kansli@a.example\x00", "x" * 330])
def test_what_is_no_address_makes_no_account(sqlite_engine, gate, address):
    with pytest.raises(InvalidRequestError, match="E-postadressen"), writing(sqlite_engine) as connection:
        create_account(connection, address, "Namn", gate.now())


def test_an_account_is_never_without_a_name(engine, gate):
    account = enrol(engine, gate, "kansli@a.example")

    with pytest.raises(InvalidRequestError, match="Namnet"), writing(engine) as connection:
        rename_account(connection, account.id, "  ")
    with writing(engine) as connection:
        rename_account(connection, account.id, "Kansliet ")
        assert get_account(connection, account.id).name == "Kansliet"


def test_accounts_are_listed_as_a_swedish_reader_sorts_them(engine, gate):
    for email, name in (("a@a.example", "Öster"), ("b@a.example", "Ale"), ("c@a.example", "Åmål")):
        with writing(engine) as connection:
            create_account(connection, email, name, gate.now())

    with reading(engine) as connection:
        assert [account.name for account in list_accounts(connection)] == ["Ale", "Åmål", "Öster"]


def test_an_account_that_is_not_there_is_not_found(sqlite_engine):
    with reading(sqlite_engine) as connection, pytest.raises(NotFoundError):
        get_account(connection, "nobody")


def test_closing_an_account_ends_its_sessions(engine, gate):
    enrol(engine, gate, "admin@a.example", ADMIN)
    account = enrol(engine, gate, "kansli@a.example")
    with writing(engine) as connection:
        key = start_session(connection, gate, account.id, waits_for_code=False, coded=False)
        disable_account(connection, account.id, gate.now())
        assert list_sessions(connection, gate, account.id, key) == ()
        assert get_account(connection, account.id).disabled_at == gate.now()
        enable_account(connection, account.id)
        assert get_account(connection, account.id).disabled_at is None


def test_the_last_administrator_stays(engine, gate):
    admin = enrol(engine, gate, "admin@a.example", ADMIN)
    enrol(engine, gate, "admin@demo.example", ADMIN, demo=True)

    with pytest.raises(LastAdministratorError), writing(engine) as connection:
        disable_account(connection, admin.id, gate.now())
    another = enrol(engine, gate, "admin2@a.example", ADMIN)
    with writing(engine) as connection:
        disable_account(connection, admin.id, gate.now())
    with reading(engine) as connection, pytest.raises(LastAdministratorError):
        require_another_administrator(connection, another.id)


def test_the_accounts_of_the_demo_are_nobodys(engine, gate):
    enrol(engine, gate, "admin@demo.example", ADMIN, demo=True)
    with reading(engine) as connection:
        assert not any_account(connection)
    enrol(engine, gate, "kansli@a.example")
    with reading(engine) as connection:
        assert any_account(connection)


@pytest.mark.parametrize("address", ["", "\x00", "kansli@a.example\x00", "kansli\ud800@a.example", "x" * 10_000])
def test_what_can_be_nobodys_address_is_found_nowhere(engine, address):
    with reading(engine) as connection:
        assert find_account(connection, address) is None
