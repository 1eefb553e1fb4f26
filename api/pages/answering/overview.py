"""The first page of an actor's own link: all that is registered of it, to be looked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.pages.answering.desk import AnswerDesk, AtAnswerDesk, Invitation, invitation_of
from api.pages.answering.forms import CHANGING
from api.pages.answering.notices import DoneQuery, Notice, notice_of
from api.pages.answering.own_records import AskedRecord, OwnRecords
from api.pages.answering.standing_words import other_names, standing_words, wish_words
from api.pages.answering.visibility_words import seen_by
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.comparing import in_words
from api.pages.editing.draft import Kept, actors_in, stored_draft
from api.pages.editing.faults import Fault
from api.pages.editing.names import load_directory
from api.pages.facts import Word
from api.self_service.standing import News
from api.templating import Page, page
from graph.message import Message
from models.records import Actor
from models.vocabulary import Entity, Topic

router = APIRouter(include_in_schema=False)

NOT_FOR_LOOKING_THROUGH = frozenset({"visibility", "valid_from", "valid_to", "source", "note"})
"""What the page does not list of the actor: who sees it is said in words, the rest stands in the form."""

CHANGED_MEANWHILE = message("Något ändrades medan ni läste, så inget skickades. Titta igenom det en gång till.")


@dataclass(frozen=True)
class ShownRecord:
    """A record as it is shown.

    Attributes:
        asked: the record.
        name: with whom, or in what.
        standing: who stands behind it.
        wish: who wishes to get where.
        news: what others have done with it since the actor answered last.
        change_address: where it is changed; empty where only yes and no can be said.
    """

    asked: AskedRecord
    name: str
    standing: Message | None
    wish: Message | None
    news: News | None
    change_address: str

    @property
    def may_agree(self) -> bool:
        """Whether the actor may say that it is right: not while another disputes it."""
        return not self.asked.is_disputed or self.asked.agreed != self.asked.confirmation

    @property
    def may_dispute(self) -> bool:
        """Whether the actor may say that it is wrong."""
        return self.asked.confirmation is not None and not self.asked.is_disputed


@dataclass(frozen=True)
class OwnData:
    """What is registered of the actor itself: its fields in words, and who sees them."""

    record: ShownRecord
    fields: tuple[tuple[str, tuple[Word, ...]], ...]
    seen_by: Message


@dataclass(frozen=True)
class Remarks:
    """What is to be said of what was sent.

    Attributes:
        notice: what was done.
        trouble: why it was not, a Swedish message.
        greeting: the greeting as it was typed; None for the one that is stored.
        faults, traces: what is wrong with it, and what looks as if it belonged to a person.
    """

    notice: Notice | None = None
    trouble: str = ""
    greeting: str | None = None
    faults: tuple[Fault, ...] = ()
    traces: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class AnswerPage(Page):
    """Look through what is registered.

    Attributes:
        invitation: who is asked by whom.
        topics: what is asked about.
        own: the actor itself; None where that is not asked about.
        records: the records of the other topics.
        complete_on: the day that the actor last said that it has no other collaborations.
        today: the day.
        greeting: what the actor tells whoever coordinates.
        remarks: what is to be said of what was sent.
        mark: the state of all that is shown.
    """

    template: ClassVar[str] = "pages/answering/overview.html"

    invitation: Invitation
    topics: tuple[Topic, ...]
    own: OwnData | None
    records: Mapping[Topic, tuple[ShownRecord, ...]]
    complete_on: date | None
    today: date
    greeting: str
    remarks: Remarks
    mark: str

    @property
    def news(self) -> int:
        """How many records others have changed since the actor answered last."""
        shown = [record for records in self.records.values() for record in records]
        return sum(record.news is not None for record in (*shown, *([self.own.record] if self.own else ())))

    @property
    def notice_above(self) -> Notice | None:
        """What was done, where no record here is what it was done to."""
        shown = {record.asked.anchor for records in self.records.values() for record in records}
        shown |= {self.own.record.asked.anchor} if self.own else set()
        notice = self.remarks.notice
        return notice if notice and notice.anchor not in {*shown, *ANCHORS} else None


ANCHORS = ("halsning", "allt-med")
"""The parts of the page that tell themselves what was done there."""


@router.get("/svar/{token}")
def show_answers(desk: AtAnswerDesk, told: Annotated[DoneQuery, Depends()]) -> Response:
    """Show what is registered of an actor to whoever has its link."""
    with desk.looking() as (_, connection):
        notice = notice_of(connection, desk.link.actor_id, told)
    return answer_response(desk, Remarks(notice))


def answer_response(desk: AnswerDesk, remarks: Remarks, status: int = 200) -> Response:
    """Show what is registered of an actor, with remarks on what was sent."""
    with desk.looking() as (seen, connection):
        own = desk.own_in(seen, connection)
        shown = _page(desk, seen, connection, own, remarks)
    return page(desk.request, shown, status=status)


def _page(desk: AnswerDesk, seen: Seen, connection: Connection, own: OwnRecords, remarks: Remarks) -> AnswerPage:
    said = [row.date for row in own.register.completeness if row.actor_id == own.actor.id]
    records: dict[Topic, tuple[ShownRecord, ...]] = {
        topic: tuple(shown_record(desk, asked) for asked in asked_for)
        for topic, asked_for in own.by_topic.items()
        if topic is not Topic.OWN_DATA
    }
    itself = own.by_topic.get(Topic.OWN_DATA, ())
    return AnswerPage(
        invitation=invitation_of(desk, connection, own.actor.name),
        topics=desk.link.topics,
        own=_own_data(desk, seen, connection, itself[0], own.actor) if itself else None,
        records=records,
        complete_on=max(said, default=None),
        today=desk.today,
        greeting=(desk.link.greeting or "") if remarks.greeting is None else remarks.greeting,
        remarks=remarks,
        mark=own.mark,
    )


def shown_record(desk: AnswerDesk, asked: AskedRecord) -> ShownRecord:
    """Return a record as it is shown."""
    values = vars(asked.fact.record) if asked.fact else {}
    changing = asked.file.name in CHANGING
    return ShownRecord(
        asked=asked,
        name=str(values.get("name") or values.get("title") or other_names(asked)),
        standing=standing_words(asked),
        wish=wish_words(asked, desk.link.actor_id),
        news=asked.standing.news(desk.link.answered_at, desk.viewer.author),
        change_address=desk.address("andra", vad=asked.name) if changing and not asked.is_disputed else "",
    )


def _own_data(desk: AnswerDesk, seen: Seen, connection: Connection, asked: AskedRecord, actor: Actor) -> OwnData:
    kept = Kept(actor, asked.standing.version)
    draft = stored_draft(ACTOR_FORM, load_directory(seen, actors_in(ACTOR_FORM, kept)), kept)
    fields = [
        (field.label, in_words(field, draft.answers[field.name], draft))
        for field in ACTOR_FORM.fields
        if field.name not in NOT_FOR_LOOKING_THROUGH and (field.name, draft.answers[field.name]) != _USUAL
    ]
    place = draft.directory.places.get(actor.place_id or "")
    return OwnData(
        record=shown_record(desk, asked),
        fields=tuple((label, words) for label, words in fields if words),
        seen_by=seen_by(connection, actor, place.name if place else ""),
    )


_USUAL = ("entity", (str(Entity.ORGANISATION),))
"""That a name is the name of an organisation goes without saying."""
