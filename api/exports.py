"""Writes the register, or the part of it that a place's system is made of, as records or as a network.

A package or workbook holds records and can be imported again. The other formats hold what is derived from them on
a day: actors and the edges between them, for programs that draw and measure networks.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

from api.access.seen import Seen
from api.language import message
from api.queries.reach import places_within, reach_of
from api.queries.records import require_record
from api.queries.register import load_register
from graph.exchange.day_network import DayNetwork, network_of_register, network_of_system
from graph.exchange.gephi_tables import write_gephi
from graph.exchange.gexf import write_gexf
from graph.exchange.graphml import write_graphml
from graph.exchange.kumu_map import write_kumu
from graph.packages import closed, write_folder, write_xlsx, write_zip
from graph.register import Register
from graph.system import Reading, View, build_system
from models.errors import InvalidRequestError

FormatName = Literal["package", "xlsx", "graphml", "gexf", "kumu", "gephi"]

FORMATS: dict[str, tuple[str, str, Callable[[Register], bytes]]] = {
    "package": ("zip", "application/zip", write_zip),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
"""What records can be written as: the ending of the file, its media type, and the writer."""

NETWORK_FORMATS: dict[str, tuple[str, str, Callable[[DayNetwork], bytes]]] = {
    "graphml": ("graphml", "application/graphml+xml", write_graphml),
    "gexf": ("gexf", "application/gexf+xml", write_gexf),
    "kumu": ("json", "application/json", write_kumu),
    "gephi": ("gephi.zip", "application/zip", write_gephi),
}
"""What a derived network can be written as."""

MEDIA_TYPES = frozenset(media_type for _, media_type, _ in (*FORMATS.values(), *NETWORK_FORMATS.values()))

NO_DAY = message(
    "Ett paket eller en arbetsbok innehåller poster från alla dagar. "
    "Dag, vy och läsning kan väljas för graphml, gexf, kumu och gephi."
)


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


def network_of(register: Register, place_id: str | None, day: date, view: View, reading: Reading) -> DayNetwork:
    """Return the network of a place's system, or without a place of all actors of the register.

    Raises:
        NotFoundError: when the register has no such place.
    """
    if place_id is None:
        return network_of_register(register, day, view, reading)
    return network_of_system(build_system(register, place_id, day, view, reading))


def require_no_choice(day: date | None, view: View, reading: Reading) -> None:
    """Do nothing unless a day, a view or a reading was chosen for records, which are the same for all of them.

    Raises:
        InvalidRequestError: one was.
    """
    if (day, view, reading) != (None, View.UNIT, Reading.PLUS):
        raise InvalidRequestError(NO_DAY)


def format_of(target: Path, form: str | None = None) -> str:
    """Return the format of a file: the one that is said, or the one that its name ends with, or a package.

    >>> [format_of(Path(name)) for name in ("ut.gexf", "ut.gephi.zip", "ut.zip", "ut")]
    ['gexf', 'gephi', 'package', 'package']
    """
    known = {name: ending for name, (ending, _, _) in (*NETWORK_FORMATS.items(), *FORMATS.items())}
    endings = (name for name, ending in known.items() if target.name.endswith(f".{ending}"))
    return form or next(endings, "package")


def file_name(form: FormatName, place_id: str | None, day: date) -> str:
    """Return what a browser calls the file; a network's name says its day."""
    name = f"samverkan-{place_id or 'allt'}"
    if form in NETWORK_FORMATS:
        return f"{name}-{day.isoformat()}.{NETWORK_FORMATS[form][0]}"
    return f"{name}.{FORMATS[form][0]}"


def write_package(register: Register, target: Path, form: str | None = None) -> None:
    """Write a package: an archive or a workbook where the name ends so or `form` says so, else a folder.

    Raises:
        PackageError: a workbook cannot hold the records.
    """
    chosen = format_of(target, form)
    if chosen == "package" and target.suffix != ".zip":
        write_folder(register, target)
    else:
        _write(FORMATS[chosen][2](register), target)


def write_network(shown: DayNetwork, target: Path, form: str | None = None) -> None:
    """Write a network in the format that is said or that the name ends with."""
    _write(NETWORK_FORMATS[format_of(target, form)][2](shown), target)


def _write(content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
