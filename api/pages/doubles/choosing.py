"""Choosing the other actor with which one is to be made one, where no search has found the two."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from api.language import message
from api.pages.accounts.forms import see
from api.pages.doubles.comparing import Two
from api.pages.editing.answers import NOBODY, SEVERAL
from api.pages.editing.changing import CameFrom
from api.pages.editing.desk import SomebodyAtDesk
from api.pages.editing.directory import Directory, KnownActor
from api.pages.editing.faults import Fault, labels_of
from api.pages.editing.forms import FORM_OF
from api.pages.editing.names import load_directory, suggested_names
from api.pages.editing.saving import load_kept
from api.pages.facts import Link
from api.pages.permission import may_delete
from api.requests import RegisteredId
from api.templating import Page, page
from models.errors import ForbiddenError

router = APIRouter(include_in_schema=False)

WantedOther = Annotated[str, Query(alias="med", max_length=700, description="What the other actor is called.")]

OTHER = message("Den andra aktören")
ITSELF = message("är samma aktör; välj en annan")


@dataclass(frozen=True)
class ChoicePage(Page):
    """Which is the other record of the same organisation?

    Attributes:
        trail: the way back.
        name: what the actor is called.
        wanted: what stands in the field.
        fault: why nobody is meant by that; None at first.
        actors: the names that a browser can offer.
        place_id: the place that the viewer came from; empty when that is not known.
        back: where to go instead.
    """

    template: ClassVar[str] = "pages/doubles/choice.html"

    trail: tuple[Link, ...]
    name: str
    wanted: str
    fault: Fault | None
    actors: tuple[str, ...]
    place_id: str
    back: str


@router.get("/aktorer/{actor_id}/sla-ihop")
def choose_other(
    desk: SomebodyAtDesk, actor_id: RegisteredId, wanted: WantedOther = "", came_from: CameFrom = ""
) -> Response:
    """Ask for the other actor, and lead on to the two beside each other."""
    with desk.looking() as (seen, connection):
        form = FORM_OF["actors"]
        kept = load_kept(seen, connection, form, actor_id)
        if not may_delete(connection, desk.viewer, form.file, kept.record):
            raise ForbiddenError
        directory = load_directory(seen, [actor_id], [wanted])
        suggested = suggested_names(seen, directory.actors[actor_id].place_id)
    own = directory.actors[actor_id]
    found = directory.meant(wanted) if wanted.strip() else ()
    if len(found) == 1 and found[0].id != actor_id:
        return see(Two(actor_id, found[0].id, came_from).address)
    back = f"/aktorer/{quote(actor_id)}"
    fault = _fault(directory, own, wanted, found) if wanted.strip() else None
    actors = tuple(name for name in suggested if name != directory.label(actor_id))
    shown = ChoicePage((Link(own.name, back),), own.name, wanted, fault, actors, came_from, back)
    return page(desk.request, shown, status=422 if fault else 200)


def _fault(directory: Directory, own: KnownActor, wanted: str, found: tuple[KnownActor, ...]) -> Fault:
    """Return why a text names no other actor."""
    if not found:
        return Fault("other", OTHER, NOBODY, None, labels_of(directory.alike(wanted), directory))
    if found == (own,):
        return Fault("other", OTHER, ITSELF)
    return Fault("other", OTHER, SEVERAL, None, labels_of(found, directory))
