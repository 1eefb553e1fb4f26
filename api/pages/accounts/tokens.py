"""The API tokens of one's own account."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Response

from api.access.api_tokens import create_token, revoke_token
from api.access.deeds import AccountDeed, tell
from api.database import writing
from api.pages.accounts.desk import AtDesk
from api.pages.accounts.forms import Typed, secret_page, see
from api.pages.accounts.own import ADDRESS, refuse
from api.requests import RegisteredId
from api.templating import Page
from models.errors import InvalidRequestError, TooManyAttemptsError
from models.vocabulary import TokenScope

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class NewTokenPage(Page):
    """A token, shown once, and how a program shows it."""

    template: ClassVar[str] = "pages/accounts/new_token.html"

    token: str
    name: str
    address: str


@router.post(f"{ADDRESS}/nycklar")
def make_token(
    desk: AtDesk,
    name: Typed = "",
    scopes: Annotated[list[TokenScope] | None, Form()] = None,
    days: Annotated[int, Form(ge=-1, le=100_000)] = 0,
    password: Typed = "",
) -> Response:
    """Make a token and show it, this once, to whoever shows again that the account is theirs."""
    try:
        desk.require_owner(password)
        with writing(desk.database) as connection:
            token = create_token(connection, desk.gate, desk.account_id, name, scopes or (), days)
    except (InvalidRequestError, TooManyAttemptsError) as error:
        return refuse(desk, "nyckel", error)
    tell(AccountDeed.TOKEN_MADE, desk.doer, scopes=" ".join(scopes or ()))
    return secret_page(desk.request, NewTokenPage(token, name.strip(), str(desk.request.base_url)))


@router.post(f"{ADDRESS}/nycklar/{{token_id}}/aterkalla")
def revoke_own_token(desk: AtDesk, token_id: RegisteredId) -> Response:
    """Let a token open nothing any more."""
    with writing(desk.database) as connection:
        revoke_token(connection, desk.gate, desk.account_id, token_id)
    tell(AccountDeed.TOKEN_REVOKED, desk.doer, token=token_id)
    return see(f"{ADDRESS}?klart=nyckel")
