"""The page that lets somebody choose between what they wrote and what was stored meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from fastapi import Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.addresses import current_address
from api.hidden_mentions import without_hidden
from api.pages.editing.comparing import TAKE, Difference, differences
from api.pages.editing.confirmation import name_of
from api.pages.editing.desk import Desk, Task, trail, unkept_page
from api.pages.editing.draft import CARRIED, Draft, Kept, actors_in
from api.pages.editing.judgement import Judgement
from api.pages.editing.names import load_directory
from api.pages.editing.resemblance import ALIKE, Alike
from api.pages.editing.saving import load_kept
from api.pages.facts import Link
from api.queries.earlier_versions import state_at, steps_since
from api.queries.history import get_change_set
from api.queries.past import past_of
from api.templating import Page
from models.records import Record

MOST_SAVERS = 3


@dataclass(frozen=True)
class Saver:
    """Who stored something: the account's name as far as the viewer is told, and whether it was they themselves."""

    at: datetime
    name: str
    oneself: bool


@dataclass(frozen=True)
class ConflictPage(Page):
    """Two versions of a record.

    Attributes:
        name: what it is called.
        differences: the fields in which they differ.
        typed: all that was typed, as names and texts: it is sent along.
        version, mark: the state of the record as it is now.
        take: what stands before the name of a field in the choice.
        trail: the way back.
        again: where the form begins anew, from what is stored.
        savers: who has stored something since, and when, the latest first.
    """

    template: ClassVar[str] = "pages/editing/conflict.html"

    name: str
    differences: tuple[Difference, ...]
    typed: tuple[tuple[str, str], ...]
    version: int
    mark: str
    take: str
    trail: tuple[Link, ...]
    again: str
    savers: tuple[Saver, ...]


def conflict_response(
    desk: Desk, task: Task, draft: Draft, judged: Judgement, alike: tuple[Alike, ...] = ()
) -> Response:
    """Show what was typed beside what is stored by now."""
    assert task.record_id is not None
    version = draft.kept.version if draft.kept else 0
    with desk.looking() as (seen, connection):
        current = load_kept(seen, connection, task.form, task.record_id)
        base = current.record if version == current.version else _base(seen, connection, task, version)
        name = name_of(current.record, seen)
        named = actors_in(task.form, current) | (actors_in(task.form, Kept(base, version)) if base else set())
        draft = replace(draft, directory=load_directory(seen, named | set(draft.directory.actors), home=task.place_id))
        savers = tuple(_savers(desk, connection, task, version, rows_too=_mark(draft) != current.mark))
    shown = ConflictPage(
        name=name,
        differences=differences(draft, judged, current, base),
        typed=tuple(typed_in(draft, alike)),
        version=current.version,
        mark=current.mark,
        take=TAKE,
        trail=trail(draft, task),
        again=current_address(desk.request),
        savers=savers,
    )
    return unkept_page(desk.request, shown, 409)


def _mark(draft: Draft) -> str:
    return draft.kept.mark if draft.kept else ""


def _base(seen: Seen, connection: Connection, task: Task, version: int) -> Record | None:
    """Return the record as the form began with it, as the viewer sees it."""
    file = task.form.file
    base = state_at(connection, file, task.record_id or "", version)
    return without_hidden(seen.unseen, file, base) if base else None


def _savers(desk: Desk, connection: Connection, task: Task, version: int, *, rows_too: bool) -> Iterator[Saver]:
    links = task.form.rows.file if task.form.rows and rows_too else None
    past = past_of(connection, desk.viewer)
    for step in steps_since(connection, task.form.file, task.record_id or "", version, links)[:MOST_SAVERS]:
        told = get_change_set(past, step.change_set)
        yield Saver(
            told.at,
            told.who or told.actor or "",
            step.account_id is not None and step.account_id == desk.viewer.account_id,
        )


def typed_in(draft: Draft, alike: tuple[Alike, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield all that was typed into a form, as names and texts to be sent along."""
    for name, given in draft.answers.items():
        yield from ((name, text) for text in given)
    if draft.form.rows:
        fields = [*(field.name for field in draft.form.rows.fields), *CARRIED]
        for number, row in enumerate(draft.rows):
            for column in fields:
                yield from ((f"{draft.form.rows.name}.{number}.{column}", text) for text in row.get(column, ()))
    # Whoever has come so far has been asked about what looks personal, and about each actor that it resembles.
    yield "anyway", "1"
    yield from ((ALIKE, other.id) for other in alike)
