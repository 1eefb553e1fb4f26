"""Deleting what is registered: what goes along and what stands in the way is told before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.changing import CameFrom
from api.pages.editing.confirmation import name_of, told_address
from api.pages.editing.desk import AtDesk, Desk, Task, trail
from api.pages.editing.directory import load_directory
from api.pages.editing.draft import Kept, stored_draft
from api.pages.editing.forms import FORM_OF, FORMS
from api.pages.editing.saving import delete, load_kept
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import home_address
from api.pages.facts import Link
from api.pages.permission import may_delete
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_table
from api.queries.surroundings import count_mentions, links_of, listing
from api.requests import RegisteredId
from api.templating import Page, page
from models.errors import ChangedMeanwhileError, ForbiddenError, StillNamedError
from models.package_files import PACKAGE_FILES, PackageFile

router = APIRouter(include_in_schema=False)

CHANGED = message("Någon annan har ändrat det här sedan du öppnade sidan. Se efter om du fortfarande vill ta bort det.")

WHAT: Mapping[str, str] = {
    "places": message("platser"),
    "actors": message("aktörer"),
    "forums": message("forum"),
    "forum_members": message("medlemskap i forum"),
    "agreements": message("avtal"),
    "agreement_parties": message("parter i avtal"),
    "ties": message("samarbeten"),
    "mandates": message("mandat"),
    "activities": message("verksamheter"),
    "activity_actors": message("deltaganden i verksamheter"),
    "needs": message("behov"),
    "need_sightings": message("uppgifter om vem som ser ett behov"),
    "grants": message("bidrag"),
    "inventories": message("uppgifter om inventering"),
    "completeness": message("egna bekräftelser från aktören"),
}
"""What the records of each table are called where they are counted."""


@dataclass(frozen=True)
class Counted:
    """How many records of a kind, and those among them that can be shown, each with its page or form."""

    what: str
    count: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class DeletePage(Page):
    """Is this to be deleted?

    Attributes:
        form: what it is.
        name: what it is called.
        version: the version that would be deleted.
        along: what goes along.
        in_the_way: what stands in the way.
        notice: why it was not deleted; empty at first.
        trail: the way back.
        back: where to go instead.
    """

    template: ClassVar[str] = "pages/editing/delete.html"

    form: RecordForm
    name: str
    version: int
    along: tuple[Counted, ...]
    in_the_way: tuple[Counted, ...]
    notice: str
    trail: tuple[Link, ...]
    back: str


def _show(form: RecordForm) -> Callable[..., Any]:
    def ask_to_delete(desk: AtDesk, record_id: RegisteredId, came_from: CameFrom = "") -> Response:
        return _ask(desk, Task(form, came_from, record_id))

    return ask_to_delete


def _take(form: RecordForm) -> Callable[..., Any]:
    def delete_record(desk: AtDesk, record_id: RegisteredId, sent: SentForm, came_from: CameFrom = "") -> Response:
        task = Task(form, came_from, record_id)
        desk.require_somebody()
        with desk.looking() as (seen, connection):
            place = getattr(load_kept(seen, connection, form, record_id).record, "place_id", None)
        try:
            saved = delete(desk.engine, desk.viewer, form, record_id, sent.number("version") or 0)
        except ChangedMeanwhileError:
            return _ask(desk, task, CHANGED, 409)
        except StillNamedError:
            return _ask(desk, task, "", 409)
        return see(told_address(home_address(desk, came_from, place, None), form, saved))

    return delete_record


def _ask(desk: Desk, task: Task, notice: str = "", status: int = 200) -> Response:
    desk.require_somebody()
    assert task.record_id is not None
    with desk.looking() as (seen, connection):
        kept = load_kept(seen, connection, task.form, task.record_id)
        if not may_delete(connection, desk.viewer, task.form.file, kept.record):
            raise ForbiddenError
        shown = _delete_page(seen, connection, task, kept, notice)
    answer = page(desk.request, shown, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _delete_page(seen: Seen, connection: Connection, task: Task, kept: Kept, notice: str) -> DeletePage:
    record_id = task.record_id or ""
    gone = {**links_of(connection, task.form.file, record_id), **listing(connection, task.form.file, record_id)}
    way = f"?place={quote(task.place_id)}" if task.place_id else ""
    return DeletePage(
        form=task.form,
        name=name_of(kept.record, seen),
        version=kept.version,
        along=tuple(Counted(WHAT[name], len(rows)) for name, rows in gone.items()),
        in_the_way=tuple(_in_the_way(seen, connection, task, way)),
        notice=notice,
        trail=trail(stored_draft(task.form, load_directory(seen), kept), task),
        back=task.form.change_address(quote(record_id)) + way,
    )


def _in_the_way(seen: Seen, connection: Connection, task: Task, way: str) -> list[Counted]:
    """Return what names a record in a column of its own, with links to what the viewer sees of it."""
    file, record_id = task.form.file, task.record_id or ""
    counts = count_mentions(connection, file, record_id)
    return [
        Counted(WHAT[other.name], counts[other.name], _links(seen, file, other, record_id, way))
        for other in PACKAGE_FILES
        if other.name in counts
    ]


def _links(seen: Seen, file: PackageFile, other: PackageFile, record_id: str, way: str) -> tuple[Link, ...]:
    if (form := FORM_OF.get(other.name)) is None:
        return ()
    rows, listed = seen[other.name], LIST_COLUMNS.get(other.name, ("", None))[0]
    naming = [column for column, target in other.references.items() if target == file.name and column != listed]
    condition = sa.or_(*(rows.c[column] == record_id for column in naming))
    return tuple(
        Link(name_of(record, seen), form.change_address(quote(vars(record)["id"])) + way)
        for record in load_table(seen, other.name, {other.name: condition})
    )


for _form in FORMS:
    _address = f"/{_form.address}/{{record_id}}/ta-bort"
    router.add_api_route(_address, _show(_form), methods=["GET"], name=f"ask_to_delete_{_form.slug}")
    router.add_api_route(_address, _take(_form), methods=["POST"], name=f"delete_{_form.slug}")
