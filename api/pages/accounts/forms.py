"""What the forms of accounts send, and the answers that nobody else may keep."""

from typing import Annotated

from fastapi import Form, Request, Response
from starlette.responses import RedirectResponse

from api.access.cookies import session_key
from api.access.gate import Gate
from api.access.networks import is_at_this_machine, network_of
from api.access.sign_in import Visit
from api.addresses import LONGEST_ADDRESS, is_here
from api.language import message
from api.templating import Page, page
from models.errors import SamverkanError, TooManyAttemptsError

LONGEST_FIELD = 1000
"""Longer than any password that is accepted, so that a long one is refused in words."""

WRONG_PASSWORD = message("Lösenordet är fel.")
WRONG_CODE = message("Koden är fel eller redan använd. Vänta på nästa kod och försök igen.")
NOT_THE_SAME = message("De två lösenorden är inte likadana.")

# A field that is left empty reaches the route as an empty text, which says in words what is missing.
Typed = Annotated[str, Form(max_length=LONGEST_FIELD)]
Address = Annotated[str, Form(max_length=LONGEST_ADDRESS)]


def visit_of(request: Request, gate: Gate) -> Visit:
    """Return the browser that asks."""
    return Visit(network_of(request), is_at_this_machine(request, gate.settings), session_key(request))


def see(address: str) -> Response:
    """Send the browser to another page here, so that loading it again sends no form again."""
    return RedirectResponse(address if is_here(address) else "/", status_code=303)


def secret_page(request: Request, context: Page, *, status: int = 200) -> Response:
    """Render a page that nothing may keep, because a secret stands on it."""
    answer = page(request, context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused_page(request: Request, context: Page, status: int, error: SamverkanError | None = None) -> Response:
    """Render a form again, with what was wrong in it."""
    answer = secret_page(request, context, status=status)
    if isinstance(error, TooManyAttemptsError):
        answer.headers["Retry-After"] = str(error.wait_s)
    return answer
