"""Writes checked records into the register, inside a transaction that somebody else opened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.queries.records import LIST_COLUMNS
from graph.packages import Change, CheckedPackage, Progress, silent
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.text import search_key

BATCH = 5_000
"""Rows written between two reports of progress."""


_HOLD = sa.text(
    "INSERT INTO register_revision (id, revision) VALUES (1, 0) "
    "ON CONFLICT (id) DO UPDATE SET revision = register_revision.revision RETURNING revision"
)
_COUNT = sa.text("UPDATE register_revision SET revision = revision + 1 WHERE id = 1")


def hold_revision(connection: Connection) -> int:
    """Return the number of writes so far, and let nobody else write until the transaction ends."""
    return int(connection.execute(_HOLD).scalar_one())


def store(connection: Connection, checked: CheckedPackage, at: datetime, progress: Progress = silent) -> None:
    """Write the new and the changed records of a package, and count that as one write.

    Args:
        connection: inside a transaction.
        checked: what to write; it was checked against the register as it is now.
        at: when the rows came or changed.
        progress: is told about the rows.
    """
    for file in PACKAGE_FILES:
        if checked.new.get(file.name):
            _insert(connection, file, checked.new[file.name], at, progress)
    for file in PACKAGE_FILES:
        changes = [change for change in checked.changes if change.file == file.name]
        if changes:
            _update(connection, file, changes, at)
    connection.execute(_COUNT)


def _insert(
    connection: Connection, file: PackageFile, records: Sequence[Record], at: datetime, progress: Progress
) -> None:
    statement = sa.insert(TABLES[file.name])
    stamps = {"version": 1, "created_at": at, "changed_at": at}
    ordered = list(_parents_first(file, records))
    for start in range(0, len(ordered), BATCH):
        progress(f"Sparar {file.name}", start, len(ordered))
        batch = ordered[start : start + BATCH]
        connection.execute(statement, [{**_values(file, record), **stamps} for record in batch])
    _insert_lists(connection, file, records)


def _update(connection: Connection, file: PackageFile, changes: Sequence[Change], at: datetime) -> None:
    table = TABLES[file.name]
    own = [table.c[column] == sa.bindparam(f"key_{column}", type_=table.c[column].type) for column in file.key]
    statement = sa.update(table).where(*own).values(version=table.c.version + 1, changed_at=at)
    connection.execute(statement, [_changed(file, change.after) for change in changes])
    if file.name in LIST_COLUMNS:
        _, place = LIST_COLUMNS[file.name]
        links = TABLES[place.table]
        owned = sa.delete(links).where(links.c[place.owner] == sa.bindparam("owner"))
        connection.execute(owned, [{"owner": change.key[0]} for change in changes])
        _insert_lists(connection, file, [change.after for change in changes])


def _changed(file: PackageFile, record: Record) -> dict[str, Any]:
    values = _values(file, record)
    return {f"key_{column}": values.pop(column) for column in file.key} | values


def _values(file: PackageFile, record: Record) -> dict[str, Any]:
    """Return the values of a row: the record's own, and its name as searches compare it."""
    table = TABLES[file.name]
    values = vars(record).copy()
    if file.name in LIST_COLUMNS:
        del values[LIST_COLUMNS[file.name][0]]
    if "search_key" in table.c:
        values["search_key"] = search_key(values.get("name") or values["title"])
    return values


def _insert_lists(connection: Connection, file: PackageFile, records: Iterable[Record]) -> None:
    """Write the lists of ids that stand in a table of their own."""
    if file.name not in LIST_COLUMNS:
        return
    field, place = LIST_COLUMNS[file.name]
    rows = [
        {place.owner: owner, place.item: item}
        for owner, record in ((vars(record)["id"], record) for record in records)
        for item in getattr(record, field)
    ]
    if rows:
        connection.execute(sa.insert(TABLES[place.table]), rows)


def _parents_first(file: PackageFile, records: Sequence[Record]) -> Iterator[Record]:
    """Yield the records of a tree from the root down, because a database asks for the parent of every row."""
    if file.references.get("parent_id") != file.name:
        yield from records
        return
    waiting: Mapping[str, Record] = {vars(record)["id"]: record for record in records}
    done: set[str] = set()
    for record in records:
        path: list[str] = []
        node: str | None = vars(record)["id"]
        while node is not None and node in waiting and node not in done:
            path.append(node)
            done.add(node)
            node = vars(waiting[node])["parent_id"]
        yield from (waiting[step] for step in reversed(path))
