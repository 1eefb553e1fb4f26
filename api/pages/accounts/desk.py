"""What the forms of accounts need to answer: who asks, from where, and with which proof that it is they."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.access.accounts import get_account
from api.access.deeds import AccountDeed, Doer, tell
from api.access.gate import TheGate
from api.access.known_browsers import origin_of
from api.access.networks import network_of
from api.access.password_rules import fault_of
from api.access.recognition import SignedIn
from api.access.sessions import is_recent
from api.database import reading
from api.language import message
from api.pages.accounts.forms import NOT_THE_SAME, WRONG_PASSWORD, visit_of
from api.requests import Database, RegisterWindow
from models.errors import InvalidRequestError

NO_PASSWORD = message(
    "Kontot har inget lösenord här. Logga in med din organisation, eller be om en länk för att välja ett."
)
NOT_RECENT = message(
    "Kontot har inget lösenord här. Logga ut, logga in igen med din organisation och gör det här inom tio minuter."
)


@dataclass(frozen=True)
class Desk:
    """Somebody who has signed in at a browser, and what is needed to answer them."""

    request: Request
    database: Database
    window: RegisterWindow
    gate: TheGate
    caller: SignedIn

    @property
    def account_id(self) -> str:
        """The account that is signed in."""
        assert self.caller.viewer.account_id is not None
        return self.caller.viewer.account_id

    @property
    def doer(self) -> Doer:
        """Who asks, as the log names them."""
        return Doer(self.account_id, network_of(self.request))

    def require_password(self, password: str) -> None:
        """Do nothing when `password` is the account's: a browser left open is not enough for what matters most.

        Raises:
            InvalidRequestError: it is not, or the account has none.
            TooManyAttemptsError: whoever asks has to wait.
        """
        email, visit = self.caller.email, visit_of(self.request, self.gate)
        origin = origin_of(self.gate, visit.mark, visit.network, email)
        self.gate.attempts.require(email, origin)
        with reading(self.database) as connection:
            stored = get_account(connection, self.account_id).password_hash
        if stored is None:
            raise InvalidRequestError(NO_PASSWORD)
        if not self.gate.passwords.check(password, stored)[0]:
            self.gate.attempts.wrong(email, origin)
            tell(AccountDeed.WRONG_PASSWORD, self.doer)
            raise InvalidRequestError(WRONG_PASSWORD)

    def require_owner(self, password: str) -> None:
        """Do nothing for whoever shows again that the account is theirs.

        That is its password; for an account without one, whose owner signs in with another provider, that they have
        just done so.

        Raises:
            InvalidRequestError: the password is wrong, or it is too long since the sign-in.
            TooManyAttemptsError: whoever asks has to wait.
        """
        if self.has_password:
            self.require_password(password)
            return
        with reading(self.database) as connection:
            if not is_recent(connection, self.gate, self.caller.key):
                raise InvalidRequestError(NOT_RECENT)

    @property
    def has_password(self) -> bool:
        """Whether the account has a password here."""
        with reading(self.database) as connection:
            return get_account(connection, self.account_id).password_hash is not None


AtDesk = Annotated[Desk, Depends()]


def new_password_fault(password: str, again: str, about: tuple[str, ...]) -> str | None:
    """Return why a new password, typed twice, is refused; None when it is not."""
    return fault_of(password, about) or (NOT_THE_SAME if password != again else None)
