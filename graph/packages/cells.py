"""The values of records as text cells, and the texts that tell one record from another."""

from collections.abc import Mapping
from datetime import date

from models.dates import first_day
from models.package_files import FILES, PackageFile
from models.records import Record

Key = tuple[str, ...]
"""The cells of a record's key."""

_DATES_OF_KEYS = ("valid_from", "date")


def cell(value: object) -> str:
    """Return a field's value as it stands in a cell.

    >>> cell(None), cell(True), cell(("b", "a")), cell(date(2026, 11, 1))
    ('', 'yes', 'b;a', '2026-11-01')
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def cells_of(file: PackageFile, record: Record) -> list[str]:
    """Return the cells of a record, in the order of the file's columns."""
    return [cell(getattr(record, column)) for column in file.columns]


def key_of(file: PackageFile, record: Record) -> Key:
    """Return the key of a record."""
    return tuple([cell(getattr(record, column)) for column in file.key])


def key_in(file: PackageFile, cells: Mapping[str, str]) -> Key | None:
    """Return the key that a row gives, as `key_of` its record would say it; None when a part is lacking."""
    key = tuple([_key_cell(file, column, cells.get(column, "")) for column in file.key])
    return None if any(part is None for part in key) else key  # type: ignore[return-value]


def _key_cell(file: PackageFile, column: str, text: str) -> str | None:
    field = file.record.model_fields[column]
    if not text:
        return None if field.is_required() else cell(field.default)
    if column not in _DATES_OF_KEYS:
        return text
    try:
        return cell(first_day(text))
    except ValueError:
        return text


def described(file: str, key: Key) -> str:
    """Return a key as a person reads it: `t1`, or the parts of a link.

    >>> described("forum_members", ("f1", "a1", "member", ""))
    'forum_id f1, actor_id a1, role member'
    """
    columns = FILES[file].key
    if len(columns) == 1:
        return key[0]
    return ", ".join(f"{column} {part}" for column, part in zip(columns, key, strict=True) if part)
