"""What is said about a package: errors and warnings that point at a file, a row and a column."""

import re
from dataclasses import dataclass

from models.personal_data import MAY_BE_A_PERSON

LONGEST_QUOTE = 40
"""Characters of a value that are repeated in a sentence."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True)
class RowRemark:
    """Something about one place in a package.

    Attributes:
        file: the file or the sheet, `ties.csv`.
        row: its row, where 1 is the heading; None when it is about the whole file.
        column: its column; empty when it is about the whole row.
        reason: what is the matter and what to do, in Swedish.
    """

    file: str
    row: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        where = (self.file, str(self.row or ""), self.column)
        return ":".join(part for part in where if part) + ": " + self.reason


class RowError(RowRemark):
    """Why a row cannot be read in."""


class RowWarning(RowRemark):
    """What was left out or looks incomplete, although the row can be read in."""


def masked(text: str) -> str:
    """Hide what may be a personal identity number, and what would disturb a terminal or a page.

    >>> masked("Föreningen 880320-0016")
    'Föreningen …'
    """
    return _UNPRINTABLE.sub("�", MAY_BE_A_PERSON.sub("…", text))


def quoted(value: str) -> str:
    """Return the beginning of `value` in quotation marks, fit to be repeated in a sentence.

    The mask comes first, so that a number cut in two is not shown.
    """
    text = masked(value)
    return f"”{text}”" if len(text) <= LONGEST_QUOTE else f"”{text[: LONGEST_QUOTE - 1]}…”"
