"""A package as it lies in its files: sheets of text cells, nothing validated yet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.packages.remarks import RowError, RowWarning

Cells = list[str]
NumberedRow = tuple[int, Cells]
"""The row's number as a spreadsheet counts, and its cells."""


@dataclass(frozen=True)
class Sheet:
    """One file of a package.

    Attributes:
        name: which file of the package it is, `ties`.
        label: what the user calls it, `ties.csv` or `ties`.
        height: about how many rows it has.
        rows: starts reading: the heading first, then the rows. An error among them ends the file. The cells
            are not part of the representation, because they may hold what must not be logged.
    """

    name: str
    label: str
    height: int
    rows: Callable[[], Iterator[NumberedRow | RowError]] = field(repr=False)


@dataclass(frozen=True)
class RawPackage:
    """The sheets of a package by the name of their file, and what was left aside when it was opened."""

    name: str
    sheets: Mapping[str, Sheet]
    warnings: tuple[RowWarning, ...] = ()
