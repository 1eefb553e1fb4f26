"""Copies the rows of all tables from one database into another, whichever kinds they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import SQLModel

from graph.packages import Progress, silent
from models.tables import TABLES

BATCH = 5_000

Row = Mapping[str, Any]


def tables() -> Sequence[sa.Table]:
    """Return all tables, those first that others refer to."""
    return [TABLES[table.name] for table in SQLModel.metadata.sorted_tables]


def count_rows(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table that the database has, whatever its revision."""
    there = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    return {
        name: int(connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one())
        for name in sorted(there)
    }


def copy_rows(source: Connection, target: Connection, progress: Progress = silent) -> None:
    """Copy every row into a database without rows, at the same revision of the tables.

    Args:
        source: inside a transaction that sees one state.
        target: inside a transaction; nothing is committed.
        progress: is told the table, and how many tables are done.
    """
    every = tables()
    for number, table in enumerate(every):
        progress(f"Kopierar {table.name}", number, len(every))
        for batch in _batches(source, table):
            target.execute(sa.insert(table), batch)


def clear(connection: Connection) -> None:
    """Empty all tables of a PostgreSQL database, and keep others out of them until the transaction ends."""
    names = ", ".join(f'"{table.name}"' for table in tables())
    connection.exec_driver_sql(f"TRUNCATE {names}")


def continue_numbers(connection: Connection) -> None:
    """Let PostgreSQL number new rows from where the copied ones end."""
    for table in tables():
        number = table.autoincrement_column
        if number is None:
            continue
        sequence = connection.execute(sa.select(sa.func.pg_get_serial_sequence(table.name, number.name))).scalar()
        last = connection.execute(sa.select(sa.func.max(number))).scalar()
        if sequence and last:
            connection.execute(sa.select(sa.func.setval(sequence, last)))


def _batches(source: Connection, table: sa.Table) -> Iterator[Sequence[dict[str, Any]]]:
    asked = sa.select(table).order_by(*table.primary_key)
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    found = source.execute(asked, execution_options={"yield_per": BATCH}).mappings()
    if own:
        # Each row is checked against its parent when it comes, so such a table is sorted as a whole.
        ordered = list(parents_first([dict(row) for row in found], own[0]))
        yield from (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
        return
    for rows in found.partitions():
        yield [dict(row) for row in rows]


def parents_first(rows: Iterable[dict[str, Any]], parent: str) -> Iterator[dict[str, Any]]:
    """Yield rows with those before them that their column `parent` names.

    >>> [row["id"] for row in parents_first([{"id": "a", "up": "b"}, {"id": "b", "up": None}], "up")]
    ['b', 'a']
    """
    waiting = {row["id"]: row for row in rows}
    for first in list(waiting):
        path: list[dict[str, Any]] = []
        node = first
        while node in waiting:
            path.append(waiting.pop(node))
            node = path[-1][parent]
        yield from reversed(path)
