"""Rows of the history and the records that they are about: one finds the other by its key."""

from collections.abc import Collection
from typing import Any, TypeAlias

import orjson
import sqlalchemy as sa

from models.columns import OpenStart
from models.package_files import PackageFile
from models.tables import TABLES

HISTORY = TABLES["history"]
CHANGE_SETS = TABLES["change_sets"]

Condition: TypeAlias = sa.ColumnElement[bool]


def record_key(file: PackageFile, rows: sa.FromClause) -> sa.ColumnElement[Any]:
    """Return the key of each row as the history writes it: a JSON list of cells."""
    text: sa.ColumnElement[Any] = sa.literal('["') + _cell(rows.c[file.key[0]])
    for column in file.key[1:]:
        text = text + sa.literal('","') + _cell(rows.c[column])
    return sa.type_coerce(text + sa.literal('"]'), sa.Text)


def _cell(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, OpenStart):
        day = sa.cast(sa.type_coerce(column, sa.Date), sa.Text)
        return sa.case((column == sa.literal(None, column.type), ""), else_=day)
    return sa.cast(column, sa.Text) if isinstance(column.type, sa.Date) else sa.type_coerce(column, sa.Text)


def key_text(key: tuple[Any, ...]) -> str:
    """Return a key as the history holds it."""
    return orjson.dumps(key).decode()


def kept_field(name: str, kept: sa.FromClause = HISTORY) -> sa.ColumnElement[str]:
    """Return a field of the record that a row of the history keeps."""
    value: sa.ColumnElement[str] = kept.c.before[name].as_string()
    return value


def keeps(file: PackageFile, rows: sa.FromClause, kept: sa.FromClause = HISTORY) -> Condition:
    """Return that a row of the history is about the record in a row of a table.

    The first column of the key is compared by itself too, because an index of the table begins with it.
    """
    first = sa.type_coerce(rows.c[file.key[0]], sa.Text) == kept_field(file.key[0], kept)
    return sa.and_(first, record_key(file, rows) == kept.c.record_key)


def with_keys(file: PackageFile, rows: sa.FromClause, keys: Collection[str]) -> Condition:
    """Return that a row of a table has one of these keys, given as the history writes them."""
    first = {orjson.loads(key)[0] for key in keys}
    return sa.and_(rows.c[file.key[0]].in_(sorted(first)), record_key(file, rows).in_(sorted(keys)))


def exists_in(rows: sa.FromClause, *conditions: Condition) -> Condition:
    """Return that there is a row of `rows` for which these hold."""
    return sa.exists(sa.select(sa.literal(1)).select_from(rows).where(*conditions))
