"""The one cleaned string type that every text of the register passes, and Swedish alphabetical order."""

import re
import unicodedata
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

LONGEST_NAME = 500
LONGEST_TEXT = 10_000

# Controls other than tab and new line, lone surrogates, and the two code points that XML has no way to write.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SWEDISH_LETTERS = str.maketrans({"å": "z\ue001", "ä": "z\ue002", "æ": "z\ue002", "ö": "z\ue003", "ø": "z\ue003"})


def clean_text(text: str) -> str:
    """Return `text` trimmed and composed (NFC), or refuse what a database or a workbook cannot hold.

    Raises:
        PydanticCustomError: for control characters, lone surrogates and noncharacters.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        raise PydanticCustomError(
            "unreadable_character",
            "innehåller ett tecken som inte kan sparas (U+{code}); ta bort det och försök igen",
            {"code": f"{ord(unreadable.group()):04X}"},
        )
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def swedish_order(text: str) -> str:
    """Return a key that sorts names as a Swedish reader expects: å, ä and ö last, case ignored.

    >>> sorted(["Öster", "Ale", "Åmål", "Zinkgruvan", "Älvdalen"], key=swedish_order)
    ['Ale', 'Zinkgruvan', 'Åmål', 'Älvdalen', 'Öster']
    """
    return text.casefold().translate(_SWEDISH_LETTERS)


def search_key(text: str) -> str:
    """Return `text` as it is compared in searches: composed, caseless, single spaces, no longer than a name.

    Some letters grow when case is ignored (ß is ss), and the key is stored in a column of a name's length.

    >>> search_key("  Röda   KORSET ")
    'röda korset'
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()[:LONGEST_NAME]


def cleaned(value: object) -> object:
    """Clean a value that is a text; what is no text is left for the type to refuse."""
    return clean_text(value) if isinstance(value, str) else value


# Cleaned before the length is measured, because composing a letter can make a text longer.
Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME), BeforeValidator(cleaned)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), BeforeValidator(cleaned)]
RecordId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=100)]
