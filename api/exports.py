"""Writes the register, or the part of it that a place's system is made of, as a package."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from api.queries.places import require_place
from api.queries.reach import places_within, reach_of
from api.queries.register import load_register
from graph.packages import closed, write_folder, write_xlsx, write_zip
from graph.register import Register
from models.tables import TABLES

_PLACES = TABLES["places"]

FORMATS: dict[str, tuple[str, str, Callable[[Register], bytes]]] = {
    "package": ("zip", "application/zip", write_zip),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
"""What a register can be written as: the ending of its file, its media type, and the writer."""


def package_of(connection: Connection, place_id: str | None = None) -> Register:
    """Return the records of a package.

    Args:
        connection: to the register.
        place_id: the place whose system to take, on any day, with everything its records refer to, so that an
            analysis of the package is the analysis of the place; by default the whole register.

    Raises:
        NotFoundError: when there is no such place.
    """
    register = load_register(connection)
    if place_id is None:
        return register
    require_place(connection, place_id)
    conditions = {**reach_of(place_id), "places": _PLACES.c.id.in_(places_within(place_id))}
    return closed(register, load_register(connection, conditions))


def write_package(register: Register, target: Path, form: str | None = None) -> None:
    """Write a package: an archive or a workbook where the name ends so or `form` says so, else a folder.

    Raises:
        PackageError: a workbook cannot hold the records.
    """
    ending = target.suffix.lstrip(".")
    chosen = form or next((name for name, (known, _, _) in FORMATS.items() if known == ending), "package")
    if chosen == "package" and ending != "zip":
        write_folder(register, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(FORMATS[chosen][2](register))
