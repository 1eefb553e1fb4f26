"""Ids for records that are created without one: readable, and never taken."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from models.package_files import PackageFile
from models.personal_data import personal_data_in
from models.vocabulary import ActorVisibility

LONGEST_STEM = 60

_MANY_DIGITS = re.compile(r"\d{6}")
"""With what is drawn at random after it, a day of birth could become what looks like a personal number."""


def with_id(file: PackageFile, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record with an id, made of its name where none is given.

    The end is drawn at random: an id that is free for one who asks may belong to a record that they may not see.
    """
    if values.get("id") or file.key != ("id",):
        return dict(values)
    name = values.get("name") or values.get("title") or ""
    stem = _stem(name) if isinstance(name, str) and _may_be_told(values, name) else ""
    return {**values, "id": f"{stem or file.name}-{secrets.token_hex(4)}"}


def _may_be_told(values: Mapping[str, Any], name: str) -> bool:
    """Tell whether a name may stand in addresses and logs: nobody's own, and nobody's who is not to be found."""
    is_public = values.get("visibility") in (None, "", ActorVisibility.PUBLIC)
    return is_public and not personal_data_in(name) and not _MANY_DIGITS.search(name)


def _stem(name: str) -> str:
    """Return a name as an id can have it.

    >>> _stem("Föreningen Bron & Ån")
    'foreningen-bron-an'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_STEM].strip("-")
