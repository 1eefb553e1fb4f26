"""What the columns of a list were taken for, why, and what else they can be."""

from dataclasses import dataclass

from api.lists.contents import CellList
from api.pages.lists.applying import COLUMN
from graph.lists import COLUMNS, Meaning, guess_mapping
from graph.message import Message

CHOSEN = Message("Du har valt det.")

_LONGEST_SAMPLE = 60


@dataclass(frozen=True)
class MeaningOption:
    """Something that a column can mean."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class ColumnView:
    """A column.

    Attributes:
        field: the name of the choice.
        title: what the column is called.
        sample: what stands in its first filled cell.
        options: what it can mean; nothing for a column about persons, which is not read.
        why: why it was taken for what it is.
        is_read: whether it means something.
    """

    field: str
    title: str
    sample: str
    options: tuple[MeaningOption, ...]
    why: Message
    is_read: bool


def column_views(held: CellList) -> tuple[ColumnView, ...]:
    """Return the columns of a list."""
    guess = guess_mapping(held.grid, held.mapping.kind)
    return tuple(
        ColumnView(
            field=f"{COLUMN}.{column.column}",
            title=column.title,
            sample=_sample(held, column.column),
            options=() if column.column in held.grid.left_out else _options(held, meaning),
            why=column.why if column.meaning == meaning else CHOSEN,
            is_read=meaning is not None,
        )
        for column, meaning in zip(guess.columns, held.mapping.meanings, strict=True)
    )


def meanings_to_add(held: CellList) -> tuple[MeaningOption, ...]:
    """Return what can become a column of its own, to be filled in."""
    taken = set(held.mapping.meanings)
    return tuple(
        MeaningOption(meaning, meaning.label) for meaning in COLUMNS[held.mapping.kind] if meaning not in taken
    )


def _options(held: CellList, chosen: Meaning | None) -> tuple[MeaningOption, ...]:
    return tuple(MeaningOption(meaning, meaning.label, meaning == chosen) for meaning in COLUMNS[held.mapping.kind])


def _sample(held: CellList, column: int) -> str:
    filled = (row.cells[column] for row in held.grid.rows if column < len(row.cells) and row.cells[column])
    text = " ".join(next(filled, "").split())
    return text if len(text) <= _LONGEST_SAMPLE else f"{text[: _LONGEST_SAMPLE - 1]}…"
