"""What was typed, handed back when neither storing it nor showing its page is possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from fastapi import Request, Response

from api.language import message
from api.pages.editing.sent import Sent
from api.problems import status_of
from api.templating import Page, page
from models.errors import SamverkanError, SignInRequiredError

SIGNED_OUT = message(
    "Du är inte inloggad längre. Logga in i en ny flik och tryck sedan på Skicka igen. Inget du har skrivit är borta."
)


@dataclass(frozen=True)
class HeldPage(Page):
    """What was sent and is not stored.

    Attributes:
        notice: why, a Swedish message.
        signed_out: whether that is because nobody has signed in any more.
        sent: everything that was sent, as names and texts; it can be sent again.
        action: where.
        multipart: whether the form could hold a file.
    """

    template: ClassVar[str] = "pages/lists/held.html"

    notice: str
    signed_out: bool
    sent: tuple[tuple[str, str], ...]
    action: str
    multipart: bool = False


def held_response(request: Request, sent: Sent, error: SamverkanError, *, multipart: bool = False) -> Response:
    """Hand back what was sent."""
    signed_out = isinstance(error, SignInRequiredError)
    notice = SIGNED_OUT if signed_out else str(error)
    shown = HeldPage(notice, signed_out, tuple(_pairs(sent)), request.url.path, multipart)
    answer = page(request, shown, status=int(status_of(error)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _pairs(sent: Sent) -> Iterator[tuple[str, str]]:
    for name, given in sent.answers.items():
        yield from ((name, text) for text in given)
