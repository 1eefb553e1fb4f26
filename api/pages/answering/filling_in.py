"""The addresses of an actor's forms: its own data, a collaboration or membership, a new collaboration; leaving."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query, Response

from api.pages.answering.desk import AnswerDesk, AtAnswerDesk, Invitation, invitation_of
from api.pages.answering.form_page import AnswerForm, show_form, take_form
from api.pages.answering.forms import CHANGING, NEW_TIE_FORM, OWN_DATA_FORM, WISHED_TIE_FORM
from api.pages.answering.standing_words import other_names
from api.pages.editing.sent import SentForm
from api.templating import Page, page
from models.errors import NotFoundError
from models.records import Tie
from models.vocabulary import Confirmation, Topic

router = APIRouter(include_in_schema=False)

About = Annotated[str, Query(alias="vad", max_length=700)]


@dataclass(frozen=True)
class LeavingPage(Page):
    """What happens when an actor asks to be left out.

    Attributes:
        invitation: who is asked by whom.
        back: where nothing happens.
    """

    template: ClassVar[str] = "pages/answering/leaving.html"

    invitation: Invitation
    back: str


@router.get("/svar/{token}/uppgifter")
def show_own_data(desk: AtAnswerDesk) -> Response:
    """Ask what is to be corrected of the actor's own data."""
    return show_form(desk, _own_data(desk))


@router.post("/svar/{token}/uppgifter")
def take_own_data(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Correct the actor's own data."""
    return take_form(desk, _own_data(desk), sent)


@router.get("/svar/{token}/andra")
def show_change(desk: AtAnswerDesk, about: About = "") -> Response:
    """Ask what is to be corrected of a collaboration or membership."""
    return show_form(desk, _change(desk, about))


@router.post("/svar/{token}/andra")
def take_change(desk: AtAnswerDesk, sent: SentForm, about: About = "") -> Response:
    """Correct a collaboration or membership."""
    return take_form(desk, _change(desk, about), sent)


@router.get("/svar/{token}/nytt")
def show_new_tie(desk: AtAnswerDesk) -> Response:
    """Ask with whom else the actor collaborates."""
    return show_form(desk, _new_tie(desk))


@router.post("/svar/{token}/nytt")
def take_new_tie(desk: AtAnswerDesk, sent: SentForm) -> Response:
    """Store a collaboration that one of the two tells of."""
    return take_form(desk, _new_tie(desk), sent)


@router.get("/svar/{token}/inte-med")
def show_leaving(desk: AtAnswerDesk) -> Response:
    """Say what happens when the actor asks to be left out."""
    with desk.looking() as (seen, connection):
        own = desk.own_in(seen, connection)
        shown = LeavingPage(invitation_of(desk, connection, own.actor.name), desk.address())
    return page(desk.request, shown)


def _own_data(desk: AnswerDesk) -> AnswerForm:
    if Topic.OWN_DATA not in desk.link.topics:
        raise NotFoundError("actors", "")
    return AnswerForm(OWN_DATA_FORM, desk.itself())


def _change(desk: AnswerDesk, about: str) -> AnswerForm:
    asked = desk.own().find(about)
    form = CHANGING.get(asked.file.name)
    if form is None or asked.is_disputed:
        raise NotFoundError(asked.file.name, "")
    name = other_names(asked)
    if isinstance(asked.record, Tie):
        theirs = asked.record.desired_by not in (None, desk.link.actor_id) and asked.record.desired_level
        return AnswerForm(WISHED_TIE_FORM if theirs else form, asked, name=name)
    return AnswerForm(form, asked, name=str(vars(asked.fact.record)["name"]) if asked.fact else "")


def _new_tie(desk: AnswerDesk) -> AnswerForm:
    if Topic.TIES not in desk.link.topics:
        raise NotFoundError("ties", "")
    known = {"actor_a": desk.link.actor_id, "confirmation": Confirmation.ONE_PARTY}
    return AnswerForm(NEW_TIE_FORM, known=known)
