"""Storing what a form says: the record and those who take part in it, in one change set or not at all."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.editing import editing
from api.new_ids import with_id
from api.pages.editing.draft import Draft, Kept
from api.pages.editing.judgement import Judgement
from api.pages.editing.sections import RecordForm
from api.queries.register import load_table
from api.queries.surroundings import find_stored
from api.record_values import mark_of
from models.errors import NotFoundError


@dataclass(frozen=True)
class Saved:
    """What was stored.

    Attributes:
        record_id: the record.
        change_set: what it belongs to; None when nothing was different.
    """

    record_id: str
    change_set: int | None


@dataclass(frozen=True)
class KnownVersion:
    """Which state of a record a form was made from."""

    record_id: str
    version: int
    mark: str = ""


def load_kept(seen: Seen, connection: Connection, form: RecordForm, record_id: str) -> Kept:
    """Return a record as a viewer sees it, with the rows about those who take part.

    Raises:
        NotFoundError: the viewer sees no such record.
    """
    file = form.file
    shown = load_table(seen, file.name, {file.name: seen[file.name].c.id == record_id})
    found = find_stored(connection, file, [record_id])
    if not shown or found is None:
        raise NotFoundError(file.name, record_id)
    if form.rows is None:
        return Kept(shown[0], found.version)
    links = form.rows.file
    rows = load_table(seen, links.name, {links.name: seen[links.name].c[links.key[0]] == record_id})
    return Kept(shown[0], found.version, rows, mark_of(rows))


def save_new(engine: Engine, viewer: Viewer, draft: Draft, judged: Judgement) -> Saved:
    """Store a new record.

    Raises:
        InvalidRecordError, ForbiddenError, SignInRequiredError: as `Editing.create`.
    """
    values = with_id(draft.form.file, judged.values)
    with editing(engine, viewer) as edit, edit.together():
        edit.create(draft.form.file, values)
        if draft.form.rows and judged.rows:
            edit.replace_links(draft.form.rows.file, values["id"], mark_of(()), judged.rows)
    return Saved(values["id"], edit.change_set)


def save_change(engine: Engine, viewer: Viewer, draft: Draft, judged: Judgement, known: KnownVersion) -> Saved:
    """Store a changed record.

    Raises:
        ChangedMeanwhileError, InvalidRecordError, NotFoundError, ForbiddenError, SignInRequiredError: as
            `Editing.change`.
    """
    with editing(engine, viewer) as edit, edit.together():
        edit.change(draft.form.file, [known.record_id], known.version, judged.values, whole=False)
        if draft.form.rows:
            edit.replace_links(draft.form.rows.file, known.record_id, known.mark, judged.rows)
    return Saved(known.record_id, edit.change_set)


def delete(engine: Engine, viewer: Viewer, form: RecordForm, record_id: str, version: int) -> Saved:
    """Delete a record with what says who takes part in it, and with what is about nothing else.

    Raises:
        StillNamedError, ChangedMeanwhileError, NotFoundError, ForbiddenError, SignInRequiredError: as
            `Editing.delete`.
    """
    with editing(engine, viewer) as edit:
        edit.delete(form.file, [record_id], version, along=True)
    return Saved(record_id, edit.change_set)
