"""What the page of a new list sends: what was pasted, a file, and what it is a list of."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.language import message
from api.lists.sources import LARGEST_FILE, Source
from graph.lists import ListKind
from graph.lists.limits import LARGEST_LIST
from models.errors import InvalidRequestError, PackageError

NOT_A_FORM = message("Det som skickades är inget formulär.")
NOTHING = message("Klistra in en lista eller välj en fil.")
BOTH = message("Du har både klistrat in en lista och valt en fil. Töm rutan eller låt bli att välja en fil.")
TOO_LARGE = message("Filen är större än 20 MB. Dela den i flera.")
PASTED, UNNAMED = message("inklistrad lista"), message("fil utan namn")

_LONGEST_LETTER = 4
"""Bytes of a character in UTF-8."""


@dataclass(frozen=True)
class SentList:
    """A list as it was sent.

    Attributes:
        pasted: what stands in the box.
        kind: what was chosen that it is a list of; None where it is to be recognised.
        file_name: what the file is called; empty without one.
        file: its bytes; as many as one too many where it is too large.
    """

    pasted: str = field(default="", repr=False)
    kind: ListKind | None = None
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen, be it empty or without a name."""
        return bool(self.file_name or self.file)

    def source(self) -> Source:
        """Return what is to be read.

        Raises:
            PackageError: there is nothing, or two things, or a file that is too large.
        """
        if self.has_file and self.pasted.strip():
            raise PackageError(BOTH)
        if self.has_file:
            if len(self.file) > LARGEST_FILE:
                raise PackageError(TOO_LARGE)
            return Source(self.file_name or UNNAMED, self.file, self.kind)
        if not self.pasted.strip():
            raise PackageError(NOTHING)
        return Source(PASTED, self.pasted, self.kind)


async def _sent(request: Request) -> SentList:
    """Read at most one file and what was pasted; how large all of it may be is decided before.

    Raises:
        InvalidRequestError: it is no form.
    """
    try:
        async with request.form(max_files=2, max_fields=20, max_part_size=LARGEST_LIST * _LONGEST_LETTER) as form:
            file = form.get("file")
            given = await file.read(LARGEST_FILE + 1) if isinstance(file, UploadFile) else b""
            name = (file.filename or "") if isinstance(file, UploadFile) else ""
            return SentList(_text(form.get("pasted")), _kind(form.get("kind")), name, given)
    except (MultipartParseError, UnicodeError):
        raise InvalidRequestError(NOT_A_FORM) from None
    except HTTPException as error:
        if error.status_code != 400:
            raise
        raise InvalidRequestError(NOT_A_FORM) from None


def _text(given: object) -> str:
    return given.replace("\r\n", "\n") if isinstance(given, str) else ""


def _kind(given: object) -> ListKind | None:
    return next((kind for kind in ListKind if kind == given), None)


NewList = Annotated[SentList, Depends(_sent)]
