"""What came of judging a list: what can be stored, errors and where they stand, and the questions that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.language import message
from api.lists.contents import NEW, CellList, ListContent
from api.lists.doubles import ROW, Doubt, NewActor
from graph.lists import ListPackage, Meaning
from graph.packages import Change, CheckedPackage

WAITS = message("väntar på ditt svar om en aktör som raden nämner")


@dataclass(frozen=True)
class Located:
    """An error or a warning, and where in the list it belongs.

    Attributes:
        file: the sheet or file; empty for a list, which has only one.
        row: the number of its row; None when it is about the whole.
        column: the place of its column in a list; None when it is about the row.
        title: what the column is called.
        reason: what is the matter.
        meaning: what the error is about, where no column of the list says it.
    """

    file: str
    row: int | None
    column: int | None
    title: str
    reason: str
    meaning: Meaning | None = None

    @property
    def waits(self) -> bool:
        """Whether only an answer about an actor is waited for."""
        return self.reason == WAITS


@dataclass(frozen=True)
class Judgement:
    """What a list says, judged.

    Attributes:
        content: the list.
        checked: what of it can be stored now.
        errors: why other rows cannot.
        warnings: what was left aside.
        doubts: the new actors that may be somebody else.
        listed: the list as a package; None for a file.
        changes: for the number of a row of a list, what it changes in what is registered.
        repeated: the numbers of the rows of a list that are about the same as another row, and are not read.
        new: the actors of the list.
    """

    content: ListContent
    checked: CheckedPackage = field(repr=False)
    errors: tuple[Located, ...]
    warnings: tuple[Located, ...]
    doubts: tuple[Doubt, ...]
    listed: ListPackage | None = field(default=None, repr=False)
    changes: Mapping[int, Change] = field(default_factory=dict, repr=False)
    repeated: frozenset[int] = frozenset()
    new: tuple[NewActor, ...] = field(default=(), repr=False)

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """The actors for which a person has to say who they are before they can be stored."""
        return tuple(doubt for doubt in self.doubts if doubt.is_open)

    @property
    def stored_as_new(self) -> int:
        """How many actors resemble somebody too little to be asked about, and are new where nobody says otherwise."""
        back = self.kept_back
        weak = (doubt for doubt in self.doubts if not doubt.needed and doubt.chosen in ("", NEW))
        return sum(doubt.new.row not in back | self.repeated for doubt in weak)

    @property
    def faulty(self) -> frozenset[int]:
        """The numbers of the rows of a list with errors."""
        return frozenset(error.row for error in self.errors if error.row is not None and not error.waits)

    @property
    def waiting(self) -> frozenset[int]:
        """The numbers of the rows of a list that wait for an answer, and have no errors."""
        asked = frozenset(doubt.new.row for doubt in self.open_doubts)
        return asked.union(error.row for error in self.errors if error.waits and error.row is not None) - self.faulty

    @property
    def kept_back(self) -> frozenset[int]:
        """The numbers of the rows of a list that cannot be stored now."""
        if not isinstance(self.content.held, CellList):
            return frozenset()
        if any(error.row is None for error in self.errors):
            return frozenset(row.number for row in self.content.held.grid.rows)
        back = self.faulty | self.waiting
        pairs = ((number, self.content.choices.get(str(number), "")) for number in self.repeated)
        return back | {number for number, choice in pairs if int(choice.removeprefix(ROW)) in back}

    @property
    def is_ready(self) -> bool:
        """Whether all of it can be stored."""
        return not self.errors and not self.open_doubts

    @property
    def ready(self) -> int:
        """How many rows can be stored now."""
        if isinstance(self.content.held, CellList):
            return self.content.held.height - len(self.kept_back)
        return sum(map(len, self.checked.records.values()))
