"""Taking in a form that was sent: stored and told so, or shown again with everything that was typed."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from fastapi import Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.comparing import chosen
from api.pages.editing.confirmation import told_address
from api.pages.editing.conflict import conflict_response
from api.pages.editing.desk import Desk, Task, form_response
from api.pages.editing.draft import Draft, Kept, actors_in, names_in, sent_draft
from api.pages.editing.faults import Fault, fault_of
from api.pages.editing.form_page import Guard
from api.pages.editing.judgement import Judgement, judge
from api.pages.editing.names import load_directory
from api.pages.editing.resemblance import ALIKE, Alike, resembled
from api.pages.editing.saving import KnownVersion, Saved, load_kept, save_change, save_new
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import Sent
from api.pages.editing.twins import find_twins
from api.pages.permission import changeable, may_register, own_actors
from api.pages.situations import SITUATIONS, situation_told
from api.problems import status_of
from api.queries.records import require_record
from api.writers import require_writer
from models.errors import (
    ChangedMeanwhileError,
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

Ending = Callable[[Judgement], str]
"""Stores what a form says, and returns where to go."""


def take_form(desk: Desk, task: Task, sent: Sent, ending: Ending | None = None) -> Response:
    """Store what a form says, unless something has to be put right, decided or added first.

    Whoever may not write it anyway is told so at once, with what was typed; nothing of it is read for them.

    Args:
        ending: how a form ends that is not stored as a record of its own, and where it leads.
    """
    draft, refusal = _draft(desk, task, sent)
    if refusal:
        return form_response(desk, task, draft, _notice(refusal), int(status_of(refusal)))
    if draft.form.rows and (edited := _with_other_rows(draft, sent)):
        return form_response(desk, task, *edited)
    judged = judge(draft)
    alike = () if judged.faults else _alike(desk, task, draft, judged)
    guard = _to_be_asked(desk, draft, judged, sent, alike)
    if guard:
        return form_response(desk, task, draft, guard, UNREADABLE)
    try:
        if ending:
            return see(ending(judged))
        saved = _save(desk, task, draft, judged, sent)
    except ChangedMeanwhileError:
        return conflict_response(desk, task, draft, judged, alike)
    except InvalidRecordError as error:
        return form_response(desk, task, draft, Guard(_faults(draft, error)), UNREADABLE)
    except SITUATIONS as error:
        situation = situation_told(error)
        return form_response(desk, task, draft, _notice(situation), int(status_of(situation)))
    return see(told_address(_next_address(desk, task, judged, saved), task.form, saved))


def _draft(desk: Desk, task: Task, sent: Sent) -> tuple[Draft, SamverkanError | None]:
    """Return what was typed, and why whoever typed it may not store it at all."""
    with desk.looking() as (seen, connection):
        kept: Kept | None = None
        if task.record_id is not None:
            try:
                current = load_kept(seen, connection, task.form, task.record_id)
                # The form goes on from the state that it began with, else a change by somebody else would be lost.
                kept = replace(current, version=sent.number("version") or 0, mark=sent.one("mark"))
            except NotFoundError:
                kept = None  # Storing tells that it is gone; what was typed is shown again.
        refusal = _refusal(desk, seen, connection, task, kept)
        ids = actors_in(task.form, kept) if kept else set()
        directory = load_directory(seen, ids, set() if refusal else names_in(task.form, sent), task.place_id)
    draft = sent_draft(task.form, directory, sent, kept)
    return chosen(sent, draft, kept) if kept else draft, refusal


def _refusal(
    desk: Desk, seen: Seen, connection: Connection, task: Task, kept: Kept | None
) -> SignInRequiredError | ForbiddenError | None:
    try:
        require_writer(desk.viewer)
        if task.record_id is None:
            require_allowed(desk, seen, task.form, task.place_id)
        elif kept and not changeable(connection, desk.viewer, task.form.file, [kept.record]):
            raise ForbiddenError
    except (SignInRequiredError, ForbiddenError) as error:
        return error
    return None


def require_allowed(desk: Desk, seen: Seen, form: RecordForm, place_id: str) -> None:
    """Do nothing when the viewer may register such a thing at a place; who speaks for an actor may register its ties.

    Raises:
        NotFoundError: they see no such place.
        ForbiddenError: they may not.
    """
    if form.file.name == "ties" and own_actors(desk.viewer):
        require_record(seen, "places", place_id)
        return
    desk.require_place(seen, place_id)


def _to_be_asked(desk: Desk, draft: Draft, judged: Judgement, sent: Sent, alike: tuple[Alike, ...]) -> Guard | None:
    """Return what is wrong, or what the writer has to confirm first; None when there is nothing.

    Whoever wants it saved anyway has been asked about all but the actors that a name changed since then resembles.
    """
    if judged.faults:
        return Guard(judged.faults, judged.traces)
    if sent.one("anyway") and {other.id for other in alike} <= {*sent.answers.get(ALIKE, ())}:
        return None
    with desk.looking() as (seen, _):
        # An actor of the same name is among those that it resembles.
        twins = () if draft.form.file.name == "actors" else tuple(find_twins(seen, draft, judged))
    return Guard(traces=judged.traces, twins=twins, alike=alike) if judged.traces or twins or alike else None


def _alike(desk: Desk, task: Task, draft: Draft, judged: Judgement) -> tuple[Alike, ...]:
    with desk.looking() as (seen, connection):
        return resembled(connection, seen, draft, judged, task.record_id)


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
