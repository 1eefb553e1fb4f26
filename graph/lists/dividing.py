"""A text divided into rows and cells: as a spreadsheet copies and saves them, or as a person writes pairs."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from graph.lists.bounds import TOO_LONG, TOO_MANY_COLUMNS, TOO_MANY_ROWS, bounded
from graph.lists.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from graph.packages.sheets import Cells, NumberedRow
from models.errors import PackageError

DASH = "–"
"""Stands for everything that a person writes between two actors: dashes and arrows."""

_BETWEEN = re.compile(r"(?<!\s)\s++(?:[–—→⇒↔]|<?-+>|<?=+>)\s+")
_HYPHEN = re.compile(r"(?<!\s)\s++-\s+")
_NAMED_DELIMITER = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_SAMPLE = 64_000
_SAMPLED_ROWS = 200
_CONSISTENT = 0.5
_MOST_LINES = 2 * MOST_ROWS
"""Lines that are divided at all; some end inside quoted cells."""

_BEFORE_DIVIDING = 10 * MOST_COLUMNS
"""Delimiters that a line may hold at all; some stand inside quoted cells."""

_WIDEST_SPREADSHEET = 16_384


class Divided(NamedTuple):
    """The filled rows of a text, what stood between cells, and whether quotation marks were kept."""

    rows: list[NumberedRow]
    delimiter: str
    quotes_as_written: bool


def divide(text: str) -> Divided:
    """Divide a text into rows of cells.

    Raises:
        PackageError: it has too many rows or columns, or too long a cell.
    """
    if text.count("\n") > _MOST_LINES:
        raise PackageError(TOO_MANY_ROWS)
    named = _NAMED_DELIMITER.match(text)
    body = text[named.end() :] if named else text.removeprefix("\ufeff")
    first = 2 if named else 1
    delimiter = named.group(1) if named and named.group(1) in ";,\t" else _delimiter(body)
    if delimiter in ("", DASH):
        return Divided(bounded(enumerate(_pairs(body, delimiter), first)), delimiter, False)
    return _cells(body, delimiter, first)


def _delimiter(text: str) -> str:
    """Return what most lines of the beginning are divided by, in equally many cells; nothing when none is."""
    sample = text[:_SAMPLE]
    scores = {sign: _consistency(_sampled(sample, sign)) for sign in "\t;" if sign in sample}
    scores[DASH] = _consistency([_divided_by_dashes(line) for line in sample.splitlines()[:_SAMPLED_ROWS]])
    scores[","] = _consistency(_sampled(sample, ",")) if "," in sample else 0
    best = max(scores, key=lambda sign: round(scores[sign], 1))
    return best if scores[best] >= _CONSISTENT else ""


def _sampled(sample: str, sign: str) -> list[Cells]:
    lines = sample.splitlines(keepends=True)[:_SAMPLED_ROWS]
    return list(csv.reader([line[:LONGEST_CELL] for line in lines], delimiter=sign))


def _consistency(rows: list[Cells]) -> float:
    """Return the share of filled rows that have as many cells as most divided ones."""
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    widths = Counter(len(cells) for cells in filled if len(cells) > 1)
    return widths.most_common(1)[0][1] / len(filled) if widths else 0


def _cells(text: str, delimiter: str, first: int) -> Divided:
    """Divide as a spreadsheet writes; where the quotation marks make no sense as such, keep them as written."""
    try:
        rows = bounded(enumerate(csv.reader(_lines(text, delimiter), delimiter=delimiter, strict=True), first))
        if delimiter != "\t" or not any("\t" in cell for _number, cells in rows for cell in cells):
            return Divided(rows, delimiter, False)
    except csv.Error:
        pass  # A mark that closes nothing, or a cell that never ends.
    written = ([_unquoted(cell) for cell in line.split(delimiter)] for line in _lines(text, delimiter))
    return Divided(bounded(enumerate(written, first)), delimiter, True)


def _pairs(text: str, delimiter: str) -> Iterator[Cells]:
    for number, line in enumerate(_lines(text, delimiter), 1):
        if len(line) > LONGEST_CELL:
            raise PackageError(TOO_LONG.format(row=number))
        yield _divided_by_dashes(line) if delimiter else [_unquoted(line)]


def _divided_by_dashes(line: str) -> Cells:
    """Divide at dashes and arrows, and at hyphens where there are none: those may be part of a name."""
    text = line.strip()[:LONGEST_CELL]
    divided = _BETWEEN.split(text)
    return divided if len(divided) > 1 else _HYPHEN.split(text)


def _lines(text: str, delimiter: str) -> Iterator[str]:
    """Yield the lines, and refuse one with too many cells before it is divided."""
    for line in io.StringIO(text, newline=""):
        if delimiter and len(line) > _BEFORE_DIVIDING and _is_too_wide(line, delimiter):
            raise PackageError(TOO_MANY_COLUMNS)
        yield line


def _is_too_wide(line: str, delimiter: str) -> bool:
    """Tell whether a line has more cells than a list may, or ends in more blank ones than a spreadsheet has."""
    inner = line.rstrip(delimiter + "\r\n").count(delimiter)
    return inner > _BEFORE_DIVIDING or line.count(delimiter) > _WIDEST_SPREADSHEET


def _unquoted(cell: str) -> str:
    text = cell.strip("\r\n")
    whole = len(text) > 1 and text.startswith('"') and text.endswith('"')
    return text[1:-1].replace('""', '"') if whole else text
