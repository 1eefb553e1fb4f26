"""Who changes what together: every write to the register belongs to a change set."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from models.dates import now
from models.tables import TABLES
from models.vocabulary import ChangeKind

CHANGE_SETS = TABLES["change_sets"]
_HOLD = sa.text(
    "INSERT INTO register_revision (id, revision) VALUES (1, 0) "
    "ON CONFLICT (id) DO UPDATE SET revision = register_revision.revision RETURNING revision"
)
_COUNT = sa.text("UPDATE register_revision SET revision = revision + 1 WHERE id = 1")


@dataclass(frozen=True)
class Deed:
    """What somebody is about to do to the register.

    Attributes:
        kind: what kind of change it is.
        account_id: who does it; None on the command line, and for an actor without an account.
        actor_id: the actor that says it itself, without an account.
        about: what it is called in the history, such as the name of a package.
        undoes: the change set that it takes back.
    """

    kind: ChangeKind
    account_id: str | None = None
    about: str | None = None
    undoes: int | None = None
    actor_id: str | None = None


def hold_revision(connection: Connection) -> int:
    """Return the number of writes so far, and let nobody else write until the transaction ends."""
    return int(connection.execute(_HOLD).scalar_one())


def begin_change_set(connection: Connection, deed: Deed, at: datetime | None = None) -> int:
    """Count a write and return the id of its change set, to be written into every row that it touches.

    Args:
        connection: inside a transaction that holds the revision.
        deed: what is done.
        at: when; by default now.
    """
    connection.execute(_COUNT)
    written = sa.insert(CHANGE_SETS).values(
        at=at or now(),
        kind=deed.kind,
        account_id=deed.account_id,
        actor_id=deed.actor_id,
        about=deed.about,
        undoes=deed.undoes,
    )
    return int(connection.execute(written.returning(CHANGE_SETS.c.id)).scalar_one())
