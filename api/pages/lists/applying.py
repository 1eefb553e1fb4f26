"""What somebody types and chooses on the page of a list, laid over what the draft holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from api.lists.contents import NEW, CellList, FileRows, ListContent
from api.lists.doubles import ROW
from api.pages.editing.sent import Sent
from graph.lists import COLUMNS, LISTS, Grid, ListKind, Meaning, guess_mapping
from graph.lists import Mapping as ColumnMapping
from graph.lists.cell_values import CODED
from graph.lists.limits import MOST_COLUMNS
from models.errors import InvalidRequestError
from models.package_files import FILES
from models.text import LONGEST_NAME
from models.vocabulary import ActorKind, Sector
from models.vocabulary.codes import Code

CELL, MISSING, COLUMN, SAME, TAKE = "cell", "new", "column", "same", "take"
"""What stands first in the names of fields: of a cell, of what no column says, of a column, of an answer, and of what
stays where the list and the register differ."""

LISTED, REGISTERED = "list", "register"
"""The answers to what stays."""

CONFIRM = "names"
"""The button that says that a column holds the names of organisations."""

VOCABULARIES: Mapping[Meaning, type[Code]] = {**CODED, Meaning.SECTOR: Sector, Meaning.KIND: ActorKind}
"""The meanings that are chosen from a list where no column says them."""

CHOSEN_BETWEEN = frozenset(FILES["actors"].columns) - LISTS - {"id", "name"}
"""The columns of an actor in which either what is registered or what a list says stands afterwards."""

_MEANINGS = {str(meaning): meaning for meaning in Meaning}


@dataclass(frozen=True)
class Applied:
    """A draft with what was typed.

    Attributes:
        content: the draft.
        refused: why something that was typed could not be taken, by the name of its field.
    """

    content: ListContent
    refused: dict[str, str]


def applied(sent: Sent, content: ListContent) -> Applied:
    """Return a draft with everything that was typed and chosen. What changes nothing leaves it equal."""
    refused: dict[str, str] = {}
    held = content.held
    if isinstance(held, CellList):
        held = _with_meanings(sent, _with_cells(sent, held, refused))
    content = _with_settings(sent, replace(content, held=held))
    if sent.one("do") == CONFIRM:
        content = replace(content, names_confirmed=True)
    return Applied(_with_choices(sent, content), refused)


def without_row(content: ListContent, number: int) -> ListContent:
    """Return a list without one of its rows; it stays as it is when there is no such row."""
    if not isinstance(content.held, CellList):
        return content
    try:
        grid = content.held.grid.without(number)
    except InvalidRequestError:
        return content
    choices = {key: choice for key, choice in content.choices.items() if key != str(number)}
    taken = {key: columns for key, columns in content.taken.items() if key != str(number)}
    return replace(content, held=replace(content.held, grid=grid), choices=choices, taken=taken)


def first_changed(before: ListContent, after: ListContent) -> int:
    """Return the number of the first row of a list that was corrected, answered or taken away; 0 for none."""
    if not (isinstance(before.held, CellList) and isinstance(after.held, CellList)):
        return 0
    rows = {row.number: row.cells for row in after.held.grid.rows}
    cells = {row.number for row in before.held.grid.rows if rows.get(row.number) != row.cells}
    keys = before.choices.keys() | after.choices.keys()
    return min(cells | {int(key) for key in keys if before.choices.get(key) != after.choices.get(key)}, default=0)


def rows_sent(sent: Sent) -> frozenset[int]:
    """Return the numbers of the rows of which something was sent."""
    numbers = (name.split(".")[1] for name in sent.answers if name.split(".")[0] in (CELL, MISSING, SAME, TAKE))
    return frozenset(int(number) for number in numbers if _is_number(number))


def _with_cells(sent: Sent, held: CellList, refused: dict[str, str]) -> CellList:
    """Return a list with the cells that were typed. What no column says yet gets a column."""
    for name, row, rest, text in _fields(sent, CELL):
        if _is_number(rest):
            held = _edited(held, name, (row, int(rest)), text, refused)
    for name, row, rest, text in _fields(sent, MISSING):
        meaning = _MEANINGS.get(rest)
        if meaning in COLUMNS[held.mapping.kind] and text.strip():
            assert meaning is not None
            held = _with_column(held, meaning)
            held = _edited(held, name, (row, held.mapping.columns(meaning)[0]), text, refused)
    return held


def _edited(held: CellList, name: str, place: tuple[int, int], text: str, refused: dict[str, str]) -> CellList:
    row, column = place
    typed = text.replace("\x00", "").strip()
    if held.grid.cell(row, column) == typed:
        return held
    try:
        return replace(held, grid=held.grid.edited(row, column, typed))
    except InvalidRequestError as error:
        refused[name] = str(error)
        return held


def _fields(sent: Sent, first: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield the fields about a row: name, number of the row, what stands last in the name, and what was typed."""
    for name, given in sent.answers.items():
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == first and _is_number(parts[1]) and given:
            yield name, int(parts[1]), parts[2], given[0]


def _with_meanings(sent: Sent, held: CellList) -> CellList:
    """Return a list with what was chosen that its columns mean, and what it is a list of."""
    kind = next((kind for kind in ListKind if kind == sent.one("kind")), held.mapping.kind)
    if kind != held.mapping.kind:
        return replace(held, mapping=guess_mapping(held.grid, kind).mapping)
    mapping = held.mapping
    for column, current in enumerate(held.mapping.meanings):
        name = f"{COLUMN}.{column}"
        chosen = _MEANINGS.get(sent.one(name))
        if name in sent.answers and chosen != current and column not in held.grid.left_out:
            mapping = _corrected(mapping, column, chosen)
    added = _MEANINGS.get(sent.one("add"))
    held = replace(held, mapping=mapping)
    return _with_column(held, added) if added in COLUMNS[kind] else held


def _corrected(mapping: ColumnMapping, column: int, meaning: Meaning | None) -> ColumnMapping:
    try:
        return mapping.corrected(column, meaning)
    except InvalidRequestError:
        return mapping


def _with_column(held: CellList, meaning: Meaning | None) -> CellList:
    """Return a list with a column of that meaning; one that it has already is as good."""
    grid = held.grid
    if meaning is None or meaning in held.mapping.meanings or grid.width >= MOST_COLUMNS:
        return held
    heading = (*grid.heading, *[""] * (grid.width - len(grid.heading)), meaning.label)
    wider: Grid = replace(grid, heading=heading)
    meanings = (*held.mapping.meanings, *[None] * (grid.width - len(held.mapping.meanings)), meaning)
    return CellList(wider, replace(held.mapping, meanings=meanings))


def _with_settings(sent: Sent, content: ListContent) -> ListContent:
    if not sent.one("settings"):
        return content
    sector = next((sector for sector in Sector if sector == sent.one("sector")), None)
    source = sent.one("source").replace("\x00", "").strip()[:LONGEST_NAME]
    return replace(content, sector=sector, source=source, new_forums=bool(sent.one("forums")))


def _with_choices(sent: Sent, content: ListContent) -> ListContent:
    choices = dict(content.choices)
    keys = _keys(content.held)
    for name in sent.answers:
        first, _, key = name.partition(".")
        if first == SAME and key in keys:
            choices[key] = sent.one(name)
    for answer in sent.answers.get("obvious", ()):
        key, _, choice = answer.partition("=")
        if sent.one("do") == "obvious" and key in keys and not choices.get(key):
            choices[key] = choice
    choices = {key: choice for key, choice in choices.items() if _is_choice(choice)}
    return replace(content, choices=choices, taken=_taken(sent, content, choices))


def _taken(sent: Sent, content: ListContent, choices: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what the list may replace, by row; an answer counts for the actor that it was given beside."""
    taken = {key: set(each) for key, each in content.taken.items() if choices.get(key) == content.choices.get(key)}
    for name in sent.answers:
        first, _, rest = name.partition(".")
        key, _, rest = rest.partition(".")
        column, _, actor = rest.partition(".")
        if first == TAKE and column in CHOSEN_BETWEEN and actor and choices.get(key) == actor:
            columns = taken.setdefault(key, set())
            columns.add(column) if sent.one(name) == LISTED else columns.discard(column)
    return {key: tuple(sorted(columns)) for key, columns in taken.items() if columns}


def _keys(held: CellList | FileRows) -> set[str]:
    if isinstance(held, CellList):
        return {str(row.number) for row in held.grid.rows}
    return {cells.get("id", "") for sheet in held.sheets if sheet.name == "actors" for _, cells in sheet.dicts()}


def _is_choice(choice: str) -> bool:
    return choice == NEW or choice.startswith(ROW) or 0 < len(choice) <= 100


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
