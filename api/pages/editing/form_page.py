"""The page of a form: every question with what stands in it, and what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from api.pages.editing.choices import Choice
from api.pages.editing.draft import CARRIED, PICKED, Draft
from api.pages.editing.faults import Fault, anchor_of
from api.pages.editing.fields import Field, Option
from api.pages.editing.resemblance import Alike
from api.pages.editing.sections import RecordForm
from api.pages.editing.sent import Answers
from api.pages.facts import Link
from api.self_service.freshness import Freshness
from api.templating import Page

FaultsByAnchor = Mapping[str, tuple[Fault, ...]]


@dataclass(frozen=True)
class Filled:
    """A question with what stands in it.

    Attributes:
        anchor: the id of its element.
        name: what it is sent as.
        given: what stands in it.
        options: what can be chosen, and what was chosen although it cannot be any more.
        may_be_blank: whether nothing can be chosen.
        faults: what is wrong with it.
    """

    field: Field
    anchor: str
    name: str
    given: tuple[str, ...]
    options: tuple[Option, ...]
    may_be_blank: bool
    faults: tuple[Fault, ...]

    @property
    def picked(self) -> str:
        """What one of several proposals is sent as."""
        *row, name = self.name.split(".")
        return ".".join([*row, PICKED + name])

    @property
    def meant(self) -> tuple[str, ...]:
        """How the actors are called that may have been meant."""
        return tuple(label for fault in self.faults for label in fault.meant)

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
        twins: what is registered already, as it seems.
        alike: the registered actors that it may be the same as.
        notice: why it could not be saved, when it is not the form's fault.
        signed_out: whether that is because nobody has signed in any more.
        focus: the row whose first field is to be filled in next.
    """

    faults: tuple[Fault, ...] = ()
    traces: tuple[Fault, ...] = ()
    twins: tuple[Fault, ...] = ()
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
        fresh: how fresh the record is; None for a new one.
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
    fresh: Freshness | None = None


def filled_sections(draft: Draft, guard: Guard, choice: Choice) -> tuple[FilledSection, ...]:
    """Return the sections of a draft. One that is folded away opens when something in it needs a look."""
    faults = _by_anchor(guard)
    found = []
    for section in draft.form.sections:
        fields = tuple(_filled(draft, field, draft.answers, faults, choice) for field in section.fields)
        is_open = not section.folded or any(field.faults or _says_something(field) for field in fields)
        found.append(FilledSection(section.title, section.folded, is_open, fields))
    return tuple(found)


def filled_rows(draft: Draft, guard: Guard, choice: Choice) -> tuple[FilledRow, ...]:
    """Return the rows of a draft."""
    return tuple(_filled_rows(draft, guard, choice))


def _by_anchor(guard: Guard) -> FaultsByAnchor:
    found: dict[str, tuple[Fault, ...]] = {}
    for fault in (*guard.faults, *guard.traces, *guard.twins):
        found[fault.anchor] = (*found.get(fault.anchor, ()), fault)
    return found


def _filled_rows(draft: Draft, guard: Guard, choice: Choice) -> Iterator[FilledRow]:
    rows = draft.form.rows
    if rows is None:
        return
    faults = _by_anchor(guard)
    for number, row in enumerate(draft.rows):
        fields = tuple(_filled(draft, field, row, faults, choice, rows.name, number) for field in rows.fields)
        carried = ((f"{rows.name}.{number}.{name}", row[name][0]) for name in CARRIED if any(row.get(name, ())))
        yield FilledRow(number, tuple(carried), fields)


def _filled(
    draft: Draft,
    field: Field,
    answers: Answers,
    faults: FaultsByAnchor,
    choice: Choice,
    rows: str = "",
    number: int = 0,
) -> Filled:
    given = answers.get(field.name) or ("",)
    anchor = anchor_of(field, rows, number)
    name = f"{rows}.{number}.{field.name}" if rows else field.name
    options = choice.options(draft, field, given[0])
    blank = not field.usual and not field.required and choice.may_be_blank(draft, field, given[0])
    return Filled(field, anchor, name, given, options, blank, faults.get(anchor, ()))


def _says_something(filled: Filled) -> bool:
    """Tell whether a field says something beyond the usual."""
    return any(text.strip() not in ("", filled.field.usual) for text in filled.given)
