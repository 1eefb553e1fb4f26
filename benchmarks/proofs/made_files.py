"""Files that nobody should send, and a few that are read, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from xlsxwriter import Workbook

from graph.packages.limits import MEGABYTE

GIGABYTE = 1_000_000_000
ACTORS = b"id,name,sector,place_id\n"
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def zipped(files: Mapping[str, bytes | Iterator[bytes]], level: int = 1) -> bytes:
    """Return an archive; a file may be given piece by piece, so that a bomb can be made in little memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in files.items():
            with archive.open(name, "w", force_zip64=not isinstance(content, bytes)) as part:
                for piece in (content,) if isinstance(content, bytes) else content:
                    part.write(piece)
    return out.getvalue()


def repeated(piece: bytes, size: int, before: bytes = b"", after: bytes = b"") -> Iterator[bytes]:
    """Yield a piece again and again until there is so much of it."""
    block = piece * (MEGABYTE // len(piece))
    yield before
    yield from (block for _ in range(size // len(block)))
    yield after


def workbook(rows: Callable[[Workbook], None], sheet: str = "actors") -> bytes:
    """Return a workbook whose one sheet is filled as told."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet(sheet)
        rows(book)
    return out.getvalue()


def with_parts(book: bytes, parts: Mapping[str, bytes | Iterator[bytes]]) -> bytes:
    """Return a workbook with parts put in place of its own."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**own, **parts})


def plain_workbook() -> bytes:
    """Return a small workbook with a heading and a row."""

    def fill(book: Workbook) -> None:
        for number, row in enumerate((("id", "name", "sector"), ("bron", "Bron", "civil_society"))):
            book.worksheets()[0].write_row(number, 0, row)

    return workbook(fill)


def sheet_of(rows: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet."""
    yield _XML + b"<worksheet " + _SPACE + b"><sheetData>"
    yield from rows
    yield b"</sheetData></worksheet>"


def texts_of(texts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the XML of the texts that cells share."""
    yield _XML + b"<sst " + _SPACE + b">"
    for text in texts:
        yield b"<si><t>" + text + b"</t></si>"
    yield b"</sst>"


def merged_cells() -> bytes:
    """Return a workbook whose rows are merged."""

    def fill(book: Workbook) -> None:
        sheet = book.worksheets()[0]
        sheet.write_row(0, 0, ("id", "name", "sector"))
        sheet.merge_range(1, 0, 4, 0, "bron")

    return workbook(fill)


def million_columns() -> bytes:
    """Return a workbook whose first row has a million cells."""
    cells = b'<c t="inlineStr"><is><t>a</t></is></c>' * 1000
    rows = iter([b"<row>", *[cells] * 1000, b"</row>"])
    return with_parts(plain_workbook(), {SHEET: sheet_of(rows)})


def many_cells(rows: int, columns: int, cell: bytes) -> bytes:
    """Return a workbook in which every cell of a rectangle is the same."""
    row = b"<row>" + cell * columns + b"</row>"
    texts = texts_of(iter([b"x" * 32_000]))
    return with_parts(plain_workbook(), {SHEET: sheet_of(row for _ in range(rows)), TEXTS: texts})


@cache
def bomb() -> bytes:
    """Return an archive of 10 GB of zeros."""
    return zipped({"actors.csv": repeated(b"\0", 10 * GIGABYTE)})


def lying(said: int) -> bytes:
    """Return an archive of 300 MB of rows that says to be of another size when it is unpacked."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(piece) for piece in repeated(b"a,b,c,d\n", 300 * MEGABYTE)) + packer.flush()
    return _archive(b"actors.csv", packed, said, zipfile.ZIP_DEFLATED)


def nameless() -> bytes:
    """Return an archive of a file without a name."""
    return _archive(b"", b"id,name\n", 8, zipfile.ZIP_STORED)


def _archive(name: bytes, packed: bytes, size: int, method: int) -> bytes:
    sizes, name_sizes = (0, len(packed), size), (len(name), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, method, 0, 0, *sizes, *name_sizes) + name
    rest = struct.pack("<3H2I", 0, 0, 0, 0, 0)
    entry = struct.pack("<4s6H3I2H", b"PK\x01\x02", 20, 20, 0, method, 0, 0, *sizes, *name_sizes) + rest + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local) + len(packed), 0)
    return local + packed + entry + end
