"""What the links that work once lead to: accepting an invitation, and choosing a new password.

The address of these pages is a secret. It stays in the browser: nothing is loaded from elsewhere, the policy sends it
to no other host, and nothing changes until the form is sent.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Path, Request, Response

from api.access.deeds import AccountDeed, Doer, tell
from api.access.gate import TheGate
from api.access.links import accept, account_to_reset, invitation_of, reset_password
from api.access.networks import network_of
from api.access.sign_in import let_in
from api.access.tokens import LONGEST_TOKEN
from api.database import reading, writing
from api.pages.accounts.desk import new_password_fault
from api.pages.accounts.forms import Typed, opened_page, refused_page, secret_page, see, visit_of
from api.requests import Database
from api.templating import Page
from models.errors import InvalidRequestError
from models.vocabulary import LinkPurpose

router = APIRouter(include_in_schema=False)

Token = Annotated[str, Path(max_length=LONGEST_TOKEN)]


@dataclass(frozen=True)
class LinkPage(Page):
    """Choose a password, and with an invitation a name.

    Attributes:
        purpose: what the link is for.
        email: whose account it is about.
        name: what was typed.
        fault: why it did not work; None at first.
    """

    template: ClassVar[str] = "pages/accounts/link.html"

    purpose: LinkPurpose
    email: str
    name: str = ""
    fault: str | None = None


@router.get("/inbjudan/{token}")
def show_invitation(request: Request, database: Database, gate: TheGate, token: Token) -> Response:
    """Ask for the name and password of the account that is offered."""
    with reading(database) as connection:
        invitation = invitation_of(connection, gate, token)
    return secret_page(request, LinkPage(LinkPurpose.INVITATION, invitation.email))


@router.post("/inbjudan/{token}")
def accept_invitation(
    request: Request,
    database: Database,
    gate: TheGate,
    token: Token,
    name: Typed = "",
    password: Typed = "",
    again: Typed = "",
) -> Response:
    """Make the account that is offered, and sign it in."""
    with reading(database) as connection:
        email = invitation_of(connection, gate, token).email
    try:
        if fault := new_password_fault(password, again, (email, name)):
            raise InvalidRequestError(fault)
        password_hash = gate.passwords.hash(password)
        with writing(database) as connection:
            account = accept(connection, gate, token, name, password_hash)
            opened = let_in(connection, gate, visit_of(request, gate), account)
    except InvalidRequestError as error:
        return refused_page(request, LinkPage(LinkPurpose.INVITATION, email, name, str(error)), error)
    tell(AccountDeed.ACCEPTED, Doer(account.id, network_of(request)))
    return opened_page(request, opened, "/konto")


@router.get("/losenord/{token}")
def show_reset(request: Request, database: Database, gate: TheGate, token: Token) -> Response:
    """Ask for a new password."""
    with reading(database) as connection:
        account = account_to_reset(connection, gate, token)
    return secret_page(request, LinkPage(LinkPurpose.PASSWORD_RESET, account.email))


@router.post("/losenord/{token}")
def choose_password(
    request: Request, database: Database, gate: TheGate, token: Token, password: Typed = "", again: Typed = ""
) -> Response:
    """Give the account a new password, end its sessions and revoke its API tokens.

    The second factor, if it has one, is still asked for.
    """
    with reading(database) as connection:
        account = account_to_reset(connection, gate, token)
    if fault := new_password_fault(password, again, (account.email, account.name)):
        return refused_page(request, LinkPage(LinkPurpose.PASSWORD_RESET, account.email, fault=fault))
    password_hash = gate.passwords.hash(password)
    with writing(database) as connection:
        reset_password(connection, gate, token, password_hash)
    tell(AccountDeed.PASSWORD_RESET, Doer(account.id, network_of(request)))
    return see("/logga-in")
