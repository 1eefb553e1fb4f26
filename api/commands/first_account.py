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
    "Demokontona är avstängda, för andra kan nå tjänsten ({why}). De fungerar bara på 127.0.0.1, utan proxy framför."
)
DEMO_OPEN = "Demokonton, bara på den här datorn: {emails}. Lösenord till alla: {password}"


def see_to_accounts(engine: "Engine", gate: "Gate", *, ask: bool = False) -> None:
    """Say how to make the administrator where there is no account, and whether the demo's accounts work.

    Args:
        engine: the register.
        gate: where the service listens, and the secret that the demo's password follows from.
        ask: whether to offer to make the administrator now.
    """
    from api.access.claim import any_account
    from api.access.demo_accounts import has_demo_accounts
    from api.database import reading

    gate.key.make_sure()
    with reading(engine) as connection:
        claimed, demo = any_account(connection), has_demo_accounts(connection)
    if demo:
        _tell_of_demo(gate)
    if not claimed and not (ask and is_interactive() and _make_administrator(engine, gate)):
        print(HOW_TO, file=sys.stderr)


def _tell_of_demo(gate: "Gate") -> None:
    from api.access.demo_accounts import DEMO_ACCOUNTS, demo_password
    from api.access.networks import is_loopback

    proxies = gate.settings.trusted_proxies
    if proxies or not is_loopback(gate.settings.host):
        why = f"SAMVERKAN_TRUSTED_PROXIES={proxies}" if proxies else f"den lyssnar på {gate.settings.host}"
        print(DEMO_CLOSED.format(why=why), file=sys.stderr)
        return
    emails = ", ".join(account.email for account in DEMO_ACCOUNTS)
    print(DEMO_OPEN.format(emails=emails, password=demo_password(gate)), file=sys.stderr)


def _make_administrator(engine: "Engine", gate: "Gate") -> bool:
    """Ask who the administrator is, and make the account; return whether it was made."""
    from api.access.accounts import read_address
    from api.access.deeds import COMMAND_LINE, AccountDeed, tell
    from api.access.roles import make_administrator
    from api.database import writing
    from api.logs import logged

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
        account = make_administrator(connection, email, email, gate.now(), password_hash)
    with logged(gate.settings.log_format):
        tell(AccountDeed.CREATED, COMMAND_LINE, account.id, role="admin")
    print(f"Administratören {email} är skapad.", file=sys.stderr)
    return True
