"""The bytes of a text file as text: the encodings that Swedish spreadsheets write, and what is no text at all."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import NamedTuple

from models.errors import PackageError

NUL = "\x00"

EMPTY = "Listan är tom. Klistra in rader, eller välj en fil som har några."
NOT_TEXT = "Filen är ingen text. Spara listan som .xlsx eller som ”CSV UTF-8” i kalkylprogrammet och försök igen."
HAS_NUL = "Filen har tecken som inte hör hemma i en text (NUL). Spara om den som ”CSV UTF-8” och försök igen."
MIXED = (
    "Filen blandar teckenkodningar, så å, ä och ö går inte att läsa säkert. "
    "Spara om den som ”CSV UTF-8” i kalkylprogrammet och försök igen."
)
PDF = "Filen är en PDF. Kopiera tabellen ur den och klistra in den, eller be om listan som .xlsx."
PICTURE = "Filen är en bild. Listan måste vara text: klistra in den, eller välj en .xlsx eller .csv."
WEB_PAGE = (
    "Filen är en webbsida eller XML (till exempel GraphML eller GEXF). Sådana filer läses inte in. "
    "Öppna den i programmet som den kommer från, spara den som .xlsx eller .csv och försök igen."
)
FORMATTED = "Filen är ett textdokument. Kopiera tabellen ur det och klistra in den."
JSON = "Filen är JSON, inte en lista med rader. Spara listan som .xlsx eller .csv och försök igen."

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", PDF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"{\\rtf", FORMATTED),
    (b"<", WEB_PAGE),
    (b'{"', JSON),
    (b"[{", JSON),
)
_READ_TWICE = re.compile("Ã[\x80-\xbf\u2013\u2026\u201e\u2122\u0152\u2013]")
"""What å, ä and ö of UTF-8 become when they are read as Windows-1252."""


class Decoded(NamedTuple):
    """A text, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file.

    Raises:
        PackageError: it is empty, no text, or in an encoding that cannot be told.
    """
    if not data.strip():
        raise PackageError(EMPTY)
    start = data[:64].removeprefix(BOM_UTF8).lstrip()
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        start = data[2:128].replace(b"\x00", b"").lstrip()
    for beginning, reason in _BEGINNINGS:
        if start.startswith(beginning):
            raise PackageError(reason)
    decoded = _decoded(data)
    if NUL in decoded.text:
        raise PackageError(HAS_NUL)
    return decoded


def _decoded(data: bytes) -> Decoded:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("utf-16"), "UTF-16")
        except UnicodeDecodeError as error:
            raise PackageError(NOT_TEXT) from error
    try:
        return Decoded(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> Decoded:
    if b"\x00" in data:
        raise PackageError(HAS_NUL)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise PackageError(NOT_TEXT) from error
    if _READ_TWICE.search(text):
        raise PackageError(MIXED)
    return Decoded(text, "Windows-1252")
