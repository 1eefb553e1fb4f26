"""The accounts of the demo: one of each role, marked, and of use to nobody but who sits at the machine.

Their password follows from the installation's key, so that it is another one everywhere and stands nowhere.
"""

import base64
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.accounts import create_account, find_account, set_password
from api.access.claim import any_account
from api.access.gate import Gate
from api.access.roles import checked_role, give_role
from api.access.seen import Seen
from api.access.viewer import HeldRole
from api.database import reading, writing
from api.language import message
from models.errors import InvalidRequestError
from models.tables import TABLES
from models.vocabulary import Role

_ACCOUNTS = TABLES["accounts"]

PURPOSE = "password of the demo accounts"
PLACE, ACTOR = "kn", "k1"


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo, before it is made."""

    email: str
    name: str
    held: HeldRole


DEMO_ACCOUNTS = (
    DemoAccount("admin@demo.example", "Demo: administratör", HeldRole(Role.ADMIN)),
    DemoAccount("samordnare@demo.example", "Demo: samordnare", HeldRole(Role.EDITOR, place_id=PLACE)),
    DemoAccount("kommun@demo.example", "Demo: läsare i kommunen", HeldRole(Role.READER, place_id=PLACE)),
    DemoAccount("analytiker@demo.example", "Demo: nationell analytiker", HeldRole(Role.ANALYST)),
    DemoAccount("aktor@demo.example", "Demo: aktör", HeldRole(Role.MEMBER, actor_id=ACTOR)),
)

ONLY_HERE = message(
    "Demokontona fungerar bara på den dator där demon körs. "
    "Öppna adressen http://127.0.0.1 där, eller skapa ett riktigt konto."
)


def demo_password(gate: Gate) -> str:
    """Return the password of the demo accounts of this installation: 140 bits, in groups that can be typed."""
    letters = base64.b32encode(gate.key.derive(PURPOSE)).decode().lower()
    return "-".join(letters[start : start + 7] for start in range(0, 28, 7))


def make_demo_accounts(engine: Engine, gate: Gate) -> None:
    """Make the demo's accounts in a register that holds the demo, unless somebody has made the register theirs."""
    password_hash = gate.passwords.hash(demo_password(gate))
    with writing(engine) as connection:
        for wanted in () if any_account(connection) else DEMO_ACCOUNTS:
            if find_account(connection, wanted.email) is None:
                _make(connection, gate, wanted, password_hash)


def renew_demo_password(engine: Engine, gate: Gate) -> None:
    """Give those accounts of the demo that there are the password of this installation."""
    with reading(engine) as connection:
        ids = connection.execute(sa.select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.demo)).scalars().all()
    if ids:
        password_hash = gate.passwords.hash(demo_password(gate))
        with writing(engine) as connection:
            for account_id in ids:
                set_password(connection, account_id, password_hash)


def has_demo_accounts(connection: Connection) -> bool:
    """Tell whether there are accounts of the demo. They are marked as such, whatever else the register holds."""
    return connection.execute(sa.select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.demo).limit(1)).first() is not None


def _make(connection: Connection, gate: Gate, wanted: DemoAccount, password_hash: str) -> None:
    """Make an account, without a role for what the demo no longer holds."""
    made = create_account(connection, wanted.email, wanted.name, gate.now(), password_hash=password_hash, demo=True)
    held = wanted.held
    try:
        give_role(connection, made.id, checked_role(Seen(connection), held.role, held.place_id, held.actor_id))
    except InvalidRequestError:
        return
