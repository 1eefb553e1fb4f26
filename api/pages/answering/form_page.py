"""The pages on which an actor corrects something or tells of something new, and taking in what they send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from fastapi import Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.pages.answering.conflict import conflict_response
from api.pages.answering.desk import AnswerDesk, Invitation, invitation_of
from api.pages.answering.notices import Done
from api.pages.answering.own_records import AskedRecord
from api.pages.editing.choices import Choice
from api.pages.editing.comparing import chosen
from api.pages.editing.draft import Draft, Kept, actors_in, names_in, sent_draft, stored_draft
from api.pages.editing.faults import Fault, fault_in, fault_of
from api.pages.editing.form_page import FilledSection, Guard, filled_sections
from api.pages.editing.judgement import Judgement, judge, without_personal_numbers
from api.pages.editing.names import load_directory, suggested_names
from api.pages.editing.resemblance import resembled
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import Sent
from api.pages.editing.taking import GONE, UNREADABLE
from api.pages.editing.twins import find_twins
from api.pages.situations import SITUATIONS, situation_told
from api.problems import status_of
from api.templating import Page, page
from models.errors import (
    ChangedMeanwhileError,
    InvalidRecordError,
    NotFoundError,
)
from models.vocabulary import Ladder

STEPS: Mapping[str | None, int] = {str(step): step.step for step in Ladder}

NOT_YET = message("ligger framåt i tiden; berätta om samarbetet när det har börjat")
NO_WISH = message("är inte högre än i dag; välj ett högre steg, eller ”som i dag”")
CALLED_SO = message("en annan aktör heter så, eller nästan så; är det verkligen ert namn?")


@dataclass(frozen=True)
class AnswerForm:
    """What is filled in.

    Attributes:
        form: the questions.
        asked: the record that is changed; None for a new one.
        known: values that nobody is asked for.
        name: what the record is called, or with whom.
    """

    form: RecordForm
    asked: AskedRecord | None = None
    known: Mapping[str, Any] | None = None
    name: str = ""

    @property
    def kept(self) -> Kept | None:
        """The record as it is stored."""
        return Kept(self.asked.record, self.asked.standing.version) if self.asked else None

    @property
    def anchor(self) -> str:
        """Where on the first page the record stands."""
        return self.asked.anchor if self.asked else "ties"


@dataclass(frozen=True)
class AnswerFormPage(Page):
    """A form that an actor fills in.

    Attributes:
        invitation: who is asked by whom.
        form: its questions.
        sections: the questions with what stands in them.
        guard: what is wrong with it.
        actors: the names that a browser can offer.
        name: what the record is called.
        version: the state of the record that the form was made from; 0 for a new one.
        back: where nothing is changed.
    """

    template: ClassVar[str] = "pages/answering/form.html"

    invitation: Invitation
    form: RecordForm
    sections: tuple[FilledSection, ...]
    guard: Guard
    actors: tuple[str, ...]
    name: str
    version: int
    back: str


def show_form(desk: AnswerDesk, task: AnswerForm) -> Response:
    """Show a form with what is stored, or an empty one."""
    with desk.looking() as (seen, _):
        directory = load_directory(seen, actors_in(task.form, task.kept) if task.kept else (), home=desk.link.place_id)
    if task.kept:
        return _form(desk, task, stored_draft(task.form, directory, task.kept))
    empty = {field.name: (field.usual,) for field in task.form.fields}
    return _form(desk, task, Draft(task.form, directory, empty))


def take_form(desk: AnswerDesk, task: AnswerForm, sent: Sent) -> Response:
    """Store what a form says, unless something has to be put right or decided first."""
    draft = _draft(desk, task, sent)
    judged = _judged(desk, draft)
    if guard := _to_be_asked(desk, draft, judged, sent):
        return _form(desk, task, draft, guard, UNREADABLE)
    try:
        change_set = _save(desk, task, judged, sent)
    except ChangedMeanwhileError:
        return conflict_response(desk, draft, judged, task.name, task.anchor)
    except InvalidRecordError as error:
        faults = tuple(fault_of(task.form, column, reason) for column, reason in error.wrong)
        return _form(desk, task, draft, Guard(faults), UNREADABLE)
    except SITUATIONS as error:
        situation = situation_told(error)
        notice = GONE if isinstance(situation, NotFoundError) else str(situation)
        return _form(desk, task, draft, Guard(notice=notice), int(status_of(situation)))
    return desk.see("", task.anchor, gjort=Done.SAVED, sparat=change_set or 0, vad=task.anchor)


def _draft(desk: AnswerDesk, task: AnswerForm, sent: Sent) -> Draft:
    kept = replace(task.kept, version=sent.number("version") or 0) if task.kept else None
    with desk.looking() as (seen, _):
        ids = actors_in(task.form, kept) if kept else set()
        directory = load_directory(seen, ids, names_in(task.form, sent), desk.link.place_id)
    draft = replace(sent_draft(task.form, directory, sent, kept), known=task.known or {})
    return chosen(sent, draft, kept) if kept else draft


def _judged(desk: AnswerDesk, draft: Draft) -> Judgement:
    """Read a draft; what looks like a personal number is refused, and a wish is that of whoever answers."""
    judged = without_personal_numbers(judge(draft))
    judged = replace(judged, faults=(*judged.faults, *_faults(draft, judged.values, desk.today)))
    values = dict(judged.values)
    if "desired_level" in values and values["desired_level"] != _wish(draft):
        values["desired_by"] = desk.link.actor_id if values["desired_level"] else None
    return replace(judged, values=values)


def _faults(draft: Draft, values: Mapping[str, Any], today: date) -> Iterator[Fault]:
    """Yield what an actor cannot mean of a collaboration: one that has not begun, a wish for no more than there is."""
    if draft.form.file.name != "ties":
        return
    begins, wish = draft.form.field("valid_from"), draft.form.field("desired_level")
    if begins and (values.get("valid_from") or today) > today:
        yield fault_in(begins, NOT_YET)
    wanted, now = values.get("desired_level"), values.get("level")
    if wish and 0 < STEPS.get(wanted, 0) <= STEPS.get(now, 0):
        yield fault_in(wish, NO_WISH)


def _wish(draft: Draft) -> Any:
    return getattr(draft.kept.record, "desired_level", None) if draft.kept else None


def _to_be_asked(desk: AnswerDesk, draft: Draft, judged: Judgement, sent: Sent) -> Guard | None:
    if judged.faults:
        return Guard(judged.faults, judged.traces)
    if sent.one("anyway"):
        return None
    twins: tuple[Fault, ...] = ()
    with desk.looking() as (seen, connection):
        if draft.form.file.name == "actors":
            twins = tuple(_namesakes(desk, seen, connection, draft, judged))
        elif draft.form.file.name == "ties":
            twins = tuple(find_twins(seen, draft, judged))
    return Guard(traces=judged.traces, twins=twins) if judged.traces or twins else None


def _namesakes(
    desk: AnswerDesk, seen: Seen, connection: Connection, draft: Draft, judged: Judgement
) -> Iterator[Fault]:
    """Yield that the actor would be called as others are, or nearly so."""
    name = draft.form.field("name")
    assert name
    assert draft.kept
    # The form asks for a part of the record only.
    whole = replace(judged, values={**draft.kept.record.model_dump(mode="json"), **judged.values})
    if alike := resembled(connection, seen, draft, whole, desk.link.actor_id):
        yield fault_in(name, CALLED_SO, said=tuple(other.label for other in alike))


def _save(desk: AnswerDesk, task: AnswerForm, judged: Judgement, sent: Sent) -> int | None:
    if task.asked is None:
        return desk.answering.create(task.form.file, judged.values)
    return desk.answering.change(task.asked, sent.number("version") or 0, judged.values)


def _form(desk: AnswerDesk, task: AnswerForm, draft: Draft, guard: Guard | None = None, status: int = 200) -> Response:
    guard = guard or Guard()
    names_actors = task.form.field("actor_b") or task.form.field("federation_ids")
    with desk.looking() as (seen, connection):
        own = desk.own_in(seen, connection)
        shown = AnswerFormPage(
            invitation=invitation_of(desk, connection, own.actor.name),
            form=task.form,
            sections=filled_sections(draft, guard, Choice(desk.link.place_id)),
            guard=guard,
            actors=suggested_names(seen, desk.link.place_id) if names_actors else (),
            name=task.name,
            version=draft.kept.version if draft.kept else 0,
            back=desk.address(anchor=task.anchor),
        )
    return page(desk.request, shown, status=status)
