"""Small files as other tools write them, and what the register makes of them."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook

from graph.exchange.foreign import Context, Foreign, KnownActors
from graph.exchange.reading import ForeignFormat, read_foreign, recognise
from graph.packages import CheckedPackage, check_package
from graph.register import Register
from models.vocabulary import Sector
from tests.packages import register

PLACE = register(places="id,name,level\nkn,Kommunen,municipality\n")


def plain_id(file: str, name: str) -> str:
    """Return an id that a test can foresee: the name itself, or the name of the file."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(str.maketrans("åäö", "aao"))).strip("-") or file


def context(known: Register | None = None, sector: Sector | None = None, source: str = "") -> Context:
    found = KnownActors.of(known.actors, known.ties) if known else KnownActors()
    return Context("kn", plain_id, found, source, sector)


def read(source: bytes, name: str, into: Context | None = None, form: ForeignFormat | None = None) -> Foreign:
    """Read a file in the format that it is recognised as."""
    recognised = form or recognise(source, name)
    assert recognised is not None
    return read_foreign(source, name, recognised, into or context())


def checked(foreign: Foreign, stored: Register = PLACE) -> CheckedPackage:
    return check_package(foreign.raw, stored, accept_valid=True)


def records(foreign: Foreign, file: str) -> list[Any]:
    """Return the records that would be read into one of the package's files."""
    return list(checked(foreign).records[file])


def told(foreign: Foreign, stored: Register = PLACE) -> list[str]:
    """Return the errors of the check as they stand in the file."""
    return [str(foreign.located(error)) for error in checked(foreign, stored).errors]


def cells(foreign: Foreign, file: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's files, each as its filled cells and the row it stands in."""
    rows = list(foreign.raw.sheets[file].rows())
    (_number, heading), *body = [row for row in rows if isinstance(row, tuple)]
    return [{"row": str(number)} | {k: v for k, v in zip(heading, row, strict=True) if v} for number, row in body]


def losses(foreign: Foreign) -> list[str]:
    return [str(loss) for loss in foreign.unmapped]


def guesses(foreign: Foreign) -> list[str]:
    return [str(guess) for guess in foreign.guesses]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook with these sheets; a row that is empty stays blank."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()
