"""The page of a form: every question with what stands in it, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from api.pages.editing.draft import CARRIED, Draft
from api.pages.editing.faults import Fault, anchor_of
from api.pages.editing.fields import Field, Option, Shape
from api.pages.editing.resemblance import Alike
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import Answers
from api.pages.facts import Link
from api.templating import Page


@dataclass(frozen=True)
class Filled:
    """A question with what stands in it.

    Attributes:
        anchor: the id of its element.
        name: what it is sent as.
        given: what stands in it.
        options: what can be chosen, and what was chosen although it cannot be any more.
        fault: what is wrong with it.
    """

    field: Field
    anchor: str
    name: str
    given: tuple[str, ...]
    options: tuple[Option, ...]
    fault: Fault | None

    @property
    def text(self) -> str:
        """What stands in a field that holds one text."""
        return next(iter(self.given), "")


@dataclass(frozen=True)
class FilledSection:
    """Questions that belong together; `open` unless they are folded away."""

    title: str
    folded: bool
    open: bool
    fields: tuple[Filled, ...]


@dataclass(frozen=True)
class FilledRow:
    """A row: `number` counts from 0, `carried` are the names and texts that it carries along unseen."""

    number: int
    carried: tuple[tuple[str, str], ...]
    fields: tuple[Filled, ...]

    @property
    def name(self) -> str:
        """What stands in its first field, the actor's name."""
        return self.fields[0].text


@dataclass(frozen=True)
class Guard:
    """What stands in the way of saving, and what the page was made from.

    Attributes:
        faults: what is wrong.
        traces: what looks as if it belonged to a person.
        alike: the registered actors that it may be the same as.
        notice: why it could not be saved, when it is not the form's fault.
        signed_out: whether that is because nobody has signed in any more.
        focus: the row whose first field is to be filled in next.
    """

    faults: tuple[Fault, ...] = ()
    traces: tuple[Fault, ...] = ()
    alike: tuple[Alike, ...] = ()
    notice: str = ""
    signed_out: bool = False
    focus: int | None = None


@dataclass(frozen=True)
class FormPage(Page):
    """A form to fill in.

    Attributes:
        form: its questions.
        sections, rows: the questions with what stands in them.
        guard: what is wrong with it.
        actors: the names that a browser can offer.
        trail: the way back.
        version, mark: the state of the record that the form was made from; 0 for a new one.
        name: what the record is called; empty for a new one.
        delete_address: where it is deleted; empty where it cannot be.
        merge_address: where it is made one with another; empty where it cannot be.
    """

    template: ClassVar[str] = "pages/editing/form.html"

    form: RecordForm
    sections: tuple[FilledSection, ...]
    rows: tuple[FilledRow, ...]
    guard: Guard
    actors: tuple[str, ...]
    trail: tuple[Link, ...]
    version: int = 0
    mark: str = ""
    name: str = ""
    delete_address: str = ""
    merge_address: str = ""


def filled_sections(draft: Draft, guard: Guard, place_id: str | None) -> tuple[FilledSection, ...]:
    """Return the sections of a draft. One that is folded away opens when something in it needs a look."""
    faults = {fault.anchor: fault for fault in (*guard.traces, *guard.faults)}
    found = []
    for section in draft.form.sections:
        fields = tuple(_filled(draft, field, draft.answers, faults, place_id) for field in section.fields)
        is_open = not section.folded or any(field.fault or _says_something(field) for field in fields)
        found.append(FilledSection(section.title, section.folded, is_open, fields))
    return tuple(found)


def filled_rows(draft: Draft, guard: Guard) -> tuple[FilledRow, ...]:
    """Return the rows of a draft."""
    return tuple(_filled_rows(draft, guard))


def _filled_rows(draft: Draft, guard: Guard) -> Iterator[FilledRow]:
    rows = draft.form.rows
    if rows is None:
        return
    faults = {fault.anchor: fault for fault in guard.faults}
    for number, row in enumerate(draft.rows):
        fields = tuple(_filled(draft, field, row, faults, None, rows.name, number) for field in rows.fields)
        carried = ((f"{rows.name}.{number}.{name}", row[name][0]) for name in CARRIED if any(row.get(name, ())))
        yield FilledRow(number, tuple(carried), fields)


def _filled(
    draft: Draft,
    field: Field,
    answers: Answers,
    faults: dict[str, Fault],
    place_id: str | None,
    rows: str = "",
    number: int = 0,
) -> Filled:
    given = answers.get(field.name) or ("",)
    anchor = anchor_of(field, rows, number)
    name = f"{rows}.{number}.{field.name}" if rows else field.name
    return Filled(field, anchor, name, given, _options(draft, field, given, place_id), faults.get(anchor))


def _options(draft: Draft, field: Field, given: tuple[str, ...], place_id: str | None) -> tuple[Option, ...]:
    offered = field.options
    if field.shape is Shape.PLACE:
        offered = draft.directory.place_options(place_id, given[0])
    if field.shape in (Shape.PLACE, Shape.CHOICE) and given[0] not in ("", *(option.value for option in offered)):
        # What was chosen stays, even if it cannot be chosen any more: nothing that was filled in is lost.
        return (*offered, Option(given[0], given[0]))
    return offered


def _says_something(filled: Filled) -> bool:
    """Tell whether a field says something beyond the usual."""
    return any(text.strip() not in ("", filled.field.usual) for text in filled.given)
