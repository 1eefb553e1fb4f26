"""Writes checked records into the register, inside an open transaction, and keeps what they replace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.many_rows import ManyRows
from api.queries.keys import key_text
from api.queries.records import LIST_COLUMNS
from graph.packages import Change, Key, Progress, key_of, silent
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.text import search_key

BATCH = 5_000
"""Rows written between two reports of progress."""

_HISTORY = TABLES["history"]


def store(
    connection: Connection,
    new: Mapping[str, Sequence[Record]],
    changes: Sequence[Change],
    change_set: int,
    progress: Progress = silent,
) -> None:
    """Write new and changed records.

    Args:
        connection: inside a transaction that holds the revision.
        new: the records that come, by the name of their file; they were checked against the register as it is.
        changes: the stored records that change.
        change_set: what they belong to.
        progress: is told about the rows.
    """
    for file in PACKAGE_FILES:
        if new.get(file.name):
            _insert(connection, file, new[file.name], change_set, progress)
    for file in PACKAGE_FILES:
        changing = [change for change in changes if change.file == file.name]
        if changing:
            _keep(connection, file, [(change.key, change.before) for change in changing], change_set, deleted=False)
            _update(connection, file, changing, change_set)


def remove(connection: Connection, gone: Mapping[str, Sequence[Record]], change_set: int) -> None:
    """Delete records and keep them in the history, those first that refer to others."""
    for file in reversed(PACKAGE_FILES):
        records = list(reversed(list(_parents_first(file, gone.get(file.name, ())))))
        if records:
            _keep(connection, file, [(key_of(file, record), record) for record in records], change_set, deleted=True)
            _delete_lists(connection, file, [vars(record)["id"] for record in records if file.key == ("id",)])
            gone_key = sa.delete(TABLES[file.name]).where(*own_row(file))
            connection.execute(gone_key, [key_values(file, record) for record in records])


def overwrite(connection: Connection, file: PackageFile, record: Record) -> None:
    """Write a stored record without keeping what it said: only where the law asks that nothing of it is kept."""
    table = TABLES[file.name]
    newer = sa.update(table).where(*own_row(file)).values(version=table.c.version + 1)
    connection.execute(newer, [_changed(file, record)])
    if file.name in LIST_COLUMNS:
        _delete_lists(connection, file, [vars(record)["id"]])
        _insert_lists(connection, file, [record])


def record_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON can hold it; `record_from` reads it again."""
    return record.model_dump(mode="json")


def record_from(file: PackageFile, kept: Mapping[str, Any]) -> Record:
    """Return the record that the history kept."""
    return file.record.model_validate(kept)


def _keep(
    connection: Connection,
    file: PackageFile,
    records: Iterable[tuple[Key, Record]],
    change_set: int,
    *,
    deleted: bool,
) -> None:
    """Write records into the history as they are until now."""
    table = TABLES[file.name]
    kept = sa.select(
        sa.literal(change_set),
        sa.literal(file.name),
        sa.bindparam("kept_key", type_=sa.String),
        table.c.created_in,
        table.c.version,
        sa.literal(deleted),
        sa.bindparam("kept_before", type_=sa.JSON),
    ).where(*own_row(file))
    columns = ["change_set_id", "table_name", "record_key", "created_in", "version", "deleted", "before"]
    connection.execute(
        sa.insert(_HISTORY).from_select(columns, kept),
        [
            {**key_values(file, record), "kept_key": key_text(key), "kept_before": record_json(record)}
            for key, record in records
        ],
    )


def own_row(file: PackageFile) -> list[sa.ColumnElement[bool]]:
    """Return the condition that a row has the key in the parameters `key_…`."""
    table = TABLES[file.name]
    return [table.c[column] == sa.bindparam(f"key_{column}", type_=table.c[column].type) for column in file.key]


def key_values(file: PackageFile, record: Record) -> dict[str, Any]:
    """Return the parameters of `own_row` for a record."""
    return {f"key_{column}": getattr(record, column) for column in file.key}


def _insert(
    connection: Connection, file: PackageFile, records: Sequence[Record], change_set: int, progress: Progress
) -> None:
    stamps = {"version": 1, "created_in": change_set, "changed_in": change_set}
    ordered = list(_parents_first(file, records))
    rows = ManyRows(connection, TABLES[file.name], [*_values(file, ordered[0]), *stamps])
    for start in range(0, len(ordered), BATCH):
        progress(f"Sparar {file.name}", start, len(ordered))
        batch = ordered[start : start + BATCH]
        rows.insert([{**_values(file, record), **stamps} for record in batch])
    _insert_lists(connection, file, records)


def _update(connection: Connection, file: PackageFile, changes: Sequence[Change], change_set: int) -> None:
    table = TABLES[file.name]
    statement = sa.update(table).where(*own_row(file)).values(version=table.c.version + 1, changed_in=change_set)
    connection.execute(statement, [_changed(file, change.after) for change in changes])
    if file.name in LIST_COLUMNS:
        _delete_lists(connection, file, [change.key[0] for change in changes])
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


def _delete_lists(connection: Connection, file: PackageFile, owners: Sequence[str]) -> None:
    if file.name in LIST_COLUMNS and owners:
        _, place = LIST_COLUMNS[file.name]
        links = TABLES[place.table]
        owned = sa.delete(links).where(links.c[place.owner] == sa.bindparam("owner"))
        connection.execute(owned, [{"owner": owner} for owner in owners])


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
