"""Accounts and API tokens at the command line, and what `start` and `serve` say of them."""

import json

import pytest
from sqlalchemy import Engine

from api.__main__ import main
from api.access.accounts import find_account, list_accounts
from api.access.api_tokens import list_tokens
from api.access.demo_accounts import demo_password, has_demo_accounts, make_demo_accounts, renew_demo_password
from api.access.gate import Gate, gate_of
from api.access.roles import list_roles
from api.commands import asking, first_account
from api.commands.first_account import HOW_TO, see_to_accounts
from api.database import make_engine, reading
from api.demo import load_demo
from api.settings import Settings
from tests.api.access.people import ADMIN, PASSWORD, Clock, enrol, make_gate, settle

EMAIL = "kansli@a.example"


@pytest.fixture
def register(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The register that the commands work on."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", sqlite_url)
    monkeypatch.delenv("SAMVERKAN_SECRET_KEY", raising=False)
    engine = make_engine(sqlite_url)
    settle(engine)
    return engine


@pytest.fixture
def gate() -> Gate:
    return make_gate(Clock())


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody at the terminal types, in that order."""
    answers: list[str] = []
    for module in (asking, first_account):
        monkeypatch.setattr(module, "is_interactive", lambda: True)
    monkeypatch.setattr(asking, "getpass", lambda prompt: answers.pop(0))
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(0))
    return answers


def roles_of(engine: Engine, email: str) -> list[object]:
    with reading(engine) as connection:
        account = find_account(connection, email)
        assert account is not None
        return [named.held for named in list_roles(connection, account.id)]


def test_the_administrator_is_made_with_a_password_that_is_asked_for(register, typed, capsys):
    typed += ["kort", PASSWORD, "något annat", PASSWORD, PASSWORD]
    assert main(["account", "create", "--email", EMAIL, "--admin"]) == 0
    told = capsys.readouterr()

    assert "för kort" in told.err
    assert "inte likadana" in told.err
    assert PASSWORD not in told.err + told.out
    assert roles_of(register, EMAIL) == [ADMIN]
    with reading(register) as connection:
        account = find_account(connection, EMAIL)
    assert account is not None
    assert gate_of(Settings()).passwords.check(PASSWORD, account.password_hash)[0]


def test_without_a_terminal_a_link_is_offered_instead_of_a_default_password(register, capsys):
    assert main(["account", "create", "--email", EMAIL, "--admin"]) == 1
    assert "--link" in capsys.readouterr().err
    with reading(register) as connection:
        assert list_accounts(connection) == ()


def test_a_link_to_choose_the_password_is_printed_alone(register, capsys):
    assert main(["account", "create", "--email", EMAIL, "--link"]) == 0
    told = capsys.readouterr()

    assert told.out.startswith("/losenord/")
    assert len(told.out.strip()) == len("/losenord/") + 43
    assert "fungerar en gång" in told.err


def test_an_address_that_is_taken_is_told(register, gate, capsys):
    enrol(register, gate, EMAIL)
    assert main(["account", "create", "--email", EMAIL.upper(), "--link"]) == 1
    assert capsys.readouterr().err == "Det finns redan ett konto med den e-postadressen.\n"


def test_roles_are_given_and_taken_and_listed(register, gate, capsys):
    enrol(register, gate, EMAIL)
    assert main(["account", "role", "--email", EMAIL, "editor", "--place", "kommun"]) == 0
    assert main(["account", "role", "--email", EMAIL, "analyst"]) == 0
    assert main(["account", "role", "--email", EMAIL, "analyst", "--remove"]) == 0
    capsys.readouterr()
    assert main(["account", "list"]) == 0

    assert capsys.readouterr().out == f"{EMAIL}\t{EMAIL}\teditor kommun\t\n"
    with reading(register) as connection:
        account = find_account(connection, EMAIL)
    assert account is not None
    main(["account", "list", "--ids"])
    assert capsys.readouterr().out == f"{EMAIL}\t{EMAIL}\teditor kommun\t\t{account.id}\n"


def test_a_role_for_a_place_that_does_not_exist_is_refused(register, gate, capsys):
    enrol(register, gate, EMAIL)
    assert main(["account", "role", "--email", EMAIL, "editor", "--place", "finns-inte"]) == 1
    assert "Rollen gäller en plats" in capsys.readouterr().err


def test_an_account_is_closed_opened_and_given_a_link(register, gate, capsys):
    enrol(register, gate, EMAIL)
    assert main(["account", "disable", "--email", EMAIL]) == 0
    capsys.readouterr()
    main(["account", "list"])
    assert capsys.readouterr().out.endswith("\tavstängt\n")
    assert main(["account", "enable", "--email", EMAIL]) == 0
    assert main(["account", "reset-link", "--email", EMAIL]) == 0
    assert capsys.readouterr().out.startswith("/losenord/")


@pytest.mark.parametrize("words", [["disable"], ["role", "admin", "--remove"]])
def test_the_last_administrator_is_kept(register, gate, capsys, words):
    enrol(register, gate, EMAIL, ADMIN)
    assert main(["account", words[0], "--email", EMAIL, *words[1:]]) == 1
    assert "minst en administratör" in capsys.readouterr().err


def test_an_account_that_does_not_exist_is_told(register, capsys):
    assert main(["account", "enable", "--email", EMAIL]) == 1
    assert EMAIL in capsys.readouterr().err


def test_a_token_is_printed_once_listed_and_revoked(register, gate, capsys):
    account = enrol(register, gate, EMAIL)
    assert main(["token", "create", "--email", EMAIL, "--name", "Rapport", "--write", "--days", "30"]) == 0
    token = capsys.readouterr().out.strip()
    assert token.startswith("smv_")
    assert main(["token", "list", "--email", EMAIL]) == 0
    listed = capsys.readouterr().out.split("\t")
    assert listed[1:3] == ["Rapport", "read write"]
    assert main(["token", "revoke", "--email", EMAIL, listed[0]]) == 0
    with reading(register) as connection:
        assert list_tokens(connection, gate_of(Settings()), account.id) == ()


def test_while_nobody_has_an_account_the_terminal_says_how_the_first_is_made(register, gate, capsys):
    see_to_accounts(register, gate)
    assert capsys.readouterr().err == HOW_TO + "\n"
    enrol(register, gate, EMAIL)
    see_to_accounts(register, gate)
    assert capsys.readouterr().err == ""


def test_at_a_terminal_the_administrator_is_made_at_once(register, gate, typed, capsys):
    typed += [EMAIL, PASSWORD, PASSWORD]
    see_to_accounts(register, gate, ask=True)

    assert capsys.readouterr().err.endswith(f"\nAdministratören {EMAIL} är skapad.\n")
    assert roles_of(register, EMAIL) == [ADMIN]


@pytest.mark.parametrize("answers", [[""], ["ingen adress"], [EMAIL, *["kort"] * 5]])
def test_whoever_does_not_want_to_yet_is_told_how_to_later(register, gate, typed, capsys, answers):
    typed += answers
    see_to_accounts(register, gate, ask=True)

    assert capsys.readouterr().err.endswith(HOW_TO + "\n")
    with reading(register) as connection:
        assert list_accounts(connection) == ()


def test_the_demos_accounts_hold_each_role_and_are_announced(sqlite_engine, gate, capsys):
    load_demo(sqlite_engine)
    for _ in range(2):
        make_demo_accounts(sqlite_engine, gate)
    with reading(sqlite_engine) as connection:
        accounts = list_accounts(connection)
        held = {account.email: list_roles(connection, account.id) for account in accounts}
    assert all(account.demo for account in accounts)
    assert {email: [named.held.role for named in roles] for email, roles in held.items()} == {
        "admin@demo.example": ["admin"],
        "samordnare@demo.example": ["editor"],
        "kommun@demo.example": ["reader"],
        "analytiker@demo.example": ["analyst"],
        "aktor@demo.example": ["member"],
    }
    see_to_accounts(sqlite_engine, gate)
    assert f"Lösenord till alla: {demo_password(gate)}" in capsys.readouterr().err


def test_on_an_address_that_others_reach_the_demos_accounts_are_said_to_be_shut(register, capsys):
    gate = make_gate(Clock(), host="0.0.0.0")
    make_demo_accounts(register, gate)
    see_to_accounts(register, gate)
    told = capsys.readouterr().err

    assert "Demokontona är avstängda, för andra kan nå tjänsten (den lyssnar på 0.0.0.0)" in told
    assert demo_password(gate) not in told


def test_once_somebody_has_an_account_no_demo_accounts_are_made(sqlite_engine, gate):
    load_demo(sqlite_engine)
    enrol(sqlite_engine, gate, EMAIL)
    make_demo_accounts(sqlite_engine, gate)

    with reading(sqlite_engine) as connection:
        assert not has_demo_accounts(connection)


def test_behind_a_proxy_the_demos_accounts_are_said_to_be_shut(register, capsys):
    gate = make_gate(Clock(), trusted_proxies="127.0.0.1")
    make_demo_accounts(register, gate)
    see_to_accounts(register, gate)
    told = capsys.readouterr().err

    assert "andra kan nå tjänsten (SAMVERKAN_TRUSTED_PROXIES=127.0.0.1)" in told
    assert demo_password(gate) not in told


def test_a_demo_that_gets_an_administrator_is_a_register_like_any_other(register, typed, gate, capsys):
    make_demo_accounts(register, gate)
    typed += [PASSWORD, PASSWORD]
    assert main(["account", "create", "--email", EMAIL, "--admin"]) == 0

    with reading(register) as connection:
        assert [account.email for account in list_accounts(connection)] == [EMAIL]


def test_the_demos_accounts_get_the_password_of_the_installation_that_they_are_moved_to(sqlite_engine, gate):
    load_demo(sqlite_engine)
    make_demo_accounts(sqlite_engine, gate)
    moved = make_gate(Clock(), secret_key="another secret, of another installation")
    renew_demo_password(sqlite_engine, moved)

    with reading(sqlite_engine) as connection:
        stored = {account.password_hash for account in list_accounts(connection)}
    assert [moved.passwords.check(demo_password(moved), hashed)[0] for hashed in stored] == [True]


def test_making_an_account_makes_the_secret_key_that_the_service_needs(register, tmp_path):
    assert not (tmp_path / "secret.key").exists()
    assert main(["account", "create", "--email", EMAIL, "--link"]) == 0
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("words", "answers", "left"), [(["--yes"], [], 0), ([], ["ja"], 0), ([], ["nej"], 1)])
def test_an_account_is_erased_when_that_is_meant(register, gate, typed, capsys, words, answers, left):
    typed += answers
    enrol(register, gate, EMAIL)
    assert main(["account", "erase", "--email", EMAIL, *words]) == 0
    with reading(register) as connection:
        assert len(list_accounts(connection)) == left


def test_nothing_is_erased_where_nobody_can_be_asked(register, gate, capsys):
    enrol(register, gate, EMAIL)
    main(["account", "erase", "--email", EMAIL])
    assert capsys.readouterr().err == "Inget är raderat.\n"


def test_what_is_done_at_the_command_line_is_logged_by_the_id_of_the_account(register, gate, capsys):
    account = enrol(register, gate, EMAIL)
    main(["account", "role", "--email", EMAIL, "editor", "--place", "kommun"])
    main(["token", "create", "--email", EMAIL, "--name", "Rapport"])
    main(["account", "disable", "--email", EMAIL])
    main(["account", "erase", "--email", EMAIL, "--yes"])
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    for line in lines:
        assert line.pop("time")
    who = {"level": "info", "logger": "api.access.deeds", "by": "command line", "account": account.id}
    assert lines == [
        who | {"event": "role given", "role": "editor", "place": "kommun"},
        who | {"event": "API token made", "scopes": "read"},
        who | {"event": "account closed"},
        who | {"event": "account erased"},
    ]


def test_the_demos_password_follows_from_the_installations_secret(gate):
    another = make_gate(Clock(), secret_key="another secret, of another installation")

    assert demo_password(gate) == demo_password(make_gate(Clock()))
    assert demo_password(gate) != demo_password(another)
    assert len(demo_password(gate)) == 4 * 7 + 3
