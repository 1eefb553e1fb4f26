"""Inserts many rows of one shape, as SQLAlchemy would, without what it works out anew for each of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.sql.compiler import SQLCompiler

REMEMBERED = 1_024
"""Values of one column that are remembered as the database stores them."""

Convert = Callable[[Any], Any] | None


class ManyRows:
    """The insert of rows into a table.

    Args:
        connection: inside the transaction that writes them.
        table: where they go.
        columns: what every row says; the types of the columns turn it into what the database stores.
    """

    def __init__(self, connection: Connection, table: sa.Table, columns: Sequence[str]) -> None:
        dialect = connection.dialect
        self._connection = connection
        self._compiled = sa.insert(table).compile(dialect=dialect, column_keys=list(columns))
        assert isinstance(self._compiled, SQLCompiler)
        self._order: Sequence[str] | None = self._compiled.positiontup
        names = self._order or columns
        kinds = [table.c[name].type.dialect_impl(dialect) for name in names]
        converts = (kind.bind_processor(dialect) for kind in kinds)
        # Codes, days and short lists come again and again: to look one up is faster than to convert it.
        known = (convert and lru_cache(REMEMBERED)(convert) for convert in converts)
        self._converts: list[tuple[str, Convert]] = list(zip(names, known, strict=True))

    def insert(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, each with a value for every column."""
        made = self._tuples(rows) if self._order else self._named(rows)
        self._connection.exec_driver_sql(str(self._compiled), list(made))

    def _tuples(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
        for row in rows:
            yield tuple([convert(row[name]) if convert else row[name] for name, convert in self._converts])

    def _named(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
        for row in rows:
            yield {name: convert(row[name]) if convert else row[name] for name, convert in self._converts}
