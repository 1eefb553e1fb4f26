"""The one table from errors to HTTP. JSON routes answer with problem documents (RFC 9457), pages with a page."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.language import message
from api.security import SECURITY_HEADERS
from api.templating import Page, page
from models.errors import (
    DatabaseBusyError,
    DatabaseUnreachableError,
    InvalidRequestError,
    NotFoundError,
    OutdatedDatabaseError,
    PackageError,
    SamverkanError,
    ServerSettingsError,
    TooMuchWorkError,
)

logger = logging.getLogger(__name__)

STATUS_OF: Mapping[type[SamverkanError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidRequestError: HTTPStatus.BAD_REQUEST,
    PackageError: HTTPStatus.UNPROCESSABLE_ENTITY,
    DatabaseBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseUnreachableError: HTTPStatus.SERVICE_UNAVAILABLE,
    OutdatedDatabaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooMuchWorkError: HTTPStatus.SERVICE_UNAVAILABLE,
    ServerSettingsError: HTTPStatus.INTERNAL_SERVER_ERROR,
}

MACHINE_ADDRESSES = ("/api/", "/healthz", "/readyz")
PROBLEM_TYPE = "application/problem+json"
LONGEST_FIELD = 100

HEADINGS: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: message("Adressen går inte att läsa"),
    HTTPStatus.NOT_FOUND: message("Sidan finns inte"),
    HTTPStatus.METHOD_NOT_ALLOWED: message("Sidan kan bara läsas"),
    HTTPStatus.SERVICE_UNAVAILABLE: message("Registret går inte att nå just nu"),
}
SOMETHING_WRONG = message("Något gick fel hos oss")
NO_DATABASE = message("Databasen svarar inte. Försök igen om en liten stund.")
UNEXPECTED = message("Ett oväntat fel har inträffat. Det har skrivits i tjänstens logg.")
NOT_READABLE = message("Något i frågan går inte att läsa. Se ”errors”.")
NOT_READABLE_BY_A_PERSON = message("Något som adressen frågar efter går inte att visa.")
EXPLANATIONS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: message("Det finns inget på den här adressen."),
    HTTPStatus.METHOD_NOT_ALLOWED: message("Den här adressen går att läsa men inte att skicka något till."),
}
ANOTHER_ERROR = message("Det går inte att svara på frågan.")

REASONS: Mapping[str, str] = {
    "missing": message("saknas"),
    "not_a_date": message("är inget datum; skriv till exempel 2026-11-01"),
    "date_type": message("är inget datum; skriv till exempel 2026-11-01"),
    "enum": message("är inget av de värden som går att välja"),
    "int_parsing": message("är inget heltal"),
    "greater_than_equal": message("är för litet"),
    "less_than_equal": message("är för stort"),
    "string_too_long": message("är för långt"),
    "bool_parsing": message("är varken ja eller nej"),
    "extra_forbidden": message("är ett okänt fält"),
}
ANOTHER_REASON = message("går inte att läsa")

LABELS: Mapping[str, str] = {
    "date": message("Datum"),
    "from": message("Från den dag"),
    "view": message("Förvaltningar"),
    "readings": message("Uppgifter"),
    "order": message("Ordning"),
    "theme": message("Sakfråga"),
    "place": message("Plats"),
    "sector": message("Sektor"),
    "level": message("Nivå"),
    "channel": message("Slag av samarbete"),
    "actor": message("Aktör"),
    "funder": message("Aktören får bidrag av"),
    "direction": message("Riktar sig mot"),
    "text": message("Ord i titel, målgrupp eller aktörens namn"),
    "q": message("Sökord"),
    "group": message("Kommungrupp"),
    "a": message("Den ena"),
    "b": message("Den andra"),
    "small": message("Fråga också små aktörer om hjälp"),
}
"""What the forms of pages call the parts of their addresses."""


@dataclass(frozen=True)
class Unreadable:
    """A part of the request that cannot be read. What was written there is never repeated: it may be secret."""

    field: str
    reason: str

    @property
    def label(self) -> str:
        """What the form of a page calls it, a Swedish message; its name in the address where no form has it."""
        return LABELS.get(self.field.partition(".")[0], self.field)


@dataclass(frozen=True)
class ErrorPage(Page):
    """A page that says what went wrong and where to go instead.

    Attributes:
        status, heading, explanation: what went wrong.
        unreadable: the parts of the address that cannot be read.
        back: the same page without what it was asked; blank when it would not help.
    """

    template: ClassVar[str] = "pages/error.html"

    status: int
    heading: str
    explanation: str
    unreadable: tuple[Unreadable, ...] = ()
    back: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the fault is ours, so that its number may help whoever reports it."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def answer_with_problems(app: FastAPI) -> None:
    """Let `app` answer every error through the table above."""
    app.add_exception_handler(SamverkanError, _situation)
    app.add_exception_handler(RequestValidationError, _unreadable_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(OperationalError, _no_database)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: SamverkanError) -> HTTPStatus:
    """Return the status of an error: that of the nearest class above it in the table."""
    return next(
        (STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def _situation(request: Request, error: Exception) -> Response:
    assert isinstance(error, SamverkanError)
    status = status_of(error)
    # Which table lacks which id helps a program; a reader only has to know that the address leads nowhere.
    nowhere = status is HTTPStatus.NOT_FOUND and not _by_machine(request)
    return _answer(request, status, EXPLANATIONS[HTTPStatus.NOT_FOUND] if nowhere else str(error))


def _unreadable_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    unreadable = _unreadable(error.errors())
    if _by_machine(request):
        return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_READABLE, unreadable)
    status = HTTPStatus.BAD_REQUEST
    # What is missing does not come back by leaving out what is there.
    missing = any(found["type"] == "missing" for found in error.errors())
    back = "" if missing else request.url.path.removesuffix(".csv")
    return page(request, ErrorPage(status, HEADINGS[status], NOT_READABLE_BY_A_PERSON, unreadable, back), status=status)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    explanation = EXPLANATIONS.get(error.status_code, ANOTHER_ERROR)
    answer = _answer(request, HTTPStatus(error.status_code), explanation)
    answer.headers.update(error.headers or {})
    return answer


def _no_database(request: Request, error: Exception) -> Response:
    # The class and the database's own words, without the parameters, which may be somebody's data.
    logger.error("database error at %s", request.url.path, exc_info=error)
    return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, NO_DATABASE)


def _unexpected(request: Request, _error: Exception) -> Response:
    """Answer outside of all middleware, which an unexpected error has torn down, so add the headers here."""
    answer = _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, UNEXPECTED)
    answer.headers.update(SECURITY_HEADERS)
    return answer


def _answer(request: Request, status: HTTPStatus, explanation: str) -> Response:
    if _by_machine(request):
        return _problem(status, explanation)
    heading = HEADINGS.get(status, SOMETHING_WRONG)
    return page(request, ErrorPage(status, heading, explanation), status=status)


def _problem(status: HTTPStatus, detail: str, unreadable: tuple[Unreadable, ...] = ()) -> JSONResponse:
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": detail,
    }
    if unreadable:
        document["errors"] = [{"field": part.field, "reason": part.reason} for part in unreadable]
    return JSONResponse(document, status, media_type=PROBLEM_TYPE)


def _unreadable(errors: Sequence[Any]) -> tuple[Unreadable, ...]:
    return tuple(
        Unreadable(
            field=".".join(str(step) for step in error["loc"][1:])[:LONGEST_FIELD],
            reason=REASONS.get(error["type"], ANOTHER_REASON),
        )
        for error in errors
    )


def _by_machine(request: Request) -> bool:
    return request.url.path.startswith(MACHINE_ADDRESSES)
