"""A form that somebody is filling in: what stands in it, before anybody has judged it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.pages.editing.answers import show_answer, written_names
from api.pages.editing.directory import Directory
from api.pages.editing.fields import NAMING, Field, Shape
from api.pages.editing.sections import RecordForm, Rows
from api.pages.editing.sent import Answers, Sent
from models.records import Record

PICKED = "picked-"
"""What stands before the name of a field where one of several actors was picked that may have been meant."""

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
        known: values that nobody is asked for, such as who fills it in.
    """

    form: RecordForm
    directory: Directory
    answers: Answers
    rows: tuple[Answers, ...] = ()
    kept: Kept | None = None
    known: Mapping[str, Any] = field(default_factory=dict)

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
    rows = sent.rows(form.rows.name) if form.rows else ()
    columns = form.rows.fields if form.rows else ()
    return Draft(
        form,
        directory,
        {asked.name: _given(sent.answers, asked) for asked in form.fields},
        tuple({**row, **{asked.name: _given(row, asked) for asked in columns if asked.name in row}} for row in rows),
        kept,
    )


def actors_in(form: RecordForm, kept: Kept) -> set[str]:
    """Return the ids of the actors that a stored record and its rows name in the fields of the form."""
    shown = [(field, kept.record) for field in form.fields]
    shown += [(field, row) for field in (form.rows.fields if form.rows else ()) for row in kept.rows]
    named = (getattr(record, field.name) for field, record in shown if field.shape in NAMING)
    ids = {actor for value in named for actor in (value if isinstance(value, tuple) else (value,)) if actor}
    return ids | ({vars(kept.record)["id"]} if form.file.name == "actors" else set())


def names_in(form: RecordForm, sent: Sent) -> set[str]:
    """Return what was written where a form asks for actors."""
    given = [(field, sent.answers) for field in form.fields]
    if form.rows:
        given += [(field, row) for field in form.rows.fields for row in sent.rows(form.rows.name)]
    return {
        name
        for field, answers in given
        if field.shape in NAMING
        for text in (*answers.get(field.name, ()), *answers.get(PICKED + field.name, ()))
        for name in (written_names(text) if field.shape is Shape.ACTORS else (text,))
    }


def _given(answers: Answers, asked: Field) -> tuple[str, ...]:
    """Return what stands in a field; what was picked of several proposals stands instead of what was written."""
    picked = answers.get(PICKED + asked.name, ()) if asked.shape is Shape.ACTOR else ()
    return picked if any(picked) else answers.get(asked.name, ())


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
