"""Finds where an e-mail address stands in the register, its history and its texts, whatever its case."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from api.access.seen import Seen
from api.queries.keys import HISTORY, key_text
from api.queries.register import load_table
from api.queries.surroundings import key_condition
from api.storing import record_from
from graph.packages import Key, key_of
from models.columns import ListOf
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES

ERASED, ERASED_SHORT = "[raderat]", "…"
"""What stands where something was erased: the short one for a short address, or a text might outgrow its field."""

_PLAIN = re.compile(r"[\w@.+-]+", re.ASCII)
"""What JSON and SQL write as it is, whatever stands around it."""

Concerned = Callable[[PackageFile, Record], bool]


@dataclass(frozen=True)
class Mention:
    """A record that holds what is looked for, as it is or as it once was.

    Attributes:
        file, key: which record.
        record: what it says.
        columns: where it says it.
        history_id: the row of the history; None for the record as it is.
    """

    file: PackageFile
    key: Key
    record: Record
    columns: tuple[str, ...]
    history_id: int | None = None


def anyone(_file: PackageFile, _record: Record) -> bool:
    """Let every record be concerned."""
    return True


class Wording:
    """An address as it can stand in a text: in any case, and not as a part of a longer one."""

    def __init__(self, address: str) -> None:
        self.address = unicodedata.normalize("NFC", address.strip())
        self._mark = ERASED if len(self.address) >= len(ERASED) else ERASED_SHORT
        self._pattern = re.compile(rf"(?<![\w.+-]){re.escape(self.address)}(?![\w-]|\.\w)", re.IGNORECASE)

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds the address."""
        return self._pattern.search(text) is not None

    def is_all_of(self, text: str) -> bool:
        """Tell whether a text is the address and nothing else."""
        return self._pattern.fullmatch(text.strip()) is not None

    def without(self, text: str) -> str:
        """Return a text with a mark in place of the address."""
        return self._pattern.sub(self._mark, text)

    def may_stand_in(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """Return that a column may hold the address: it holds the longest part that is written alike everywhere."""
        part = max(_PLAIN.findall(self.address), key=len, default="@")
        return sa.cast(column, sa.Text).icontains(part, autoescape=True)

    def columns_of(self, record: Record) -> tuple[str, ...]:
        """Return the columns of a record that hold the address."""
        return tuple(
            column
            for column, value in vars(record).items()
            if any(isinstance(text, str) and self.stands_in(text) for text in _texts(value))
        )

    def erased_from(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a record without the address; a field for addresses becomes blank."""
        return {column: self._erased(column, value) for column, value in values.items()}

    def _erased(self, column: str, value: Any) -> Any:
        if isinstance(value, tuple | list):
            return type(value)(self.without(item) if isinstance(item, str) else item for item in value)
        if not isinstance(value, str) or not self.stands_in(value):
            return value
        return None if column == "email" else self.without(value)


def mentions(
    connection: Connection,
    wording: Wording,
    concerned: Concerned = anyone,
    only: tuple[PackageFile, Key] | None = None,
) -> Iterator[Mention]:
    """Yield the records that hold an address, as they are and as the history keeps them.

    Args:
        only: the file and the key of the one record to look at; by default all are.
    """
    of_this = sa.true() if only is None else HISTORY.c.record_key == key_text(only[1])
    for file in PACKAGE_FILES if only is None else only[:1]:
        where = _may_mention(file, wording)
        if only is not None:
            where = sa.and_(where, key_condition(file, only[1]))
        for record in load_table(Seen(connection), file.name, {file.name: where}):
            columns = wording.columns_of(record)
            if columns and concerned(file, record):
                yield Mention(file, key_of(file, record), record, columns)
        yield from _kept_mentions(connection, wording, concerned, file, of_this)


def _kept_mentions(
    connection: Connection, wording: Wording, concerned: Concerned, file: PackageFile, of_this: sa.ColumnElement[bool]
) -> Iterator[Mention]:
    kept = sa.select(HISTORY.c.id, HISTORY.c.record_key, HISTORY.c.before).where(
        HISTORY.c.table_name == file.name, of_this, wording.may_stand_in(HISTORY.c.before)
    )
    for row in connection.execute(kept.order_by(HISTORY.c.id)).yield_per(1000):
        record = record_from(file, row.before)
        columns = wording.columns_of(record)
        if columns and concerned(file, record):
            yield Mention(file, tuple(orjson.loads(row.record_key)), record, columns, row.id)


def _may_mention(file: PackageFile, wording: Wording) -> sa.ColumnElement[bool]:
    """Return that a row may hold the address in one of its texts; ids, codes and days cannot."""
    table = TABLES[file.name]
    names = (name for name in file.columns if name in table.c and name not in (*file.key, *file.references))
    texts = (table.c[name] for name in names if isinstance(table.c[name].type, AutoString | ListOf))
    return sa.or_(sa.false(), *map(wording.may_stand_in, texts))


def _texts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
