"""Make, close and change accounts from the terminal of the machine that has the register."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from api.commands.command import Command

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.access.gate import Gate


def describe(parser: ArgumentParser) -> None:
    """Take what to do, and with which account."""
    deeds = parser.add_subparsers(required=True, metavar="VAD")
    create = _deed(deeds, "create", "skapa ett konto", _create)
    create.add_argument("--name", metavar="NAMN", help="namnet som andra ser (annars adressen)")
    create.add_argument("--admin", action="store_true", help="gör kontot till administratör")
    create.add_argument(
        "--link", action="store_true", help="fråga inte efter lösenord: skriv en länk för att välja ett"
    )
    deeds.add_parser("list", help="visa alla konton").set_defaults(deed=_list)
    _deed(deeds, "disable", "stäng av ett konto", _disable)
    _deed(deeds, "enable", "öppna ett avstängt konto", _enable)
    _deed(deeds, "reset-link", "skriv en länk till ett nytt lösenord", _reset_link)
    role = _deed(deeds, "role", "ge eller ta en roll", _role)
    role.add_argument("role", metavar="ROLL", choices=_role_codes(), help=", ".join(_role_codes()))
    role.add_argument("--place", metavar="ID", help="platsen, för editor och reader")
    role.add_argument("--actor", metavar="ID", help="aktören, för member")
    role.add_argument("--remove", action="store_true", help="ta rollen i stället för att ge den")


def run(arguments: Namespace) -> int:
    """Do it, in one transaction or not at all."""
    from api.access.gate import gate_of
    from api.database import ready_database
    from api.settings import Settings

    settings = Settings()
    engine = ready_database(settings.database_url)
    arguments.deed(arguments, engine, gate_of(settings))
    return 0


def _deed(deeds: Any, name: str, about: str, deed: Callable[..., None]) -> ArgumentParser:
    parser: ArgumentParser = deeds.add_parser(name, help=about, description=about)
    parser.add_argument("--email", required=True, metavar="ADRESS", help="kontots e-postadress")
    parser.set_defaults(deed=deed)
    return parser


def _role_codes() -> list[str]:
    from models.vocabulary import Role

    return [role.value for role in Role]


def _create(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import create_account
    from api.access.links import allow_reset
    from api.access.roles import give_role
    from api.access.viewer import HeldRole
    from api.commands.asking import ask_for_password
    from api.database import writing
    from models.vocabulary import Role

    name = arguments.name or arguments.email
    password = None if arguments.link else ask_for_password((arguments.email, name))
    with writing(engine) as connection:
        password_hash = gate.passwords.hash(password) if password else None
        account = create_account(connection, arguments.email, name, gate.now(), password_hash=password_hash)
        if arguments.admin:
            give_role(connection, account.id, HeldRole(Role.ADMIN))
        link = allow_reset(connection, gate, account.id) if arguments.link else None
    print(f"Kontot {account.email} är skapat.", file=sys.stderr)
    if link:
        _show_link(link)


def _list(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import list_accounts
    from api.access.roles import roles_by_account
    from api.database import reading

    with reading(engine) as connection:
        accounts, roles = list_accounts(connection), roles_by_account(connection)
    for account in accounts:
        held = ", ".join(
            " ".join(filter(None, (named.held.role, named.held.place_id, named.held.actor_id)))
            for named in roles.get(account.id, ())
        )
        marks = [word for word, true in (("demo", account.demo), ("avstängt", account.disabled_at is not None)) if true]
        print("\t".join((account.email, account.name, held, " ".join(marks))))


def _disable(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import disable_account, require_account
    from api.database import writing

    with writing(engine) as connection:
        disable_account(connection, require_account(connection, arguments.email).id, gate.now())
    print("Kontot är avstängt och utloggat överallt.", file=sys.stderr)


def _enable(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import enable_account, require_account
    from api.database import writing

    with writing(engine) as connection:
        enable_account(connection, require_account(connection, arguments.email).id)
    print("Kontot är öppet.", file=sys.stderr)


def _reset_link(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.links import allow_reset
    from api.database import writing

    with writing(engine) as connection:
        link = allow_reset(connection, gate, require_account(connection, arguments.email).id)
    _show_link(link)


def _role(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account, require_another_administrator
    from api.access.roles import checked_role, give_role, list_roles, take_role
    from api.access.viewer import HeldRole
    from api.database import writing
    from models.vocabulary import Role

    role = next(role for role in Role if role == arguments.role)
    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        if not arguments.remove:
            give_role(connection, account.id, checked_role(connection, role, arguments.place, arguments.actor))
        else:
            if role is Role.ADMIN:
                require_another_administrator(connection, account.id)
            wanted = HeldRole(role, arguments.place, arguments.actor)
            for named in list_roles(connection, account.id):
                if named.held == wanted:
                    take_role(connection, account.id, named.id)
    print("Rollen är borttagen." if arguments.remove else "Rollen är given.", file=sys.stderr)


def _show_link(link: str) -> None:
    """Write where the link leads. Which address the service has for others is not known here."""
    print("Öppna den här sidan på tjänstens adress inom två timmar; den fungerar en gång:", file=sys.stderr)
    print(link)


COMMAND = Command("account", "Skapa, visa, stäng och ändra konton.", describe, run)
