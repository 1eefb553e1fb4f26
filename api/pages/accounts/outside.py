"""Signing in with another provider: the way there, and the way back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from api.access.cookies import is_over_tls
from api.access.gate import TheGate
from api.access.identities import account_of
from api.access.oidc import FLOW_S, Provider
from api.access.sign_in import let_in
from api.addresses import LONGEST_ADDRESS, is_here
from api.database import writing
from api.pages.accounts.forms import opened_page, visit_of
from api.requests import Database
from models.errors import NotFoundError

router = APIRouter(include_in_schema=False)

ANSWER = "/logga-in/extern/svar"
PLAIN_NAME, SECURE_NAME = "samverkan-extern", "__Host-samverkan-extern"


@router.get("/logga-in/extern")
def go_outside(
    request: Request, gate: TheGate, back: Annotated[str, Query(alias="next", max_length=LONGEST_ADDRESS)] = "/"
) -> Response:
    """Send the browser to the provider. A link leads here, because the policy lets no form lead to another host."""
    if gate.settings.oidc_issuer is None:
        raise NotFoundError("logga-in", "extern")
    address, kept = Provider(gate).start(_answer_to(request), back if is_here(back) else "/")
    answer = RedirectResponse(address, status_code=303)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie(
        _name(request), kept, max_age=FLOW_S, path="/", secure=is_over_tls(request), httponly=True, samesite="lax"
    )
    return answer


@router.get(ANSWER)
def come_back(request: Request, database: Database, gate: TheGate) -> Response:
    """Let somebody in whom the provider knows, and who has an account or an invitation here.

    The state that only this browser keeps guards this request, which another site may well have caused.
    """
    if gate.settings.oidc_issuer is None:
        raise NotFoundError("logga-in", "extern")
    kept = request.cookies.get(_name(request))
    identity, back = Provider(gate).finish(_answer_to(request), kept, request.query_params)
    with writing(database) as connection:
        account = account_of(connection, gate, identity)
        opened = let_in(connection, gate, visit_of(request, gate), account)
    answer = opened_page(request, opened, back)
    answer.delete_cookie(_name(request), path="/", secure=is_over_tls(request), httponly=True, samesite="lax")
    return answer


def _answer_to(request: Request) -> str:
    return str(request.base_url).rstrip("/") + ANSWER


def _name(request: Request) -> str:
    return SECURE_NAME if is_over_tls(request) else PLAIN_NAME
