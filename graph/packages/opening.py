"""Opens a package, whatever form it comes in: folder, .zip or .xlsx."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from graph.packages.archives import unpack
from graph.packages.csv_text import read_csv
from graph.packages.limits import LARGEST_UNPACKED, LARGEST_UPLOAD, MEGABYTE
from graph.packages.remarks import RowWarning, quoted
from graph.packages.sheets import RawPackage, Sheet
from graph.packages.workbooks import OF_A_PACKAGE, WORKBOOK_PART, Workbook, WorkbookBounds
from models.errors import PackageError
from models.package_files import FILE_NAMES

_ARCHIVE = b"PK"
_OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0"
_TABLES = frozenset({".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsx", ".zip"})
"""Endings of files that somebody may have meant as a part of the package."""

OLD_OR_LOCKED = (
    "Filen är lösenordsskyddad eller sparad i det gamla formatet .xls. "
    "Spara den som .xlsx utan lösenord och försök igen."
)
EMPTY = "Filen är tom. Välj en annan fil."
UNKNOWN_FORM = "Filen är varken .zip eller .xlsx. Ett paket är en mapp eller en .zip med csv-filer, eller en .xlsx."
TOO_LARGE = f"Filen är större än {LARGEST_UPLOAD // MEGABYTE} MB. Dela paketet i flera."
FOLDER_TOO_LARGE = f"Mappens filer är tillsammans större än {LARGEST_UNPACKED // MEGABYTE} MB. Dela paketet i flera."
UNKNOWN_FILE = "filen hör inte till paketet och är inte läst"
UNKNOWN_SHEET = "bladet hör inte till paketet och är inte läst"


def read_package(source: Path | bytes, name: str, bounds: WorkbookBounds = OF_A_PACKAGE) -> RawPackage:
    """Open a package without reading its rows.

    Args:
        source: a folder or file, or the bytes of a file.
        name: what the user calls it.
        bounds: how much its sheets may hold, where it is a workbook.

    Raises:
        PackageError: it is no package, or too large, locked or damaged; the sentence says what to do.
    """
    if isinstance(source, Path) and source.is_dir():
        return _from_files(name, _read_folder(source))
    data = source if isinstance(source, bytes) else _read_file(source)
    if not data:
        raise PackageError(EMPTY)
    if len(data) > LARGEST_UPLOAD:
        raise PackageError(TOO_LARGE)
    if data.startswith(_OLD_OFFICE_FILE):
        raise PackageError(OLD_OR_LOCKED)
    if not data.startswith(_ARCHIVE):
        raise PackageError(UNKNOWN_FORM)
    parts = unpack(data)
    if WORKBOOK_PART in parts:
        return _from_workbook(name, Workbook(data, parts, bounds))
    return _from_files(name, parts)


def _read_folder(folder: Path) -> dict[str, bytes]:
    files = sorted(file for file in folder.iterdir() if file.is_file() and _may_be_meant(file.name))
    if sum(file.stat().st_size for file in files) > LARGEST_UNPACKED:
        raise PackageError(FOLDER_TOO_LARGE)
    return {file.name: _read_file(file) if _file_name(file.name) else b"" for file in files}


def _read_file(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_UPLOAD:
            raise PackageError(TOO_LARGE)
        return file.read_bytes()
    except OSError as error:
        raise PackageError(f"{quoted(str(file))} kan inte läsas. Kontrollera sökvägen.") from error


def _file_name(path: str) -> str:
    """Return which of the package's files stands at `path`; empty if none."""
    name = PurePosixPath(path.replace("\\", "/")).name.lower()
    stem = name.removesuffix(".csv")
    return stem if name != stem and stem in FILE_NAMES and "__MACOSX" not in path else ""


def _may_be_meant(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name.lower()).suffix in _TABLES


def _from_files(package: str, files: Mapping[str, bytes]) -> RawPackage:
    sheets: dict[str, Sheet] = {}
    warnings: list[RowWarning] = []
    for path, data in files.items():
        name = PurePosixPath(path.replace("\\", "/")).name
        file = _file_name(path)
        if file:
            _add(sheets, Sheet(file, name, data.count(b"\n"), partial(read_csv, data, name)))
        elif _may_be_meant(name):
            warnings.append(RowWarning(name, None, "", UNKNOWN_FILE))
    return _package(package, sheets, warnings)


def _from_workbook(package: str, workbook: Workbook) -> RawPackage:
    sheets: dict[str, Sheet] = {}
    warnings: list[RowWarning] = []
    for label in workbook.sheet_names:
        if label.strip().lower() in FILE_NAMES:
            _add(sheets, workbook.sheet(label))
        else:
            warnings.append(RowWarning(label, None, "", UNKNOWN_SHEET))
    return _package(package, sheets, warnings)


def _add(sheets: dict[str, Sheet], sheet: Sheet) -> None:
    if sheet.name in sheets:
        raise PackageError(f"Paketet har {quoted(sheet.label)} två gånger. Ta bort den ena.")
    sheets[sheet.name] = sheet


def _package(name: str, sheets: dict[str, Sheet], warnings: list[RowWarning]) -> RawPackage:
    if not sheets:
        raise PackageError(
            f"{quoted(name)} har ingen av paketets filer. De heter {', '.join(FILE_NAMES)}, "
            "med ändelsen .csv i en mapp eller .zip; i en .xlsx är de blad."
        )
    in_order = {file: sheets[file] for file in FILE_NAMES if file in sheets}
    return RawPackage(name, in_order, tuple(warnings))
