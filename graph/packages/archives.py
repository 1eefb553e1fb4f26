"""Packages as .zip: what an archive says of itself is not believed until it is read."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from graph.packages.limits import LARGEST_UNPACKED, MEGABYTE, MOST_ENTRIES
from graph.packages.remarks import quoted
from models.errors import PackageError

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UNREADABLE = (
    EOFError,
    IndexError,  # An entry without a name.
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

DAMAGED = "Arkivet är skadat eller ofullständigt. Hämta eller packa det på nytt och försök igen."
ENCRYPTED = "Arkivet är lösenordsskyddat. Packa det utan lösenord och försök igen."
ODD_METHOD = "Arkivet är packat på ett ovanligt sätt. Packa det som vanlig .zip och försök igen."
TOO_MANY = f"Arkivet har fler än {MOST_ENTRIES} filer. Packa bara paketets filer."
TOO_LARGE = f"Arkivet blir större än {LARGEST_UNPACKED // MEGABYTE} MB uppackat. Dela paketet i flera."


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by their path.

    An entry yields no more bytes than it declares, and what it declares is bounded beforehand: neither a bomb
    nor a lying size takes more memory than the limit.

    Raises:
        PackageError: the archive is damaged, encrypted, too large, or names a file outside itself.
    """
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise PackageError(TOO_MANY)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except _UNREADABLE as error:
        raise PackageError(DAMAGED) from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an entry, unpacked piece by piece.

    Read at once, everything that is packed would be unpacked before it is cut to the declared size.
    """
    held = io.BytesIO()
    with archive.open(entry) as part:
        while piece := part.read(MEGABYTE):
            held.write(piece)
    return held.getvalue()


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise PackageError(ENCRYPTED)
    if any(entry.compress_type not in _KNOWN_METHODS for entry in entries):
        raise PackageError(ODD_METHOD)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise PackageError(TOO_LARGE)
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise PackageError(f"Arkivet har en fil med en otillåten sökväg: {quoted(entry.filename)}. Packa om det.")
        if entry.filename in seen:
            raise PackageError(f"Arkivet har två filer med namnet {quoted(entry.filename)}. Ta bort den ena.")
        seen.add(entry.filename)
