"""Looking through a list: corrected, decided about and stored, or thrown away."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access.viewer import Viewer
from api.analyses import Analyses
from api.database import reading, writing
from api.language import message
from api.lists.contents import ListContent
from api.lists.drafts import ListDraft, change_draft, get_draft, remove_draft
from api.lists.imports import save_list
from api.lists.registers import KeptRegisters, Load
from api.lists.rights import may_list_all, require_list
from api.pages.accounts.forms import see
from api.pages.editing.desk import AtDesk, Desk
from api.pages.editing.sent import Sent, SentForm
from api.pages.lists.applying import applied, first_changed, rows_sent, without_row
from api.pages.lists.failing import held_response
from api.pages.lists.looking import ALL, ASKED, WRONG, At, Typed
from api.pages.lists.previews import preview_of
from api.pages.lists.told import NOT_SAVED, SavedQuery, saved_told
from api.pages.situations import ANY_SITUATION, situation_told
from api.problems import status_of
from api.requests import RegisteredId
from api.templating import page
from models.errors import SamverkanError

router = APIRouter(include_in_schema=False)

HERE = "/platser/{place_id}/registrera/lista/{draft_id}"
UNREADABLE, CONFLICT = 422, 409

CHANGED_MEANWHILE = message(
    "Listan har ändrats i ett annat fönster sedan den här sidan visades. Det du skrev står kvar här, men är inte "
    "sparat. Se efter att det stämmer och tryck en gång till."
)
NOT_TAKEN = message("En del av det du skrev kan inte läsas. Det står kvar i sina fält, med vad som är fel.")
NOT_READY = message("Registret har ändrats medan du arbetade, så alla rader kan inte sparas. Se vad som är fel.")


@dataclass(frozen=True)
class LookQuery:
    """Where in a list the address looks."""

    view: Annotated[str, Query(alias="visa", pattern=f"^({ALL}|{WRONG}|{ASKED})$")] = ALL
    number: Annotated[int, Query(alias="sida", ge=1, le=10_000)] = 1
    opened: Annotated[int, Query(alias="oppna", ge=0, le=2**31 - 1)] = 0

    after: Annotated[int | None, Query(alias="efter", ge=0, le=2**31 - 1)] = None

    def at(self) -> At:
        """Return it as a place in the list."""
        return At(self.view, self.number, self.opened or None, self.after)


@dataclass(frozen=True)
class Look:
    """Somebody at a draft."""

    desk: Desk
    place_id: str
    draft_id: str

    @property
    def viewer(self) -> Viewer:
        """Who it is."""
        return self.desk.viewer

    @property
    def here(self) -> str:
        """The address of the draft."""
        return f"/platser/{quote(self.place_id)}/registrera/lista/{quote(self.draft_id)}"

    @property
    def load(self) -> Load:
        """Gives the register as somebody sees it, read once for each state."""
        kept: KeptRegisters = self.desk.request.app.state.registers
        return kept.load

    @property
    def analyses(self) -> Analyses:
        """Does long work."""
        found: Analyses = self.desk.request.app.state.analyses
        return found


async def _look(desk: AtDesk, place_id: RegisteredId, draft_id: RegisteredId) -> Look:
    return Look(desk, place_id, draft_id)


Looking = Annotated[Look, Depends(_look)]


@router.get(HERE)
async def show_list(look: Looking, asked: Annotated[LookQuery, Depends()], saved: SavedQuery = NOT_SAVED) -> Response:
    """Show how a list was read and what can be stored of it."""
    look.desk.require_somebody()
    response: Response = await look.analyses.work(_show, look, asked.at(), saved)
    return response


@router.post(HERE)
async def change_list(request: Request, look: Looking, sent: SentForm) -> Response:
    """Keep what was typed, and do what the pressed button says."""
    response: Response = await look.analyses.work(_take, look, sent)
    return response


@router.post(f"{HERE}/kasta")
def throw_list_away(look: Looking) -> Response:
    """Throw a draft away."""
    look.desk.require_somebody()
    with writing(look.desk.engine) as connection:
        may_list_all(connection, look.viewer, look.place_id)
        remove_draft(connection, get_draft(connection, look.viewer, look.place_id, look.draft_id, writing=True))
    return see(f"/platser/{quote(look.place_id)}/registrera/lista?kastat=1")


def _show(look: Look, at: At, saved: int) -> Response:
    with reading(look.desk.engine) as connection:
        may_list_all(connection, look.viewer, look.place_id)
        draft = get_draft(connection, look.viewer, look.place_id, look.draft_id)
        told = saved_told(connection, look.viewer, saved)
        shown = preview_of(connection, look.viewer, draft, at, told, load=look.load)
    return page(look.desk.request, shown)


def _take(look: Look, sent: Sent) -> Response:
    try:
        look.desk.require_somebody()
        return _taken(look, sent)
    except ANY_SITUATION as error:
        return _failed(look, sent, situation_told(error))


def _taken(look: Look, sent: Sent) -> Response:
    """Store what was typed in the draft, and then what the button says in the register."""
    with writing(look.desk.engine) as connection:
        may_list_all(connection, look.viewer, look.place_id)
        draft = get_draft(connection, look.viewer, look.place_id, look.draft_id, writing=True)
        found = applied(sent, draft.content)
        require_list(connection, look.viewer, look.place_id, found.content.held)
        conflict = sent.number("version") != draft.content.version
        if conflict or found.refused:
            unsaved = replace(draft, content=found.content)
        else:
            content = _with_row_gone(sent, found.content)
            after = first_changed(draft.content, content)
            if content != draft.content:
                draft = change_draft(connection, draft, content)
    if conflict or found.refused:
        return _shown_again(look, sent, unsaved, CHANGED_MEANWHILE if conflict else NOT_TAKEN, dict(found.refused))
    if not draft.content.held.height:
        return see(f"/platser/{quote(look.place_id)}/registrera/lista")
    if sent.one("do") in ("save", "save-all"):
        return _saved(look, sent, draft)
    return see(_next(sent, after).address(look.here))


def _with_row_gone(sent: Sent, content: ListContent) -> ListContent:
    verb, _, number = sent.one("do").partition(":")
    return without_row(content, int(number)) if verb == "drop" and number.isdigit() else content


def _saved(look: Look, sent: Sent, draft: ListDraft) -> Response:
    whole = sent.one("do") == "save-all"
    version = draft.content.version
    engine, load = look.desk.engine, look.load
    saved = save_list(engine, look.viewer, look.place_id, look.draft_id, version, whole=whole, load=load)
    if not saved.stored:
        return _shown_again(look, sent, saved.draft, NOT_READY, {})
    change_set = saved.change_set or 0
    if saved.draft.content.held.height:
        return see(At().address(look.here, change_set))
    return see(At().address(f"/platser/{quote(look.place_id)}/registrera/lista", change_set))


def _shown_again(look: Look, sent: Sent, draft: ListDraft, notice: str, refused: dict[str, str]) -> Response:
    """Show the page with everything that was typed, although it is not stored."""
    texts = {name: sent.one(name) for name in refused}
    typed = Typed(notice, rows_sent(sent), texts, refused)
    with reading(look.desk.engine) as connection:
        shown = preview_of(connection, look.viewer, draft, _at(sent), typed=typed, load=look.load)
    return page(look.desk.request, shown, status=UNREADABLE if refused else CONFLICT)


def _failed(look: Look, sent: Sent, error: SamverkanError) -> Response:
    """Show what was typed again when it could not be stored: on its page, or alone where that is not possible."""
    status = int(status_of(error))
    try:
        look.desk.require_somebody()
        with reading(look.desk.engine) as connection:
            draft = get_draft(connection, look.viewer, look.place_id, look.draft_id)
            content = _with_version(sent, applied(sent, draft.content).content)
            typed = Typed(str(error), rows_sent(sent))
            shown = preview_of(
                connection, look.viewer, replace(draft, content=content), _at(sent), typed=typed, load=look.load
            )
        return page(look.desk.request, shown, status=status)
    except ANY_SITUATION:
        return held_response(look.desk.request, sent, error)


def _with_version(sent: Sent, content: ListContent) -> ListContent:
    return replace(content, version=sent.number("version") or content.version)


def _at(sent: Sent) -> At:
    view = sent.one("view") if sent.one("view") in (ALL, WRONG, ASKED) else ALL
    return At(view, max(1, sent.number("page") or 1), sent.number("opened") or None)


def _next(sent: Sent, after: int) -> At:
    """Return where to go on after a button."""
    at, (verb, _, what) = _at(sent), sent.one("do").partition(":")
    number = int(what) if what.isascii() and what.isdigit() and len(what) < 10 else 0
    if verb == "open":
        return replace(at, opened=number)
    if verb == "go":
        return At(at.view, max(1, number))
    if verb == "view" and what in (ALL, WRONG, ASKED):
        return At(what)
    return At(at.view, at.page, after=after)
