"""The one table from errors to HTTP. JSON routes answer with problem documents (RFC 9457), pages with a page."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from api.addresses import sign_in_address
from api.database_faults import DATABASE_ERRORS, situation_of
from api.problem_words import (
    ANOTHER_ERROR,
    ANOTHER_REASON,
    EXPLANATIONS,
    HEADINGS,
    LABELS,
    NOT_READABLE,
    NOT_READABLE_BY_A_PERSON,
    REASONS,
    SOMETHING_WRONG,
    UNEXPECTED,
)
from api.security import SECURITY_HEADERS
from api.templating import Page, page
from models.errors import (
    BackupError,
    CannotUndoError,
    ChangedMeanwhileError,
    DatabaseBusyError,
    DatabaseUnreachableError,
    DeadAnswerLinkError,
    DeadLinkError,
    DecidedMeanwhileError,
    ForbiddenError,
    ForgedRequestError,
    InvalidRecordError,
    InvalidRequestError,
    LastAdministratorError,
    NotFoundError,
    NotJsonError,
    OutdatedDatabaseError,
    OutsideSignInError,
    OutsideSignInUnreachableError,
    OverloadedError,
    PackageError,
    RequestTooSlowError,
    SamverkanError,
    ServerSettingsError,
    SignInRefusedError,
    SignInRequiredError,
    StillNamedError,
    StorageFullError,
    TakenAddressError,
    TakenIdError,
    TooLargeError,
    TooManyAttemptsError,
    TooMuchSaidError,
    TooMuchWorkError,
    UnknownTokenError,
)

logger = logging.getLogger(__name__)

STATUS_OF: Mapping[type[SamverkanError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidRequestError: HTTPStatus.BAD_REQUEST,
    SignInRequiredError: HTTPStatus.UNAUTHORIZED,
    UnknownTokenError: HTTPStatus.UNAUTHORIZED,
    SignInRefusedError: HTTPStatus.FORBIDDEN,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    ForgedRequestError: HTTPStatus.FORBIDDEN,
    OutsideSignInError: HTTPStatus.FORBIDDEN,
    OutsideSignInUnreachableError: HTTPStatus.BAD_GATEWAY,
    TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    TooMuchSaidError: HTTPStatus.TOO_MANY_REQUESTS,
    DeadLinkError: HTTPStatus.GONE,
    DeadAnswerLinkError: HTTPStatus.GONE,
    TakenAddressError: HTTPStatus.CONFLICT,
    DecidedMeanwhileError: HTTPStatus.CONFLICT,
    LastAdministratorError: HTTPStatus.CONFLICT,
    InvalidRecordError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ChangedMeanwhileError: HTTPStatus.CONFLICT,
    TakenIdError: HTTPStatus.CONFLICT,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotJsonError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    StillNamedError: HTTPStatus.CONFLICT,
    CannotUndoError: HTTPStatus.CONFLICT,
    PackageError: HTTPStatus.UNPROCESSABLE_ENTITY,
    DatabaseBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseUnreachableError: HTTPStatus.SERVICE_UNAVAILABLE,
    OutdatedDatabaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooMuchWorkError: HTTPStatus.SERVICE_UNAVAILABLE,
    OverloadedError: HTTPStatus.SERVICE_UNAVAILABLE,
    RequestTooSlowError: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    ServerSettingsError: HTTPStatus.INTERNAL_SERVER_ERROR,
    BackupError: HTTPStatus.INTERNAL_SERVER_ERROR,
}

MACHINE_ADDRESSES = ("/api/", "/healthz", "/readyz")
PROBLEM_TYPE = "application/problem+json"
LONGEST_FIELD = 100


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

    @property
    def is_nowhere(self) -> bool:
        """Whether the address leads nowhere, for whoever asks: what is closed and what does not exist look alike."""
        return self.status == HTTPStatus.NOT_FOUND


def answer_with_problems(app: FastAPI) -> None:
    """Let `app` answer every error through the table above."""
    app.add_exception_handler(SamverkanError, _situation)
    app.add_exception_handler(RequestValidationError, _unreadable_request)
    app.add_exception_handler(HTTPException, _http_error)
    for kind in DATABASE_ERRORS:
        app.add_exception_handler(kind, _database_error)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: SamverkanError) -> HTTPStatus:
    """Return the status of an error: that of the nearest class above it in the table."""
    return next(
        (STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def answer_situation(request: Request, error: SamverkanError | HTTPException) -> Response:
    """Answer an error outside of the routes, as it would be answered inside them."""
    return _http_error(request, error) if isinstance(error, HTTPException) else _situation(request, error)


def _situation(request: Request, error: Exception) -> Response:
    assert isinstance(error, SamverkanError)
    status = status_of(error)
    if isinstance(error, SignInRequiredError) and request.method == "GET" and not _by_machine(request):
        return RedirectResponse(sign_in_address(request), HTTPStatus.SEE_OTHER)
    # Which table lacks which id helps a program; a reader only has to know that the address leads nowhere.
    nowhere = status is HTTPStatus.NOT_FOUND and not _by_machine(request)
    explanation = EXPLANATIONS[HTTPStatus.NOT_FOUND] if nowhere else str(error)
    answer = _answer(request, status, explanation, _wrong_fields(error), _told_to_programs(error))
    answer.headers.update(_told_by_headers(error))
    return answer


def _wrong_fields(error: SamverkanError) -> tuple[Unreadable, ...]:
    return tuple(Unreadable(*wrong) for wrong in error.wrong) if isinstance(error, InvalidRecordError) else ()


def _told_to_programs(error: SamverkanError) -> Mapping[str, Any]:
    """Return what a problem document holds beside the usual: what a program needs to go on."""
    if isinstance(error, ChangedMeanwhileError):
        return {"current": error.current, "yours": error.yours}
    if isinstance(error, CannotUndoError):
        return {"in_the_way": error.in_the_way}
    return {"mentions": error.mentions} if isinstance(error, StillNamedError) else {}


def _told_by_headers(error: SamverkanError) -> dict[str, str]:
    """Return what programs read in the headers: how long to wait, and how to say who they are."""
    if isinstance(error, TooManyAttemptsError | OverloadedError):
        return {"Retry-After": str(error.wait_s)}
    return {"WWW-Authenticate": "Bearer"} if status_of(error) is HTTPStatus.UNAUTHORIZED else {}


def _unreadable_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    unreadable = _unreadable(error.errors())
    if _by_machine(request):
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_READABLE, unreadable)
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


def _database_error(request: Request, error: Exception) -> Response:
    situation = situation_of(error)
    if situation is None:
        raise error
    # Its class and code; the parameters may be somebody's data, and the address may hold a key.
    logger.error("the database failed", exc_info=error)
    return _situation(request, situation)


def _unexpected(request: Request, _error: Exception) -> Response:
    """Answer outside of all middleware, which an unexpected error has torn down, so add the headers here."""
    answer = _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, UNEXPECTED)
    answer.headers.update(SECURITY_HEADERS)
    if known_as := getattr(request.state, "request_id", None):
        answer.headers["X-Request-Id"] = known_as
    return answer


def _answer(
    request: Request,
    status: HTTPStatus,
    explanation: str,
    unreadable: tuple[Unreadable, ...] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Response:
    if _by_machine(request):
        return problem(status, explanation, unreadable, more)
    heading = HEADINGS.get(status, SOMETHING_WRONG)
    return page(request, ErrorPage(status, heading, explanation, unreadable), status=status)


def problem(
    status: HTTPStatus,
    detail: str,
    unreadable: tuple[Unreadable, ...] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> JSONResponse:
    """Return a problem document (RFC 9457).

    Args:
        status: the status, whose phrase is the title.
        detail: what went wrong and what to do.
        unreadable: the fields that are wrong.
        more: what a program needs beside.
    """
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": detail,
        **more,
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
