"""A new list: pasted or chosen as a file, read, and kept as a draft to be looked through."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from api.access.openness import access_of
from api.access.seen import Seen
from api.analyses import Analyses
from api.database import reading, writing
from api.language import message
from api.lists.drafts import DraftSummary, add_draft, drafts_of
from api.lists.recognising import recognised
from api.lists.rights import may_list_all, require_list
from api.lists.sources import read_source
from api.pages.accounts.forms import see
from api.pages.editing.desk import AtDesk, Desk
from api.pages.editing.sent import sent_as
from api.pages.facts import Link
from api.pages.lists.failing import held_response
from api.pages.lists.looking import way_back
from api.pages.lists.sending import NewList, SentList
from api.pages.lists.told import NOT_SAVED, SavedQuery, SavedTold, saved_told
from api.pages.situations import ANY_SITUATION, situation_told
from api.problems import status_of
from api.requests import RegisteredId, Today
from api.templating import Page, page
from graph.lists import ListKind
from models.errors import ForbiddenError, PackageError, SamverkanError

router = APIRouter(include_in_schema=False)

HERE = "/platser/{place_id}/registrera/lista"

CHOOSE_AGAIN = message("Välj filen igen: en webbläsare skickar den bara en gång.")
ORIGIN = "{name}, inläst {day}"
"""Where the facts of a list come from, as the register says in Swedish."""


@dataclass(frozen=True)
class NewListPage(Page):
    """Where a list is pasted or chosen.

    Attributes:
        trail: the way back.
        here: the address of the page.
        kinds: what a list can be a list of, for this viewer.
        drafts: the viewer's lists that are not stored yet.
        pasted, kind: what was sent, when something is wrong with it.
        notice: what is wrong, a Swedish message.
        more: what to do about it, a Swedish message.
        told: what was stored just now.
        thrown: whether a draft was thrown away just now.
    """

    template: ClassVar[str] = "pages/lists/new.html"

    trail: tuple[Link, ...]
    here: str
    kinds: tuple[ListKind, ...]
    drafts: tuple[DraftSummary, ...]
    pasted: str = ""
    kind: ListKind | None = None
    notice: str = ""
    more: str = ""
    told: SavedTold | None = None
    thrown: bool = False

    @property
    def only_ties(self) -> bool:
        """Whether the viewer may only read lists of ties in."""
        return len(self.kinds) == 1


@router.get(HERE)
def show_new_list(
    desk: AtDesk,
    place_id: RegisteredId,
    saved: SavedQuery = NOT_SAVED,
    thrown: Annotated[bool, Query(alias="kastat")] = False,
) -> Response:
    """Ask for a list."""
    desk.require_somebody()
    shown = _new_page(desk, place_id)
    with reading(desk.engine) as connection:
        told = saved_told(connection, desk.viewer, saved)
    return page(desk.request, replace(shown, told=told, thrown=thrown))


@router.post(HERE)
async def take_new_list(
    request: Request, desk: AtDesk, place_id: RegisteredId, sent: NewList, today: Today
) -> Response:
    """Read a list and keep it as a draft; when it cannot be read, say why and keep nothing."""
    analyses: Analyses = request.app.state.analyses
    origin = ORIGIN.format(name="{name}", day=today.isoformat())
    response: Response = await analyses.work(_take, desk, place_id, sent, origin)
    return response


def _take(desk: Desk, place_id: str, sent: SentList, origin: str) -> Response:
    try:
        desk.require_somebody()
        return see(f"/platser/{quote(place_id)}/registrera/lista/{_kept(desk, place_id, sent, origin)}")
    except ANY_SITUATION as error:
        return _failed(desk, place_id, sent, situation_told(error))


def _kept(desk: Desk, place_id: str, sent: SentList, origin: str) -> str:
    """Read a list and return the id of its draft."""
    with reading(desk.engine) as connection:
        if not may_list_all(connection, desk.viewer, place_id):
            sent = replace(sent, kind=ListKind.TIES)
        source = sent.source()
        seen = Seen(connection, access_of(connection, desk.viewer))
        content = read_source(seen, place_id, source, origin)
        content = content if source.kind else recognised(seen, content)
    with writing(desk.engine) as connection:
        require_list(connection, desk.viewer, place_id, content.held)
        return add_draft(connection, desk.viewer, place_id, content)


def _failed(desk: Desk, place_id: str, sent: SentList, error: SamverkanError) -> Response:
    """Say why a list cannot be taken; what was pasted stands there again."""
    try:
        desk.require_somebody()
        shown = _new_page(desk, place_id)
    except ANY_SITUATION:
        if isinstance(error, ForbiddenError):
            raise error from None
        pairs = [("pasted", sent.pasted), ("kind", sent.kind or "")]
        return held_response(desk.request, sent_as(pairs), error, multipart=True)
    more = CHOOSE_AGAIN if sent.has_file and not isinstance(error, PackageError) else ""
    shown = replace(shown, pasted=sent.pasted, kind=sent.kind, notice=str(error), more=more)
    return page(desk.request, shown, status=int(status_of(error)))


def _new_page(desk: Desk, place_id: str) -> NewListPage:
    with desk.looking() as (seen, connection):
        kinds = tuple(ListKind) if may_list_all(connection, desk.viewer, place_id) else (ListKind.TIES,)
        places = seen["places"]
        name = seen.execute(places.select().where(places.c.id == place_id)).mappings().one()["name"]
        drafts = drafts_of(connection, desk.viewer, place_id)
    home = f"/platser/{quote(place_id)}"
    return NewListPage(way_back(name, home, kinds), f"{home}/registrera/lista", kinds, drafts)
