"""Deleting what is registered: what goes along and what stands in the way is told before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, Response

from api.access.seen import Seen
from api.deletions import Deletion, plan_deletion, shown_links
from api.language import message
from api.pages.accounts.forms import see
from api.pages.editing.changing import CameFrom
from api.pages.editing.confirmation import name_of, names_of, told_address
from api.pages.editing.desk import AtDesk, Desk, Task, trail, unkept_page
from api.pages.editing.draft import Draft, Kept, stored_draft
from api.pages.editing.forms import FORM_OF, FORMS
from api.pages.editing.names import load_directory
from api.pages.editing.saving import delete, load_kept
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import SentForm
from api.pages.editing.taking import home_address
from api.pages.facts import Link
from api.pages.permission import may_delete
from api.queries.register import load_table
from api.queries.surroundings import naming
from api.requests import RegisteredId
from api.table_words import SEVERAL
from api.templating import Page
from models.errors import ChangedMeanwhileError, ForbiddenError, StillNamedError

router = APIRouter(include_in_schema=False)

MOST_LINKS = 50

CHANGED = message("Någon annan har ändrat det här sedan du öppnade sidan. Se efter om du fortfarande vill ta bort det.")


@dataclass(frozen=True)
class Counted:
    """How many records of a kind, and the first of them, each with its form; none where the kind has no form."""

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
        unseen: whether something that the viewer does not see stands in the way too.
        roles: how many roles are held for it, which do not return when it does.
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
    unseen: bool
    roles: int
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
        deletion = plan_deletion(connection, seen, task.form.file, task.record_id)
        shown = DeletePage(
            form=task.form,
            name=name_of(kept.record, seen),
            version=kept.version,
            along=tuple(_along(seen, task, deletion)),
            in_the_way=tuple(_in_the_way(seen, task, deletion)),
            unseen=deletion.unseen,
            roles=deletion.roles,
            notice=notice,
            trail=trail(_draft(seen, task, kept), task),
            back=task.form.change_address(quote(task.record_id)) + task.way,
        )
    return unkept_page(desk.request, shown, status)


def _draft(seen: Seen, task: Task, kept: Kept) -> Draft:
    return stored_draft(task.form, load_directory(seen, [task.record_id or ""]), kept)


def _along(seen: Seen, task: Task, deletion: Deletion) -> Iterator[Counted]:
    """Yield what goes with a record or loses the mention of it, as far as the viewer sees it."""
    shown = dict(shown_links(seen, task.form.file, task.record_id or "", deletion))
    shown |= {name: len(records) for name, records in deletion.along.items()}
    return (Counted(SEVERAL[name], count) for name, count in shown.items())


def _in_the_way(seen: Seen, task: Task, deletion: Deletion) -> Iterator[Counted]:
    """Yield what names a record in a column of its own, with links to the first of what the viewer sees of it."""
    for name, count in deletion.in_the_way(along=True).items():
        yield Counted(SEVERAL[name], count, _links(seen, task, name))


def _links(seen: Seen, task: Task, name: str) -> tuple[Link, ...]:
    form = FORM_OF.get(name)
    if form is None or not form.slug:
        return ()
    rows = seen[name].c
    condition = naming(seen, task.form.file, form.file, task.record_id or "")
    ids = seen.execute(sa.select(rows.id).where(condition).order_by(rows.id).limit(MOST_LINKS)).scalars().all()
    records = load_table(seen, name, {name: rows.id.in_(ids)})
    return tuple(
        Link(called, form.change_address(quote(vars(record)["id"])) + task.way)
        for record, called in zip(records, names_of(records, seen), strict=True)
    )


for _form in FORMS:
    _address = f"/{_form.address}/{{record_id}}/ta-bort"
    router.add_api_route(_address, _show(_form), methods=["GET"], name=f"ask_to_delete_{_form.slug}")
    router.add_api_route(_address, _take(_form), methods=["POST"], name=f"delete_{_form.slug}")
