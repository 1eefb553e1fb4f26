"""What was deleted at a place and is still kept, for those who may bring it back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson
import sqlalchemy as sa

from api.queries.change_details import seen_state
from api.queries.history import Scope
from api.queries.keys import CHANGE_SETS, HISTORY, key_text
from api.queries.past import Past, is_gone
from api.queries.register import load_table
from api.storing import record_from
from graph.packages import Key
from graph.packages.references import references_of
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record


@dataclass(frozen=True)
class Deleted:
    """A record that is no more.

    Attributes:
        file, key: which record.
        record: what it said last, without the mention of what the viewer may not see.
        change_set: the change set that deleted it.
        at: when.
    """

    file: PackageFile
    key: Key
    record: Record
    change_set: int
    at: datetime


@dataclass(frozen=True)
class DeletedRecords:
    """A part of what was deleted, the latest first, and how much there is in all."""

    items: tuple[Deleted, ...]
    total: int


def deleted_records(past: Past, scope: Scope, limit: int, offset: int) -> DeletedRecords:
    """Return what was deleted of a scope with places, as far as the viewer edits them."""
    places = scope.places or frozenset()
    edited = places if past.edited is None else places & past.edited
    if not edited:
        return DeletedRecords((), 0)
    last: list[int] = []
    for file in PACKAGE_FILES:
        if not past.kept_files.get(file.name):
            continue
        gone = (past.shown(file), past.gone(file, edited), HISTORY.c.deleted)
        ended = sa.select(sa.func.max(HISTORY.c.id)).where(*gone)
        last += past.connection.execute(ended.group_by(HISTORY.c.record_key)).scalars()
    shown = sorted(last, reverse=True)[offset : offset + limit]
    return DeletedRecords(tuple(_read(past, shown)), len(last))


def last_state(past: Past, file: PackageFile, record_id: str) -> Record | None:
    """Return a record as it is, or as it was when it was deleted, as far as the viewer may see it."""
    rows = past.seen[file.name]
    stored = load_table(past.seen, file.name, {file.name: rows.c.id == record_id})
    if stored:
        return stored[0]
    ended = (HISTORY.c.record_key == key_text((record_id,)), HISTORY.c.deleted, past.shown(file), is_gone(file))
    kept = sa.select(HISTORY.c.before).where(*ended).order_by(HISTORY.c.id.desc()).limit(1)
    before = past.connection.execute(kept).scalar()
    return None if before is None else seen_state(file, record_from(file, before), past.hides)


def names_around(past: Past, records: Iterable[tuple[PackageFile, Record]]) -> dict[str, dict[str, str]]:
    """Return what some records, and those that they mention, are called or were called last."""
    named: dict[str, set[str]] = defaultdict(set)
    own: dict[str, dict[str, str]] = defaultdict(dict)
    for file, record in records:
        for _, target, reference in references_of(file, record):
            named[target].add(reference)
        values = vars(record)
        if name := values.get("name") or values.get("title"):
            own[file.name][values["id"]] = name
    return {
        table: {
            **past.once_called(table, frozenset(named[table])),
            **own[table],
            **past.visible(table, frozenset(named[table])),
        }
        for table in {*named, *own}
    }


def _read(past: Past, ids: list[int]) -> Iterator[Deleted]:
    query = sa.select(HISTORY, CHANGE_SETS.c.at).join(CHANGE_SETS, CHANGE_SETS.c.id == HISTORY.c.change_set_id)
    for row in past.connection.execute(query.where(HISTORY.c.id.in_(ids)).order_by(HISTORY.c.id.desc())):
        file = FILES[row.table_name]
        key = tuple(orjson.loads(row.record_key))
        record = seen_state(file, record_from(file, row.before), past.hides)
        yield Deleted(file, key, record, row.change_set_id, row.at)
