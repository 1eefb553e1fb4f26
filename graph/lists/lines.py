"""One row of a list while it is read: its cells by meaning, what is wrong, guessed and left out."""

import re
from typing import NamedTuple

from graph.lists.grid import Grid, GridRow
from graph.lists.list_dates import read_day, read_last_day
from graph.lists.mapping import Mapping
from graph.lists.meanings import Meaning
from graph.lists.names import Names, UnknownNameError
from graph.lists.plain_words import plain
from graph.lists.screening import HIDDEN
from graph.lists.words import not_understood, understood
from graph.message import Message
from graph.packages.remarks import quoted
from models.vocabulary import PersonalData
from models.vocabulary.codes import Code

FREE_TEXTS = frozenset(
    {
        *(Meaning.NOTE, Meaning.SOURCE, Meaning.OFFERS, Meaning.SEEKS, Meaning.WHAT, Meaning.PURPOSE, Meaning.GOAL),
        *(Meaning.FOLLOW_UP, Meaning.TAGS, Meaning.ALIASES, Meaning.WEBSITE, Meaning.EMAIL),
    }
)
"""What can be read although something about a person was hidden in it."""

_NOTHING = frozenset({"", "n a", "na", "saknas", "uppgift saknas", "ej angivet", "ingen uppgift", "null"})
"""What people write for a blank, as `graph.lists.plain_words` leaves it: also a lone dash or question mark."""

MOST_NAMES = 100
"""How many one cell may name."""

_LONGEST_NOTHING = max(map(len, _NOTHING)) + 2
_DIVIDERS = (";", "\n", "|", "•", ",", "/", " och ", " samt ", " and ", " & ")
_LISTED = re.compile(r"[;\n|•]")
_LISTED_LOOSELY = re.compile(r" ?, ?| och | samt | and | & | ?/ ?")

MAY_BE_A_PERSON = (
    "innehåller något som kan vara ett personnummer och har inte lästs in; registret gäller organisationer, "
    "inte personer; skriv utan numret"
)
HOLDS_AN_ADDRESS = "innehåller en persons e-postadress, som inte har lästs in; skriv utan den"
TOO_MANY_NAMES = f"cellen har fler än {MOST_NAMES} namn; dela upp den på flera rader"
MISSING = "saknas men måste fyllas i"


class Cell(NamedTuple):
    """A cell that says something: the place of its column, and its text."""

    column: int
    text: str


class LineFault(NamedTuple):
    """What is wrong in a row: the meaning of the cell, the place of its column where it has one, and why."""

    meaning: Meaning
    column: int | None
    reason: str


class Line:
    """One row of a list.

    Attributes:
        number: of the row.
        faults: what is wrong.
        guessed: what the row does not say itself, each with why it was guessed.
        left_out: what the row says and was not read.
        said: what the row says itself, by the columns of the package, before anything is guessed or filled in.
    """

    def __init__(self, row: GridRow, grid: Grid, mapping: Mapping) -> None:
        self.number = row.number
        self.faults: list[LineFault] = []
        self.guessed: dict[Meaning, Message] = {}
        self.left_out: list[Message] = []
        self.said: dict[str, str] = {}
        self._grid = grid
        self._cells: dict[Meaning, list[Cell]] = {}
        for column, (meaning, text) in enumerate(zip(mapping.meanings, row.cells, strict=False)):
            if meaning is None or column in grid.left_out:
                continue
            hidden = grid.withheld.get((row.number, column)) if grid.withheld else None
            if hidden is not None:
                self._tell_hidden(meaning, column, text, hidden)
            if text and text != HIDDEN and not (len(text) <= _LONGEST_NOTHING and plain(text) in _NOTHING):
                self._cells.setdefault(meaning, []).append(Cell(column, text))

    def cells(self, meaning: Meaning) -> list[Cell]:
        """Return the cells with a meaning that say something, in the order of the columns."""
        return self._cells.get(meaning, [])

    def text(self, meaning: Meaning) -> str:
        """Return what the first of them says; empty for nothing."""
        cells = self.cells(meaning)
        return cells[0].text if cells else ""

    def name(self, meaning: Meaning) -> str:
        """Return a name or a title on one line; a row that lacks it is at fault."""
        text = " ".join(self.text(meaning).split())
        if not text and not self.is_faulty(meaning):
            self.fail(meaning, MISSING)
        return text

    def words(self, meaning: Meaning) -> str:
        """Return the words of all cells with a meaning as the package lists them."""
        found = [word for cell in self.cells(meaning) for word in re.split(r"[;,\n|]", cell.text)]
        return ";".join(dict.fromkeys(word.strip() for word in found if word.strip() and HIDDEN not in word))

    def code(self, meaning: Meaning, vocabulary: type[Code]) -> str:
        """Return the code that a cell means; empty when it is blank or cannot be told, which is then a fault."""
        cells = self.cells(meaning)
        return self._coded(meaning, cells[0], vocabulary) if cells else ""

    def codes(self, meaning: Meaning, vocabulary: type[Code]) -> str:
        """Return the codes that the words of all cells mean, as the package lists them."""
        words = [
            Cell(cell.column, word.strip())
            for cell in self.cells(meaning)
            for word in ([cell.text] if understood(cell.text, vocabulary) else re.split(r"[;,\n|/]", cell.text))
        ]
        found = [self._coded(meaning, word, vocabulary) for word in words if word.text]
        return ";".join(dict.fromkeys(filter(None, found)))

    def first_day(self) -> str:
        """Return the first day on which the fact holds, as the package writes it."""
        return self._day(Meaning.VALID_FROM)

    def day_after(self) -> str:
        """Return the first day on which it no longer holds: a list names the last one that counts."""
        return self._day(Meaning.VALID_TO)

    def notes(self) -> str:
        """Return the remark; where several columns are remarks, each with its heading."""
        cells = self.cells(Meaning.NOTE)
        if len(cells) == 1:
            return cells[0].text
        return "\n".join(f"{self._grid.title(cell.column)}: {cell.text}" for cell in cells)

    def named(self, meaning: Meaning, names: Names) -> list[str]:
        """Return the ids of all that the cells with a meaning name; what is not known is a fault."""
        found: list[str] = []
        for cell in self.cells(meaning):
            if sum(map(cell.text.count, _DIVIDERS)) > MOST_NAMES:
                self.fail(meaning, TOO_MANY_NAMES, cell.column)
                continue
            found += [self._named(meaning, Cell(cell.column, text), names) for text in split_names(cell.text, names)]
        if not found and not self.is_faulty(meaning):
            self.fail(meaning, MISSING)
        return list(dict.fromkeys(filter(None, found)))

    def the_named(self, meaning: Meaning, names: Names) -> str:
        """Return the id of the one that a row has to name; empty when it is at fault."""
        found = self.one_named(meaning, names)
        if not found and not self.is_faulty(meaning):
            self.fail(meaning, MISSING)
        return found

    def one_named(self, meaning: Meaning, names: Names) -> str:
        """Return the id of the one that the first cell with a meaning names; empty when it is blank or at fault."""
        cells = self.cells(meaning)
        return self._named(meaning, cells[0], names) if cells else ""

    def fail(self, meaning: Meaning, reason: str, column: int | None = None) -> None:
        """Note that something is wrong with what the row says, or does not say, about a meaning."""
        self.faults.append(LineFault(meaning, column, reason))

    def is_faulty(self, meaning: Meaning) -> bool:
        """Tell whether something is wrong with a meaning."""
        return any(fault.meaning == meaning for fault in self.faults)

    def guess(self, meaning: Meaning, why: Message) -> None:
        """Note that something was guessed."""
        self.guessed.setdefault(meaning, why)

    def leave_out(self, why: Message) -> None:
        """Note that something was not read."""
        self.left_out.append(why)

    def _coded(self, meaning: Meaning, cell: Cell, vocabulary: type[Code]) -> str:
        found = understood(cell.text, vocabulary)
        if found is None:
            self.fail(meaning, not_understood(cell.text, vocabulary), cell.column)
            return ""
        if found.taken_for:
            self.guess(meaning, Message("{written} är läst som ”{word}”.", said(cell.text, found.code)))
        return str(found.code)

    def _day(self, meaning: Meaning) -> str:
        read = read_day if meaning == Meaning.VALID_FROM else read_last_day
        cells = self.cells(meaning)
        try:
            return read(cells[0].text) if cells else ""
        except ValueError as error:
            self.fail(meaning, str(error), cells[0].column)
            return ""

    def _named(self, meaning: Meaning, cell: Cell, names: Names) -> str:
        try:
            return names.find(cell.text).id
        except UnknownNameError as error:
            self.fail(meaning, str(error), cell.column)
            return ""

    def _tell_hidden(self, meaning: Meaning, column: int, text: str, hidden: PersonalData) -> None:
        if meaning in FREE_TEXTS:
            title = self._grid.title(column)
            self.leave_out(Message("I ”{title}” är {what} dolt.", {"title": title, "what": hidden}))
        elif hidden == PersonalData.PERSONAL_NUMBER:
            self.fail(meaning, MAY_BE_A_PERSON, column)
        elif text != HIDDEN:
            self.fail(meaning, HOLDS_AN_ADDRESS, column)


def said(written: str, code: Code) -> dict[str, str | Code]:
    """Return the facts of a message about a word that was taken for a code."""
    return {"written": quoted(written), "word": code}


def split_names(text: str, names: Names) -> list[str]:
    """Return the names that stand in one cell.

    Commas, `och` and strokes may be part of a name: they only divide where that makes names which are known.
    """
    if names.knows(text):
        return [text]
    found: list[str] = []
    for part in filter(None, (" ".join(part.split()) for part in _LISTED.split(text))):
        pieces = [piece for piece in _LISTED_LOOSELY.split(part) if piece]
        found += pieces if not names.knows(part) and any(map(names.knows, pieces)) else [part]
    return found
