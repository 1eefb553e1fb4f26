"""Writes a register as a package: folder, .zip or .xlsx. The same records always give the same bytes."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from graph.packages.cells import cells_of, key_of
from graph.packages.csv_text import write_csv
from graph.packages.limits import LONGEST_CELL, MOST_ROWS
from graph.register import Register
from models.errors import PackageError
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record

EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 - archives and workbooks have no time zones
"""The date that archives and workbooks carry, so that they do not differ from day to day."""

COLUMN_WIDTH = 18
_NUMBERS = frozenset({"amount_sek"})
_READABLE_BY_ALL = 0o644 << 16

TOO_MUCH_FOR_A_WORKBOOK = "Uppgifterna ryms inte i en arbetsbok. Exportera dem som paket (.zip) i stället."


def write_folder(register: Register, folder: Path) -> None:
    """Write a package as CSV files; files of the package that have no rows are removed from the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {f"{file.name}.csv": _csv(file, records) for file, records in _filled(register)}
    for file in PACKAGE_FILES:
        path = folder / f"{file.name}.csv"
        if path.name in written:
            path.write_bytes(written[path.name])
        else:
            path.unlink(missing_ok=True)


def write_zip(register: Register) -> bytes:
    """Return a package as a .zip of CSV files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, records in _filled(register):
            entry = zipfile.ZipInfo(f"{file.name}.csv", EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE_BY_ALL
            entry.create_system = 3  # Unix, wherever it is written.
            archive.writestr(entry, _csv(file, records))
    return out.getvalue()


def write_xlsx(register: Register) -> bytes:
    """Return a package as a workbook with a sheet for each file.

    Raises:
        PackageError: a sheet or a cell would hold more than a workbook can.
    """
    out = io.BytesIO()
    # Texts stay texts: neither formulas, nor links, nor numbers are made of them.
    as_text = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(out, {"constant_memory": True, **as_text}) as workbook:
        workbook.set_properties({"created": EPOCH})
        bold = workbook.add_format({"bold": True})
        for file, records in _filled(register):
            if len(records) > MOST_ROWS:
                raise PackageError(TOO_MUCH_FOR_A_WORKBOOK)
            sheet = workbook.add_worksheet(file.name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(file.columns) - 1, COLUMN_WIDTH)
            sheet.write_row(0, 0, file.columns, bold)
            for row, record in enumerate(records, 1):
                _write(sheet, row, file, record)
    return out.getvalue()


def _filled(register: Register) -> Iterator[tuple[PackageFile, list[Record]]]:
    """Yield the files that have rows, in order of their keys; an empty register is a heading of places."""
    tables = register.tables()
    empty = not any(tables.values())
    for file in PACKAGE_FILES:
        records = sorted(tables[file.name], key=lambda record, file=file: key_of(file, record))  # type: ignore[misc]
        if records or (empty and file.name == "places"):
            yield file, records


def _csv(file: PackageFile, records: list[Record]) -> bytes:
    return write_csv(file.columns, (cells_of(file, record) for record in records))


def _write(sheet: Worksheet, row: int, file: PackageFile, record: Record) -> None:
    for column, text in enumerate(cells_of(file, record)):
        if len(text) > LONGEST_CELL:
            raise PackageError(TOO_MUCH_FOR_A_WORKBOOK)
        if text and file.columns[column] in _NUMBERS:
            sheet.write_number(row, column, int(text))
        elif text:
            sheet.write_string(row, column, text)
