"""Who is who in a foreign file: its actors by their ids and names there, those that are registered already too."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from graph.exchange.harvest import Harvest
from graph.exchange.personal_columns import PERSONAL_ADDRESS, functional_address
from graph.exchange.sector_words import Sort, is_person, sort_in_name, sort_of
from graph.exchange.tables import Row, plain
from graph.packages.remarks import quoted
from models.organisation_number import read_organisation_number
from models.text import search_key

PEOPLE = "personer läses inte in; registret är till för organisationer"
REPEATED = "samma organisation finns på flera rader; bara den första är inläst"
LINKED = "organisationen finns redan i registret; den kopplas dit, och filens uppgifter om den är inte inlästa"
WORD_READ = "{word} är läst som sektorn {sector}"
NAME_READ = "sektorn {sector} är läst ur namnet"
DEFAULT_READ = "filen säger inte vilken sektor; den valda, {sector}, är ifylld"
WORD_KEPT = "{word} är ingen känd sort av organisation; ordet är sparat som etikett"
PLACED = "organisationen läggs på platsen som du har valt; ändra för dem som hör hemma på annat håll"
ONLY_NAMED = "organisationen nämns bara i en koppling och beskrivs ingen annanstans; den läggs upp med sitt namn"


@dataclass(frozen=True)
class Entry:
    """What a row of a foreign file says about an actor.

    Attributes:
        row: where it says so.
        name: the actor's name.
        number: its organisation number as it is written.
        words: for its sort, the best first.
        tags: free words about it.
        cells: other columns of the package's actors.
    """

    row: Row
    name: str
    number: str = ""
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


class Roster:
    """The actors of a file by what the file calls them.

    Args:
        harvest: where new actors are added and everything is told.
        ours: whether we wrote the file.

    Attributes:
        by_id: whether the file gives its actors ids, so that the ends of ties are no names.
        describes: whether the file describes actors, and does not only name them in ties.
        ours: whether we wrote the file, so that its ids are those of a register.
    """

    def __init__(self, harvest: Harvest, *, ours: bool = False) -> None:
        self.harvest = harvest
        self.ours = ours
        self.by_id = self.describes = False
        self._ids: dict[str, str | None] = {}
        self._names: dict[str, str | None] = {}

    def enter(self, entry: Entry, own_id: str = "", record_id: str = "", also: str = "") -> str | None:
        """Enter an actor that the file describes, and return its id in the register; None for a person.

        Args:
            entry: what the file says about it.
            own_id: its id within the file.
            record_id: the id for the register, where the file has one that is unique in the world.
            also: another name under which ties may name it.
        """
        self.by_id, self.describes = self.by_id or bool(own_id), True
        name = search_key(entry.name)
        names, key = (self._ids, own_id) if own_id else (self._names, name)
        if key and key in names:
            self.harvest.lose(entry.row, REPEATED)
            return names[key]
        found = self._registered(entry, own_id) or self._enter(entry, record_id)
        if own_id:
            self._ids[own_id] = found
        for called in filter(None, (name, search_key(also))):
            self._names.setdefault(called, found)
        return found

    def meet(self, row: Row, text: str) -> str | None:
        """Return the id of the actor that a tie calls so; None for a person.

        An unknown id is returned as it stands, for the check to refuse. An unknown name is a new actor.
        """
        if text in self._ids:
            return self._ids[text]
        if self.ours and text in self.harvest.context.known.ids:
            return text
        name = search_key(text)
        if name not in self._names:
            known = self.harvest.context.known.find(text, None)
            if self.by_id and known is None:
                return text
            self._names[name] = self._enter(Entry(row, text), named_only=True)
        return self._names[name]

    def _registered(self, entry: Entry, own_id: str) -> str | None:
        """Return the id of an actor that the file calls by the id under which it is registered."""
        known = self.harvest.context.known
        if own_id not in known.ids or not (self.ours or known.has(own_id, entry.name)):
            return None
        self.harvest.guess(entry.row, LINKED)
        return own_id

    def _enter(self, entry: Entry, record_id: str = "", *, named_only: bool = False) -> str | None:
        if any(map(is_person, entry.words)):
            self.harvest.lose(entry.row, PEOPLE)
            return None
        known = self.harvest.context.known.find(entry.name, _valid(entry.number)) if entry.name else None
        if known:
            if not named_only:
                self.harvest.guess(entry.row, LINKED)
            return known
        if named_only and self.describes:
            self.harvest.guess(entry.row, ONLY_NAMED)
        self.harvest.guess(entry.row, PLACED)
        made = record_id or self.harvest.new_id("actors", entry.name)
        self.harvest.add("actors", entry.row, {"id": made, **self._cells(entry)})
        return made

    def _cells(self, entry: Entry) -> dict[str, str]:
        """Return the cells of a new actor."""
        tags = list(entry.tags)
        sort = self._sort(entry, tags)
        email = entry.cells.get("email", "")
        if email and not functional_address(email):
            self.harvest.lose(entry.row, PERSONAL_ADDRESS)
        return {
            **entry.cells,
            "name": entry.name,
            "org_number": entry.number,
            "sector": str(sort.sector or ""),
            "kind": str(sort.kind or entry.cells.get("kind", "")),
            "place_id": self.harvest.context.place_id,
            "tags": ";".join(dict.fromkeys(tag.replace(";", ",") for tag in tags)),
            "email": functional_address(email),
        }

    def _sort(self, entry: Entry, tags: list[str]) -> Sort:
        """Return the sort of an actor by its words, else its name, else the default; unknown words become tags."""
        found = Sort(None, None)
        for word in entry.words:
            sort = sort_of(word)
            if sort is None:
                tags.append(word)
                self.harvest.guess(entry.row, WORD_KEPT.format(word=quoted(word)))
                continue
            says_itself = sort.sector and plain(word) in map(plain, (sort.sector, sort.sector.label))
            if sort.sector and not found.sector and not says_itself:
                self.harvest.guess(entry.row, WORD_READ.format(word=quoted(word), sector=sort.sector.label))
            found = Sort(found.sector or sort.sector, found.kind or sort.kind)
        if found.sector:
            return found
        named = sort_in_name(entry.name)
        default = self.harvest.context.default_sector
        if named and named.sector:
            self.harvest.guess(entry.row, NAME_READ.format(sector=named.sector.label))
            return Sort(named.sector, found.kind or named.kind)
        if default:
            self.harvest.guess(entry.row, DEFAULT_READ.format(sector=default.label))
        return Sort(default, found.kind)


def _valid(number: str) -> str | None:
    """Return an organisation number as it is registered; None for what the check will refuse."""
    try:
        return read_organisation_number(number) if number else None
    except PydanticCustomError:
        return None
