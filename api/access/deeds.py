"""What is done about accounts, told in the log: who did it, to whom, what, and from where. Accounts go by their ids."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from api.access.viewer import HeldRole
from api.logs import FIELDS

logger = logging.getLogger(__name__)


class AccountDeed(StrEnum):
    """What was done, as the event of a line."""

    SIGNED_IN = "signed in"
    PASSWORD_GIVEN = "gave the password and is asked for a code"  # noqa: S105 - no password
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    SESSION_ENDED = "session ended"
    OTHERS_ENDED = "other sessions ended"
    WRONG_PASSWORD = "wrong password"  # noqa: S105 - no password
    WRONG_CODE = "wrong code"
    CREATED = "account created"
    INVITED = "invited"
    WITHDRAWN = "invitation withdrawn"
    ACCEPTED = "invitation accepted"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken"
    RESET_ALLOWED = "link to a new password made"
    PASSWORD_RESET = "password chosen by link"  # noqa: S105 - no password
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - no password
    CODE_ON = "second factor turned on"
    CODE_OFF = "second factor turned off"
    TOKEN_MADE = "API token made"  # noqa: S105 - no password
    TOKEN_REVOKED = "API token revoked"  # noqa: S105 - no password
    CLOSED = "account closed"
    OPENED = "account opened"
    ERASED = "account erased"


WARNINGS = frozenset({AccountDeed.WRONG_PASSWORD, AccountDeed.WRONG_CODE})


@dataclass(frozen=True)
class Doer:
    """Who does something.

    Attributes:
        account_id: the account; None for nobody who has signed in, and for the command line.
        network: from where; None for the command line.
    """

    account_id: str | None = None
    network: str | None = None


COMMAND_LINE = Doer()


def tell(deed: AccountDeed, doer: Doer, account_id: str | None = None, **about: str | None) -> None:
    """Write a line of what was done, once it is done.

    Args:
        deed: what.
        doer: who did it.
        account_id: whose account it is about, when that is not the doer's.
        about: what else belongs to it, in ids and codes: never an address or a name.
    """
    fields = {"by": doer.account_id or ("command line" if doer == COMMAND_LINE else None), "network": doer.network}
    fields |= {"account": account_id, **about}
    said = {name: value for name, value in fields.items() if value is not None}
    logger.log(logging.WARNING if deed in WARNINGS else logging.INFO, deed.value, extra={FIELDS: said})


def tell_of_role(deed: AccountDeed, doer: Doer, account_id: str | None, role: HeldRole) -> None:
    """Write a line of a role that was given, taken or offered."""
    tell(deed, doer, account_id, role=role.role.value, place=role.place_id, actor=role.actor_id)
