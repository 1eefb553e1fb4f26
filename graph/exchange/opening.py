"""Opens a file of another tool, whatever form it comes in: CSV, .xlsx, JSON, or a .zip of such files.

Everything is held while it is understood, because an element may be named before it is described. The limits are
therefore tighter than those of a package, which is read row by row.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from graph.exchange.documents import Document, read_json
from graph.exchange.tables import Table
from graph.packages import csv_text
from graph.packages.archives import DAMAGED, TOO_MANY, unpack
from graph.packages.limits import MEGABYTE, MOST_COLUMNS, MOST_ENTRIES
from graph.packages.opening import EMPTY, OLD_OR_LOCKED
from graph.packages.remarks import RowError, masked, quoted
from graph.packages.sheet_spans import TOO_WIDE
from graph.packages.sheets import NumberedRow
from graph.packages.workbooks import WORKBOOK_PART, Workbook, WorkbookBounds
from models.errors import PackageError

LARGEST_FILE, LARGEST_UNPACKED = 20 * MEGABYTE, 60 * MEGABYTE
"""Bytes of a file as it is sent, and of everything in an archive together."""

MOST_ROWS, MOST_CELLS = 50_000, 1_000_000
"""Rows, and cells that are filled, of all tables together."""

MOST_SPANNED = 1_000_000
"""Cells of the rectangles that the sheets of a workbook span, filled or not."""

MOST_DIVIDERS = 5_000_000
"""Commas, semicolons or tabs of a text: a line of nothing else is a list of as many cells."""

IGNORED = "(ignore)"
"""In the name of a sheet it means that the sheet is not to be read, as Kumu has it."""

_ARCHIVE, _OLD_OFFICE_FILE = b"PK", b"\xd0\xcf\x11\xe0"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TEXTS, _XML = (".csv", ".tsv", ".txt", ".json"), (".xml", ".graphml", ".gexf", ".rdf")

TOO_LARGE = f"Filen är större än {LARGEST_FILE // MEGABYTE} MB. Dela den i flera."
TOO_LARGE_UNPACKED = f"Filen blir större än {LARGEST_UNPACKED // MEGABYTE} MB uppackad. Dela den i flera."
TOO_MANY_ROWS = f"Filen har fler än {MOST_ROWS} rader. Dela den i flera."
TOO_MANY_COLUMNS = f"Filen har fler än {MOST_COLUMNS} kolumner. Ta bort dem som inte behövs."
TOO_MANY_CELLS = f"Filen har fler än {MOST_CELLS} ifyllda celler. Dela den i flera, eller ta bort kolumner."
NO_XML = (
    "Filen är XML eller en webbsida (till exempel GraphML eller GEXF). Sådana filer läses inte in, eftersom de kan "
    "vara byggda för att överbelasta den som läser dem. Exportera som CSV eller Excel och läs in det i stället."
)
NUL_INSIDE = "{label} har ett tecken som inte hör hemma i text (NUL) på rad {row}. Spara filen på nytt som ”CSV UTF-8”."
UNKNOWN_LETTERS = "{label} är varken UTF-8 eller Windows-1252. Spara filen på nytt som ”CSV UTF-8”."
OPEN_DOCUMENT = "Filen är i formatet .ods. Spara den som .xlsx och försök igen."
UNREAD_FILE = "filen är inte läst; bara csv och json läses ur ett arkiv"
IGNORED_SHEET = "bladet är inte läst, eftersom det har ”(ignore)” i namnet"
LEAVE_SHEET_OUT = "; ska bladet inte läsas in, skriv (ignore) i dess namn"
NOTHING_TO_READ = "Arkivet har ingen fil att läsa. Lägg csv- eller json-filer i det."

_BOUNDS = WorkbookBounds(MOST_SPANNED, TOO_WIDE, LARGEST_UNPACKED, TOO_LARGE_UNPACKED)

_OWN_WORDS = {csv_text.TOO_MANY_ROWS: TOO_MANY_ROWS, csv_text.TOO_MANY_COLUMNS: TOO_MANY_COLUMNS}
"""What is said here in place of what is said of a package."""


@dataclass(frozen=True)
class Opened:
    """A foreign file, opened.

    Attributes:
        name: what the user calls it.
        tables: its tables, in their order.
        documents: its JSON values.
        left: the label of each sheet or file that is not read, and why.
    """

    name: str
    tables: tuple[Table, ...] = field(repr=False)
    documents: tuple[Document, ...] = field(repr=False)
    left: tuple[tuple[str, str], ...] = ()


def open_foreign(source: bytes, name: str) -> Opened:
    """Open a file of another tool.

    Args:
        source: its bytes.
        name: what the user calls it; it decides nothing.

    Raises:
        PackageError: the file is empty, too large, locked, damaged, XML or no text; the sentence says what to do.
    """
    if not source.strip():
        raise PackageError(EMPTY)
    if len(source) > LARGEST_FILE:
        raise PackageError(TOO_LARGE)
    if source.startswith(_OLD_OFFICE_FILE):
        raise PackageError(OLD_OR_LOCKED)
    if not source.startswith(_ARCHIVE):
        return _from_texts(name, {PurePosixPath(name.replace("\\", "/")).name or "filen": source}, ())
    parts = _unpacked(source)
    if WORKBOOK_PART in parts:
        return _from_workbook(name, Workbook(source, parts, _BOUNDS))
    if "content.xml" in parts:
        raise PackageError(OPEN_DOCUMENT)
    return _from_archive(name, parts)


def _unpacked(source: bytes) -> dict[str, bytes]:
    if source.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise PackageError(TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise PackageError(TOO_LARGE_UNPACKED)
        return unpack(source)
    except (zipfile.BadZipFile, ValueError, IndexError, OSError, NotImplementedError) as error:
        # An entry without a name is met with an IndexError by the standard library.
        raise PackageError(DAMAGED) from error


def _from_workbook(name: str, workbook: Workbook) -> Opened:
    ignored = [label for label in workbook.sheet_names if IGNORED in label.casefold()]
    held = _Held()
    tables: list[Table] = []
    for label in workbook.sheet_names:
        if label not in ignored:
            rows = workbook.sheet(label).rows()
            tables += held.table(label, label.strip().casefold(), rows, LEAVE_SHEET_OUT)
    return Opened(name, tuple(tables), (), tuple((masked(label), IGNORED_SHEET) for label in ignored))


def _from_archive(name: str, parts: dict[str, bytes]) -> Opened:
    texts, left = {}, []
    for path, data in parts.items():
        short = PurePosixPath(path.replace("\\", "/")).name
        if short.startswith(".") or "__MACOSX" in path or short.casefold() == "datapackage.json":
            continue
        if short.casefold().endswith(_TEXTS) and short not in texts:
            if data.strip():
                texts[short] = data
        else:
            left.append((masked(short), UNREAD_FILE))
    if not texts and any(label.casefold().endswith(_XML) for label, _reason in left):
        raise PackageError(NO_XML)
    if not texts:
        raise PackageError(NOTHING_TO_READ)
    return _from_texts(name, texts, left)


def _from_texts(name: str, texts: dict[str, bytes], left: Iterable[tuple[str, str]]) -> Opened:
    held = _Held()
    tables: list[Table] = []
    documents: list[Document] = []
    for label, data in texts.items():
        begin = _without_mark(data[:1_000]).lstrip()
        if begin.startswith(b"<"):
            raise PackageError(NO_XML)
        if begin.startswith((b"{", b"[")):
            documents.append(read_json(data, masked(label)))
        else:
            stem = PurePosixPath(label).stem.casefold()
            tables += held.table(label, stem, csv_text.read_csv(_as_utf_8(data, label), label))
    return Opened(name, tuple(tables), tuple(documents), tuple(left))


class _Held:
    """Reads tables while what they hold together stays within the limits."""

    def __init__(self) -> None:
        self.rows = self.cells = 0

    def table(self, label: str, stem: str, rows: Iterator[NumberedRow | RowError], advice: str = "") -> Iterator[Table]:
        """Yield the rows as a table, unless there are none."""
        body: list[NumberedRow] = []
        for item in rows:
            if isinstance(item, RowError):
                raise PackageError(_OWN_WORDS.get(item.reason) or f"{item}{advice}.")
            self._count(item[1])
            body.append(item)
        if body:
            number, heading = body.pop(0)
            yield Table(masked(label), stem, number, tuple(heading), body)

    def _count(self, cells: list[str]) -> None:
        if len(cells) > MOST_COLUMNS:
            raise PackageError(TOO_MANY_COLUMNS)
        self.rows += 1
        self.cells += sum(map(bool, cells))
        if self.rows > MOST_ROWS:
            raise PackageError(TOO_MANY_ROWS)
        if self.cells > MOST_CELLS:
            raise PackageError(TOO_MANY_CELLS)


def _without_mark(begin: bytes) -> bytes:
    """Return the beginning of a file without the mark of its encoding, and without the zeros of UTF-16."""
    for mark in _MARKS:
        if begin.startswith(mark):
            return begin[len(mark) :].replace(b"\0", b"")
    return begin


def _as_utf_8(data: bytes, label: str) -> bytes:
    """Return a text in UTF-8, out of what spreadsheets write: UTF-8, UTF-16 with its mark, or Windows-1252."""
    if data.startswith(_MARKS[1:]):
        data = _decoded(data, "utf-16", label).encode()
    nul = data.find(b"\0")
    if nul >= 0:
        raise PackageError(NUL_INSIDE.format(label=quoted(label), row=data.count(b"\n", 0, nul) + 1))
    if max(map(data.count, (b",", b";", b"\t"))) > MOST_DIVIDERS:
        raise PackageError(TOO_MANY_CELLS)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", label).encode()
    return data


def _decoded(data: bytes, encoding: str, label: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PackageError(UNKNOWN_LETTERS.format(label=quoted(label))) from error
