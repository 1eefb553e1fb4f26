"""Which account somebody is whom another provider of sign-in knows."""

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.access.accounts import Account, find_account, get_account
from api.access.gate import Gate
from api.access.links import accept_from_outside
from api.access.oidc import Identity
from api.language import message
from models.errors import OutsideSignInError
from models.tables import TABLES

_IDENTITIES = TABLES["outside_identities"]

NO_ACCOUNT = message(
    "Det finns inget konto här för den som loggade in. "
    "Be en samordnare eller administratör bjuda in den e-postadress som inloggningstjänsten känner dig under."
)


def account_of(connection: Connection, gate: Gate, identity: Identity) -> Account:
    """Return the account of somebody who signed in with another provider.

    The first time it is the account, or the invitation, to the address that the provider has made sure of. From then
    on it is the one that was found, also when the address changes: addresses are handed on, subjects are not.

    Raises:
        OutsideSignInError: there is none. An account is never made without an invitation.
    """
    known = sa.select(_IDENTITIES.c.account_id).where(
        _IDENTITIES.c.issuer == identity.issuer, _IDENTITIES.c.subject == identity.subject
    )
    account_id = connection.execute(known).scalar()
    if account_id is not None:
        return get_account(connection, account_id)
    account = _by_address(connection, gate, identity)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    whose = {"issuer": identity.issuer, "subject": identity.subject, "account_id": account.id}
    connection.execute(insert(_IDENTITIES).values(**whose).on_conflict_do_nothing())
    # Somebody may come back from the provider in two windows at once, and the first to be stored counts.
    return get_account(connection, connection.execute(known).scalar_one())


def _by_address(connection: Connection, gate: Gate, identity: Identity) -> Account:
    if identity.email is None:
        raise OutsideSignInError(NO_ACCOUNT)
    account = find_account(connection, identity.email)
    account = account or accept_from_outside(connection, gate, identity.email, identity.name)
    if account is None or account.demo or _has_another(connection, account, identity):
        raise OutsideSignInError(NO_ACCOUNT)
    return account


def _has_another(connection: Connection, account: Account, identity: Identity) -> bool:
    """Tell whether the account is somebody else's at the same provider, who had the address before."""
    others = sa.select(_IDENTITIES.c.subject).where(
        _IDENTITIES.c.issuer == identity.issuer, _IDENTITIES.c.account_id == account.id
    )
    return connection.execute(others).first() is not None
