"""That somebody can always administer the register, and that the demo's accounts go when somebody does."""

import sqlalchemy as sa
from sqlalchemy import Connection

from models.errors import LastAdministratorError
from models.tables import TABLES
from models.vocabulary import Role

_ACCOUNTS, _ROLES = TABLES["accounts"], TABLES["account_roles"]


def require_another_administrator(connection: Connection, account_id: str) -> None:
    """Do nothing unless the account is the only administrator who can sign in, the demo's aside.

    Until the transaction ends nobody else takes an administrator away: of two who do so to each other at the same
    moment, the second is refused.

    Args:
        connection: inside the transaction that is about to close the account or to take its role.

    Raises:
        LastAdministratorError: when it is.
    """
    can_sign_in = sa.select(_ACCOUNTS.c.id).join(_ROLES, _ROLES.c.account_id == _ACCOUNTS.c.id)
    can_sign_in = can_sign_in.where(_ROLES.c.role == Role.ADMIN, _ACCOUNTS.c.disabled_at.is_(None), ~_ACCOUNTS.c.demo)
    held = can_sign_in.order_by(_ACCOUNTS.c.id).with_for_update()
    if set(connection.execute(held).scalars()) == {account_id}:
        raise LastAdministratorError


def retire_demo(connection: Connection, account_id: str) -> None:
    """Erase the demo's accounts, now that another account administers the register; the demo's own does not.

    Args:
        account_id: the account that has become administrator.
    """
    is_demo = sa.select(_ACCOUNTS.c.demo).where(_ACCOUNTS.c.id == account_id)
    if not connection.execute(is_demo).scalar():
        connection.execute(sa.delete(_ACCOUNTS).where(_ACCOUNTS.c.demo))
