"""Rewrites the rows of a package before it is checked: without some, with a source, with other actors named."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from graph.packages import RawPackage, RowError
from graph.packages.sheets import Sheet
from models.package_files import FILES, PackageFile
from models.records import Actor

Row = dict[str, str]
Rewrite = Callable[[str, int, Row], Row | None]
"""Given the file, the row's number and its cells, returns the cells, or None for a row that goes."""


def rewritten(raw: RawPackage, rewrite: Rewrite) -> RawPackage:
    """Return a package with every row rewritten; it is held as a whole, as the lists of pages are."""
    return replace(raw, sheets={name: _rewritten(sheet, rewrite) for name, sheet in raw.sheets.items()})


def rows_of(raw: RawPackage, name: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of one file with their numbers."""
    if name not in raw.sheets:
        return
    heading: list[str] | None = None
    for row in raw.sheets[name].rows():
        if isinstance(row, RowError):
            return
        if heading is None:
            heading = row[1]
        else:
            yield row[0], dict(zip(heading, row[1], strict=False))


def without_rows(raw: RawPackage, numbers: Collection[int]) -> RawPackage:
    """Return a package without the rows of these numbers."""
    return rewritten(raw, lambda _file, number, row: None if number in numbers else row) if numbers else raw


def without_actors(raw: RawPackage, ids: Collection[str]) -> RawPackage:
    """Return a package without the actors of these ids; rows that name them stay, for the check to refuse."""
    if not ids:
        return raw
    return rewritten(raw, lambda file, _number, row: None if file == "actors" and row.get("id") in ids else row)


def with_source(raw: RawPackage, source: str, stored: Mapping[str, Collection[str]]) -> RawPackage:
    """Return a package whose new records say where they come from, those that say nothing themselves.

    Args:
        stored: the ids of the registered records by file. What they say of their source stays.
    """

    def sourced(file: str, _number: int, row: Row) -> Row:
        if row.get("source") or "source" not in row or row.get("id", "") in stored.get(file, ()):
            return row
        return {**row, "source": source}

    return rewritten(raw, sourced) if source else raw


def with_registered_names(raw: RawPackage, same: Mapping[int, Actor]) -> RawPackage:
    """Return a package in which registered actors keep their name; what the list calls them is another name."""

    def named(file: str, number: int, row: Row) -> Row:
        actor = same.get(number) if file == "actors" else None
        if actor is None or row["name"] == actor.name:
            return row
        others = dict.fromkeys(filter(None, [*row.get("aliases", "").split(";"), *actor.aliases]))
        if ";" not in row["name"] and row["name"].casefold() not in map(str.casefold, (actor.name, *others)):
            others[row["name"]] = None
        return {**row, "name": actor.name, "aliases": ";".join(others)}

    return rewritten(_with_column(raw, "actors", "aliases"), named) if same else raw


def with_actors_replaced(raw: RawPackage, same: Mapping[str, str]) -> RawPackage:
    """Return a package in which other actors stand for some of its own, whose rows go.

    Args:
        same: the ids that are named instead, by the ids of the package.
    """

    def replaced(file: str, _number: int, row: Row) -> Row | None:
        if file == "actors" and row.get("id") in same:
            return None
        return row | {
            column: ";".join(same.get(actor, actor) for actor in row[column].split(";"))
            for column in _naming_actors(FILES[file])
            if column in row
        }

    return rewritten(raw, replaced) if same else raw


def with_sector(raw: RawPackage, sector: str) -> RawPackage:
    """Return a package whose actors are of a sector, those that say none."""

    def sorted_in(file: str, _number: int, row: Row) -> Row:
        return {**row, "sector": sector} if file == "actors" and not row.get("sector", "x") else row

    return rewritten(raw, sorted_in) if sector else raw


def _naming_actors(file: PackageFile) -> Iterator[str]:
    return (column for column, target in file.references.items() if target == "actors")


def _with_column(raw: RawPackage, name: str, column: str) -> RawPackage:
    """Return a package whose file has a column; it says nothing where it was missing."""
    if name not in raw.sheets:
        return raw
    sheet = raw.sheets[name]

    def rows() -> Iterator[tuple[int, list[str]] | RowError]:
        heading: list[str] | None = None
        for row in sheet.rows():
            if isinstance(row, RowError):
                yield row
                continue
            heading = heading or row[1]
            missing = column not in heading
            yield row[0], [*row[1], *([column if row[1] is heading else ""] if missing else [])]

    return replace(raw, sheets={**raw.sheets, name: replace(sheet, rows=rows)})


def _rewritten(sheet: Sheet, rewrite: Rewrite) -> Sheet:
    def rows() -> Iterator[tuple[int, list[str]] | RowError]:
        heading: list[str] | None = None
        for row in sheet.rows():
            if isinstance(row, RowError):
                yield row
            elif heading is None:
                heading = row[1]
                yield row
            else:
                cells = rewrite(sheet.name, row[0], dict(zip(heading, row[1], strict=False)))
                if cells is not None:
                    yield row[0], [cells.get(column, "") for column in heading]

    return replace(sheet, rows=rows)
