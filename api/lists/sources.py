"""Reads whatever somebody pastes or uploads as a list: a package of ours, a file of another tool, or plain rows."""

from dataclasses import dataclass, field

from api.access.seen import Seen
from api.language import message
from api.lists.contents import PACKAGE, CellList, FileRows, KeptSheet, ListContent
from api.new_ids import with_id
from api.queries.register import load_table
from graph.exchange.foreign import Context, Foreign, KnownActors
from graph.exchange.own_networks import REGISTERED
from graph.exchange.reading import ForeignFormat, read_foreign, recognise
from graph.exchange.roster import LINKED
from graph.lists import ListKind, guess_mapping, read_grid
from graph.lists.limits import LARGEST_LIST
from graph.lists.screening import screened
from graph.packages import RawPackage, RowError, read_package
from graph.packages.limits import MEGABYTE
from graph.packages.remarks import masked
from graph.packages.workbooks import OF_A_PACKAGE
from models.errors import PackageError
from models.package_files import FILES

MOST_ROWS, MOST_ROWS_OF_A_FILE = 5_000, 10_000
"""Rows that are looked through on a page. Every look judges all of them and looks for doubles of each, in seconds."""

TOO_MANY_ROWS = message("Listan har fler än 5 000 rader. Dela den i flera.")
TOO_LARGE_FOR_A_PAGE = message(
    "Filen är för stor för att gås igenom här. Dela den i flera, eller be den som sköter tjänsten att läsa in den."
)
NO_ROWS = message("Filen har inga rader att läsa in.")
ALL_REGISTERED = message(
    "Det som kan läsas in ur filen finns redan i registret, så det finns inget nytt att spara. Registret är oförändrat."
)
NUL_INSIDE = "innehåller ett tecken som inte hör hemma i text (NUL). Spara om filen och försök igen"
UNREADABLE_ROW = "{file}, rad {row}: {reason}."
LONGEST_NAME = 100

OF_A_PAGE = OF_A_PACKAGE._replace(cells=1_000_000)
"""Workbooks are opened while somebody waits, and a page shows far fewer rows than fit in so many cells."""

_ARCHIVE, _NUL = b"PK", "\0"


@dataclass(frozen=True)
class Source:
    """What somebody sent.

    Attributes:
        name: what it is called.
        given: what was pasted, or the bytes of a file.
        kind: what it is a list of, when that was said; the format of other tools is then not looked for.
    """

    name: str
    given: str | bytes = field(repr=False)
    kind: ListKind | None = None


def read_source(seen: Seen, place_id: str, source: Source, origin: str) -> ListContent:
    """Read what somebody sent.

    Args:
        seen: the register as they see it.
        place_id: the place that it is read into.
        source: what it is.
        origin: where the facts come from, as records will say; `{name}` stands for what the list is called.

    Raises:
        PackageError: it cannot be read; the sentence says what to do.
    """
    file = _as_file(seen, place_id, source, origin) if isinstance(source.given, bytes) and not source.kind else None
    held = file or _as_list(source)
    if isinstance(held, FileRows) and not any(len(sheet.rows) > 1 for sheet in held.sheets):
        raise PackageError(ALL_REGISTERED if _is_registered(held) else NO_ROWS)
    if isinstance(held, CellList) and held.height > MOST_ROWS:
        raise PackageError(TOO_MANY_ROWS)
    return ListContent(held, source=origin.replace("{name}", held.name))


def _is_registered(held: FileRows) -> bool:
    """Tell whether a file without anything to read in holds what is registered."""
    return any(told.what in (LINKED, REGISTERED) for told in (*held.guesses, *held.unmapped))


def _as_list(source: Source) -> CellList:
    grid = read_grid(source.given, source.name)
    return CellList(grid, guess_mapping(grid, source.kind).mapping)


def _as_file(seen: Seen, place_id: str, source: Source, origin: str) -> FileRows | None:
    """Return a file of another tool or of ours; None for what is read as a plain list."""
    assert isinstance(source.given, bytes)
    try:
        form = recognise(source.given, source.name)
    except PackageError:
        form = None  # What it cannot be opened as says nothing of what else it is.
    # An edge list is recognised by little, so that a package of ours comes before it.
    if form in (None, ForeignFormat.EDGE_LIST) and (package := _as_package(source)):
        return package
    if form is None:
        return None
    known = KnownActors.of(load_table(seen, "actors"), load_table(seen, "ties"))  # type: ignore[arg-type]
    told = origin.replace("{name}", shown_name(source.name))
    context = Context(place_id, _new_id, known, told)
    foreign = read_foreign(source.given, source.name, form, context)
    return _kept(str(form), foreign)


def _as_package(source: Source) -> FileRows | None:
    assert isinstance(source.given, bytes)
    if not source.given.startswith(_ARCHIVE):
        return None
    try:
        raw = read_package(source.given, source.name, OF_A_PAGE)
    except PackageError:
        return None
    if not raw.sheets:
        return None
    return _kept(PACKAGE, Foreign(raw, (), ()))


def _new_id(file: str, name: str) -> str:
    made: str = with_id(FILES[file], {"name": name})["id"]
    return made


def shown_name(name: str) -> str:
    """Return what a file is called, fit to be told."""
    return masked(screened(name.strip())[0])[:LONGEST_NAME]


def _kept(form: str, foreign: Foreign) -> FileRows:
    screen = _Screen()
    sheets = tuple(screen.sheet(foreign.raw, name) for name in foreign.raw.sheets)
    return FileRows(
        form,
        shown_name(foreign.raw.name),
        tuple(sheet for sheet in sheets if sheet.rows),
        foreign.raw.warnings,
        foreign.unmapped,
        foreign.guesses,
        foreign.origins,
        screen.hidden,
    )


class _Screen:
    """Takes the cells of a file without what is about persons in them, and counts where something was hidden."""

    def __init__(self) -> None:
        self.hidden = 0
        self._characters = self._rows = 0

    def sheet(self, raw: RawPackage, name: str) -> KeptSheet:
        """Return one sheet.

        Raises:
            PackageError: it cannot be read to its end, or all sheets together are too large for a page.
        """
        sheet, kept = raw.sheets[name], []
        for row in sheet.rows():
            if isinstance(row, RowError):
                raise _unreadable(row.file, row.row, row.reason)
            if any(_NUL in cell for cell in row[1]):
                raise _unreadable(sheet.label, row[0], NUL_INSIDE)
            kept.append((row[0], tuple(map(self._cell, row[1]))))
            self._characters += sum(map(len, row[1]))
            self._rows += 1
            if self._characters > LARGEST_LIST or self._rows > MOST_ROWS_OF_A_FILE + len(FILES):
                raise PackageError(TOO_LARGE_FOR_A_PAGE)
        return KeptSheet(name, sheet.label, tuple(kept))

    def _cell(self, text: str) -> str:
        shown, hidden = screened(text)
        self.hidden += hidden is not None
        return shown


def _unreadable(file: str, row: int | None, reason: str) -> PackageError:
    return PackageError(UNREADABLE_ROW.format(file=masked(file), row=row or 1, reason=reason.rstrip(".")))


LARGEST_FILE = 20 * MEGABYTE
"""Bytes of a file of another tool; the largest of what is read here."""
