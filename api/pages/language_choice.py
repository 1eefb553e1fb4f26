"""Choosing the language that the pages are read in."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.responses import RedirectResponse

from api.addresses import LONGEST_ADDRESS, is_here
from api.language import LANGUAGE_COOKIE, languages
from models.errors import InvalidRequestError

router = APIRouter(include_in_schema=False)

ONE_YEAR_S = 365 * 24 * 60 * 60


@router.get("/sprak")
def choose_language(
    lang: Annotated[str, Query(max_length=10)],
    back: Annotated[str, Query(alias="next", max_length=LONGEST_ADDRESS)] = "/",
) -> Response:
    """Remember the language in a cookie and go back to where the reader was."""
    if lang not in languages():
        raise InvalidRequestError("Språket finns inte. Välj sv eller en.")
    answer = RedirectResponse(back if is_here(back) else "/", status_code=303)
    answer.set_cookie(LANGUAGE_COOKIE, lang, max_age=ONE_YEAR_S, httponly=True, samesite="lax")
    return answer
