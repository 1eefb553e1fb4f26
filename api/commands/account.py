"""Make, close and change accounts from the terminal of the machine that has the register."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from api.commands.arguments import add_deed
from api.commands.command import Command

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.access.gate import Gate

ERASE = "Radera kontot {email}? Det går inte att ångra. Skriv ja: "


def describe(parser: ArgumentParser) -> None:
    """Take what to do, and with which account."""
    deeds = parser.add_subparsers(required=True, metavar="VAD")
    create = add_deed(deeds, "create", "skapa ett konto", _create)
    create.add_argument("--name", metavar="NAMN", help="namnet som andra ser (annars adressen)")
    create.add_argument("--admin", action="store_true", help="gör kontot till administratör")
    create.add_argument(
        "--link", action="store_true", help="fråga inte efter lösenord: skriv en länk för att välja ett"
    )
    listing = deeds.add_parser("list", help="visa alla konton", description="visa alla konton")
    listing.add_argument("--ids", action="store_true", help="med kontots id, som loggen nämner det vid")
    listing.set_defaults(deed=_list)
    add_deed(deeds, "disable", "stäng av ett konto", _disable)
    add_deed(deeds, "enable", "öppna ett avstängt konto", _enable)
    add_deed(deeds, "reset-link", "skriv en länk till ett nytt lösenord", _reset_link)
    erase = add_deed(deeds, "erase", "radera ett konto; det går inte att ångra", _erase)
    erase.add_argument("--yes", action="store_true", help="radera utan att fråga")
    role = add_deed(deeds, "role", "ge eller ta en roll", _role)
    role.add_argument("role", metavar="ROLL", choices=_role_codes(), help=", ".join(_role_codes()))
    role.add_argument("--place", metavar="ID", help="platsen, för editor och reader")
    role.add_argument("--actor", metavar="ID", help="aktören, för member")
    role.add_argument("--remove", action="store_true", help="ta rollen i stället för att ge den")


def run(arguments: Namespace) -> int:
    """Do it, in one transaction or not at all."""
    from api.access.gate import gate_of
    from api.database import ready_database
    from api.logs import logged
    from api.settings import Settings

    settings = Settings()
    engine, gate = ready_database(settings.database_url), gate_of(settings)
    gate.key.make_sure()
    with logged(settings.log_format):
        arguments.deed(arguments, engine, gate)
    return 0


def _role_codes() -> list[str]:
    from models.vocabulary import Role

    return [role.value for role in Role]


def _create(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import create_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.access.links import allow_reset
    from api.access.roles import make_administrator
    from api.commands.asking import ask_for_password
    from api.database import writing

    name = arguments.name or arguments.email
    password = None if arguments.link else ask_for_password((arguments.email, name))
    with writing(engine) as connection:
        password_hash = gate.passwords.hash(password) if password else None
        if arguments.admin:
            account = make_administrator(connection, arguments.email, name, gate.now(), password_hash)
        else:
            account = create_account(connection, arguments.email, name, gate.now(), password_hash=password_hash)
        link = allow_reset(connection, gate, account.id) if arguments.link else None
    tell(AccountDeed.CREATED, COMMAND_LINE, account.id, role="admin" if arguments.admin else None)
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
            " ".join(filter(None, (given.held.role, given.held.place_id, given.held.actor_id)))
            for given in roles.get(account.id, ())
        )
        marks = [word for word, true in (("demo", account.demo), ("avstängt", account.disabled_at is not None)) if true]
        shown = (account.email, account.name, held, " ".join(marks), *([account.id] if arguments.ids else []))
        print("\t".join(shown))


def _disable(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import disable_account, require_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.database import writing

    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        disable_account(connection, account.id, gate.now())
    tell(AccountDeed.CLOSED, COMMAND_LINE, account.id)
    print("Kontot är avstängt, utloggat överallt och utan nycklar.", file=sys.stderr)


def _enable(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import enable_account, require_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.database import writing

    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        enable_account(connection, account.id)
    tell(AccountDeed.OPENED, COMMAND_LINE, account.id)
    print("Kontot är öppet.", file=sys.stderr)


def _reset_link(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.access.links import allow_reset
    from api.database import writing

    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        link = allow_reset(connection, gate, account.id)
    tell(AccountDeed.RESET_ALLOWED, COMMAND_LINE, account.id)
    _show_link(link)


def _erase(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.commands.asking import is_sure
    from api.database import reading
    from api.erasing_accounts import erase

    with reading(engine) as connection:
        account = require_account(connection, arguments.email)
    if not arguments.yes and not is_sure(ERASE.format(email=account.email)):
        print("Inget är raderat.", file=sys.stderr)
        return
    erase(engine, account.id)
    tell(AccountDeed.ERASED, COMMAND_LINE, account.id)
    print("Kontot är raderat. Historiken säger ”ett raderat konto” där det stod.", file=sys.stderr)


def _role(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell_of_role
    from api.access.roles import ROLES_BY_CODE, checked_role, give_role, list_roles, take_role
    from api.access.seen import Seen
    from api.access.viewer import HeldRole
    from api.database import writing

    role = ROLES_BY_CODE[arguments.role]
    wanted = HeldRole(role, arguments.place, arguments.actor)
    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        if not arguments.remove:
            wanted = checked_role(Seen(connection), role, arguments.place, arguments.actor)
            give_role(connection, account.id, wanted)
        else:
            for given in list_roles(connection, account.id):
                if given.held == wanted:
                    take_role(connection, account.id, given.id)
    tell_of_role(
        AccountDeed.ROLE_TAKEN if arguments.remove else AccountDeed.ROLE_GIVEN, COMMAND_LINE, account.id, wanted
    )
    print("Rollen är borttagen." if arguments.remove else "Rollen är given.", file=sys.stderr)


def _show_link(link: str) -> None:
    """Write where the link leads. Which address the service has for others is not known here."""
    print("Öppna den här sidan på tjänstens adress inom två timmar; den fungerar en gång:", file=sys.stderr)
    print(link)


COMMAND = Command("account", "Skapa, visa, stäng och ändra konton.", describe, run)
