"""Writes the register, or the part of it that a place's system is made of, as a package."""

from collections.abc import Callable
from pathlib import Path

from api.access.seen import Seen
from api.queries.reach import places_within, reach_of
from api.queries.records import require_record
from api.queries.register import load_register
from graph.packages import closed, write_folder, write_xlsx, write_zip
from graph.register import Register

FORMATS: dict[str, tuple[str, str, Callable[[Register], bytes]]] = {
    "package": ("zip", "application/zip", write_zip),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
"""What a register can be written as: the ending of its file, its media type, and the writer."""


def package_of(seen: Seen, place_id: str | None = None) -> Register:
    """Return the records of a package.

    Args:
        seen: the register as somebody may see it.
        place_id: the place whose system to take, on any day, with everything its records refer to, so that an
            analysis of the package is the analysis of the place; by default the whole register.

    Raises:
        NotFoundError: when there is no such place.
    """
    register = load_register(seen)
    if place_id is None:
        return register
    require_record(seen, "places", place_id)
    conditions = {**reach_of(seen, place_id), "places": seen["places"].c.id.in_(places_within(seen, place_id))}
    return closed(register, load_register(seen, conditions))


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
