"""A new actor beside those whom it may be, field by field in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from api.lists.contents import NEW
from api.lists.doubles import Doubt, Likeness
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.facts import Word
from api.pages.lists.applying import SAME
from graph.message import Message
from graph.packages.cells import cell
from models.package_files import FILES
from models.records import Actor, Place
from models.text import search_key

_IN_LISTS = ("aliases", "federation_ids", "themes", "tags")


@dataclass(frozen=True)
class PairView:
    """A field of two actors: what it is called, and what either says, in words.

    Attributes:
        same: whether they say the same.
        name: the field of the record.
        only: `one` or `other` where only one of them says something; else empty.
    """

    label: str
    one: tuple[Word, ...]
    other: tuple[Word, ...]
    same: bool
    name: str = ""

    @property
    def only(self) -> str:
        return "" if self.one and self.other else "one" if self.one else "other"


@dataclass(frozen=True)
class OtherView:
    """Somebody whom a new actor may be.

    Attributes:
        value: the answer that says so.
        name, address: what a registered one is called, and its page.
        row: the number of another row of the list; None for a registered one.
        reasons: why.
        pairs: both, field by field.
    """

    value: str
    name: str
    address: str
    row: int | None
    reasons: tuple[Message, ...]
    pairs: tuple[PairView, ...]


@dataclass(frozen=True)
class DoubtView:
    """The question whether a new actor is registered already.

    Attributes:
        field: the name of the answer.
        name: what the list calls it.
        row: the number of its row.
        others: who it may be.
        chosen: the answer so far.
        needed: whether the row cannot be stored without one.
        obvious: the answer that can be given together with others; empty where there is none.
    """

    field: str
    name: str
    row: int
    others: tuple[OtherView, ...]
    chosen: str
    needed: bool
    obvious: str
    new: str = NEW


class DoubtViews:
    """Shows doubts.

    Args:
        actors, places: those that the reader sees.
        rows: the cells of the other actors of the list, by their key.
    """

    def __init__(
        self, actors: Mapping[str, Actor], places: tuple[Place, ...], rows: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._actors, self._rows = actors, rows
        self._places = {place.id: place.name for place in places}

    def show(self, doubt: Doubt) -> DoubtView:
        """Return a doubt as a page shows it."""
        key = doubt.new.key
        return DoubtView(
            field=f"{SAME}.{key}",
            name=doubt.new.name,
            row=doubt.new.row,
            others=tuple(self._other(doubt, other) for other in doubt.others),
            chosen=doubt.chosen,
            needed=doubt.needed,
            obvious=f"{key}={doubt.obvious}" if doubt.obvious and not doubt.chosen else "",
        )

    def _other(self, doubt: Doubt, other: Likeness) -> OtherView:
        if other.actor is None:
            theirs = self._rows.get(other.value.partition(":")[2], {})
            return OtherView(
                other.value, theirs.get("name", ""), "", other.row, other.reasons, self._pairs(doubt, theirs)
            )
        theirs = {column: cell(getattr(other.actor, column)) for column in FILES["actors"].columns}
        address = f"/aktorer/{quote(other.actor.id)}"
        return OtherView(other.value, other.actor.name, address, None, other.reasons, self._pairs(doubt, theirs))

    def _pairs(self, doubt: Doubt, theirs: Mapping[str, str]) -> tuple[PairView, ...]:
        return tuple(self.compare(doubt.new.cells, theirs))

    def compare(self, mine: Mapping[str, str], theirs: Mapping[str, str]) -> Iterator[PairView]:
        """Yield each field of which either of two actors says something, given their cells by column."""
        for field in ACTOR_FORM.fields:
            one, other = mine.get(field.name, ""), theirs.get(field.name, "")
            if field.name in ("visibility", "source", "entity") or not (one or other):
                continue
            labels = {option.value: option.label for option in field.options}
            words = (self._words(field.name, text, labels) for text in (one, other))
            same = self._comparable(field.name, one) == self._comparable(field.name, other)
            yield PairView(field.label, next(words), next(words), same, field.name)

    def _words(self, name: str, text: str, labels: Mapping[str, str]) -> tuple[Word, ...]:
        parts = [part for part in (text.split(";") if name in _IN_LISTS else [text]) if part]
        return tuple(Word(labels.get(part) or self._named(name, part), part in labels) for part in parts)

    def _named(self, name: str, text: str) -> str:
        if name == "place_id":
            return self._places.get(text, text)
        if name in ("parent_id", "federation_ids") and text in self._actors:
            return self._actors[text].name
        return text

    def _comparable(self, name: str, text: str) -> frozenset[str]:
        return frozenset(map(search_key, text.split(";") if name in _IN_LISTS else [text]))
