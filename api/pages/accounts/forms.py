"""What the forms of accounts send, who sends them, and the answers that nobody else may keep."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request, Response
from starlette.responses import RedirectResponse

from api.access.cookies import browser_mark, keep_mark, keep_session, session_key
from api.access.deeds import Doer
from api.access.gate import Gate
from api.access.networks import is_at_this_machine, network_of
from api.access.recognition import Caller
from api.access.sign_in import Opened, Visit
from api.addresses import LONGEST_ADDRESS, is_here
from api.language import message
from api.problems import status_of
from api.templating import Page, page
from models.errors import InvalidRequestError, SamverkanError, TooManyAttemptsError

LONGEST_FIELD = 1000
"""Longer than any password that is accepted, so that a long one is refused in words."""
UNPROCESSABLE = 422

WRONG_PASSWORD = message("Lösenordet är fel.")
WRONG_CODE = message("Koden är fel eller redan använd. Vänta på nästa kod och försök igen.")
NOT_THE_SAME = message("De två lösenorden är inte likadana.")

# A field that is left empty reaches the route as an empty text, which says in words what is missing.
Typed = Annotated[str, Form(max_length=LONGEST_FIELD)]
Address = Annotated[str, Form(max_length=LONGEST_ADDRESS)]


def visit_of(request: Request, gate: Gate) -> Visit:
    """Return the browser that asks."""
    at_home = is_at_this_machine(request, gate.settings)
    return Visit(network_of(request), at_home, session_key(request), browser_mark(request))


def doer_of(request: Request, caller: Caller) -> Doer:
    """Return who does something, as the log names them."""
    return Doer(caller.viewer.account_id, network_of(request))


def id_of(caller: Caller) -> str:
    """Return the account of somebody who has signed in."""
    assert caller.viewer.account_id is not None
    return caller.viewer.account_id


def see(address: str) -> Response:
    """Send the browser to another page here, so that loading it again sends no form again."""
    return RedirectResponse(address if is_here(address) else "/", status_code=303)


def secret_page(request: Request, context: Page, *, status: int = 200) -> Response:
    """Render a page that nothing may keep, because a secret stands on it."""
    answer = page(request, context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def opened_page(request: Request, opened: Opened, back: str) -> Response:
    """Let the browser keep its new session, and lead on: to the code if it is still to be given, else back."""
    answer = see("/logga-in/kod?" + urlencode({"next": back}) if opened.waits_for_code else back)
    keep_session(request, answer, opened.key)
    if opened.mark:
        keep_mark(request, answer, opened.mark)
    return answer


def refused_page(request: Request, context: Page, error: SamverkanError | None = None) -> Response:
    """Render a form again, with what was wrong in it.

    Args:
        error: what was wrong; None, and what cannot be read, are answered 422.
    """
    status = UNPROCESSABLE if error is None or isinstance(error, InvalidRequestError) else int(status_of(error))
    answer = secret_page(request, context, status=status)
    if isinstance(error, TooManyAttemptsError):
        answer.headers["Retry-After"] = str(error.wait_s)
    return answer
