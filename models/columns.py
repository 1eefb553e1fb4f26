"""How the fields of records are stored: codes by value, lists as JSON, open dates and UTC instants."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.vocabulary import Code

LONGEST_CODE = 40

# A migration can only change what it can name, so every constraint gets a name that follows from its columns.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}


def code_type(vocabulary: type[Code]) -> sa.Enum:
    """Return a column type that stores the codes of `vocabulary` by value and checks nothing in the database.

    A new code is then no change of type; the wire validates.
    """
    return sa.Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=LONGEST_CODE,
        values_callable=lambda codes: [code.value for code in codes],
    )


class ListOf(sa.types.TypeDecorator[tuple[Any, ...]]):
    """A short list of texts or codes, stored as JSON and always replaced as a whole."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, item: type[str] = str) -> None:
        super().__init__()
        self.item = item

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: sa.Dialect) -> list[str]:
        return [item.value if isinstance(item, Enum) else str(item) for item in value or ()]

    def process_result_value(self, value: list[str] | None, dialect: sa.Dialect) -> tuple[Any, ...]:
        return tuple(value or ()) if self.item is str else tuple(map(self.item, value or ()))


class OpenStart(sa.types.TypeDecorator[date]):
    """A date that may be unknown and still be part of a key: None is stored as the earliest date."""

    impl = sa.Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: sa.Dialect) -> date:
        return value or date.min

    def process_result_value(self, value: date | None, dialect: sa.Dialect) -> date | None:
        return None if value == date.min else value


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant, always aware and in UTC, also where the database forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def coded(vocabulary: type[Code], default: Any = ..., **options: Any) -> Any:
    """Declare a field that holds one code of `vocabulary`."""
    return Field(default=default, sa_type=code_type(vocabulary), **options)


def listed(item: type[str] = str) -> Any:
    """Declare a field that holds a short list of texts, or of the codes `item`."""
    return Field(default=(), sa_type=ListOf(item), sa_column_kwargs={"nullable": False})


def key_date() -> Any:
    """Declare a date that is part of a key and may be unknown."""
    return Field(default=None, sa_type=OpenStart(), primary_key=True)


def referring(column: str, default: Any = ..., *, key: bool = False, index: bool | None = None) -> Any:
    """Declare a field that holds the id of another record.

    Args:
        column: the column referred to, `actors.id`.
        default: what a blank is read as; without one the field is required.
        key: whether the field is part of the record's own key.
        index: whether look-ups by this field need an index of their own; by default those outside the key.
    """
    return Field(
        default=default,
        foreign_key=column,
        primary_key=key,
        index=not key if index is None else index,
        max_length=100,
    )
