"""Accounts as they are stored, on both databases."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from api.access.accounts import (
    create_account,
    disable_account,
    enable_account,
    erase_account,
    find_account,
    get_account,
    list_accounts,
    rename_account,
)
from api.access.administrators import require_another_administrator
from api.access.api_tokens import create_token, list_tokens
from api.access.claim import any_account
from api.access.links import invite
from api.access.sessions import list_sessions, start_session
from api.database import reading, writing
from models.errors import InvalidRequestError, LastAdministratorError, NotFoundError, TakenAddressError
from models.tables import TABLES
from models.vocabulary import TokenScope
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


def test_closing_an_account_ends_its_sessions_and_tokens(engine, gate):
    enrol(engine, gate, "admin@a.example", ADMIN)
    account = enrol(engine, gate, "kansli@a.example")
    with writing(engine) as connection:
        key = start_session(connection, gate, account.id, waits_for_code=False, coded=False)
        create_token(connection, gate, account.id, "x", [TokenScope.READ], 1)
        disable_account(connection, account.id, gate.now())
        assert list_sessions(connection, gate, account.id, key) == ()
        assert list_tokens(connection, gate, account.id) == ()
        assert get_account(connection, account.id).disabled_at == gate.now()
        enable_account(connection, account.id)
        assert list_tokens(connection, gate, account.id) == ()
        assert get_account(connection, account.id).disabled_at is None


def test_the_last_administrator_stays(engine, gate):
    admin = enrol(engine, gate, "admin@a.example", ADMIN)
    enrol(engine, gate, "admin@demo.example", ADMIN, demo=True)

    with pytest.raises(LastAdministratorError), writing(engine) as connection:
        disable_account(connection, admin.id, gate.now())
    another = enrol(engine, gate, "admin2@a.example", ADMIN)
    with writing(engine) as connection:
        disable_account(connection, admin.id, gate.now())
    with writing(engine) as connection, pytest.raises(LastAdministratorError):
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


@pytest.mark.parametrize(
    "address",
    [
        "\u212aansli@a.example",  # a Kelvin sign, which is a k when its case is ignored
        "\uff4bansli@a.example",  # a wide k
        "kan\u017fli@a.example",  # a long s
        "stra\u00dfe@a.example",  # two letters when its case is ignored
        "kansli\u200b@a.example",  # a space that nobody sees
        "kansli@\u24d0.example",  # a circled a
    ],
)
def test_an_address_that_only_looks_like_another_is_nobodys(sqlite_engine, gate, address):
    for email in ("kansli@a.example", "strasse@a.example"):
        enrol(sqlite_engine, gate, email)
    with reading(sqlite_engine) as connection:
        assert find_account(connection, address) is None
    with pytest.raises(InvalidRequestError, match="E-postadressen"), writing(sqlite_engine) as connection:
        create_account(connection, address, "Namn", gate.now())


def test_a_letter_that_was_typed_in_two_parts_is_the_same_letter(engine, gate):
    made = enrol(engine, gate, "kansli@fo\u0308rening.example")
    with reading(engine) as connection:
        assert find_account(connection, "kansli@f\u00f6rening.example") == made


def test_two_administrators_who_close_each_other_do_not_both_succeed(engine, gate):
    first, second = (enrol(engine, gate, email, ADMIN) for email in ("a@a.example", "b@a.example"))
    ready, refused = Barrier(2), []

    def close(account_id: str) -> None:
        ready.wait()
        try:
            with writing(engine) as connection:
                disable_account(connection, account_id, gate.now())
        except LastAdministratorError:
            refused.append(account_id)

    threads = [Thread(target=close, args=(account.id,)) for account in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        closed = [account.id for account in (first, second) if get_account(connection, account.id).disabled_at]
    assert len(refused) == len(closed) == 1
    assert refused != closed


def test_two_who_make_an_account_of_one_address_at_once_do_not_both_succeed(postgres_engine, gate):
    """SQLite lets one write at a time."""
    with pytest.raises(TakenAddressError), writing(postgres_engine) as late:
        create_account_unseen(late, postgres_engine, gate)


def create_account_unseen(late, engine, gate) -> None:
    """Make an account of an address that another transaction takes after it was looked for."""
    asked: list[str] = []

    def meanwhile(connection, cursor, statement, *rest) -> None:
        if connection.engine is engine and statement.startswith("INSERT INTO accounts") and not asked:
            asked.append(statement)
            with writing(engine) as early:
                create_account(early, "kansli@a.example", "Först", gate.now())

    sa.event.listen(engine, "before_cursor_execute", meanwhile)
    try:
        create_account(late, "kansli@a.example", "Sist", gate.now())
    finally:
        sa.event.remove(engine, "before_cursor_execute", meanwhile)


def test_of_an_erased_account_nothing_is_left_but_its_id_in_the_history(engine, gate):
    enrol(engine, gate, "admin@a.example", ADMIN)
    account = enrol(engine, gate, "kansli@a.example")
    with writing(engine) as connection:
        start_session(connection, gate, account.id, waits_for_code=False, coded=False)
        create_token(connection, gate, account.id, "x", [TokenScope.READ], 1)
        invite(connection, gate, account.id, "ny@a.example", [])
        connection.execute(
            sa.insert(TABLES["change_sets"]).values(id=1, at=gate.now(), kind="import", account_id=account.id)
        )
        erase_account(connection, account.id)
    with reading(engine) as connection:
        for table in ("accounts", "sessions", "api_tokens", "single_use_links", "account_roles"):
            assert "kansli" not in str(connection.execute(sa.select(TABLES[table])).all())
        assert connection.execute(sa.select(TABLES["sessions"])).all() == []
        assert connection.execute(sa.select(TABLES["api_tokens"])).all() == []
        assert connection.execute(sa.select(TABLES["single_use_links"])).all() == []
        assert connection.execute(sa.select(TABLES["change_sets"].c.account_id)).scalars().all() == [account.id]


def test_the_last_administrator_is_not_erased(engine, gate):
    admin = enrol(engine, gate, "admin@a.example", ADMIN)
    with pytest.raises(LastAdministratorError), writing(engine) as connection:
        erase_account(connection, admin.id)


def test_the_demos_accounts_go_when_somebody_administers_the_register(engine, gate):
    for email in ("admin@demo.example", "kommun@demo.example"):
        enrol(engine, gate, email, ADMIN, demo=True)
    enrol(engine, gate, "kansli@a.example")
    with reading(engine) as connection:
        assert len(list_accounts(connection)) == 3
    enrol(engine, gate, "admin@a.example", ADMIN)
    with reading(engine) as connection:
        assert [account.email for account in list_accounts(connection)] == ["admin@a.example", "kansli@a.example"]
