"""The API tokens of one's own account."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Request, Response

from api.access.api_tokens import create_token, revoke_token
from api.access.gate import TheGate
from api.access.recognition import SignedIn
from api.database import writing
from api.pages.accounts.forms import Typed, secret_page, see
from api.pages.accounts.own import ADDRESS, refuse
from api.requests import Database, RegisteredId
from api.templating import Page
from models.errors import InvalidRequestError
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
    request: Request,
    database: Database,
    gate: TheGate,
    caller: SignedIn,
    name: Typed = "",
    scopes: Annotated[list[TokenScope] | None, Form()] = None,
    days: Annotated[int, Form(ge=-1, le=100_000)] = 0,
) -> Response:
    """Make a token and show it, this once."""
    assert caller.viewer.account_id is not None
    try:
        with writing(database) as connection:
            token = create_token(connection, gate, caller.viewer.account_id, name, scopes or (), days)
    except InvalidRequestError as error:
        return refuse(request, database, gate, caller, "nyckel", error)
    return secret_page(request, NewTokenPage(token, name.strip(), str(request.base_url)))


@router.post(f"{ADDRESS}/nycklar/{{token_id}}/aterkalla")
def revoke_own_token(database: Database, gate: TheGate, caller: SignedIn, token_id: RegisteredId) -> Response:
    """Let a token open nothing any more."""
    assert caller.viewer.account_id is not None
    with writing(database) as connection:
        revoke_token(connection, gate, caller.viewer.account_id, token_id)
    return see(f"{ADDRESS}?klart=nyckel")
