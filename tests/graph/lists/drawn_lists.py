"""Small lists written in the tests themselves, and the register they are read against."""

import io
from collections.abc import Callable
from itertools import count
from typing import Any

from xlsxwriter import Workbook

from graph.lists import Known, ListContext, ListKind, ListPackage, Names, as_package, guess_mapping, read_grid
from graph.packages import CheckedPackage, check_package
from graph.packages.cells import cells_of
from graph.register import Register
from models.package_files import FILES, PackageFile
from tests.packages import register

PLACES = "id,name,level,parent_id\nsverige,Sverige,nation,\numea,Umeå,municipality,sverige\nersboda,Ersboda,area,umea\n"
ACTORS = (
    "id,name,aliases,sector,place_id,website,tags\n"
    "bron,Föreningen Bron,Bro-folket,civil_society,umea,https://bron.se,dans\n"
    "an,Ån,,civil_society,umea,,\n"
    "kommunen,Umeå kommun,,municipality,umea,,\n"
    "norr,Hjälpen,,civil_society,umea,,\n"
    "soder,Hjälpen,,civil_society,umea,,\n"
)
FORUMS = "id,name,kind,place_id\nbra,BRÅ,crime_prevention_council,umea\n"


def known_register(**files: str) -> Register:
    """Return five actors, three places and a forum; other files as given."""
    return register(**{"places": PLACES, "actors": ACTORS, "forums": FORUMS, **files})


def context(stored: Register | None = None, **said: Any) -> ListContext:
    """Return what a list is read against; ids are the file's name and a number."""
    stored = stored or known_register()
    number = count(1)

    def make_id(file: PackageFile, _name: str) -> str:
        return f"{file.name}-{next(number)}"

    given: dict[str, Any] = {
        "make_id": make_id,
        "place_id": "umea",
        "actors": Names(stored.actors),
        "forums": Names(Known(forum.id, forum.name) for forum in stored.forums),
        "places": Names(Known(place.id, place.name, (), place.level) for place in stored.places),
    }
    return ListContext(**{**given, **said})


def packed(text: str | bytes, kind: ListKind | None = None, **said: Any) -> ListPackage:
    """Return a list as a package, its columns as they are guessed."""
    grid = read_grid(text, "listan")
    return as_package(grid, guess_mapping(grid, kind).mapping, said.pop("given", None) or context(**said))


def checked(package: ListPackage, stored: Register | None = None) -> CheckedPackage:
    """Return what the register says of a list, whose rows without errors are accepted."""
    return check_package(package.raw, stored or known_register(), accept_valid=True)


def cells(package: ListPackage, file: str) -> list[dict[str, str]]:
    """Return the filled cells of a file of the package, row by row, without ids that were made and the place."""
    if file not in package.raw.sheets:
        return []
    (_number, heading), *rows = (row for row in package.raw.sheets[file].rows() if isinstance(row, tuple))
    return [{column: text for column, text in zip(heading, row, strict=True) if text} for _number, row in rows]


def accepted(found: CheckedPackage, file: str) -> list[dict[str, str]]:
    """Return the filled cells of the records of a file that the register takes."""
    columns = FILES[file].columns
    records = (zip(columns, cells_of(FILES[file], record), strict=True) for record in found.records[file])
    return [{column: text for column, text in record if text} for record in records]


def told(package: ListPackage) -> list[str]:
    """Return the errors of a list, as the command line prints them."""
    return [str(error) for error in package.errors]


def workbook(fill: Callable[[Workbook], object]) -> bytes:
    """Return a workbook that `fill` has written."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def sheet_of(*rows: tuple[object, ...], name: str = "Blad1") -> Callable[[Workbook], object]:
    """Return what writes rows to a sheet."""

    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)

    return fill
