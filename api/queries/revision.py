"""How often the register has been written: the number that tells whether a remembered answer is still true."""

import sqlalchemy as sa
from sqlalchemy import Connection

from models.tables import TABLES

_REVISION = TABLES["register_revision"]


def current_revision(connection: Connection) -> int:
    """Return the number of writes so far; 0 for a register that nothing was ever written to."""
    return connection.execute(sa.select(_REVISION.c.revision)).scalar() or 0
