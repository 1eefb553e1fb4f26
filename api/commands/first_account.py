"""What `start` and `serve` say and ask while nobody has an account."""

import sys
from typing import TYPE_CHECKING

from api.commands.asking import ask_for_password, is_interactive
from models.errors import InvalidRequestError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from api.access.gate import Gate

HOW_TO = """Ännu har ingen skapat ett konto. Skapa administratören så här:
  python3 samverkan.py account create --admin --email ADRESS
(med --link i stället för ett lösenord får du en länk som fungerar en gång)"""

ASK = "Administratörens e-postadress (lämna tomt för att vänta med det): "

DEMO_CLOSED = (
    "Demokontona är avstängda, för tjänsten lyssnar på {host}, som andra kan nå. De fungerar bara på 127.0.0.1."
)
DEMO_OPEN = "Demokonton, bara på den här datorn: {emails}. Lösenord till alla: {password}"


def see_to_accounts(engine: "Engine", gate: "Gate", *, ask: bool = False) -> None:
    """Say how to make the administrator where there is no account, and whether the demo's accounts work.

    Args:
        engine: the register.
        gate: where the service listens, and the secret that the demo's password follows from.
        ask: whether to offer to make the administrator now.
    """
    from api.access.accounts import any_account
    from api.access.demo_accounts import has_demo_accounts
    from api.database import reading

    gate.key.derive("start")  # A key that cannot be made shall be known now, and not at the first sign-in.
    with reading(engine) as connection:
        claimed, demo = any_account(connection), has_demo_accounts(connection)
    if demo:
        _tell_of_demo(gate)
    if not claimed and not (ask and is_interactive() and _make_administrator(engine, gate)):
        print(HOW_TO, file=sys.stderr)


def _tell_of_demo(gate: "Gate") -> None:
    from api.access.demo_accounts import DEMO_ACCOUNTS, demo_password
    from api.access.networks import is_loopback

    if not is_loopback(gate.settings.host):
        print(DEMO_CLOSED.format(host=gate.settings.host), file=sys.stderr)
        return
    emails = ", ".join(email for email, *_ in DEMO_ACCOUNTS)
    print(DEMO_OPEN.format(emails=emails, password=demo_password(gate)), file=sys.stderr)


def _make_administrator(engine: "Engine", gate: "Gate") -> bool:
    """Ask who the administrator is, and make the account; return whether it was made."""
    from api.access.accounts import create_account, read_address
    from api.access.roles import give_role
    from api.access.viewer import HeldRole
    from api.database import writing
    from models.vocabulary import Role

    try:
        typed = input(ASK).strip()
    except EOFError:
        return False
    if not typed:
        return False
    try:
        email = read_address(typed)
        password_hash = gate.passwords.hash(ask_for_password((email,)))
    except InvalidRequestError as error:
        print(error, file=sys.stderr)
        return False
    with writing(engine) as connection:
        account = create_account(connection, email, email, gate.now(), password_hash=password_hash)
        give_role(connection, account.id, HeldRole(Role.ADMIN))
    print(f"Administratören {email} är skapad.", file=sys.stderr)
    return True
