"""Which situation an error of the database is: gone for a while, out of room, or a mistake of ours."""

import sqlite3

from sqlalchemy import exc

from api.language import message
from models.errors import DatabaseUnreachableError, SamverkanError, StorageFullError

NO_DATABASE = message("Databasen svarar inte. Försök igen om en liten stund.")

DISK_FULL = "53100"
"""What PostgreSQL calls it."""

CANNOT_GROW = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"})
"""What SQLite calls a disk without room, and a file that may not grow."""

DATABASE_ERRORS: tuple[type[Exception], ...] = (exc.DBAPIError, exc.TimeoutError)
"""The errors that `situation_of` judges; the second is raised where no connection of the pool came free."""


def situation_of(error: Exception) -> SamverkanError | None:
    """Return what the person using the product should be told; None when we have made a mistake."""
    if isinstance(error, exc.DBAPIError):
        if _is_full(error.orig):
            return StorageFullError()
        if not (isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated):
            return None
    return DatabaseUnreachableError(NO_DATABASE)


def _is_full(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "") in CANNOT_GROW
    return getattr(error, "sqlstate", None) == DISK_FULL
