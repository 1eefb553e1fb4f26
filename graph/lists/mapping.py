"""What each column of a list means: guessed with the reason, and corrected by the user."""

from collections import abc
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graph.lists.contents import is_text, meaning_by_content
from graph.lists.dividing import DASH
from graph.lists.grid import Grid
from graph.lists.headings import ALIKE, SAME, Recognised, meanings_of
from graph.lists.meanings import COLUMNS, REQUIRED, SEVERAL, ListKind, Meaning
from graph.lists.names import Names
from graph.lists.screening import is_about_persons
from graph.message import Message
from models.errors import InvalidRequestError

_BY_CONTENT, _BY_POSITION = 60, 10
"""What a guess by content and by position counts for, where one by heading counts up to 100."""

_ROWS_LOOKED_AT, _MOST_KNOWN = 200, 0.6
"""How many cells tell whether a column names those who are known, and the share of them that has to."""

_KINDS = {str(kind): kind for kind in ListKind}
_MEANINGS = {str(meaning): meaning for meaning in Meaning}

_MARKS: abc.Mapping[ListKind, frozenset[Meaning]] = {
    ListKind.TIES: frozenset({Meaning.LADDER, Meaning.DESIRED_LADDER}),
    ListKind.MEMBERSHIPS: frozenset({Meaning.ROLE, Meaning.ATTENDANCE}),
    ListKind.AGREEMENTS: frozenset({Meaning.AGREEMENT_KIND, Meaning.STAGE, Meaning.PARTY}),
}
"""Columns that no other list has: where what is required is told by its position alone, one has to be there."""

NOT_OF_THE_KIND = "En kolumn kan inte betyda det i en sådan lista. Välj något annat."
NO_SUCH_COLUMN = "Kolumnen finns inte i listan. Läs in listan på nytt och försök igen."


@dataclass(frozen=True)
class Mapping:
    """What a list is a list of, and what each of its columns means.

    Attributes:
        kind: what it is a list of.
        meanings: for each column in its order, what it means; None for one that is not read.
    """

    kind: ListKind
    meanings: tuple[Meaning | None, ...]

    def corrected(self, column: int, meaning: Meaning | None) -> "Mapping":
        """Return the mapping with another meaning of one column; what only one column may mean, no other does then.

        Raises:
            InvalidRequestError: there is no such column, or no such meaning in a list of this kind.
        """
        if not 0 <= column < len(self.meanings):
            raise InvalidRequestError(NO_SUCH_COLUMN)
        if meaning is not None and meaning not in COLUMNS[self.kind]:
            raise InvalidRequestError(NOT_OF_THE_KIND)
        alone = meaning is not None and meaning not in SEVERAL
        others = (None if alone and found == meaning else found for found in self.meanings)
        corrected = tuple(meaning if place == column else found for place, found in enumerate(others))
        return replace(self, meanings=corrected)

    def columns(self, meaning: Meaning) -> tuple[int, ...]:
        """Return the places of the columns with a meaning."""
        return tuple(column for column, found in enumerate(self.meanings) if found == meaning)

    def rests_on_position(self, grid: Grid) -> bool:
        """Tell whether nothing but its place says which column of a list of actors is their name."""
        if self.kind != ListKind.ACTORS or grid.width == 0:
            return False
        guess = guess_mapping(grid, self.kind)
        return Meaning.NAME in guess.by_position and guess.mapping.columns(Meaning.NAME) == self.columns(Meaning.NAME)

    @property
    def lacking(self) -> tuple[Meaning, ...]:
        """What a list of the kind must have and no column means."""
        return tuple(meaning for meaning in REQUIRED[self.kind] if meaning not in self.meanings)

    def values(self) -> dict[str, Any]:
        """Return the mapping as plain values that can be written as JSON; `Mapping.of` reads them."""
        return {"kind": str(self.kind), "meanings": [meaning and str(meaning) for meaning in self.meanings]}

    @classmethod
    def of(cls, values: abc.Mapping[str, Any]) -> "Mapping":
        """Return the mapping that `values` was made of."""
        return cls(_KINDS[values["kind"]], tuple(_MEANINGS[name] if name else None for name in values["meanings"]))


class ColumnGuess(NamedTuple):
    """What a column was taken for: its place, what it is called, its meaning or None, and why."""

    column: int
    title: str
    meaning: Meaning | None
    why: Message


@dataclass(frozen=True)
class Guess:
    """A guess at what a list means, and how good it is.

    Attributes:
        mapping: what the columns mean.
        columns: the same with reasons, for every column.
        score: the sum of how sure the columns are, to compare guesses at the same list.
        by_heading: the meanings that a heading tells.
        by_position: those that nothing tells but the order of the columns.
    """

    mapping: Mapping
    columns: tuple[ColumnGuess, ...]
    score: float
    by_heading: frozenset[Meaning]
    by_position: frozenset[Meaning] = frozenset()


def guess_mapping(grid: Grid, kind: ListKind | None = None) -> Guess:
    """Guess what the columns of a list mean.

    Args:
        grid: the list.
        kind: what it is a list of; by default that is guessed too.
    """
    if kind is not None:
        return _Guesser(grid, kind).guess()
    guesses = {kind: _Guesser(grid, kind).guess() for kind in ListKind}
    if grid.reading.delimiter == DASH and not guesses[ListKind.TIES].mapping.lacking:
        return guesses[ListKind.TIES]
    told = [guess for guess in guesses.values() if _is_told(grid, guess)]
    return max(told, key=lambda guess: guess.score, default=guesses[ListKind.ACTORS])


def names_two(grid: Grid, names: Names) -> bool:
    """Tell whether two columns of a list without headings name those who are known: then it is a list of ties."""
    if grid.heading:
        return False
    naming = 0
    for column in range(grid.width):
        cells = [row.cells[column] for row in grid.rows if column < len(row.cells) and row.cells[column]]
        known = sum(map(names.names_any, cells[:_ROWS_LOOKED_AT]))
        naming += known > 0 and known >= _MOST_KNOWN * len(cells[:_ROWS_LOOKED_AT])
    return naming >= 2


def _is_told(grid: Grid, guess: Guess) -> bool:
    """Tell whether headings or contents say that the list is of this kind, and not only the order of columns."""
    kind = guess.mapping.kind
    if guess.mapping.lacking or kind == ListKind.ACTORS:
        return not guess.mapping.lacking
    is_marked = bool(_MARKS[kind] & set(guess.mapping.meanings))
    if not grid.heading:
        return is_marked
    return guess.by_heading >= set(REQUIRED[kind]) and (is_marked or len(REQUIRED[kind]) > 1)


class _Guesser:
    """Guesses column by column: first by heading, then by content, last by position."""

    def __init__(self, grid: Grid, kind: ListKind) -> None:
        self.grid = grid
        self.kind = kind
        self.found: dict[int, ColumnGuess] = {}
        self.score = 0.0
        self.by_heading: set[Meaning] = set()
        self.by_position: set[Meaning] = set()
        self.cells = [
            [row.cells[column] for row in grid.rows if column < len(row.cells) and row.cells[column]]
            for column in range(grid.width)
        ]

    def guess(self) -> Guess:
        for column, why in self.grid.left_out.items():
            said = Message("Läses inte in: kolumnen ser ut att innehålla {what}.", {"what": why})
            self._take(column, None, said, 0)
        self._by_headings()
        for column, cells in enumerate(self.cells):
            self._by_content(column, cells)
        self._by_position()
        for column in range(self.grid.width):
            if column not in self.found:
                self._take(column, None, self._why_not(column), 0)
        columns = tuple(self.found[column] for column in range(self.grid.width))
        mapping = Mapping(self.kind, tuple(guess.meaning for guess in columns))
        return Guess(mapping, columns, self.score, frozenset(self.by_heading), frozenset(self.by_position))

    def _by_headings(self) -> None:
        """Give each column the surest meaning of its heading that no surer column has."""
        candidates = [
            (found, column)
            for column, title in enumerate(self.grid.heading)
            if column not in self.found
            for found in meanings_of(title, self.kind)
        ]
        for found, column in sorted(candidates, key=lambda candidate: (-candidate[0].score, candidate[1])):
            if column not in self.found and self._is_free(found.meaning):
                self._take(column, found.meaning, _why(self.grid.title(column), found), found.score)
                self.by_heading |= {found.meaning} if found.score >= ALIKE else set()

    def _by_content(self, column: int, cells: list[str]) -> None:
        if column in self.found:
            return
        meaning = meaning_by_content(self.kind, cells)
        if meaning is not None and self._is_free(meaning):
            self._take(column, meaning, Message("Gissat av det som står i kolumnen."), _BY_CONTENT)

    def _by_position(self) -> None:
        """Take the first columns of words for what the list must have and no column is."""
        for meaning in REQUIRED[self.kind]:
            words = (column for column, cells in enumerate(self.cells) if self._may_name(column, cells))
            if self._is_free(meaning) and (column := next(words, None)) is not None:
                self.by_position.add(meaning)
                self._take(column, meaning, Message("Gissat: kolumnen är den första som håller ord."), _BY_POSITION)

    def _may_name(self, column: int, cells: list[str]) -> bool:
        """Tell whether a column may hold names; not below what would be a heading about persons, were it one."""
        return column not in self.found and is_text(cells) and not is_about_persons(cells[0])

    def _is_free(self, meaning: Meaning) -> bool:
        return meaning in SEVERAL or all(guess.meaning != meaning for guess in self.found.values())

    def _take(self, column: int, meaning: Meaning | None, why: Message, score: float) -> None:
        self.found[column] = ColumnGuess(column, self.grid.title(column), meaning, why)
        self.score += score

    def _why_not(self, column: int) -> Message:
        if not self.cells[column]:
            return Message("Kolumnen är tom.")
        title = self.grid.heading[column] if column < len(self.grid.heading) else ""
        taken = meanings_of(title, self.kind)[:1]
        if taken:
            return Message("En annan kolumn är redan läst som ”{meaning}”.", {"meaning": taken[0].meaning})
        return Message("Det framgår inte vad kolumnen är. Välj det, om den ska läsas in.")


def _why(title: str, found: Recognised) -> Message:
    if found.score == SAME:
        return Message("Rubriken är ”{title}”.", {"title": title})
    said = {"title": title, "word": found.word}
    if found.score >= ALIKE:
        return Message("Rubriken ”{title}” liknar ”{word}”.", said)
    return Message("I rubriken ”{title}” står ”{word}”.", said)
