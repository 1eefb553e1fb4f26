"""Finds where an e-mail address stands in the register, its history and its texts, whatever its case."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.queries.past import HISTORY
from api.queries.register import load_table
from graph.packages import Key, key_of
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record

ERASED = "[raderat]"
"""What stands in a text where something was erased."""

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
        self.address = address.strip()
        self._pattern = re.compile(rf"(?<![\w.+-]){re.escape(self.address)}(?![\w-]|\.\w)", re.IGNORECASE)

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds the address."""
        return self._pattern.search(text) is not None

    def without(self, text: str) -> str:
        """Return a text with a mark in place of the address."""
        return self._pattern.sub(ERASED, text)

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


def mentions(connection: Connection, wording: Wording, concerned: Concerned = anyone) -> Iterator[Mention]:
    """Yield the records that hold an address, as they are and as the history keeps them."""
    for file in PACKAGE_FILES:
        for record in load_table(Seen(connection), file.name):
            columns = wording.columns_of(record)
            if columns and concerned(file, record):
                yield Mention(file, key_of(file, record), record, columns)
    kept = sa.select(HISTORY.c.id, HISTORY.c.table_name, HISTORY.c.record_key, HISTORY.c.before)
    for row in connection.execute(kept.order_by(HISTORY.c.id)).yield_per(1000):
        if not wording.stands_in(orjson.dumps(row.before).decode()):
            continue
        file = FILES[row.table_name]
        record = file.record.model_validate(row.before)
        columns = wording.columns_of(record)
        if columns and concerned(file, record):
            yield Mention(file, tuple(orjson.loads(row.record_key)), record, columns, row.id)


def _texts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
