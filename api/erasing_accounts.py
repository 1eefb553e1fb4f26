"""Erases accounts for real, also from the file of the database."""

import logging

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.access.accounts import erase_account
from api.database import compact, writing

logger = logging.getLogger(__name__)


def erase(engine: Engine, account_id: str) -> None:
    """Erase an account, and let nothing remain of it in an SQLite file; PostgreSQL does so by vacuuming.

    Raises:
        LastAdministratorError: nobody could administer the register.
        NotFoundError: when there is none of that id.
    """
    with writing(engine) as connection:
        erase_account(connection, account_id)
    if engine.dialect.name == "sqlite":
        try:
            compact(engine)
        except SQLAlchemyError:
            logger.exception("what was erased of an account may still stand in unused parts of the file")
