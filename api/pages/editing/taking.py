"""Taking in a form that was sent: stored and told so, or shown again with everything that was typed."""

from dataclasses import replace
from urllib.parse import quote

from fastapi import Response

from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.comparing import chosen
from api.pages.editing.confirmation import told_address
from api.pages.editing.conflict import conflict_response
from api.pages.editing.desk import Desk, Task, form_response
from api.pages.editing.directory import load_directory
from api.pages.editing.draft import Draft, Kept, sent_draft
from api.pages.editing.faults import Fault, fault_of
from api.pages.editing.form_page import Guard
from api.pages.editing.judgement import Judgement, judge
from api.pages.editing.resemblance import ALIKE, Alike, resembled
from api.pages.editing.saving import KnownVersion, Saved, load_kept, save_change, save_new
from api.pages.editing.sent import Sent
from api.pages.permission import may_register
from api.problems import status_of
from models.errors import (
    ChangedMeanwhileError,
    DatabaseBusyError,
    DatabaseUnreachableError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
    SamverkanError,
    SignInRequiredError,
)

SIGNED_OUT = message(
    "Du är inte inloggad längre. Logga in i en ny flik och tryck sedan på Spara här. Inget du har skrivit är borta."
)
GONE = message(
    "Någon annan har tagit bort det här medan du skrev. Det du har skrivit står kvar, så att du kan kopiera det."
)
UNREADABLE = 422


def take_form(desk: Desk, task: Task, sent: Sent) -> Response:
    """Store what a form says, unless something has to be put right, decided or added first."""
    draft = _draft(desk, task, sent)
    if draft.form.rows and (edited := _with_other_rows(draft, sent)):
        return form_response(desk, task, *edited)
    judged = judge(draft)
    if judged.faults:
        return form_response(desk, task, draft, Guard(judged.faults, judged.traces), UNREADABLE)
    alike = _alike(desk, task, draft, judged)
    if (judged.traces or alike) and not _is_answered(sent, alike):
        return form_response(desk, task, draft, Guard(traces=judged.traces, alike=alike), UNREADABLE)
    try:
        saved = _save(desk, task, draft, judged, sent)
    except ChangedMeanwhileError:
        return conflict_response(desk, task, draft, judged, alike)
    except InvalidRecordError as error:
        return form_response(desk, task, draft, Guard(_faults(draft, error)), UNREADABLE)
    except (SignInRequiredError, ForbiddenError, NotFoundError, DatabaseBusyError, DatabaseUnreachableError) as error:
        return form_response(desk, task, draft, _notice(error), int(status_of(error)))
    return see(told_address(_next_address(desk, task, judged, saved), task.form, saved))


def _draft(desk: Desk, task: Task, sent: Sent) -> Draft:
    with desk.looking() as (seen, connection):
        directory = load_directory(seen)
        kept: Kept | None = None
        if task.record_id is not None:
            try:
                current = load_kept(seen, connection, task.form, task.record_id)
                # The form goes on from the state that it began with, else a change by somebody else would be lost.
                kept = replace(current, version=sent.number("version") or 0, mark=sent.one("mark"))
            except NotFoundError:
                kept = None  # Storing tells that it is gone; what was typed is shown again.
    draft = sent_draft(task.form, directory, sent, kept)
    return chosen(sent, draft, kept) if kept else draft


def _alike(desk: Desk, task: Task, draft: Draft, judged: Judgement) -> tuple[Alike, ...]:
    with desk.looking() as (seen, connection):
        return resembled(connection, seen, draft, judged, task.record_id)


def _is_answered(sent: Sent, alike: tuple[Alike, ...]) -> bool:
    """Tell whether whoever sent a form wants it saved anyway, and was asked about each actor that it resembles."""
    return bool(sent.one("anyway")) and {other.id for other in alike} <= {*sent.answers.get(ALIKE, ())}


def _with_other_rows(draft: Draft, sent: Sent) -> tuple[Draft, Guard] | None:
    """Return the draft with a row more or less, when that was asked for."""
    if sent.one("add"):
        return draft.with_row(), Guard(focus=len(draft.rows))
    number = sent.number("remove")
    if number is None:
        return None
    return draft.without_row(number), Guard(focus=max(0, number - 1))


def _save(desk: Desk, task: Task, draft: Draft, judged: Judgement, sent: Sent) -> Saved:
    if task.record_id is None:
        return save_new(desk.engine, desk.viewer, draft, judged)
    known = KnownVersion(task.record_id, sent.number("version") or 0, sent.one("mark"))
    return save_change(desk.engine, desk.viewer, draft, judged, known)


def _faults(draft: Draft, error: InvalidRecordError) -> tuple[Fault, ...]:
    """Return what the register refused; a partnership and its parties say the same once."""
    once = {reason: column for column, reason in reversed(error.wrong)}
    return tuple(fault_of(draft.form, column, reason) for reason, column in reversed(once.items()))


def _notice(error: SamverkanError) -> Guard:
    if isinstance(error, SignInRequiredError):
        return Guard(notice=SIGNED_OUT, signed_out=True)
    return Guard(notice=GONE if isinstance(error, NotFoundError) else str(error))


def _next_address(desk: Desk, task: Task, judged: Judgement, saved: Saved) -> str:
    """Return where to go after saving: an actor's page, or what is registered at the place that it came from."""
    if task.record_id is not None and task.form.file.name == "actors":
        way = f"?place={quote(task.place_id)}" if task.place_id else ""
        return f"/aktorer/{quote(saved.record_id)}{way}"
    return home_address(desk, task.place_id, str(judged.values.get("place_id") or ""), judged.values.get("actor_a"))


def home_address(desk: Desk, *places: str | None) -> str:
    """Return the page of what is registered at the first of these places where the viewer may register."""
    *wanted, actor_id = places
    with desk.looking() as (seen, _):
        for place in wanted:
            if place and may_register(seen, desk.viewer, place):
                return f"/platser/{quote(place)}/registrera"
    return f"/aktorer/{quote(actor_id)}" if actor_id else "/"
