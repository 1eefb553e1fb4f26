"""Rows of a list of actors, as the package has them."""

from collections.abc import Iterator

from graph.lists.cell_values import value_of
from graph.lists.context import ListContext
from graph.lists.grid import Grid
from graph.lists.lines import Line, said
from graph.lists.mapping import Mapping
from graph.lists.meanings import COLUMNS, ListKind, Meaning
from graph.lists.names import Known, Names, UnknownNameError
from graph.lists.organisations import SECTOR_OF, Sort, sort_by_name, sort_by_type
from graph.lists.plain_words import plain
from graph.lists.words import not_understood, understood
from graph.message import Message
from graph.packages.cells import cell
from graph.packages.remarks import quoted
from models.package_files import FILES
from models.vocabulary import ActorKind, Sector

PackageRow = tuple[str, dict[str, str]]
"""The file of the package that a row belongs to, and its cells by their column."""

_COLUMNS = COLUMNS[ListKind.ACTORS]
_NAMING = {Meaning.PARENT, Meaning.FEDERATIONS}
"""What names other actors, perhaps in the same list."""

LISTS = frozenset({"aliases", "themes", "tags", "federation_ids"})
"""Columns to which a row about a registered actor adds; nothing that stands there is lost."""

NO_SECTOR = f"framgår inte; skriv {', '.join(sector.label for sector in Sector)}, eller välj en sektor för hela listan"


class ActorRows:
    """Reads the rows of a list of actors.

    Args:
        grid, mapping: the list and what its columns mean.
        context: what it is read against.
    """

    def __init__(self, grid: Grid, mapping: Mapping, context: ListContext) -> None:
        self.context = context
        self.mapped = [meaning for meaning in COLUMNS[ListKind.ACTORS] if meaning in mapping.meanings]
        titles = [plain(grid.title(column)) for column in mapping.columns(Meaning.NAME)]
        self.are_associations = any("forening" in title for title in titles)
        self.ids: dict[int, str] = {}
        self.named_here = Names(
            Known(self._id(row.number, line.text(Meaning.NAME)), line.text(Meaning.NAME))
            for row in (grid.rows if _NAMING & set(self.mapped) else ())
            for line in [Line(row, grid, mapping)]
        )

    def read(self, line: Line) -> list[PackageRow]:
        """Return the actor that a row is about."""
        name = line.name(Meaning.NAME)
        cells = {"id": self._id(line.number, name), "name": name}
        for meaning in self.mapped:
            cells.setdefault(COLUMNS[ListKind.ACTORS][meaning], self._cell(line, meaning))
        cells["source"] = value_of(line, Meaning.SOURCE, self.context)
        for column in ("sector", "kind", "place_id"):
            cells.setdefault(column, "")
        type_ = self._sort_of_type(line, cells)
        line.said = {column: text for column, text in cells.items() if text and column != "id"}
        self._keep_registered(line, cells)
        self._guess(line, cells, type_)
        cells["place_id"] = cells["place_id"] or self.context.place_id or ""
        return [("actors", cells)]

    def _id(self, number: int, name: str) -> str:
        """Return the id of the actor in a row, made when it is asked for first."""
        if number not in self.ids:
            same = self.context.same.get(number)
            self.ids[number] = same.id if same else self.context.make_id(FILES["actors"], name)
        return self.ids[number]

    def _cell(self, line: Line, meaning: Meaning) -> str:
        if meaning == Meaning.KIND:
            return ""  # Read last, because it may also be a sector or a tag.
        if meaning == Meaning.PARENT:
            return self._parent(line)
        if meaning == Meaning.FEDERATIONS:
            return self._federations(line)
        return value_of(line, meaning, self.context)

    def _sort_of_type(self, line: Line, cells: dict[str, str]) -> Sort | None:
        """Read the kind, which may be a kind, a sector, or what a register calls a type and is kept as a tag."""
        text = line.text(Meaning.KIND)
        if not text:
            return None
        kind, sector = understood(text, ActorKind), understood(text, Sector)
        sort = sort_by_type(text)
        if kind and not (kind.taken_for and sort):
            if kind.taken_for:
                line.guess(Meaning.KIND, Message("{written} är läst som ”{word}”.", said(text, kind.code)))
            cells["kind"] = str(kind.code)
            return Sort(SECTOR_OF[kind.code], kind.code) if kind.code in SECTOR_OF else None
        if sort:
            word = sort.kind or sort.sector
            line.guess(Meaning.KIND, Message("{written} är läst som ”{word}”.", said(text, word)))
            cells["kind"] = str(sort.kind or "")
            cells["tags"] = _merged(cells.get("tags", ""), text.casefold().replace(";", ","))
            return sort
        if sector:
            return Sort(sector.code, None)
        line.fail(Meaning.KIND, not_understood(text, ActorKind), line.cells(Meaning.KIND)[0].column)
        return None

    def _keep_registered(self, line: Line, cells: dict[str, str]) -> None:
        """Keep what is registered, unless the user takes what the row says, and add to its lists.

        The name is the row's: what becomes of that is decided where both names are known.
        """
        same, taken = self.context.same.get(line.number), self.context.taken.get(line.number, ())
        for column in cells.keys() - {"id", "name"} if same else ():
            registered = cell(getattr(same, column))
            if column in LISTS:
                cells[column] = _merged(registered, cells[column])
            elif registered and not (column in taken and cells[column]):
                line.guessed = {each: why for each, why in line.guessed.items() if _COLUMNS[each] != column}
                cells[column] = registered

    def _guess(self, line: Line, cells: dict[str, str], type_: Sort | None) -> None:
        """Guess the sector and the kind where the row does not say them."""
        if any(map(line.is_faulty, (Meaning.NAME, Meaning.SECTOR, Meaning.KIND))):
            return
        for sort, why in self._sorts(cells["name"], type_):
            if not cells["sector"]:
                cells["sector"] = str(sort.sector)
                line.guess(Meaning.SECTOR, why)
            if not cells["kind"] and sort.kind and cells["sector"] == sort.sector:
                cells["kind"] = str(sort.kind)
                line.guess(Meaning.KIND, why)
            if cells["sector"] and cells["kind"]:
                return
        if not cells["sector"]:
            line.fail(Meaning.SECTOR, NO_SECTOR)

    def _sorts(self, name: str, type_: Sort | None) -> Iterator[tuple[Sort, Message]]:
        """Yield what the actor may be, the surest first, each with what tells it."""
        if type_:
            yield type_, Message("Gissat av slaget.")
        if named := sort_by_name(name):
            yield named, Message("Gissat av namnet.")
        if self.context.sector:
            yield Sort(self.context.sector, None), Message("Valt för hela listan.")
        if self.are_associations:
            yield Sort(Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION), Message("Gissat av rubriken över namnen.")

    def _parent(self, line: Line) -> str:
        """Return the id of the one that the actor is part of, registered or in the same list."""
        text = line.text(Meaning.PARENT)
        if text and not self.context.actors.knows(text) and self.named_here.knows(text):
            return self.named_here.find(text).id
        return line.one_named(Meaning.PARENT, self.context.actors)

    def _federations(self, line: Line) -> str:
        """Return the ids of the federations that are known; one that is not does not keep the actor out."""
        found = []
        for text in line.words(Meaning.FEDERATIONS).split(";"):
            names = self.named_here if self.named_here.knows(text) else self.context.actors
            try:
                found += [names.find(text).id] if text else []
            except UnknownNameError:
                told = {"name": quoted(text)}
                line.leave_out(Message("{name} är ingen registrerad aktör; medlemskapet är inte läst.", told))
        return ";".join(dict.fromkeys(found))


def _merged(listed: str, more: str) -> str:
    return ";".join(dict.fromkeys(word for word in f"{listed};{more}".split(";") if word))
