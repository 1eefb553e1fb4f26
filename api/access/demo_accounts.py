"""The accounts of the demo: one of each role, marked, and of use to nobody but who sits at the machine.

Their password follows from the installation's key, so that it is another one everywhere and stands nowhere.
"""

import base64

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.accounts import any_account, create_account, find_account, set_password
from api.access.gate import Gate
from api.access.roles import checked_role, give_role
from api.database import reading, writing
from api.language import message
from models.errors import InvalidRequestError
from models.tables import TABLES
from models.vocabulary import Role

_COLLECTIONS = TABLES["collections"]

PURPOSE = "password of the demo accounts"
PLACE, ACTOR = "kn", "k1"

DEMO_ACCOUNTS: tuple[tuple[str, str, Role, str | None, str | None], ...] = (
    ("admin@demo.example", "Demo: administratör", Role.ADMIN, None, None),
    ("samordnare@demo.example", "Demo: samordnare", Role.EDITOR, PLACE, None),
    ("kommun@demo.example", "Demo: läsare i kommunen", Role.READER, PLACE, None),
    ("analytiker@demo.example", "Demo: nationell analytiker", Role.ANALYST, None, None),
    ("aktor@demo.example", "Demo: aktör", Role.MEMBER, None, ACTOR),
)

ONLY_HERE = message(
    "Demokontona fungerar bara på den dator där demon körs. "
    "Öppna adressen http://127.0.0.1 där, eller skapa ett riktigt konto."
)


def demo_password(gate: Gate) -> str:
    """Return the password of the demo accounts of this installation: 100 bits, in groups that can be typed."""
    letters = base64.b32encode(gate.key.derive(PURPOSE)).decode().lower()
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


def make_demo_accounts(engine: Engine, gate: Gate) -> None:
    """Make the demo's accounts, or give those that there are the password of this installation."""
    password_hash = gate.passwords.hash(demo_password(gate))
    with writing(engine) as connection:
        for email, name, role, place, actor in DEMO_ACCOUNTS:
            account = find_account(connection, email)
            if account is None:
                account = create_account(connection, email, name, gate.now(), password_hash=password_hash, demo=True)
                _give(connection, account.id, role, place, actor)
            elif account.demo:
                set_password(connection, account.id, password_hash)


def has_demo_accounts(connection: Connection) -> bool:
    """Tell whether there are accounts of the demo."""
    accounts = TABLES["accounts"]
    return connection.execute(sa.select(accounts.c.id).where(accounts.c.demo).limit(1)).first() is not None


def wants_demo_accounts(engine: Engine) -> bool:
    """Tell whether the register is the demo and nobody has made it theirs."""
    with reading(engine) as connection:
        is_demo = connection.execute(sa.select(_COLLECTIONS.c.id).limit(1)).first() is not None
        return is_demo and not any_account(connection)


def _give(connection: Connection, account_id: str, role: Role, place: str | None, actor: str | None) -> None:
    """Give a role, unless the demo no longer holds what it is for."""
    try:
        give_role(connection, account_id, checked_role(connection, role, place, actor))
    except InvalidRequestError:
        return
