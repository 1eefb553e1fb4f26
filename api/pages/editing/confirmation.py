"""What a page says after something was stored: what it was, and the way to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Query
from sqlalchemy import Connection

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.pages.editing.directory import Directory
from api.pages.editing.forms import FORM_OF
from api.pages.editing.names import load_directory
from api.pages.editing.saving import Saved
from api.pages.editing.sections import RecordForm
from api.queries.earlier_versions import author_and_kind, state_deleted
from api.queries.register import load_table
from models.records import Record, Tie
from models.vocabulary import ChangeKind


@dataclass(frozen=True)
class SavedQuery:
    """What the address says was stored: the change set, 0 when nothing was different, and the record."""

    change_set: Annotated[int, Query(alias="sparat", ge=0, le=2**31 - 1)] = -1
    about: Annotated[str, Query(alias="vad", max_length=200)] = ""


@dataclass(frozen=True)
class Confirmation:
    """What was stored.

    Attributes:
        kind: what sort of record it is, a Swedish message.
        name: what it is called.
        deleted: whether it was deleted.
        merged: whether another one was made a part of it.
        address: its own page; empty when it has none.
        change_address: where it is changed; empty when it is gone.
        undo_address: what takes it back when it is sent there; empty when nothing was different.
    """

    kind: str
    name: str
    deleted: bool
    merged: bool
    address: str
    change_address: str
    undo_address: str


def undo_address(change_set: int) -> str:
    """Return where a change set is taken back, by POST."""
    return f"/historik/{change_set}/angra"


def told_address(address: str, form: RecordForm, saved: Saved) -> str:
    """Return an address with what its page needs to say that something was stored."""
    told = urlencode({"sparat": saved.change_set or 0, "vad": f"{form.file.name}:{saved.record_id}"})
    return f"{address}{'&' if '?' in address else '?'}{told}"


def confirmation_of(seen: Seen, connection: Connection, viewer: Viewer, query: SavedQuery) -> Confirmation | None:
    """Return what was stored, if the viewer did it and it is as the address says; else None."""
    table, _, record_id = query.about.partition(":")
    form = FORM_OF.get(table)
    if form is None or query.change_set < 0 or viewer.account_id is None:
        return None
    author, kind = author_and_kind(connection, query.change_set)
    if query.change_set and author != viewer.account_id:
        return None
    file = form.file
    shown = load_table(seen, file.name, {file.name: seen[file.name].c.id == record_id})
    record = shown[0] if shown else state_deleted(connection, file, record_id, query.change_set)
    if record is None:
        return None
    return Confirmation(
        kind=form.kind,
        name=name_of(record, seen),
        deleted=not shown,
        merged=kind == ChangeKind.MERGE,
        address=_page_of(form, record_id) if shown else "",
        change_address=form.change_address(quote(record_id)) if shown and form.slug else "",
        undo_address=undo_address(query.change_set) if query.change_set else "",
    )


def name_of(record: Record, seen: Seen) -> str:
    """Return what a record is called; a tie by the actors at its ends."""
    return names_of([record], seen)[0]


def names_of(records: Sequence[Record], seen: Seen) -> list[str]:
    """Return what records are called; ties by the actors at their ends."""
    ends = {actor for record in records if isinstance(record, Tie) for actor in (record.actor_a, record.actor_b)}
    directory = load_directory(seen, ends) if ends else Directory()
    return [
        f"{directory.label(record.actor_a)} – {directory.label(record.actor_b)}"
        if isinstance(record, Tie)
        else str(vars(record).get("name") or vars(record).get("title"))
        for record in records
    ]


def _page_of(form: RecordForm, record_id: str) -> str:
    return f"/{form.address}/{quote(record_id)}" if form.file.name in ("actors", "places") else ""
