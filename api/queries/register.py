"""The register, or the part of it that somebody needs, as plain records."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from api.access.seen import Seen
from api.queries.records import LIST_COLUMNS
from graph.packages.cells import key_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES
from models.records import Record

Conditions = Mapping[str, sa.ColumnElement[bool]]
"""Which rows of a table to read, by its name. A table that is not named is read as a whole."""


def load_register(seen: Seen, only: Conditions | None = None) -> Register:
    """Return the stored records in order of their keys, which no database decides.

    Args:
        seen: the register as somebody may see it, in one unchanging state: the records are read in several steps.
        only: which rows to read; by default all.
    """
    return Register.of({file.name: load_table(seen, file.name, only) for file in PACKAGE_FILES})


def load_table(seen: Seen, name: str, only: Conditions | None = None) -> tuple[Record, ...]:
    """Return the stored records of one file of the package, in order of their keys."""
    condition = (only or {}).get(name, sa.true())
    if isinstance(condition, sa.False_):
        return ()  # A form's few records need few tables, and each question costs as much as its answer.
    file, table = FILES[name], seen[name]
    columns = [column for column in file.record.model_fields if column in table.c]
    rows = seen.execute(sa.select(*(table.c[column] for column in columns)).select_from(table).where(condition))
    values = [dict(zip(columns, row, strict=True)) for row in rows]
    if name in LIST_COLUMNS and values:
        _add_lists(seen, name, condition, values)
    records = [_record(file.record, row) for row in values]
    return tuple(sorted(records, key=lambda record: key_of(file, record)))


def _add_lists(seen: Seen, name: str, condition: sa.ColumnElement[bool], rows: list[dict[str, Any]]) -> None:
    """Add the lists of ids that stand in a table of their own."""
    field, place = LIST_COLUMNS[name]
    links = seen[place.table]
    owner, item = links.c[place.owner], links.c[place.item]
    kept = sa.select(seen[name].c.id).where(condition)
    found: dict[str, list[str]] = defaultdict(list)
    for owner_id, item_id in seen.execute(sa.select(owner, item).where(owner.in_(kept))):
        found[owner_id].append(item_id)
    for row in rows:
        row[field] = tuple(sorted(found.get(row["id"], ())))


def _record(kind: type[Record], values: dict[str, Any]) -> Record:
    """Return a record of values that were validated when they were stored.

    Validating them again would take ten times as long, and `model_construct` six times.
    """
    record: Record = kind.__new__(kind)
    object.__setattr__(record, "__dict__", values)
    object.__setattr__(record, "__pydantic_fields_set__", set(values))
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record
