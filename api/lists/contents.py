"""What a draft of a list holds: what is left of the list, and what somebody has decided about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from graph.exchange.foreign import Told
from graph.lists import Grid
from graph.lists import Mapping as ColumnMapping
from graph.packages import RawPackage, RowWarning, Sheet
from graph.packages.sheets import NumberedRow
from models.vocabulary import Sector

NEW = "new"
"""The choice that an actor of the list is not registered yet."""

PACKAGE = "package"
"""The form of a file that is an exchange package; other files have that of their tool."""

_SETTINGS = ("source", "new_forums", "names_confirmed", "version", "saved")

Origins = Mapping[tuple[str, int], tuple[str, int]]


@dataclass(frozen=True)
class CellList:
    """A list whose cells can be corrected, and what its columns mean."""

    grid: Grid = field(repr=False)
    mapping: ColumnMapping

    @property
    def kind(self) -> str:
        """What it is a list of."""
        return str(self.mapping.kind)

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.grid.name

    @property
    def height(self) -> int:
        """How many rows are left of it."""
        return len(self.grid.rows)


@dataclass(frozen=True)
class KeptSheet:
    """The rows of one file of a package, with their numbers; the first are the headings."""

    name: str
    label: str
    rows: tuple[tuple[int, tuple[str, ...]], ...] = field(repr=False)

    def dicts(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows below the headings, their cells by column."""
        columns = self.rows[0][1]
        for number, cells in self.rows[1:]:
            yield number, dict(zip(columns, cells, strict=False))


@dataclass(frozen=True)
class FileRows:
    """A package, or a file of another tool read as one.

    Attributes:
        form: `PACKAGE`, or the format of the other tool.
        name: what the user calls the file.
        sheets: its rows.
        warnings: what was left aside when it was opened.
        unmapped, guesses: what was lost and taken for granted on the way.
        origins: by label and row of a sheet, where the row stands in the file.
        hidden: in how many cells something about a person was hidden.
    """

    form: str
    name: str
    sheets: tuple[KeptSheet, ...]
    warnings: tuple[RowWarning, ...] = ()
    unmapped: tuple[Told, ...] = ()
    guesses: tuple[Told, ...] = ()
    origins: Origins = field(default_factory=dict, repr=False)
    hidden: int = 0

    @property
    def kind(self) -> str:
        """What sort of file it is."""
        return self.form

    @property
    def height(self) -> int:
        """How many rows are left of it."""
        return sum(len(sheet.rows) - 1 for sheet in self.sheets)

    @property
    def raw(self) -> RawPackage:
        """The file as a package, to be checked."""
        sheets = {sheet.name: packed(sheet.name, sheet.label, sheet.rows) for sheet in self.sheets}
        return RawPackage(self.name, sheets, self.warnings)


@dataclass(frozen=True)
class ListContent:
    """What is left of a list, and what was decided about it.

    Attributes:
        held: the rows.
        sector: of actors of which nothing says it.
        source: where the facts come from that do not say so themselves.
        new_forums: whether a forum that is not registered is a new one.
        choices: for the key of a new actor, the id of the registered one that it is, `row:` and the number of the
            row of the list that is about the same, or `NEW`. The key is the row's number, or the actor's id in a file.
        taken: for the number of a row that is a registered actor, the columns in which what the list says replaces
            what is registered. Everywhere else what is registered stays.
        names_confirmed: whether somebody has said that the column which only its place tells to be the names is.
        version: counts the changes, so that nobody overwrites what they have not seen.
        saved: how many rows have been stored already.
    """

    held: CellList | FileRows
    sector: Sector | None = None
    source: str = ""
    new_forums: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names_confirmed: bool = False
    version: int = 1
    saved: int = 0

    def values(self) -> dict[str, Any]:
        """Return the content as JSON can hold it; `ListContent.of` reads it."""
        settings = {name: vars(self)[name] for name in _SETTINGS}
        held = _list_values(self.held) if isinstance(self.held, CellList) else _file_values(self.held)
        decided = {"choices": dict(self.choices), "taken": {key: list(each) for key, each in self.taken.items()}}
        return {**settings, "sector": self.sector and str(self.sector), **decided, **held}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "ListContent":
        """Return the content that `values` was made of."""
        # A draft that was kept before a setting was thought of lacks it.
        settings = {name: values[name] for name in (*_SETTINGS, "choices") if name in values}
        taken = {key: tuple(columns) for key, columns in values.get("taken", {}).items()}
        sector = next((sector for sector in Sector if sector == values["sector"]), None)
        if "grid" in values:
            held: CellList | FileRows = CellList(Grid.of(values["grid"]), ColumnMapping.of(values["mapping"]))
        else:
            held = _file_of(values["file"])
        return cls(held, sector, taken=taken, **settings)

    def counted(self) -> "ListContent":
        """Return the content as a version later."""
        return replace(self, version=self.version + 1)


def packed(name: str, label: str, rows: tuple[tuple[int, tuple[str, ...]], ...]) -> Sheet:
    """Return rows, the headings first, as a sheet of a package."""
    return Sheet(name, label, len(rows), partial(_numbered, rows))


def _numbered(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> Iterator[NumberedRow]:
    for number, cells in rows:
        yield number, list(cells)


def _list_values(held: CellList) -> dict[str, Any]:
    return {"grid": held.grid.values(), "mapping": held.mapping.values()}


def _file_values(held: FileRows) -> dict[str, Any]:
    return {
        "file": {
            "form": held.form,
            "name": held.name,
            "sheets": [
                {"name": sheet.name, "label": sheet.label, "rows": [[number, *cells] for number, cells in sheet.rows]}
                for sheet in held.sheets
            ],
            "warnings": [vars(warning) for warning in held.warnings],
            "unmapped": [vars(told) for told in held.unmapped],
            "guesses": [vars(told) for told in held.guesses],
            "origins": [[*here, *there] for here, there in held.origins.items()],
            "hidden": held.hidden,
        }
    }


def _file_of(values: Mapping[str, Any]) -> FileRows:
    return FileRows(
        form=values["form"],
        name=values["name"],
        sheets=tuple(
            KeptSheet(sheet["name"], sheet["label"], tuple((number, tuple(cells)) for number, *cells in sheet["rows"]))
            for sheet in values["sheets"]
        ),
        warnings=tuple(RowWarning(**warning) for warning in values["warnings"]),
        unmapped=tuple(Told(**told) for told in values["unmapped"]),
        guesses=tuple(Told(**told) for told in values["guesses"]),
        origins={(label, row): (file, number) for label, row, file, number in values["origins"]},
        hidden=values["hidden"],
    )
