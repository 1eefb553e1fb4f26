"""Ids for records that are created without one: readable, and never taken."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from models.package_files import PackageFile

LONGEST_STEM = 60


def with_id(file: PackageFile, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record with an id, made of its name where none is given.

    The end is drawn at random: an id that is free for one who asks may belong to a record that they may not see.
    """
    if values.get("id") or file.key != ("id",):
        return dict(values)
    name = values.get("name") or values.get("title") or ""
    stem = _stem(name) if isinstance(name, str) else ""
    return {**values, "id": f"{stem or file.name}-{secrets.token_hex(4)}"}


def _stem(name: str) -> str:
    """Return a name as an id can have it.

    >>> _stem("Föreningen Bron & Ån")
    'foreningen-bron-an'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_STEM].strip("-")
