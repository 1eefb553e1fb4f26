"""Taking a change set back: first what it would mean and what stands in the way, then the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.viewer import Viewer
from api.database import reading
from api.pages.history.one import ChangeSetNumber
from api.pages.history.words import KINDS, address_of
from api.queries.change_details import Names
from api.queries.history import ChangeSet, get_change_set
from api.queries.past import DECIDING, Past, past_of
from api.requests import Asking, Database
from api.templating import Page, page
from api.undo_obstacles import InTheWay
from api.undo_plan import Undo, plan_undo
from api.undoing import undo
from models.errors import CannotUndoError, SignInRequiredError
from models.package_files import FILES

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class ShownObstacle:
    """Something that stands in the way, in words.

    Attributes:
        found: what it is.
        kind: what kind of record cannot be put back.
        name: what it is called.
        address: of its page.
        other: the kind and name of the record that it has to do with; None where there is none or it may not be seen.
    """

    found: InTheWay
    kind: str
    name: str
    address: str | None
    other: tuple[str, str, str | None] | None


@dataclass(frozen=True)
class UndoPage(Page):
    """What taking a change set back would mean.

    Attributes:
        change_set: which.
        goes, returns, changes: how many records would go, return, and be as they were.
        obstacles: what stands in the way; without any it can be done.
    """

    template: ClassVar[str] = "pages/history/undo.html"

    change_set: ChangeSet
    goes: int
    returns: int
    changes: int
    obstacles: tuple[ShownObstacle, ...]


@router.get("/historik/{change_set_id}/angra")
async def show_undo(request: Request, database: Database, viewer: Asking, change_set_id: ChangeSetNumber) -> Response:
    """Ask whether a change set is really to be taken back."""
    return page(request, await request.app.state.analyses.work(_undo_page, database, viewer, change_set_id))


@router.post("/historik/{change_set_id}/angra")
async def take_back(request: Request, database: Database, viewer: Asking, change_set_id: ChangeSetNumber) -> Response:
    """Take a change set back and show the one that did so; or what stands in the way."""
    work = request.app.state.analyses.work
    try:
        number = await work(undo, database, viewer, change_set_id)
    except CannotUndoError:
        return page(request, await work(_undo_page, database, viewer, change_set_id), status=409)
    return RedirectResponse(f"/historik/{number}", 303)


def _undo_page(database: Database, viewer: Viewer, change_set_id: int) -> UndoPage:
    if not viewer.is_signed_in:
        raise SignInRequiredError
    with reading(database) as connection:
        past = past_of(connection, viewer)
        change_set = get_change_set(past, change_set_id)
        planned, in_the_way = plan_undo(connection, viewer, change_set_id)
        names = _names(past, in_the_way)
    return UndoPage(
        change_set,
        *_counts(planned),
        tuple(_shown(found, names, past) for found in in_the_way),
    )


def _counts(planned: Undo) -> tuple[int, int, int]:
    goes, returns, changes = (
        sum(map(len, part.values())) for part in (planned.created, planned.deleted, planned.changed)
    )
    return goes, returns, changes


def _names(past: Past, in_the_way: list[InTheWay]) -> Names:
    """Return the names of the records concerned that the viewer may see."""
    ids: dict[str, set[str]] = {}
    for found in in_the_way:
        for table, key in ((found.table, found.key), *([found.other] if found.other else ())):
            if table in FILES and FILES[table].key == ("id",) and key:
                ids.setdefault(table, set()).add(key[0])
    return {table: _called(past, table, frozenset(wanted)) for table, wanted in ids.items()}


def _called(past: Past, table: str, ids: frozenset[str]) -> Mapping[str, str]:
    """Return what records are called: by their own names, or by the actors that they are between."""
    if {"name", "title"} & set(FILES[table].columns):
        return past.visible(table, ids)
    rows = past.seen[table]
    ends = [name for name, target in FILES[table].references.items() if target == "actors" and name in DECIDING]
    asked = sa.select(rows.c.id, *(rows.c[column] for column in ends)).where(rows.c.id.in_(sorted(ids)))
    found = {row[0]: [end for end in row[1:] if end] for row in past.seen.execute(asked)}
    actors = past.visible("actors", frozenset(end for named in found.values() for end in named))
    # The id of a record that was given by a machine says nothing to a person.
    return {record_id: " – ".join(actors[end] for end in named if end in actors) for record_id, named in found.items()}


def _shown(found: InTheWay, names: Names, past: Past) -> ShownObstacle:
    record_id = found.key[0] if found.key else ""
    other = None
    if found.other is not None:
        table, key = found.other
        name = names.get(table, {}).get(key[0])
        if name or past.is_whole:
            other = (KINDS[table], name or ", ".join(filter(None, key)), address_of(table, key[0], names))
    return ShownObstacle(
        found,
        KINDS.get(found.table, ""),
        names.get(found.table, {}).get(record_id, ", ".join(filter(None, found.key))),
        address_of(found.table, record_id, names),
        other,
    )
