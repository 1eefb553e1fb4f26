"""What was deleted at a place and is still kept, for those who may bring it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson
import sqlalchemy as sa

from api.queries.change_details import seen_state
from api.queries.history import Scope
from api.queries.keys import CHANGE_SETS, HISTORY
from api.queries.past import Past
from api.storing import record_from
from graph.packages import Key
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


def _read(past: Past, ids: list[int]) -> Iterator[Deleted]:
    query = sa.select(HISTORY, CHANGE_SETS.c.at).join(CHANGE_SETS, CHANGE_SETS.c.id == HISTORY.c.change_set_id)
    for row in past.connection.execute(query.where(HISTORY.c.id.in_(ids)).order_by(HISTORY.c.id.desc())):
        file = FILES[row.table_name]
        key = tuple(orjson.loads(row.record_key))
        record = seen_state(file, record_from(file, row.before), past.hides)
        yield Deleted(file, key, record, row.change_set_id, row.at)
