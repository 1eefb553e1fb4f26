"""Letters to actors: the text, each letter as it will be, as a file, by e-mail. Nothing is sent before it was shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.access.gate import Gate, TheGate
from api.database import writing
from api.language import chosen_language, languages
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk, unkept_page
from api.pages.editing.sent import Sent, SentForm
from api.pages.facts import Link
from api.pages.following.happened import mark_of
from api.pages.following.letter_draft import LetterDraft, draft_letters
from api.pages.following.mailing import mailing_address, start_mailing
from api.pages.following.overview import SECTION, back_of, require_following, trail_of_following
from api.pages.history.paging import offset_of
from api.pages.who_does_what import CSV
from api.requests import RegisteredId, Today
from api.self_service.asking import at_one_moment, mark_reminded
from api.self_service.letters import Letter, LetterKind, field_names
from api.self_service.mailings import Mailing
from api.templating import Page
from graph.message import Message
from graph.sheets.letters import letters_csv, letters_xlsx
from models.errors import TooMuchWorkError

router = APIRouter(include_in_schema=False)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LETTERS = 25
"""So many letters are shown at once."""


@dataclass(frozen=True)
class LettersPage(Page):
    """Letters that can be changed, copied, fetched as a file and sent.

    Attributes:
        trail: the way back.
        here: where the form is sent.
        back: where to go instead.
        draft: the letters.
        fields: the fields that a text can have, as the page's language writes them.
        languages: the languages that there is a text in: code and name.
        shown: the letters of this part.
        number, parts: which part, of how many.
        sends_mail: whether this installation sends e-mail.
        notice: why nothing was sent; None at first.
    """

    template: ClassVar[str] = "pages/following/letters.html"

    trail: tuple[Link, ...]
    here: str
    back: str
    draft: LetterDraft
    fields: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    shown: tuple[Letter, ...]
    number: int
    parts: int
    sends_mail: bool
    notice: Message | None = None

    @property
    def is_reminder(self) -> bool:
        """Whether the letters remind."""
        return self.draft.kind is LetterKind.REMINDER


@router.get(f"/platser/{{place_id}}/{SECTION}/brev")
def show_where_letters_begin(desk: SomebodyAtDesk, place_id: RegisteredId) -> Response:
    """Lead to where actors are chosen: letters are made of a form."""
    require_following(desk, place_id)
    return see(back_of(place_id, None))


@router.post(f"/platser/{{place_id}}/{SECTION}/brev")
def write_to_actors(
    desk: SomebodyAtDesk, gate: TheGate, today: Today, place_id: RegisteredId, sent: SentForm
) -> Response:
    """Show the letters to the chosen actors, or do with them what a button says."""
    require_following(desk, place_id)
    draft = draft_letters(desk, gate, place_id, sent)
    if not draft.actors:
        return see(f"{back_of(place_id, draft.asked)}?nekat=ingen")
    if not draft.faults and (do := DEEDS.get(sent.one("do"))):
        return do(desk, gate, place_id, draft, today)
    return _letters_page(desk, gate, place_id, draft, sent)


def _send(desk: Desk, gate: Gate, place_id: str, draft: LetterDraft, _today: date) -> Response:
    """Begin to send the letters, and lead to where that can be followed."""
    if not (draft.posted and gate.settings.sends_mail):
        return _letters_page(desk, gate, place_id, draft, Sent({}))
    asked = draft.asked.id if draft.asked else None
    mailing = Mailing(draft.kind, draft.posted, draft.made_at, draft.written, draft.language, asked)
    try:
        start_mailing(desk, gate, place_id, mailing)
    except TooMuchWorkError as error:
        return _letters_page(desk, gate, place_id, draft, Sent({}), Message(str(error)), 503)
    return see(mailing_address(place_id, draft.made, asked))


def _mark(desk: Desk, gate: Gate, place_id: str, draft: LetterDraft, _today: date) -> Response:
    """Write down that the actors were reminded in another way; those reminded lately are not counted again."""
    gate = at_one_moment(gate)
    if draft.kind is LetterKind.REMINDER:
        with writing(desk.engine) as connection:
            mark_reminded(connection, [letter.link_id for letter in draft.letters], gate.now())
    return see(f"{back_of(place_id, draft.asked)}?gjort=paminda&tid={mark_of(gate.now())}")


def _as_csv(desk: Desk, _gate: Gate, place_id: str, draft: LetterDraft, today: date) -> Response:
    language = chosen_language(desk.request)
    content = letters_csv(_rows(draft), language.say, language.decimal_sign)
    return _file(content, CSV, f"brev-{place_id}-{today.isoformat()}.csv")


def _as_xlsx(desk: Desk, _gate: Gate, place_id: str, draft: LetterDraft, today: date) -> Response:
    content = letters_xlsx(_rows(draft), chosen_language(desk.request).say)
    return _file(content, XLSX, f"brev-{place_id}-{today.isoformat()}.xlsx")


DEEDS: dict[str, Callable[[Desk, Gate, str, LetterDraft, date], Response]] = {
    "send": _send,
    "reminded": _mark,
    "csv": _as_csv,
    "xlsx": _as_xlsx,
}


def _rows(draft: LetterDraft) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (letter.name, letter.recipient, letter.subject, letter.text, letter.address, letter.last_day)
        for letter in draft.letters
    ]


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)


def _letters_page(
    desk: Desk,
    gate: Gate,
    place_id: str,
    draft: LetterDraft,
    sent: Sent,
    notice: Message | None = None,
    status: int = 200,
) -> Response:
    parts = max(1, -(-len(draft.letters) // LETTERS))
    number = max(1, min(sent.number("del") or 1, parts))
    address = back_of(place_id, None)
    shown = LettersPage(
        trail=_trail(desk.request, place_id, draft),
        here=f"{address}/brev",
        back=back_of(place_id, draft.asked),
        draft=draft,
        fields=field_names(chosen_language(desk.request)),
        languages=tuple((code, spoken.name) for code, spoken in languages().items()),
        shown=draft.letters[offset_of(number, LETTERS) :][:LETTERS],
        number=number,
        parts=parts,
        sends_mail=gate.settings.sends_mail,
        notice=notice,
    )
    return unkept_page(desk.request, shown, 422 if draft.faults else status)


def _trail(request: Request, place_id: str, draft: LetterDraft) -> tuple[Link, ...]:
    links = trail_of_following(request, place_id, draft.place)
    return (*links, Link(draft.asked.title, back_of(place_id, draft.asked))) if draft.asked else links
