"""The values of one record as a form or a program gives them: validated, with a reason for each field that is wrong."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from api.language import message
from graph.packages.reasons import reason_of
from models.errors import InvalidRecordError
from models.package_files import PackageFile
from models.records import Record

UNKNOWN_FIELD = message("fältet finns inte")
MISSING = message("måste fyllas i")


def validated(file: PackageFile, values: Mapping[str, Any]) -> Record:
    """Return a record of these values; a field that is left out takes its usual value.

    Raises:
        InvalidRecordError: fields are unknown, lacking, or hold what cannot be stored.
    """
    unknown = [(str(name)[:100], UNKNOWN_FIELD) for name in values if name not in file.columns]
    if unknown:
        raise InvalidRecordError(unknown)
    given = {name: value for name, value in values.items() if not _is_left_open(file, name, value)}
    try:
        return file.record.model_validate(given)
    except ValidationError as error:
        wrong = [
            (str(found["loc"][0]), MISSING if found["type"] == "missing" else reason_of(file, found))
            for found in error.errors(include_url=False)
        ]
        raise InvalidRecordError(wrong) from None


def mark_of(rows: Iterable[Record]) -> str:
    """Return a mark that is another as soon as any of these rows is."""
    written = [row.model_dump(mode="json") for row in rows]
    whole = orjson.dumps(sorted(written, key=orjson.dumps), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(whole).hexdigest()[:16]


def _is_left_open(file: PackageFile, name: str, value: Any) -> bool:
    """Tell whether a value says nothing: the field then takes its usual value, as a blank cell does."""
    return value is None or (value == "" and not file.record.model_fields[name].is_required())
