"""A new actor beside those whom it may be, field by field in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from api.lists.contents import NEW
from api.lists.doubles import Doubt, Likeness
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.facts import Word
from api.pages.lists.applying import CHOSEN_BETWEEN, SAME, TAKE
from api.pages.lists.field_words import IN_LISTS, FieldWords
from graph.message import Message
from graph.packages.cells import cell
from models.package_files import FILES
from models.records import Actor, Place
from models.text import search_key


@dataclass(frozen=True)
class PairView:
    """A field of two actors: what it is called, and what either says, in words.

    Attributes:
        same: whether they say the same.
        name: the field of the record.
        choice: the name of the choice which of both stays; empty where there is none.
        listed: whether that is what the list says.
        added: whether both stay.
        only: `one` or `other` where only one of them says something; else empty.
    """

    label: str
    one: tuple[Word, ...]
    other: tuple[Word, ...]
    same: bool
    name: str = ""
    choice: str = ""
    listed: bool = False
    added: bool = False

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

    @property
    def differing(self) -> int:
        """In how many fields a choice is to be made."""
        return sum(bool(pair.choice) for pair in self.pairs)


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

    @property
    def keeps_registered(self) -> bool:
        """Whether the answer that can be given together with others leaves something that the list says aside."""
        value = self.obvious.partition("=")[2]
        return any(other.differing for other in self.others if other.value == value)


class DoubtViews:
    """Shows doubts.

    Args:
        actors, places: those that the reader sees.
        rows: the cells of the actors of the list, by their key.
        taken: for such a key, the columns in which what the list says replaces what is registered; None where the
            list replaces nothing.
    """

    def __init__(
        self,
        actors: Mapping[str, Actor],
        places: tuple[Place, ...],
        rows: Mapping[str, Mapping[str, str]],
        taken: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._rows, self._taken = rows, taken
        self._words = FieldWords(actors, places)

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
        pairs = self._pairs(doubt, theirs)
        if self._taken is not None:
            pairs = tuple(self._chosen(pair, doubt, other.value) for pair in pairs)
        return OtherView(other.value, other.actor.name, address, None, other.reasons, pairs)

    def _pairs(self, doubt: Doubt, theirs: Mapping[str, str]) -> tuple[PairView, ...]:
        return tuple(self.compare(self._rows.get(doubt.new.key, doubt.new.cells), theirs))

    def _chosen(self, pair: PairView, doubt: Doubt, actor: str) -> PairView:
        """Return a field with the choice which of both stays, where that is to be chosen."""
        if pair.same or pair.only:
            return pair
        if pair.name not in CHOSEN_BETWEEN:
            return replace(pair, added=True)
        key = doubt.new.key
        listed = doubt.chosen == actor and pair.name in (self._taken or {}).get(key, ())
        return replace(pair, choice=f"{TAKE}.{key}.{pair.name}.{actor}", listed=listed)

    def compare(self, mine: Mapping[str, str], theirs: Mapping[str, str]) -> Iterator[PairView]:
        """Yield each field of which either of two actors says something, given their cells by column."""
        for field in ACTOR_FORM.fields:
            one, other = mine.get(field.name, ""), theirs.get(field.name, "")
            if field.name in ("visibility", "source", "entity") or not (one or other):
                continue
            words = (self._words.words("actors", field.name, text) for text in (one, other))
            same = self._comparable(field.name, one) == self._comparable(field.name, other)
            yield PairView(field.label, next(words), next(words), same, field.name)

    def _comparable(self, name: str, text: str) -> frozenset[str]:
        return frozenset(map(search_key, text.split(";") if name in IN_LISTS else [text]))
