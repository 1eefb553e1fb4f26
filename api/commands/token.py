"""Make and revoke API tokens from the terminal of the machine that has the register."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from api.commands.arguments import add_deed
from api.commands.command import Command

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.access.gate import Gate


def describe(parser: ArgumentParser) -> None:
    """Take what to do, and for which account."""
    deeds = parser.add_subparsers(required=True, metavar="VAD")
    create = add_deed(deeds, "create", "skapa en nyckel och skriv den", _create)
    create.add_argument("--name", required=True, metavar="NAMN", help="vad nyckeln är till för")
    create.add_argument("--write", action="store_true", help="låt programmet också ändra")
    create.add_argument("--days", type=int, default=90, metavar="ANTAL", help="hur länge den gäller (90)")
    add_deed(deeds, "list", "visa de nycklar som fungerar", _list)
    revoke = add_deed(deeds, "revoke", "återkalla en nyckel", _revoke)
    revoke.add_argument("id", metavar="ID", help="nyckelns id, som ”list” visar")


def run(arguments: Namespace) -> int:
    """Do it."""
    from api.access.gate import gate_of
    from api.database import ready_database
    from api.logs import logged
    from api.settings import Settings

    settings = Settings()
    with logged(settings.log_format):
        arguments.deed(arguments, ready_database(settings.database_url), gate_of(settings))
    return 0


def _create(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.api_tokens import create_token
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.database import writing
    from models.vocabulary import TokenScope

    scopes = tuple(TokenScope) if arguments.write else (TokenScope.READ,)
    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        token = create_token(connection, gate, account.id, arguments.name, scopes, arguments.days)
    tell(AccountDeed.TOKEN_MADE, COMMAND_LINE, account.id, scopes=" ".join(scopes))
    print("Nyckeln visas bara nu:", file=sys.stderr)
    print(token)


def _list(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.api_tokens import list_tokens
    from api.database import reading

    with reading(engine) as connection:
        tokens = list_tokens(connection, gate, require_account(connection, arguments.email).id)
    for token in tokens:
        print("\t".join((token.id, token.name, " ".join(token.scopes), f"{token.expires_at:%Y-%m-%d}")))


def _revoke(arguments: Namespace, engine: "Engine", gate: "Gate") -> None:
    from api.access.accounts import require_account
    from api.access.api_tokens import revoke_token
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.database import writing

    with writing(engine) as connection:
        account = require_account(connection, arguments.email)
        revoke_token(connection, gate, account.id, arguments.id)
    tell(AccountDeed.TOKEN_REVOKED, COMMAND_LINE, account.id, token=arguments.id)
    print("Nyckeln är återkallad.", file=sys.stderr)


COMMAND = Command("token", "Skapa, visa och återkalla nycklar för program.", describe, run)
