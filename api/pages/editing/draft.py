"""A form that somebody is filling in: what stands in it, before anybody has judged it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.pages.editing.answers import show_answer
from api.pages.editing.directory import Directory
from api.pages.editing.fields import Field, Shape
from api.pages.editing.sections import RecordForm, Rows
from api.pages.editing.sent import Answers, Sent
from models.records import Record

CARRIED = ("source", "note")
"""What a row carries along unseen: a form does not ask for it, and must not lose it."""


@dataclass(frozen=True)
class Kept:
    """A record as it is stored and shown to the viewer, with the rows about those who take part.

    Attributes:
        version: of the record.
        mark: of the rows.
    """

    record: Record
    version: int
    rows: tuple[Record, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Draft:
    """What stands in a form.

    Attributes:
        form: the questions.
        directory: the actors and places that can be named.
        answers: what stands in the fields.
        rows: what stands in each row.
        kept: what was stored when the page was made; None for something new.
    """

    form: RecordForm
    directory: Directory
    answers: Answers
    rows: tuple[Answers, ...] = ()
    kept: Kept | None = None

    def with_row(self) -> "Draft":
        """Return the draft with one more empty row."""
        assert self.form.rows
        return replace(self, rows=(*self.rows, empty_row(self.form.rows)))

    def without_row(self, number: int) -> "Draft":
        """Return the draft without one of its rows."""
        return replace(self, rows=tuple(row for index, row in enumerate(self.rows) if index != number))


def new_draft(form: RecordForm, directory: Directory, known: Mapping[str, str]) -> Draft:
    """Return the draft of something new.

    Args:
        known: what is known beforehand of some fields, such as the place.
    """
    answers = {asked.name: (known.get(asked.name, asked.usual),) for asked in form.fields}
    rows = (empty_row(form.rows),) * form.rows.at_first if form.rows else ()
    return Draft(form, directory, answers, rows)


def stored_draft(form: RecordForm, directory: Directory, kept: Kept) -> Draft:
    """Return the draft that says what is stored."""
    answers = {asked.name: show_field(asked, kept.record, directory) for asked in form.fields}
    rows = tuple(_shown_row(form.rows, row, directory) for row in kept.rows) if form.rows else ()
    return Draft(form, directory, answers, rows, kept)


def sent_draft(form: RecordForm, directory: Directory, sent: Sent, kept: Kept | None) -> Draft:
    """Return the draft that somebody has sent."""
    answers = {asked.name: sent.answers.get(asked.name, ()) for asked in form.fields}
    return Draft(form, directory, answers, sent.rows(form.rows.name) if form.rows else (), kept)


def show_field(asked: Field, record: Record, directory: Directory) -> tuple[str, ...]:
    """Return what stands in a field for a record."""
    value = getattr(record, asked.name)
    if asked.shape is Shape.SIDE:
        return (
            next((option.value for option in asked.options if value and getattr(record, option.value) == value), ""),
        )
    return show_answer(asked, value, directory)


def empty_row(rows: Rows) -> Answers:
    """Return a row that nobody has filled in."""
    return {asked.name: (asked.usual,) for asked in rows.fields}


def is_empty_row(rows: Rows, row: Answers) -> bool:
    """Tell whether nobody has filled in a row."""
    filled = ((row.get(asked.name) or ("",))[0].strip() not in ("", asked.usual) for asked in rows.fields)
    return not any(filled) and not any(row.get(name, ("",))[0] for name in CARRIED)


def _shown_row(rows: Rows, record: Record, directory: Directory) -> Answers:
    shown = {asked.name: show_answer(asked, getattr(record, asked.name), directory) for asked in rows.fields}
    return {**shown, **{name: (getattr(record, name) or "",) for name in CARRIED}}
