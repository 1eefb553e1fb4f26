"""Erases a whole record for real: with what says who takes part in it, with its history, and every mention of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.rights import rights_of
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import unhurried, writing
from api.erasing import Erased, with_file_rewritten
from api.erasure_scan import ERASED
from api.queries.keys import CHANGE_SETS, HISTORY
from api.queries.records import LIST_COLUMNS, require_record
from api.queries.register import load_table
from api.queries.surroundings import key_condition
from api.storing import key_text, overwrite
from models.errors import ForbiddenError, NotFoundError, SignInRequiredError
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind, ReadSubject

ERASABLE = ("actors", "forums", "agreements", "ties", "mandates", "activities", "needs", "grants")
"""The tables whose records can be erased as a whole. A place is nobody."""

SHORTEST_NAME = 4
"""A shorter name may stand in a text by chance."""


@dataclass
class _Erasure:
    """What is to be done so that nothing tells of a record.

    Attributes:
        gone: the records that go, by file: the record itself, and those that mean nothing without it.
        fewer: the records that only lose the mention of it.
        kept_gone: the rows of the history that go.
        kept_fewer: the rows of the history that lose the mention, with what they then keep.
    """

    gone: dict[str, list[Record]] = field(default_factory=dict)
    fewer: list[tuple[PackageFile, Record]] = field(default_factory=list)
    kept_gone: list[int] = field(default_factory=list)
    kept_fewer: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)


def erase_record(engine: Engine, viewer: Viewer, file: PackageFile, record_id: str) -> Erased:
    """Erase a record, be it stored or only kept in the history.

    Ties, mandates and grants of an actor go with it: they would tell of it. Other records lose the mention.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: there is and was no such record, it is a place, or the viewer may not see it.
        ForbiddenError: the viewer may not delete it.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if file.name not in ERASABLE:
        raise NotFoundError(file.name, record_id)
    with writing(engine) as connection:
        unhurried(connection)
        hold_revision(connection)
        record = _last_state(connection, file, record_id)
        if not rights_of(connection, viewer).allow(file, record, None):
            require_record(Seen(connection, access_of(connection, viewer)), file.name, record_id)
            raise ForbiddenError
        erasure = _plan(connection, file, record_id)
        erased = _carry_out(connection, viewer, erasure, file, record)
    return with_file_rewritten(engine, erased)


def _last_state(connection: Connection, file: PackageFile, record_id: str) -> Record:
    stored = load_table(Seen(connection), file.name, {file.name: key_condition(file, [record_id])})
    if stored:
        return stored[0]
    kept = sa.select(HISTORY.c.before).where(
        HISTORY.c.table_name == file.name, HISTORY.c.record_key == key_text((record_id,))
    )
    before = connection.execute(kept.order_by(HISTORY.c.id.desc()).limit(1)).scalar()
    if before is None:
        raise NotFoundError(file.name, record_id)
    return file.record.model_validate(before)


def _plan(connection: Connection, target: PackageFile, record_id: str) -> _Erasure:
    """Find every row that is the record or names it."""
    erasure = _Erasure()
    for file in PACKAGE_FILES:
        for record in load_table(Seen(connection), file.name):
            if _rests_on(file, vars(record), target, record_id):
                erasure.gone.setdefault(file.name, []).append(record)
            elif values := _without(file, vars(record), target, record_id):
                erasure.fewer.append((file, record.model_copy(update=values)))
        kept = sa.select(HISTORY.c.id, HISTORY.c.before).where(HISTORY.c.table_name == file.name)
        for row in connection.execute(kept).yield_per(1000):
            if _rests_on(file, row.before, target, record_id):
                erasure.kept_gone.append(row.id)
            elif values := _without(file, row.before, target, record_id):
                erasure.kept_fewer.append((row.id, {**row.before, **values}))
    return erasure


def _rests_on(file: PackageFile, values: Mapping[str, Any], target: PackageFile, record_id: str) -> bool:
    """Tell whether a record is the one, or means nothing without it."""
    if file.name == target.name and values.get("id") == record_id:
        return True
    return any(
        values.get(column) == record_id and file.record.model_fields[column].is_required()
        for column, named in file.references.items()
        if named == target.name
    )


def _without(file: PackageFile, values: Mapping[str, Any], target: PackageFile, record_id: str) -> Mapping[str, Any]:
    """Return the fields of a record that mention the one, as they are without it."""
    fewer: dict[str, Any] = {}
    for column, named in file.references.items():
        held = values.get(column)
        if named != target.name or not held:
            continue
        if isinstance(held, tuple | list):
            if record_id in held:
                fewer[column] = type(held)(item for item in held if item != record_id)
        elif held == record_id:
            fewer[column] = None
    return fewer


def _carry_out(connection: Connection, viewer: Viewer, erasure: _Erasure, file: PackageFile, record: Record) -> Erased:
    records = sum(map(len, erasure.gone.values())) + len(erasure.fewer)
    kept = len(erasure.kept_gone) + len(erasure.kept_fewer)
    gone = ", ".join(f"{name} ({len(rows)})" for name, rows in sorted(erasure.gone.items()))
    about = f"hel post: {gone or file.name}, historik ({kept})"
    change_set = begin_change_set(connection, Deed(ChangeKind.ERASURE, viewer.account_id, about=about))
    for other, fewer in erasure.fewer:
        overwrite(connection, other, fewer)
    for other in reversed(PACKAGE_FILES):
        _delete(connection, other, erasure.gone.get(other.name, []))
    for start in range(0, len(erasure.kept_gone), 500):
        ids = erasure.kept_gone[start : start + 500]
        connection.execute(sa.delete(HISTORY).where(HISTORY.c.id.in_(ids)))
    for row, before in erasure.kept_fewer:
        connection.execute(sa.update(HISTORY).where(HISTORY.c.id == row).values(before=before))
    texts = _erase_beside(connection, file, record)
    return Erased(change_set, records, kept, texts)


def _delete(connection: Connection, file: PackageFile, records: list[Record]) -> None:
    """Delete records without keeping them."""
    for record in records:
        if file.name in LIST_COLUMNS:
            _, place = LIST_COLUMNS[file.name]
            links = TABLES[place.table]
            connection.execute(sa.delete(links).where(links.c[place.owner] == vars(record)["id"]))
        connection.execute(sa.delete(TABLES[file.name]).where(key_condition(file, file.key_of(record))))


def _erase_beside(connection: Connection, file: PackageFile, record: Record) -> int:
    """Erase what else tells of a record: who read of it, and its name in the texts of changes."""
    values = vars(record)
    if file.name == "actors":
        log = TABLES["access_log"]
        own = (log.c.subject == ReadSubject.ACTOR, log.c.subject_id == values["id"])
        connection.execute(sa.delete(log).where(*own))
    name = values.get("name") or values.get("title") or ""
    texts = 0
    if len(name) >= SHORTEST_NAME:
        naming = CHANGE_SETS.c.about.contains(name, autoescape=True)
        told = sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.about).where(naming)
        for row in connection.execute(told).all():
            about = row.about.replace(name, ERASED)
            connection.execute(sa.update(CHANGE_SETS).where(CHANGE_SETS.c.id == row.id).values(about=about))
            texts += 1
    return texts
